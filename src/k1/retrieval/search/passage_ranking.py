"""Ranking passages for questions whose answer needs several of them.

A passage that holds few words of a question may still be the second that its answer needs: the first one names it. So
a walk with restart (personalised PageRank, as in HippoRAG) begins at what BM25 finds and at the titles that a question
names, and goes from a passage to the titles that its text names, and from a title to its passages. Where it comes to is
one of the signs by which `chain` chooses one passage after another. No model, and the same order each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import numpy as np
import numpy.typing as npt

from k1.retrieval.search.chain import Relevance, choose
from k1.retrieval.search.shared_names import Floats, SharedNames
from k1.retrieval.search.titles import Titles
from k1.retrieval.store.lexical import LexicalIndex, write_lexical
from k1.retrieval.store.tokens import search_terms, titled_terms
from k1.schema.configuration import RetrievalSettings

_STARTS = 20  # passages of BM25 that the walk begins at
_SHARPNESS = 4  # power of their scores: a poor start leads astray
_GOES_ON = 0.8  # chance of a further step
_STEPS = 12
_TO_OTHERS = 0.5  # weight of the arc to a passage's own title, by which it reaches others of that title


@dataclass(frozen=True)
class Passage:
    """A text with a title that names what it is about."""

    title: str
    text: str


class PassageRanking:
    """An index of passages, and the walk over it. ``folder`` takes the lexical index."""

    def __init__(self, passages: Sequence[Passage], folder: Path) -> None:
        texts = [(unescape(one.title), unescape(one.text)) for one in passages]
        terms = [titled_terms(title, text) for title, text in texts]
        write_lexical(terms, folder, RetrievalSettings())
        self._lexical = LexicalIndex(folder)
        self._passages = len(passages)
        self._titles = Titles([title for title, _ in texts])
        pairs = [(number, name) for number, (_, text) in enumerate(texts) for name in self._titles.named_in(text)]
        named = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        self._arcs(named)
        self.names = SharedNames(texts, self._titles, named, self._lexical.frequency)

    def _arcs(self, named: npt.NDArray[np.int64]) -> None:
        """The arcs between passages and titles, which are numbered behind them, each with its share of what leaves."""
        titled = self._titles.pairs
        uses = np.bincount(np.concatenate([named[:, 1], titled[:, 1]]), minlength=len(self._titles))
        self._rarity = 1 / np.sqrt(np.maximum(1, uses))
        self._starts = np.concatenate([named[:, 0], titled[:, 0], titled[:, 1] + self._passages])
        self._ends = np.concatenate([named[:, 1] + self._passages, titled[:, 1] + self._passages, titled[:, 0]])
        by_title = 1 / np.sqrt(np.bincount(titled[:, 1], minlength=len(self._titles)))[titled[:, 1]]
        weights = np.concatenate([self._rarity[named[:, 1]], _TO_OTHERS * by_title, by_title])
        self._shares = weights / np.bincount(self._starts, weights)[self._starts]

    def rank(self, question: str, k: int) -> list[int]:
        """The numbers of the ``k`` best passages, best first; fewer where no other has to do with the question."""
        return choose(self.asked(question), self.names, k)

    def asked(self, question: str) -> Relevance:
        """What a question has to do with each passage."""
        terms = [term for term in dict.fromkeys(search_terms(question)) if self._lexical.frequency(term)]
        scores = np.zeros((self._passages, len(terms)))
        for column, term in enumerate(terms):
            scores[self._lexical.documents(term), column] = self._lexical.scores(term)
        lexical = scores.sum(axis=1)
        best = lexical.max(initial=0.0) or 1.0
        titles = self._titles.named_in(question)
        walked = self._walked(self._restart(titles, lexical / best))[: self._passages]
        titled = np.zeros(self._passages)
        titled[self._titles.pairs[np.isin(self._titles.pairs[:, 1], titles), 0]] = 1
        rarity = np.log(1 + self._passages / np.array([self._lexical.frequency(term) for term in terms]))
        return Relevance(
            terms, scores / best, rarity / rarity.sum(), walked / (walked.max(initial=0.0) or 1.0), titles, titled
        )

    def _restart(self, titles: Sequence[int], lexical: Floats) -> Floats:
        """Where the walk begins: as much at what BM25 finds as at the titles that the question names."""
        restart = np.zeros(self._passages + len(self._titles))
        best = np.argsort(-lexical, kind="stable")[:_STARTS]
        restart[best] = lexical[best] ** _SHARPNESS
        restart /= restart.sum() or 1.0
        named = np.array(titles, dtype=np.int64)
        if named.size:
            restart[named + self._passages] = self._rarity[named] / self._rarity[named].sum()
        return restart

    def _walked(self, restart: Floats) -> Floats:
        """How often the walk is at each passage and title."""
        reached = restart
        for _ in range(_STEPS):
            onward = np.bincount(self._ends, self._shares * reached[self._starts], restart.size)
            reached = (1 - _GOES_ON) * restart + _GOES_ON * onward
        return reached
