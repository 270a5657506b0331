"""Which entities a paper presents as its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from k1.extraction.entities.candidates import Candidate, Place
from k1.extraction.reading.paper import Reading
from k1.extraction.reading.titles import title_name
from k1.schema.vocabulary import EntityKind, SectionRole

_ZONES = frozenset({SectionRole.ABSTRACT, SectionRole.INTRODUCTION, SectionRole.CONCLUSION, SectionRole.OTHER})
_BEFORE = re.compile(
    r"\b(?:we|this (?:paper|article|work)|here,? we) (?:\w+ly |also |then |here )?"
    r"(?:present|introduce|propose|develop|release)"
    r"(?:s|ed)?(?: (?:a|an|the|our|new|novel|called|named|python|r|julia|package|library|tool|toolkit|framework"
    r"|method|algorithm|model|dataset|open-source|software|agent|system|,|\u2018|`|\")){0,8}[\W_]{0,3}$",
    re.IGNORECASE,
)
_CAN_BE_PROPOSED = frozenset(
    {EntityKind.METHOD, EntityKind.MODEL, EntityKind.TOOL, EntityKind.DATASET, EntityKind.METRIC, EntityKind.TASK}
)


def mark_proposed(reading: Reading, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, with ``proposed`` set where the title names them or the text presents them."""
    named = title_name(reading.document.paper.title)
    titled = named.name.casefold() if named is not None else ""
    return [replace(candidate, proposed=_is_proposed(candidate, titled)) for candidate in candidates]


def _is_proposed(candidate: Candidate, titled: str) -> bool:
    if candidate.kind not in _CAN_BE_PROPOSED:
        return False
    names = [name.casefold() for name in (candidate.name, candidate.abbreviation) if name]
    return titled in names or any(map(_is_presented, candidate.places))


def _is_presented(place: Place) -> bool:
    if place.sentence.zone not in _ZONES:
        return False
    before = place.unit.text[max(place.sentence.start, place.start - 160) : place.start]
    return _BEFORE.search(before) is not None
