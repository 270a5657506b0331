"""Rows of a table's body: which printed lines make one row, and the cells that they hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from k1.parsing.page.layout import Span
from k1.schema.provenance import Box

_FEWEST_PROSE_LINES = 4  # of a row whose cells are prose
_PARTIAL = 0.67  # share of the columns that a line may fill which goes on with the row above
_UNDERLINE = 1.5  # points by which a rule may be longer than the words above or below that it belongs to
_NEAR = 1.5  # em from the bar of a fraction to what stands under it
FULL_RULE = 0.6  # share of the table's width that a dividing rule covers


@dataclass(slots=True)
class Fragment:
    """Text between two wide gaps of one line, and the columns that it covers."""

    text: str
    box: Box
    size: float
    baseline: float
    spans: tuple[Span, ...]
    first: int = 0
    last: int = 0


Row = list[Fragment]


def rules_between(rules: Sequence[Box], above: float, below: float) -> list[Box]:
    """Rules between two base lines."""
    return [rule for rule in rules if above - 1.0 <= rule.y0 <= below - 1.0]


def grouped_rows(rows: list[Row], rules: Sequence[Box], frame: Box, *, columns: int, gridded: bool) -> list[list[Row]]:
    """Lines of text that make one row of the table each."""
    if not rows:
        return []
    divided = [_is_divided(above, below, rules, frame) for above, below in pairwise(rows)]
    inside = [below for below, divider in zip(rows[1:], divided, strict=True) if not divider]
    partial = sum(len(row) <= max(1, _PARTIAL * columns) for row in inside)
    ruled = (gridded and sum(divided) >= 1) or (
        sum(divided) >= 3 and sum(divided) >= 0.3 * len(divided) and partial >= 0.75 * len(inside)
    )
    ruled = ruled or _is_top_aligned_prose(rows, divided, columns)
    within = _leading_within(rows, columns)
    names = [row[0].box.x1 for row in rows if row[0].first == row[0].last == 0]
    right = max(names, default=0.0)
    groups = [[rows[0]]]
    for (above, below), divider in zip(pairwise(rows), divided, strict=True):
        gap = below[0].baseline - above[0].baseline
        goes_on = not divider and (
            ruled or _goes_on(groups[-1], below, gap, within, columns) or _gives_shares(groups[-1], below, right)
        )
        if goes_on:
            groups[-1].append(below)
        else:
            groups.append([below])
    return groups


def parted_rows(group: list[Row], rules: Sequence[Box]) -> list[list[Row]]:
    """The rows into which rules across some columns part one row; a cell that none of them parts is the first's."""
    parts = [group]
    for rule in sorted(rules, key=lambda rule: rule.y0):
        above = [[f for f in row if not (_is_across(rule, f) and f.baseline > rule.y0)] for row in parts[-1]]
        below = [[f for f in row if _is_across(rule, f) and f.baseline > rule.y0] for row in parts[-1]]
        over = [f for row in above for f in row if _is_across(rule, f)]
        near = [f for row in below for f in row if f.baseline - rule.y0 < _NEAR * f.size]
        if any(below) and over and not any(_is_as_long(rule, f) for f in over + near):
            parts[-1:] = [[row for row in above if row], [row for row in below if row]]
    return parts


def _is_across(rule: Box, fragment: Fragment) -> bool:
    return rule.x0 < (fragment.box.x0 + fragment.box.x1) / 2 < rule.x1


def _is_as_long(rule: Box, fragment: Fragment) -> bool:
    """Whether a rule is as long as words at it, as that under a link and the bar of a fraction are."""
    return abs(rule.x0 - fragment.box.x0) < _UNDERLINE and abs(rule.x1 - fragment.box.x1) < _UNDERLINE


def _is_top_aligned_prose(rows: list[Row], divided: Sequence[bool], columns: int) -> bool:
    """Whether each row, between rules, is one of prose: all its columns begin at its top, and one after another ends.

    Lines of values, or a line that fills a column which the line above does not, speak for a row a line.
    """
    parts = [[rows[0]]]
    for row, divider in zip(rows[1:], divided, strict=True):
        if divider:
            parts.append([row])
        else:
            parts[-1].append(row)
    worded = sum(not _is_value(fragment.text) for row in rows for fragment in row)
    prose = worded >= 0.8 * sum(len(row) for row in rows)
    return columns > 2 and prose and all(_narrows(part, columns) for part in parts)


def _narrows(part: list[Row], columns: int) -> bool:
    """Whether the first line fills most columns, the last few, and hardly any line one that the line above does not."""
    strays = sum(
        fragment.first not in {other.first for other in above} for above, below in pairwise(part) for fragment in below
    )
    return (
        len(part) >= _FEWEST_PROSE_LINES
        and len(part[0]) >= _PARTIAL * columns
        and len(part[-1]) <= columns // 2
        and strays <= 0.1 * sum(map(len, part))
    )


def _is_divided(above: Row, below: Row, rules: Sequence[Box], frame: Box) -> bool:
    between = rules_between(rules, above[0].baseline, below[0].baseline)
    return sum(rule.x1 - rule.x0 for rule in between) >= FULL_RULE * (frame.x1 - frame.x0)


def _leading_within(rows: list[Row], columns: int) -> float | None:
    """The widest gap between two lines of one cell, where gaps inside and between rows differ; else None.

    They differ where the sorted gaps jump, and most lines after a small gap fill only some of the columns.
    """
    gaps = sorted(below[0].baseline - above[0].baseline for above, below in pairwise(rows))
    if len(gaps) < 3 or columns < 2:
        return None
    jumps = [(b / a, a) for a, b in pairwise(gaps) if a > 0 and b / a >= 1.12]
    for _, limit in sorted(jumps, reverse=True):
        after = [(a, b) for a, b in pairwise(rows) if b[0].baseline - a[0].baseline <= limit + 0.01]
        partial = sum(
            len(below) <= max(1, _PARTIAL * columns) and not _opens_column(above, below) for above, below in after
        )
        worded = sum(not _is_value(fragment.text) for _, below in after for fragment in below)
        prose = worded >= 0.8 * sum(len(below) for _, below in after) and limit <= 1.35 * rows[0][0].size
        if (prose or partial >= 0.75 * len(after)) and len(gaps) - len(after) >= 0.15 * len(gaps):
            return limit + 0.01
    return None


def _opens_column(above: Row, below: Row) -> bool:
    """Whether a line of values stands where the line above has nothing: then it does not go on with it."""
    filled = {fragment.first for fragment in above}
    return any(fragment.first not in filled and _is_value(fragment.text) for fragment in below)


def _goes_on(group: list[Row], below: Row, gap: float, within: float | None, columns: int) -> bool:
    """Whether a line of text belongs to the row above it."""
    size = below[0].size
    if within is not None:
        return gap <= within
    if gap > 1.75 * size or columns < 2 or len(below) > max(1, columns // 2):
        return False
    filled = {fragment.first: fragment for row in group for fragment in row}
    if any(fragment.first not in filled for fragment in below):
        return False
    if all(fragment.first > 0 for fragment in below):
        # A row without a first cell goes on with cells above it; a row of numbers is a row of its own.
        return not all(_is_value(fragment.text) for fragment in below) or len(below) == 1
    if any(_is_value(fragment.text) for fragment in below[1:]):
        return False
    return _continues(filled[below[0].first].text, below[0].text)


def _continues(opened: str, text: str) -> bool:
    """Whether ``text`` goes on with the words of the line above it in its cell."""
    return text[:1].islower() or text[:1] in "([&" or opened.endswith(("-", ",", "/", "and", "of", "the", "with"))


def _gives_shares(group: list[Row], below: Row, right: float) -> bool:
    """Whether a line gives the shares of the counts above it, "(27%)" below "10", or goes on with the name of such a
    row. A line with a name of its own, "Share of women", is a row: its first word had room at the end of the name
    above, for names reach as far as ``right``.
    """
    above = group[-1][0]
    if below[0].baseline - above.baseline > 1.75 * below[0].size:
        return False
    if below[0].first == 0 and not (above.first == 0 and _goes_on_with_name(above, below[0], right)):
        return False
    values = [fragment.text for fragment in below if fragment.first > 0]
    counts = [fragment.text for fragment in group[-1] if fragment.first > 0]
    if not values:
        named = all(row[0].first == 0 for row in group)
        shares = any(_SHARE.fullmatch(fragment.text) for row in group[1:] for fragment in row)
        return named and shares
    return all(map(_SHARE.fullmatch, values)) and bool(counts) and not any(map(_SHARE.fullmatch, counts))


def _goes_on_with_name(above: Fragment, below: Fragment, right: float) -> bool:
    letter = (below.box.x1 - below.box.x0) / max(len(below.text), 1)
    needed = letter * (1 + len(below.text.split(maxsplit=1)[0])) if below.text.strip() else 0.0
    return _continues(above.text, below.text) or above.box.x1 + needed > right


def _is_value(text: str) -> bool:
    return sum(character.isdigit() for character in text) * 2 >= sum(character.isalnum() for character in text)


def row_cells(group: list[Row], columns: int) -> list[str]:
    """The cells of one row of the table from its lines of text: "" in columns that are empty or that another covers."""
    parts: list[list[str]] = [[] for _ in range(columns)]
    for row in group:
        for fragment in row:
            parts[fragment.first].append(fragment.text)
    return [joined(part) for part in parts]


_SHARE = re.compile(r"\(\s?\d{1,3}(?:[.,]\d+)?\s?%\s?\)")
_BROKEN = re.compile(r"(?<=[^\W\d_]{2})[-\u2010\u00ad]$")


def joined(parts: Sequence[str]) -> str:
    """The lines of a cell as one text; a word broken at the end of a line is mended."""
    text = parts[0] if parts else ""
    for part in parts[1:]:
        broken = _BROKEN.search(text) and part[:1].islower()
        text = _BROKEN.sub("", text) + part if broken else f"{text} {part}"
    return text
