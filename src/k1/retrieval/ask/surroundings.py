"""What stands around a sentence, and the roots of its parts, which many sentences share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from k1.retrieval.store.tokens import root_terms


@dataclass(frozen=True)
class Surroundings:
    """What stands around a sentence: the ones beside it, its headings, title and id of its paper, role of its unit.

    ``shown``: it is part of a caption, or of a table; ``spoken``: the terms of the question that its unit holds, under
    whatever heading and title.
    """

    before: str
    headings: str
    title: str
    paper: str
    role: str = ""
    shown: bool = False
    after: str = ""
    spoken: frozenset[str] = frozenset()


@lru_cache(maxsize=1 << 12)
def roots(text: str) -> tuple[str, ...]:
    """The roots of a text, kept: a title, a heading and a sentence are looked at for each of their neighbours."""
    return tuple(root_terms(text))
