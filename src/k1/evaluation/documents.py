"""A parsed document against the document that its own source gives.

Metrics are in 0..1; one that the gold has nothing for is left out. Text is compared after canonical folding.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from k1.schema.documents import Document, Reference
from k1.schema.identity import canonical_text, family_name
from k1.schema.vocabulary import Modality, UnitRole

GRAM = 5
"""Words of body text that must stand in one order to count as read."""

_HEADING_MATCH = 0.85
_REFERENCE_MATCH = 0.75
_OF_REFERENCES = frozenset({"references", "bibliography"})
_BODY_ROLES = frozenset({UnitRole.BODY, UnitRole.LIST, UnitRole.ABSTRACT, UnitRole.BACK_MATTER, UnitRole.FOOTNOTE})


def words(text: str) -> list[str]:
    """Words of a text: runs of letters or of digits, folded."""
    return re.findall(r"[^\W\d_]+|\d+", canonical_text(text))


def f1(hits: float, gold: int, predicted: int) -> float:
    """Harmonic mean of recall and precision, 0 where both sides are empty."""
    return 2 * hits / (gold + predicted) if gold + predicted else 0.0


def _multiset_f1(gold: Iterable[object], predicted: Iterable[object]) -> float:
    """F1 of two multisets."""
    left, right = Counter(gold), Counter(predicted)
    return f1((left & right).total(), left.total(), right.total())


def matched(gold: Sequence[str], predicted: Sequence[str], threshold: float) -> list[tuple[int, int]]:
    """One-to-one pairs of similar strings, most similar first, position breaking ties."""
    pairs = [
        (-fuzz.token_sort_ratio(one, other), abs(i - j), i, j)
        for i, one in enumerate(gold)
        for j, other in enumerate(predicted)
    ]
    found: dict[int, int] = {}
    for score, _, i, j in sorted(pairs):
        if -score >= 100 * threshold and i not in found and j not in found.values():
            found[i] = j
    return sorted(found.items())


def _matched_f1(gold: Sequence[str], predicted: Sequence[str], threshold: float) -> float:
    """F1 of two lists of strings, paired by similarity."""
    return f1(len(matched(gold, predicted, threshold)), len(gold), len(predicted))


def _title(gold: Document, predicted: Document) -> float:
    return fuzz.ratio(" ".join(words(gold.paper.title)), " ".join(words(predicted.paper.title))) / 100


def _author_keys(document: Document) -> list[tuple[str, str]]:
    return [(family_name(author.name), canonical_text(author.name)[:1]) for author in document.paper.authors]


def _headings(gold: Document, predicted: Document) -> float:
    left = [" ".join(words(section.heading)) for section in gold.sections]
    right = [" ".join(words(section.heading)) for section in predicted.sections]
    # The list of references has a heading on paper and none in the source.
    left, right = ([heading for heading in side if heading not in _OF_REFERENCES] for side in (left, right))
    return _matched_f1(left, right, _HEADING_MATCH)


def _reference_key(reference: Reference) -> str:
    return " ".join(words(reference.title or reference.text))


def _references(gold: Document, predicted: Document) -> float:
    left, right = (list(map(_reference_key, document.references)) for document in (gold, predicted))
    return _matched_f1(left, right, _REFERENCE_MATCH)


def _grams(document: Document) -> Counter[tuple[str, ...]]:
    texts = (unit.text for unit in document.units if unit.modality is Modality.TEXT and unit.role in _BODY_ROLES)
    found: Counter[tuple[str, ...]] = Counter()
    for text in texts:
        run = words(text)
        found.update(tuple(run[start : start + GRAM]) for start in range(len(run) - GRAM + 1))
    return found


def _body(gold: Document, predicted: Document) -> float:
    left, right = _grams(gold), _grams(predicted)
    return (left & right).total() / left.total() if left else 0.0


def _captions(document: Document, modality: Modality) -> list[str]:
    return [" ".join(words(unit.caption or "")) for unit in document.units if unit.modality is modality]


def _figures(gold: Document, predicted: Document) -> float:
    return _matched_f1(_captions(gold, Modality.FIGURE), _captions(predicted, Modality.FIGURE), _REFERENCE_MATCH)


def score_document(gold: Document, predicted: Document) -> dict[str, float]:
    """Scores of one parsed document by metric, for those metrics that the gold supports."""
    scores = {"title": _title(gold, predicted)} if gold.paper.title else {}
    if gold.paper.authors:
        scores["authors"] = _multiset_f1(_author_keys(gold), _author_keys(predicted))
    if gold.sections:
        scores["headings"] = _headings(gold, predicted)
    if gold.references:
        scores["references"] = _references(gold, predicted)
    if any(_captions(gold, Modality.FIGURE)):
        scores["figures"] = _figures(gold, predicted)
    if _grams(gold):
        scores["body"] = _body(gold, predicted)
    return scores
