"""A candidate for an entity, and the places where a paper prints it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from k1.extraction.reading.paper import Sentence
from k1.schema.documents import Unit
from k1.schema.vocabulary import EntityKind, SectionRole

PROMINENT = frozenset({SectionRole.ABSTRACT, SectionRole.INTRODUCTION, SectionRole.CONCLUSION})


class Place(NamedTuple):
    """Characters of a unit that print a name, and the sentence they stand in."""

    unit: Unit
    start: int
    end: int
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may be an entity: its name, kind and places; ``key`` is the same for all its printings."""

    key: str
    name: str
    kind: EntityKind
    places: tuple[Place, ...]
    score: float
    abbreviation: str | None = None
    proposed: bool = False
    recurring: bool = False
    """Whether nothing but its recurrence tells of it, so that it takes no place of what more is told of."""


def prominence(places: tuple[Place, ...]) -> float:
    """How much a paper makes of a name: its mentions, more so in abstract, introduction and conclusion."""
    return min(10, len(places)) + 2.0 * len({place.sentence.zone for place in places} & PROMINENT)
