"""Choosing passages one after another, each in the light of those chosen before.

The passage that answers the second half of a question shares a name with the one that answers the first, and says what
that one does not. So each choice adds to what is told and named, and the next is the best by what is still asked and by
the names it shares with the chosen.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from k1.retrieval.search.shared_names import Floats, SharedNames

WEIGHTS = {
    "walk": 4.62,
    "words": 1.23,
    "untold share": 0.87,
    "asked by title": 0.68,
    "title is chosen": -1.27,
    "title is named": 2.99,
    "names in place": 2.37,
    "names and untold words": 5.19,
    "names and untold share": 2.42,
}
"""What each sign counts; fitted by `python benchmarks/passage_weights.py` on half of four sets of questions."""
_CHOSEN = 10  # passages chosen so; the others stay in the order that the last choice saw


@dataclass(frozen=True)
class Relevance:
    """What a question has to do with each passage."""

    terms: list[str]
    scores: Floats
    """BM25 of each passage (row) by each term (column), the best passage having 1 in all."""
    rarity: Floats
    """Of each term, 1 in all."""
    walked: Floats
    titles: list[int]
    """The titles that the question names."""
    titled: Floats
    """1 for passages of these."""


class Chain:
    """The passages chosen so far for a question, and what they say and name."""

    def __init__(self, asked: Relevance, names: SharedNames) -> None:
        self._asked, self._names = asked, names
        self._words, self._held = asked.scores.sum(axis=1), (asked.scores > 0).astype(np.float64)
        self._untold = np.ones(len(asked.terms))
        self._shares = dict(zip(asked.terms, asked.rarity.tolist(), strict=True))
        self._links = np.zeros((4, len(asked.walked)))
        self.chosen: list[int] = []

    def add(self, passage: int) -> None:
        """Choose a passage."""
        self.chosen.append(passage)
        self._untold[self._held[passage] > 0] = 0
        links = self._names.links(passage, self._shares, self._asked.titles)
        np.maximum(self._links, links, out=self._links)

    def signs(self) -> Floats:
        """The signs of `WEIGHTS` for each passage, a column each."""
        asked = self._asked
        words, share = asked.scores @ self._untold, self._held @ (self._untold * asked.rarity)
        same, named, names, in_place = self._links
        signs = [asked.walked, self._words, share, asked.titled, same, named, in_place]
        return np.column_stack([*signs, names * words, names * share])

    def related(self) -> npt.NDArray[np.bool_]:
        """Where a passage has anything to do with the question or with a chosen one."""
        found: npt.NDArray[np.bool_] = (self._asked.walked > 0) | (self._words > 0) | self._links.any(axis=0)
        return found


def choose(asked: Relevance, names: SharedNames, count: int, weights: Floats | None = None) -> list[int]:
    """The ``count`` best passages, best first; fewer where no other has to do with the question."""
    used = np.array(list(WEIGHTS.values())) if weights is None else weights
    chain = Chain(asked, names)
    while True:
        totals = np.where(chain.related(), chain.signs() @ used, -np.inf)
        totals[chain.chosen] = -np.inf
        if len(chain.chosen) == min(_CHOSEN, count) or np.isneginf(totals).all():
            break
        chain.add(int(totals.argmax()))
    order = np.argsort(-totals, kind="stable")[: np.isfinite(totals).sum()]
    return [*chain.chosen, *(int(number) for number in order[: count - len(chain.chosen)])]
