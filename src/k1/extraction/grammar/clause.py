"""A clause: a verb with what does it, what it is done to, and the prepositions around it."""

from __future__ import annotations

from dataclasses import dataclass, field

from k1.extraction.grammar.chunks import Chunk
from k1.extraction.grammar.phrases import is_qualifier
from k1.extraction.grammar.verb_frames import OBJECT
from k1.extraction.grammar.word_classes import CLOSED

Phrases = tuple[Chunk, ...]
"""Noun phrases that stand side by side: "A, B and C"."""

_DENYING = frozenset({"no", "neither", "none", "nobody", "nothing", "little"})
_NEXT_TO_NONE = frozenset({"negligible"})


@dataclass(slots=True)
class Clause:
    """A verb with its arguments. ``slots`` has the noun phrases by "object" or preposition, in order.

    ``behind`` is the noun phrase behind the "of" of the subject; a ``reduced`` clause tells of the noun phrase
    right before it ("the plan adopted there"); ``means`` are the noun phrases that its deed is done with ("we use A to
    do it").
    """

    subject: Phrases
    verb: Chunk
    slots: list[tuple[str, Phrases]] = field(default_factory=list)
    lets: str = ""
    apposition: bool = False
    supposed: bool = False
    behind: Chunk | None = None
    reduced: bool = False
    means: Phrases = ()

    @property
    def denied(self) -> bool:
        """Whether its subject or its object is none at all: "no sampler needs A", "has no need of A"."""
        slot, phrases = self.slots[0] if self.slots else ("", ())
        return any(map(denies, self.subject)) or (slot == OBJECT and denies(phrases[0]))


def denies(phrase: Chunk) -> bool:
    """Whether a noun phrase says that there is none of what it names, as do those that a list adds to it."""
    return phrase.words[0] in _DENYING or not _NEXT_TO_NONE.isdisjoint(phrase.words)


def is_one(phrases: Phrases) -> bool:
    """Whether noun phrases side by side are one: "a common, repeatable method" has its noun behind its adjectives."""
    return all(all(is_qualifier(word) for word in phrase.words if word not in CLOSED) for phrase in phrases[:-1])
