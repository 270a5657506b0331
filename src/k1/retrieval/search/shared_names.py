"""The names that passages share: words with a capital, pairs of them, and titles that a text names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from k1.retrieval.search.titles import Titles
from k1.retrieval.store.tokens import search_terms

Floats = npt.NDArray[np.float64]
Pairs = npt.NDArray[np.int64]
_WORD = re.compile(r"[^\W_][\w'’.-]+")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


class SharedNames:
    """From each passage to those that share a name with it."""

    def __init__(
        self, texts: Sequence[tuple[str, str]], titles: Titles, named: Pairs, frequency: Callable[[str], int]
    ) -> None:
        """``texts`` are titles and texts, ``named`` pairs of a passage and a title that its text names."""
        self._texts = texts
        words = [_capitalised(title) | _capitalised(text) for title, text in texts]
        self._word = {word: number for number, word in enumerate(sorted(set().union(*words)))}
        held = [(self._word[word], passage) for passage, ones in enumerate(words) for word in sorted(ones)]
        self._holders = _grouped(np.array(held, dtype=np.int64).reshape(-1, 2), len(self._word))
        self._rarity = self._rare([frequency(word) or len(self._holders[one]) for word, one in self._word.items()])
        self._titles, self._titled = titles, _grouped(titles.pairs[:, ::-1], len(titles))
        self._own = _grouped(titles.pairs, len(texts))
        self._named = _grouped(named, len(texts))
        uses = np.bincount(np.concatenate([named[:, 1], titles.pairs[:, 1]]), minlength=len(titles))
        self._title_rarity = self._rare(uses)

    def _rare(self, frequencies: npt.ArrayLike) -> Floats:
        """1 for what one passage holds, 0 for what all hold."""
        spread = np.maximum(1, np.asarray(frequencies, dtype=np.float64))
        rare: Floats = 1 - np.log(spread) / np.log(max(2, len(self._texts)))
        return rare

    def links(self, passage: int, asked: Mapping[str, float], asked_titles: Sequence[int]) -> Floats:
        """What each passage shares with one: its title; a title that its text names; names; those where it answers.

        What the question names itself, by its terms or by ``asked_titles``, leads nowhere new. ``asked`` holds the
        share of each term in the question; a name counts "in place" by the share of the question in its sentence.
        """
        same, named, names, in_place = links = np.zeros((4, len(self._texts)))
        for title in self._own[passage]:
            same[self._titled[title]] = 1
        for title in np.setdiff1d(self._named[passage], asked_titles):
            holders = self._titled[title]
            named[holders] = np.maximum(named[holders], self._title_rarity[title])
        for word, share in self._placed(passage, asked).items():
            number = self._word[word]
            names[self._holders[number]] += self._rarity[number] ** 2
            in_place[self._holders[number]] += self._rarity[number] ** 2 * share
        np.log1p(links[2:], out=links[2:])
        return links

    def _placed(self, passage: int, asked: Mapping[str, float]) -> dict[str, float]:
        """The names in a passage that are not asked for, each with the share of the question in its best sentence."""
        title, text = self._texts[passage]
        placed = dict.fromkeys(_capitalised(title), 1.0)
        about = set(search_terms(title))
        for sentence in _SENTENCE_END.split(text):
            said = about.union(search_terms(sentence))
            share = sum(weight for term, weight in asked.items() if term in said)
            for word in _capitalised(sentence):
                placed[word] = max(placed.get(word, 0.0), share)
        new = {word for word in placed if word in self._word and not asked.keys() >= set(word.split())}
        return {word: placed[word] for word in sorted(new)}


def _capitalised(text: str) -> set[str]:
    """The terms of words that begin with a capital, and pairs of those that follow one another.

    Stop words part no pair: "University of Oklahoma" is one.
    """
    found: set[str] = set()
    before: list[str] = []
    for token in _WORD.findall(text):
        terms = _terms(token)
        if terms and not token[0].islower():
            found.update(terms if token[0].isupper() else (), (f"{one} {terms[0]}" for one in before[-1:]))
        if terms:
            before = [] if token[0].islower() else terms
    return found


@lru_cache(maxsize=1 << 16)
def _terms(token: str) -> list[str]:
    """The terms of a token, kept: texts repeat theirs."""
    return search_terms(token)


def _grouped(pairs: Pairs, count: int) -> list[Pairs]:
    """The second numbers of pairs by the first, which are below ``count``."""
    order = np.argsort(pairs[:, 0], kind="stable")
    ends = np.cumsum(np.bincount(pairs[:, 0], minlength=count))[:-1]
    return np.split(pairs[order, 1], ends) if count else []
