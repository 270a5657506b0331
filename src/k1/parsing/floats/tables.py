"""Tables as cells: columns from the white between words, rows from rules, gaps and what a line holds.

Nothing is learnt here. A table is read in four steps: fragments of text between wide gaps; columns where white runs
down through (nearly) all lines; the header above the first rule with text on both sides; rows of the body, whose
cells may take several lines. A merged cell is given once, where it begins, and "" in the other columns that it covers;
only what stands over the lowest row of the header has no columns: a heading set in the middle does not tell them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from k1.parsing.floats.table_rows import (
    FULL_RULE,
    Fragment,
    Row,
    grouped_rows,
    joined,
    parted_rows,
    row_cells,
    rules_between,
)
from k1.parsing.page.layout import Line, Page, Span, union
from k1.parsing.page.typography import is_typewriter
from k1.schema.provenance import Box

_GAP = 0.45  # em; a wider gap between two spans may divide two columns
_GAP_OF_TYPE = 0.64  # em; a blank of a typewriter font is as wide as its letters
_GAP_AFTER_SCRIPT = 0.28  # em; the same after a raised mark, behind which no wide space is set
_WIDEST_STEP = 2.5  # em from a letter of a word to the next one
_MARK = 0.5  # em; how wide a character is that stands alone in its cell
_MOST_MARKS = 40  # in the cells of a row
_NARROWEST_GUTTER = 2.2  # points
_GUTTER = 0.25  # em; a column of white is at least as wide
_OVER = 0.2  # share of the rows over two cells of which a spanning fragment lies
_TOUCHING = 0.1  # em by which a heading that fills the white between two columns may miss their ends
_AMID = 0.5  # share of the rows with which a short head over two columns stands amid these
_CROSSING = 0.12  # share of lines that may cross a gutter: spanning headers, group headings
_RULE_HEIGHT = 3.0  # points; a horizontal rule is no higher
_LEADERS = re.compile(r"\s*(?:[.\u2026]\s?){6,}\s*")  # dots that lead the eye from one cell to the next


class TableGrid(NamedTuple):
    """Rows of cells and how many of them, at the top, are header rows."""

    cells: tuple[tuple[str, ...], ...]
    header_rows: int


def read_table(lines: Sequence[Line], rules: Sequence[Box], page: Page) -> TableGrid:
    """The cells of the table that ``lines`` print, between the ``rules`` that lie among them.

    ``page`` bounds the width; lines that stand sideways against the rest are left out.
    """
    vertical = [rule for rule in rules if _is_vertical(rule)]
    rows, gutters, frame = _rows_in_columns(lines, vertical, page)
    if not rows:
        return TableGrid((), 0)
    rows = [_merged_columns(row) for row in rows]
    flat = merged_rules([rule for rule in rules if _is_horizontal(rule)])
    columns = len(gutters) + 1
    head = _header_lines(rows, flat, frame, columns=columns)
    header = _header_cells(rows[:head], flat, columns)
    gridded = len({round(rule.x0 / 4) for rule in vertical}) >= 2
    groups = grouped_rows(rows[head:], flat, frame, columns=columns, gridded=gridded)
    body = [row_cells(part, columns) for group in groups for part in parted_rows(group, flat)]
    return TableGrid(tuple(map(tuple, header + body)), len(header))


def white_between_columns(lines: Sequence[Line], page: Page) -> list[tuple[float, float]]:
    """From where to where no cell reaches between the columns of the table that ``lines`` print, from left to right."""
    rows, gutters, _ = _rows_in_columns(lines, [], page)
    ends = [
        max((f.box.x1 for row in rows for f in row if f.last == at), default=gutter)
        for at, gutter in enumerate(gutters)
    ]
    return [(end, gutter + 1.0) for end, gutter in zip(ends, gutters, strict=True) if end < gutter]


def _rows_in_columns(lines: Sequence[Line], vertical: list[Box], page: Page) -> tuple[list[Row], list[float], Box]:
    """The rows of text that ``lines`` print, each fragment placed in its columns; where these begin; the box of all."""
    upright = [line for line in lines if not line.turned and 0 <= line.box.x0 <= page.width]
    whole = _text_rows([fragment for line in upright for fragment in cut_at_gaps(line)])
    if not whole:
        return [], [], Box(0.0, 0.0, 0.0, 0.0)
    frame = union([fragment.box for row in whole for fragment in row])
    gutters = _gutters(whole, frame, vertical)
    rows = [_cut(row, gutters) for row in whole]
    for row in rows:
        _place(row, gutters)
    return rows, gutters, frame


def _is_horizontal(rule: Box) -> bool:
    return rule.y1 - rule.y0 <= _RULE_HEIGHT and rule.x1 - rule.x0 > 8


def _is_vertical(rule: Box) -> bool:
    return rule.x1 - rule.x0 <= _RULE_HEIGHT and rule.y1 - rule.y0 > 8


def merged_rules(rules: Sequence[Box]) -> list[Box]:
    """Horizontal rules drawn in pieces (one a cell) as whole ones, from top to bottom."""
    whole: list[Box] = []
    for rule in sorted(rules, key=lambda box: (round(box.y0), box.x0)):
        last = whole[-1] if whole else None
        if last and abs(last.y0 - rule.y0) <= 1.5 and rule.x0 - last.x1 <= 3.0:
            whole[-1] = union([last, rule])
        else:
            whole.append(rule)
    return whole


# ------------------------------------------------------------------ fragments and lines of text
def cut_at_gaps(line: Line) -> list[Fragment]:
    """The line, cut where a gap could divide two cells."""
    groups: list[list[Span]] = []
    for span in (part for whole in line.spans for part in _apart(whole)):
        last = groups[-1][-1] if groups else None
        styled = last is not None and (last.superscript or last.subscript) and not span.superscript
        typed = last is not None and is_typewriter(last.font) and is_typewriter(span.font)
        widest = _GAP_AFTER_SCRIPT if styled else _GAP_OF_TYPE if typed else _GAP
        if last and span.box.x0 - last.box.x1 <= widest * line.size:
            groups[-1].append(span)
        else:
            groups.append([span])
    found = []
    for group in groups:
        text = _shown(group)
        if text:
            found.append(Fragment(text, union([span.box for span in group]), line.size, line.baseline, tuple(group)))
    return found


def _apart(span: Span) -> list[Span]:
    """The span, or each of its characters where these stand too far apart for a word.

    PDFium takes single characters at even distances, as crosses in the cells of a row are, for one word.
    """
    text, box, width = span.text.strip(), span.box, _MARK * span.size
    if not 1 < len(text) <= _MOST_MARKS or " " in text:
        return [span]
    step = (box.x1 - box.x0 - width) / (len(text) - 1)
    if step <= _WIDEST_STEP * span.size:
        return [span]
    places = [Box(box.x0 + at * step, box.y0, box.x0 + at * step + width, box.y1) for at in range(len(text))]
    return [replace(span, text=mark, box=place) for mark, place in zip(text, places, strict=True)]


def _shown(spans: Sequence[Span]) -> str:
    """The text of spans without dots that lead to the next cell."""
    return _LEADERS.sub("", "".join(span.text for span in spans)).strip()


def _text_rows(fragments: list[Fragment]) -> list[Row]:
    """Fragments on one base line, from top to bottom, each row from left to right."""
    rows: list[Row] = []
    for fragment in sorted(_with_scripts(fragments), key=lambda fragment: (fragment.baseline, fragment.box.x0)):
        if rows and fragment.baseline - rows[-1][0].baseline <= 0.32 * max(fragment.size, rows[-1][0].size):
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    return [sorted(row, key=lambda fragment: fragment.box.x0) for row in rows]


def _with_scripts(fragments: list[Fragment]) -> list[Fragment]:
    """Raised and lowered characters that stand as lines of their own, put back behind what they belong to."""
    largest = max((fragment.size for fragment in fragments), default=0.0)
    whole = [fragment for fragment in fragments if fragment.size > 0.8 * largest]
    for small in sorted(fragments, key=lambda fragment: fragment.box.x0):
        if small.size > 0.8 * largest:
            continue
        holder = next((fragment for fragment in whole if _is_script_of(small, fragment)), None)
        if holder is None:
            whole.append(small)
        else:
            holder.text += small.text
            holder.spans += small.spans
            holder.box = Box(holder.box.x0, holder.box.y0, max(holder.box.x1, small.box.x1), holder.box.y1)
    return whole


def _is_script_of(small: Fragment, large: Fragment) -> bool:
    return (
        small.size < 0.85 * large.size
        and -0.1 * large.size <= small.box.x0 - large.box.x1 <= 0.3 * large.size
        and -0.6 * large.size <= small.baseline - large.baseline <= 0.4 * large.size
    )


# ------------------------------------------------------------------ columns
def _gutters(rows: list[Row], frame: Box, vertical: list[Box]) -> list[float]:
    """Where columns begin, from the second on: after white that runs down past all but spanning fragments."""
    several = [row for row in rows if len(row) > 1]
    narrow = [fragment for row in rows for fragment in row if not _is_spanning(fragment, row, several)]
    if not several or not narrow:
        return []
    least = max(_NARROWEST_GUTTER, _GUTTER * median(fragment.size for fragment in narrow))
    gutters: list[float] = []
    edge = min(fragment.box.x0 for fragment in narrow)
    for fragment in sorted(narrow, key=lambda fragment: fragment.box.x0):
        if fragment.box.x0 - edge >= least:
            gutters.append(fragment.box.x0 - 1.0)
        edge = max(edge, fragment.box.x1)
    allowed = int(_CROSSING * len(rows))
    for rule in vertical:
        x = (rule.x0 + rule.x1) / 2
        crosses = sum(fragment.box.x0 + 1 < x < fragment.box.x1 - 1 for row in rows for fragment in row)
        if frame.x0 < x < frame.x1 and crosses <= allowed and all(abs(x - gutter) > 6 for gutter in gutters):
            gutters.append(x)
    return _used(sorted(gutters), rows)


def _is_spanning(fragment: Fragment, row: Row, rows: list[Row]) -> bool:
    """Whether a fragment lies over two or more fragments side by side in a good part of the other rows.

    A short one ("30" over "4 °C" and "25 °C") stands amid the white between two, of which its row has none.
    """
    if fragment.box.x1 - fragment.box.x0 < 2 * fragment.size:
        fuller = [other for other in rows if len(row) < len(other)]
        return sum(_is_amid_two(fragment, other) for other in fuller) >= max(2.0, _AMID * len(rows))
    over = 0
    for other in rows:
        if other is not row:
            over += _lies_over_two(fragment, other, _TOUCHING * fragment.size if len(row) < len(other) else -1.0)
    return over >= max(1.0, _OVER * len(rows))


def _lies_over_two(fragment: Fragment, row: Row, reach: float) -> bool:
    """Whether a fragment lies over the white between two of a row and, within ``reach``, over an end of both."""
    return any(
        fragment.box.x0 < left.box.x1 + reach and right.box.x0 - reach < fragment.box.x1
        for left, right in pairwise(row)
    )


def _is_amid_two(fragment: Fragment, row: Row) -> bool:
    """Whether a fragment stands over the white between two of a row, in the middle of both."""
    box = fragment.box
    return any(
        left.box.x1 <= box.x0
        and box.x1 <= right.box.x0
        and abs(box.x0 + box.x1 - left.box.x0 - right.box.x1) < fragment.size
        for left, right in pairwise(row)
    )


def _used(gutters: list[float], rows: list[Row]) -> list[float]:
    """Gutters with a column of at least one fragment of its own between each two."""
    kept: list[float] = []
    for gutter in gutters:
        left = kept[-1] if kept else float("-inf")
        if any(left <= f.box.x0 + 1 and f.box.x1 - 1 <= gutter for row in rows for f in row):
            kept.append(gutter)
    return kept


def _cut(row: Row, gutters: Sequence[float]) -> Row:
    """The row with fragments cut where a gutter runs through a gap between two of their spans."""
    pieces: Row = []
    for fragment in row:
        groups: list[list[Span]] = [[fragment.spans[0]]]
        for left, right in pairwise(fragment.spans):
            between = any(left.box.x1 - 1.5 <= gutter <= right.box.x0 + 1.5 for gutter in gutters)
            if between and right.box.x0 - left.box.x1 > 0.12 * fragment.size:
                groups.append([right])
            else:
                groups[-1].append(right)
        for group in groups:
            text = _shown(group)
            box = union([span.box for span in group])
            if text:
                pieces.append(Fragment(text, box, fragment.size, fragment.baseline, tuple(group)))
    return pieces


def _place(row: Row, gutters: Sequence[float]) -> None:
    """Give each fragment the range of columns that it covers."""
    for fragment in row:
        fragment.first = sum(gutter <= fragment.box.x0 + 1.0 for gutter in gutters)
        fragment.last = max(fragment.first, sum(gutter < fragment.box.x1 - 1.0 for gutter in gutters))


def _merged_columns(row: Row) -> Row:
    """Neighbouring fragments of one column are one cell's line."""
    merged: Row = []
    for fragment in row:
        last = merged[-1] if merged else None
        if last and fragment.first <= last.last:
            last.text = f"{last.text} {fragment.text}"
            last.box = union([last.box, fragment.box])
            last.last = max(last.last, fragment.last)
        else:
            merged.append(fragment)
    return merged


# ------------------------------------------------------------------ header
def _header_lines(rows: list[Row], rules: Sequence[Box], frame: Box, *, columns: int) -> int:
    """How many lines of text stand above the rule that closes the header."""
    for at in range(1, len(rows)):
        between = rules_between(rules, rows[at - 1][0].baseline, rows[at][0].baseline)
        width = sum(rule.x1 - rule.x0 for rule in between)
        if width >= FULL_RULE * (frame.x1 - frame.x0) and (len(rows[at - 1]) > 1 or columns == 1 or at > 1):
            return at if at <= max(8, len(rows) // 2) else 0
    return _header_by_content(rows)


def _header_by_content(rows: list[Row]) -> int:
    """Without rules: the first line, if it has words where the lines below have numbers."""
    if len(rows) < 3:
        return 0
    below = [fragment for row in rows[1:] for fragment in row[1:]]
    numeric = sum(any(character.isdigit() for character in fragment.text) for fragment in below)
    words = all(not fragment.text[:1].isdigit() for fragment in rows[0])
    return 1 if words and below and 2 * numeric >= len(below) else 0


def _header_cells(rows: list[Row], rules: Sequence[Box], columns: int) -> list[list[str]]:
    """Header rows; a heading over several lines is one cell unless a rule divides it."""
    if not rows:
        return []
    cells: list[list[Fragment]] = []
    for row in rows:
        for fragment in row:
            above = next((cell for cell in reversed(cells) if _continues(cell[-1], fragment, rules)), None)
            if above is None:
                cells.append([fragment])
            else:
                above.append(fragment)
    one_row = _is_one_row(cells)
    levels: dict[float, list[list[Fragment]]] = {}
    for cell in cells:
        levels.setdefault(0.0 if one_row else cell[0].baseline, []).append(cell)
    *upper, lowest = (level for _, level in sorted(levels.items()))
    for level in upper:
        level.sort(key=lambda cell: cell[0].box.x0)
    return [*([joined([f.text for f in cell]) for cell in level] for level in upper), row_cells(lowest, columns)]


def _is_one_row(cells: Sequence[Sequence[Fragment]]) -> bool:
    """Whether no heading stands over another one: then they are one row, though they may begin at several heights."""
    columns = [column for cell in cells for column in range(cell[0].first, cell[0].last + 1)]
    return len(columns) == len(set(columns))


def _continues(above: Fragment, fragment: Fragment, rules: Sequence[Box]) -> bool:
    """Whether a heading goes on with the line of text below it."""
    if (above.first, above.last) != (fragment.first, fragment.last):
        return False
    if not 0 < fragment.baseline - above.baseline <= 1.7 * max(above.size, fragment.size):
        return False
    middle = (fragment.box.x0 + fragment.box.x1) / 2
    between = rules_between(rules, above.baseline, fragment.baseline)
    return not any(rule.x0 - 1 <= middle <= rule.x1 + 1 for rule in between)
