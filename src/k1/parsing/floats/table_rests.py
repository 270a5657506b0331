"""The rest of a table that reaches the foot of its column: rows that go on at the top of the next column or page.

Nothing need be printed over them, neither "continued" nor the head once more. They are known by their print and by the
white between the columns of the table so far, across which none of their cells runs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median

from k1.parsing.floats.table_regions import ABOVE_FIRST, find_table_region, is_prose
from k1.parsing.floats.table_rows import Fragment
from k1.parsing.floats.tables import cut_at_gaps, white_between_columns
from k1.parsing.page.layout import Line, Page, union
from k1.parsing.page.typography import Typography
from k1.schema.provenance import Box

_OVERHANG = 8.0  # points by which lines of a column may reach over the middle of the page
_WIDE = 0.3  # of the page's width: lines of text in one of two columns, as in a single one, are wider
_OVER_BOTH = 0.25  # share of these that may run over both columns, as a title does
_ALIKE = 0.06  # share of its size by which print may differ that is still the same
_APART = 2.5  # em of white that ends a table
_ASIDE = 3.0  # points by which columns of two pages may be shifted and still stand at one place
_SIDE_BY_SIDE = 0.3  # share of the rows of a rest that hold two cells or more
_RULE = 0.8  # share of the table's width that the rule at its end covers
_ANNOUNCES = re.compile(
    r"\W*(?:table\s\S{1,6}\s)?\W?cont(?:inue[sd]|\.|['\u2019]d)\W*(?:\Z|(?:in|on|from|to|over|next|overleaf)\b)",
    re.IGNORECASE,
)
_ANNOUNCEMENT = 60  # characters
_GOES_ON = re.compile(r"\W*(?P<label>table\s[A-Z]?\d{1,3})\scontinue[sd]?\s(?:in|on|to|over)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """What one page prints of a table: its rows, none below a caption at the very foot, and its caption, if any."""

    page: Page
    rows: tuple[Line, ...]
    caption: tuple[Line, ...] = ()

    @property
    def box(self) -> Box:
        """The smallest box around rows and caption."""
        return union([line.box for line in (*self.caption, *self.rows)])


@dataclass(frozen=True, slots=True)
class _Ahead:
    """Where the rest of a part may stand: lines without furniture, and the ``id`` of those that are something else."""

    page: Page
    lines: Sequence[Line]
    busy: Collection[int]
    style: Typography


def reaches_foot(part: Part, furniture: Collection[int]) -> bool:
    """Whether no line stands below a part within its width, but for furniture and words that the table continues."""
    box, own = part.box, set(map(id, (*part.rows, *part.caption)))
    below = (line for line in part.page.lines if id(line) not in own and id(line) not in furniture)
    return not any(
        line.box.y0 > box.y1 - 1 and min(line.box.x1, box.x1) > max(line.box.x0, box.x0) and not _announces(line)
        for line in below
    )


def without_announcements(lines: Sequence[Line]) -> list[Line]:
    """The lines of a table without those, alone on their base line, which only say that it goes on."""
    heights = Counter(round(line.baseline / 3) for line in lines)
    return [line for line in lines if heights[round(line.baseline / 3)] > 1 or not _announces(line)]


def _announces(line: Line) -> bool:
    return len(line.text) < _ANNOUNCEMENT and bool(_ANNOUNCES.match(line.text))


def find_beginnings(page: Page, taken: Collection[Line]) -> list[tuple[str, list[Line]]]:
    """Rows and the words below them that a table goes on ("Table 1 continues in next column"), by its label.

    Journals that print captions below (*The Lancet*) have none on a part but the last. ``taken`` are lines known to be
    something else, rows of captions among them.
    """
    busy = set(map(id, taken))
    said = [(line, match) for line in page.lines if id(line) not in busy and (match := _GOES_ON.match(line.text))]
    regions = (
        (match["label"], line, find_table_region(page, [line], taken, sides=ABOVE_FIRST))
        for line, match in said
        if len(line.text) < _ANNOUNCEMENT
    )
    return [(" ".join(label.casefold().split()), [*rows, line]) for label, line, rows in regions if rows]


def find_rest(part: Part, page: Page, busy: Collection[int], furniture: Collection[int], style: Typography) -> Part:
    """The rows with which a part that reaches its foot goes on: to its right on its own page, or on ``page`` after it.

    ``busy`` holds the ``id`` of lines that are something else, ``furniture`` of lines that do not count.
    """
    lines = [line for line in page.lines if id(line) not in furniture and not line.turned]
    if page is part.page:
        lines = _right_column(part, lines)
    if not lines:
        return Part(page, ())
    ahead = _Ahead(page, lines, busy, style)
    shifts = [min(line.box.x0 for line in lines) - min(line.box.x0 for line in part.rows or part.caption)]
    if page is not part.page and abs(shifts[0]) > _ASIDE:
        shifts.insert(0, 0.0)
    found = (_rest_at(part, ahead, shift) if part.rows else _first_rows(part, ahead, shift) for shift in shifts)
    return Part(page, next((rows for rows in found if rows), ()))


def _right_column(part: Part, lines: Sequence[Line]) -> list[Line]:
    """The lines in the right one of two columns, where a part stands in the left one and the page has two."""
    middle = part.page.width / 2
    wide = [line.box for line in lines if line.box.x1 - line.box.x0 > _WIDE * part.page.width]
    over = sum(box.x0 < middle - _OVERHANG and middle + _OVERHANG < box.x1 for box in wide)
    if part.box.x1 > middle + _OVERHANG or over > _OVER_BOTH * len(wide):
        return []
    return [line for line in lines if line.box.x0 > max(part.box.x1, middle - _OVERHANG)]


def _first_rows(part: Part, ahead: _Ahead, shift: float) -> tuple[Line, ...]:
    """The table of a caption that stands alone at the foot, found as if the caption stood above the column."""
    up = part.box.y1 - min(line.box.y0 for line in ahead.lines) + 1
    caption = [replace(line, box=_moved(line.box, shift, -up), baseline=line.baseline - up) for line in part.caption]
    free = {id(line) for line in ahead.lines if id(line) not in ahead.busy}
    return tuple(find_table_region(ahead.page, caption, [line for line in ahead.page.lines if id(line) not in free]))


def _moved(box: Box, right: float, down: float) -> Box:
    return Box(box.x0 + right, box.y0 + down, box.x1 + right, box.y1 + down)


def _rest_at(part: Part, ahead: _Ahead, shift: float) -> tuple[Line, ...]:
    """The rest that begins at the top of the column which lies ``shift`` points to the right of the part's."""
    column = Box(part.box.x0 + shift, 0.0, part.box.x1 + shift, ahead.page.height)
    white = [(left + shift, right + shift) for left, right in white_between_columns(part.rows, part.page)]
    rows: list[list[Line]] = []
    across: list[list[Line]] = []  # at most one row at a time may run over the white: it heads those below it
    for row in _same_print(part, ahead, column):
        across.append(row)
        if not any(_crosses(cell.box, white) for cell in _cells(row)):
            rows += across
            across = []
        elif len(across) > 1:
            break
    rows = _without_notes(rows, ahead.page, column)
    found = tuple(line for row in rows for line in row)
    several = sum(len(_cells(row)) > 1 for row in rows)
    is_table = white and several and several >= _SIDE_BY_SIDE * len(rows) and not is_prose(found, column)
    return found if is_table else ()


def _same_print(part: Part, ahead: _Ahead, column: Box) -> Iterator[list[Line]]:
    """Rows from the top of a column on, as long as they are free, close to each other and set as the part is."""
    size = median(line.size for line in part.rows)
    as_text = any(ahead.style.is_body(line) for line in part.rows)
    lines = sorted((line for line in ahead.lines if _lies_in(line.box, column)), key=lambda line: line.baseline)
    bottom: float | None = None
    for _, group in groupby(lines, key=lambda line: round(line.baseline / 3)):
        row = list(group)
        largest = max(line.size for line in row)
        if any(id(line) in ahead.busy for line in row) or abs(largest - size) > _ALIKE * size:
            return
        if not as_text and any(map(ahead.style.is_body, row)):
            return
        if bottom is not None and min(line.box.y0 for line in row) - bottom > _APART * size:
            return
        bottom = max(line.box.y1 for line in row)
        if not all(map(_announces, row)):
            yield row


def _without_notes(rows: list[list[Line]], page: Page, column: Box) -> list[list[Line]]:
    """The rows down to the last rule across the column, where only lines that stand alone are below it."""
    long = [rule for rule in page.rules if rule.x1 - rule.x0 > _RULE * (column.x1 - column.x0)]
    heights = [rule.y0 for rule in long if _lies_in(rule, column)]
    last = max((y for y in heights if rows and rows[0][0].baseline < y < rows[-1][0].baseline), default=None)
    if last is None or any(len(_cells(row)) > 1 for row in rows if row[0].baseline > last):
        return rows
    return [row for row in rows if row[0].baseline <= last]


def _cells(row: Sequence[Line]) -> list[Fragment]:
    """What stands side by side in a row."""
    return [fragment for line in row for fragment in cut_at_gaps(line)]


def _crosses(box: Box, white: Sequence[tuple[float, float]]) -> bool:
    return any(box.x0 < left + 1 and right - 1 < box.x1 for left, right in white)


def _lies_in(box: Box, column: Box) -> bool:
    """Whether more than half of a box's width lies in a column."""
    return min(box.x1, column.x1) - max(box.x0, column.x0) > 0.5 * (box.x1 - box.x0)
