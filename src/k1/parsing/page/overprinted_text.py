"""White text over other text: it is in the file and not on the page.

Some typesetters set the title of a figure a second time, white, where its label stands, for a list of figures.
"""

from __future__ import annotations

from collections import defaultdict

from k1.parsing.page.textlayer import Word

_SAME_LINE = 1.0  # points between base lines
_OVER = 0.5  # em that white text must cover of other text
_ASIDE = 1.0  # em between the parts of one white line


def without_overprinted(words: list[Word]) -> list[Word]:
    """The words but for the white pieces that stand over words of another colour or go on with a piece that does."""
    if not any(word.white for word in words):
        return words
    rows: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        rows[round(word.baseline)].append(word)
    hidden = {
        word.piece
        for word in words
        if word.white and any(not other.white and _stand_over(word, other, -_OVER) for other in _row(rows, word))
    }
    fresh = set(hidden)
    while fresh:
        edge = [word for word in words if word.piece in fresh]
        beside = (other for word in edge for other in _row(rows, word) if _stand_over(word, other, _ASIDE))
        fresh = {other.piece for other in beside if other.white} - hidden
        hidden |= fresh
    return [word for word in words if word.piece not in hidden]


def _row(rows: dict[int, list[Word]], word: Word) -> list[Word]:
    at = round(word.baseline)
    return [*rows.get(at - 1, ()), *rows.get(at, ()), *rows.get(at + 1, ())]


def _stand_over(word: Word, other: Word, apart: float) -> bool:
    """Whether two words of one line are less than ``apart`` em from each other; below 0, cover each other so far."""
    gap = max(word.x0, other.x0) - min(word.x1, other.x1)
    level = abs(word.baseline - other.baseline) < _SAME_LINE and word.quarter == other.quarter
    return level and gap < apart * word.size
