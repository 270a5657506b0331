"""Bringing the lists of several sources into one (agents-k1 5.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from k1.retrieval.search.sources import SourceRecord


@dataclass(frozen=True)
class Fused:
    """One record with its fused score and the normalised score of each source that listed it."""

    key: str
    score: float
    sources: dict[str, float]


def normalised(records: Sequence[SourceRecord]) -> dict[str, float]:
    """Scores of one list mapped to [0, 1] by its least and greatest; 1 where all are equal."""
    if not records:
        return {}
    scores = [record.score for record in records]
    low, high = min(scores), max(scores)
    best: dict[str, float] = {}
    for record in records:
        value = (record.score - low) / (high - low) if high > low else 1.0
        best[record.key] = max(best.get(record.key, 0.0), value)
    return best


def fuse(lists: Mapping[str, Sequence[SourceRecord]], weights: Mapping[str, float]) -> list[Fused]:
    """The weighted sum of the sources' normalised scores over the weights of the sources that answered.

    A record that a source does not list has 0 there. Ordered by score, then key.
    """
    scores = {source: normalised(records) for source, records in lists.items()}
    total = sum(weights[source] for source in lists)
    keys = sorted({key for found in scores.values() for key in found})
    fused = []
    for key in keys:
        held = {source: found[key] for source, found in scores.items() if key in found}
        score = sum(weights[source] * value for source, value in held.items()) / total if total else 0.0
        fused.append(Fused(key, score, held))
    return sorted(fused, key=lambda item: (-item.score, item.key))
