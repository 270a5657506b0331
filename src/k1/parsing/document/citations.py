"""Citations as records: what the marker says, where it and its sentence stand, and what it cites."""

from __future__ import annotations

from collections.abc import Iterable

from k1.schema import identity
from k1.schema.documents import Citation, Unit
from k1.text.sentences import sentence_index, split_sentences


def citations_in(unit: Unit, marked: Iterable[tuple[int, int, Iterable[str]]]) -> list[Citation]:
    """The citations of a unit; ``marked``: where each marker begins and ends, and the ids of its references."""
    sentences = split_sentences(unit.text) or [(0, len(unit.text))]
    found = []
    for start, end, references in marked:
        first, last = sentences[sentence_index(sentences, start)]
        marker = unit.text[start:end]
        found.append(
            Citation(
                id=identity.assertion_id("citation", unit.paper, unit.id, str(start), marker),
                paper=unit.paper,
                unit=unit.id,
                marker=marker,
                start=start,
                end=end,
                sentence_start=min(first, start),
                sentence_end=max(last, end),
                references=tuple(references),
                page=unit.page,
            )
        )
    return found
