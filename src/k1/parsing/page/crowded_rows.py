"""Which of thousands of rows may join one: a page may hold stray marks without number, many on one base line."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Protocol

_CELL = 0.25  # points; marks that lie on each other are no neighbours, and share cells with none that are
_WIDEST_MARK = 12.0  # points
_LONG = 60.0  # points; there are too few longer rows on a page to search for what is near them
_GAP, _OVERLAP = 0.45, 0.4  # em by which neighbours in a line stand apart or lie over each other at most


class Row(Protocol):
    """Words on one base line, from ``x0`` to ``x1``."""

    x0: float
    x1: float
    size: float

    @property
    def words(self) -> Sequence[object]:
        """At least one."""


class CrowdedRows:
    """Rows by where they begin and end: of each, those that may join it are found without a look at the others."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._long: list[int] = []
        self._lefts: dict[int, list[int]] = defaultdict(list)
        self._rights: dict[int, list[int]] = defaultdict(list)
        self._narrow: dict[int, list[int]] = defaultdict(list)
        for at, row in enumerate(rows):
            if not _is_mark(row):
                self._long.append(at)
                continue
            self._lefts[_cell(row.x0)].append(at)
            self._rights[_cell(row.x1)].append(at)
            if _is_narrow(row):
                self._narrow[_cell(row.x0)].append(at)

    def grown(self, at: int) -> None:
        """Take in that row number ``at`` holds more words than it did."""
        place = bisect_right(self._long, at)
        if not place or self._long[place - 1] != at:
            insort(self._long, at)

    def next_after(self, at: int, row: Row, default: int) -> int:
        """The number of the first row behind ``at`` that may join a row: beside it, in it, or long."""
        if row.x1 - row.x0 > _LONG:
            return at + 1
        lists = [self._long, *self._near(row)]
        places = ((numbers, bisect_right(numbers, at)) for numbers in lists)
        return min((numbers[place] for numbers, place in places if place < len(numbers)), default=default)

    def _near(self, row: Row) -> Iterable[list[int]]:
        gap, overlap = _GAP * row.size, max(_OVERLAP * row.size, 1.0)
        if not _is_mark(row):
            yield from _between(self._lefts, row.x0 - _WIDEST_MARK - gap, row.x1 + gap)
            return
        yield from _between(self._lefts, row.x1 - overlap, row.x1 + gap)
        yield from _between(self._rights, row.x0 - gap, row.x0 + overlap)
        yield from _between(self._narrow, row.x0, row.x1)
        if _is_narrow(row):
            yield from _between(self._lefts, row.x0 - _WIDEST_MARK, row.x0)


def _is_mark(row: Row) -> bool:
    return len(row.words) == 1 and row.x1 - row.x0 <= _WIDEST_MARK


def _is_narrow(row: Row) -> bool:
    """Whether a row may lie on another with all of its width, and be its neighbour all the same."""
    return row.x1 - row.x0 <= max(_OVERLAP * row.size, 1.0)


def _cell(x: float) -> int:
    return int(x // _CELL)


def _between(cells: dict[int, list[int]], start: float, end: float) -> Iterable[list[int]]:
    return (cells[cell] for cell in range(_cell(start), _cell(end) + 1) if cell in cells)
