"""What a document says: its units of content, and whether another document says the same."""

from __future__ import annotations

from collections.abc import Set
from typing import TypeAlias

from k1.schema.documents import Document, Unit
from k1.schema.vocabulary import UnitRole
from k1.text.normalisation import words_of

_NOT_CONTENT = frozenset({UnitRole.FURNITURE, UnitRole.REFERENCE, UnitRole.FRONT_MATTER})
_LEAST_SHARED = 0.5  # of the shorter text

Passages: TypeAlias = Set[tuple[str, str, str, str]]
"""The runs of four words that a text is made of."""


def content_units(document: Document) -> list[Unit]:
    """The units that say something: no running heads, reference list or title page."""
    return [unit for unit in document.units if unit.role not in _NOT_CONTENT and unit.text.strip()]


def passages(document: Document) -> Passages:
    """The passages of what a document says."""
    words = [word for unit in content_units(document) for word in words_of(unit.text)]
    return set(zip(words, words[1:], words[2:], words[3:], strict=False))


def say_the_same(one: Passages, other: Passages) -> bool:
    """Whether most of the shorter of two texts stands in the longer; of two files of one paper nine parts in ten do."""
    shorter = min(len(one), len(other))
    return shorter > 0 and len(one & other) >= _LEAST_SHARED * shorter
