"""Cells of a marked-up table laid out on a grid, so that each stands in its column however others span."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

_MOST_SPANNED = 100  # rows or columns; a longer span is a slip or an attack


class SpannedCell(NamedTuple):
    """A cell of a table's source: its text, and how many columns and rows it covers."""

    text: str
    columns: int = 1
    rows: int = 1


def read_span(value: str | None) -> int:
    """The number in a colspan or rowspan; 1 for what is none or too great."""
    if not value or not value.isdecimal() or len(value) > len(str(_MOST_SPANNED)):
        return 1
    return int(value) if 1 <= int(value) <= _MOST_SPANNED else 1


def laid_out(group: Iterable[Sequence[SpannedCell]]) -> list[tuple[str, ...]]:
    """The rows of one row group: a cell's text stands where the cell begins, "" in all else that it covers."""
    covered: dict[int, int] = {}  # by column: how many of the rows to come a cell above still covers
    return [_laid_row(cells, covered) for cells in group]


def _laid_row(cells: Sequence[SpannedCell], covered: dict[int, int]) -> tuple[str, ...]:
    row = dict.fromkeys(covered, "")
    below = {column: left - 1 for column, left in covered.items() if left > 1}
    column = 0
    for cell in cells:
        while column in row:
            column += 1
        row[column] = cell.text
        # Nothing is covered beyond a fixed column: many long spans would make a small file a huge table.
        for at in range(column, min(column + cell.columns, _MOST_SPANNED)):
            row.setdefault(at, "")
            if cell.rows > 1:
                below[at] = max(cell.rows - 1, below.get(at, 0))
    covered.clear()
    covered.update(below)
    return tuple(row.get(at, "") for at in range(max(row, default=-1) + 1))
