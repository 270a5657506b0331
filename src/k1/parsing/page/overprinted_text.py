"""White text over other text: it is in the file and not on the page.

Some typesetters set the title of a figure a second time, white, where its label stands, for a list of figures.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from operator import attrgetter

from k1.parsing.page.textlayer import Word

_SAME_LINE = 1.0  # points between base lines
_OVER = 0.5  # em that white text must cover of other text
_ASIDE = 1.0  # em between the parts of one white line
_start = attrgetter("x0")


def without_overprinted(words: list[Word]) -> list[Word]:
    """The words but for the white pieces that stand over words of another colour or go on with a piece that does."""
    if not any(word.white for word in words):
        return words
    shown = _Rows([word for word in words if not word.white and _is_legible(word)])
    pieces: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        if word.white:
            pieces[word.piece].append(word)
    hidden = {piece for piece, own in pieces.items() if any(any(shown.near(word, -_OVER)) for word in own)}
    white = _Rows([word for word in words if word.white and word.piece not in hidden])
    fresh = list(hidden)
    while fresh:
        beside = {other.piece for word in pieces[fresh.pop()] for other in white.near(word, _ASIDE)} - hidden
        hidden |= beside
        fresh += beside
    return [word for word in words if word.piece not in hidden]


def _is_legible(word: Word) -> bool:
    """Whether a word says something: what stands on a rule of underscores is not printed over text."""
    return any(map(str.isalnum, word.text))


class _Rows:
    """Words by their base lines, from left to right, so that those near another are found without reading all."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._rows: dict[tuple[int, int], list[Word]] = defaultdict(list)
        for word in sorted(words, key=_start):
            self._rows[word.quarter, round(word.baseline)].append(word)
        self._widest = max((word.x1 - word.x0 for word in words), default=0.0)

    def near(self, word: Word, apart: float) -> Iterator[Word]:
        """Those of its line less than ``apart`` em from a word; below 0, which cover it or are covered so far."""
        reach, at = apart * word.size, round(word.baseline)
        for row in (self._rows.get((word.quarter, at + step), []) for step in (-1, 0, 1)):
            first = bisect_left(row, word.x0 - reach - self._widest, key=_start)
            for other in row[first : bisect_right(row, word.x1 + reach, key=_start)]:
                gap = max(word.x0, other.x0) - min(word.x1, other.x1)
                if abs(word.baseline - other.baseline) < _SAME_LINE and gap < reach:
                    yield other
