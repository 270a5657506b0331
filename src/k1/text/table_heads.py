"""How a table of results is taken in, wherever one is read: numbers, names of rows, and what stands over a column."""

from __future__ import annotations

import re
from collections.abc import Sequence

VALUE = re.compile(r"^[-+\u2212]?\.?\d[\d.,]*(?: ?[%\u00b1(].{0,16})?$")
"""A number as tables print it: "0.85", ".85", "71 %", "0.9 (0.1)"."""
_DRESS = "*_\u2020\u2021\u00a7 \t\n"  # around a cell: bold type of Markdown, marks of notes
_YEAR = r"(?:19|20)\d\d[a-z]?"
_NOTES = re.compile(
    r"(?:\s{0,9}(?:\[[^\[\]]{0,80}\]|\((?:ours?|this work)\)|\((?-i:[A-Z])[^()\d]{1,80}\b" + _YEAR + r"[^()]{0,40}\)))"
    r"[*_\u2020\u2021\u00a7 ]{0,9}$",
    re.IGNORECASE,
)
_MOST_NOTES = 4


def undressed(cell: str) -> str:
    """A cell without bold type and the marks of notes: "84.6*"."""
    return cell.strip(_DRESS)


def row_name(cell: str) -> str:
    """The name in the first cell of a row, without citations and "(ours)"."""
    name = undressed(cell)
    for _ in range(_MOST_NOTES):
        shorter = undressed(_NOTES.sub("", name))
        if shorter == name:
            break
        name = shorter
    return name


def head_count(header_rows: int | None) -> int:
    """How many rows are the header: one where the source does not say."""
    return max(1, header_rows or 1)


def spread(row: Sequence[str], above: Sequence[Sequence[str]]) -> list[str]:
    """A row of a header with each merged cell given in all columns that it covers; ``above`` are the rows before it.

    The first two columns are never covered: the names, and the first column over which a cell can begin.
    """
    filled = list(row)
    for at in range(2, len(row)):
        # A cell that another row has above this one reaches down to it, and ends the merged cell beside it.
        if not row[at].strip() and not any(len(other) == len(row) and other[at].strip() for other in above):
            filled[at] = filled[at - 1]
    return filled
