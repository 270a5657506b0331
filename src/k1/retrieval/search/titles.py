"""The titles of passages as names of what they are about, and where a text names one of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from k1.retrieval.store.tokens import PRINTED, STOPWORDS, words

_LONGEST = 8  # words of a name
_SHORTEST = 3  # letters of a name of one word
_BRACKET = re.compile(r"\s*\([^)]*\)$")


class Titles:
    """The names that passages have by their titles, with and without a bracket at the end ("Mercury (planet)")."""

    def __init__(self, titles: Sequence[str]) -> None:
        keys = [self._keys(title) for title in titles]
        self._number = {key: number for number, key in enumerate(sorted(set().union(*keys)))}
        self._first = {key[0] for key in self._number}
        pairs = [(passage, self._number[key]) for passage, held in enumerate(keys) for key in sorted(held)]
        self.pairs = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        """Numbers of passages and of the names they have, one pair a row."""

    def __len__(self) -> int:
        return len(self._number)

    @staticmethod
    def _keys(title: str) -> set[tuple[str, ...]]:
        keys = {tuple(words(form)) for form in (title, _BRACKET.sub("", title))}
        return {key for key in keys if any(word not in STOPWORDS for word in key)}

    def named_in(self, text: str) -> list[int]:
        """The names that a text holds, each once and in order: the longest at each place.

        No small letter begins a name; where a text has no capitals, two words or more are one.
        """
        tokens = PRINTED.findall(text)
        spelt = [_spelt(token) for token in tokens]
        cased = any(token[0].isupper() for token in tokens[1:])
        found: dict[int, None] = {}
        at = 0
        while at < len(tokens):
            small = tokens[at][0].islower()
            begins = bool(spelt[at]) and spelt[at][0] in self._first and not (small and cased)
            length, name = self._longest(spelt[at : at + _LONGEST]) if begins else (0, None)
            if name is not None and not (small and length == 1):
                found[name] = None
            at += length or 1
        return list(found)

    def _longest(self, spelt: Sequence[Sequence[str]]) -> tuple[int, int | None]:
        """How many of some tokens the longest name that they begin with takes, and its number."""
        for length in range(len(spelt), 0, -1):
            key = tuple(word for token in spelt[:length] for word in token)
            name = self._number.get(key)
            if name is not None and (len(key) > 1 or (len(key[0]) >= _SHORTEST and key[0] not in STOPWORDS)):
                return length, name
        return 0, None


@lru_cache(maxsize=1 << 16)
def _spelt(token: str) -> tuple[str, ...]:
    """The words of a token, kept: texts repeat theirs."""
    return tuple(words(token))
