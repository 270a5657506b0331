"""Line numbers of manuscripts: the numbers down one side of their pages, parted from the text that they count."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from k1.parsing.page.layout import Line, Page, part_of_line

_NUMBER = re.compile(r"\s*\d{1,4}\s*\Z")
_FEWEST_NUMBERS = 8
_FEWEST_FIVES = 3  # numbers that count every fifth line
_FEWEST_OF_ALL, _NEARLY_ALL = 4, 0.85  # numbers on a page with few lines, and their share of the lines
_FEWEST_GOING_ON = 2  # on a page that goes on counting
_SAME_EDGE = 2.0  # points between the edges of two columns of numbers in one place
_LARGEST_STEP = 5  # manuscripts number every line or every fifth
_MOST_CROSSING = 2  # lines that run over a column of line numbers: heads and feet of the page
_WORDY, _FEWEST_ALIKE = 7, 3  # words of a line of running text, and lines that share one of its edges
_MOST_LINES_A_NUMBER = 1.6  # rows of the page beside a column of line numbers


def part_line_numbers(pages: Sequence[Page]) -> list[Page]:
    """The pages with the line numbers of a manuscript as lines of their own, where the margin bears such numbers.

    Other numbers (of sections, of a table's rows) stay with what they count.
    """
    parted = _parted(pages)
    numbers = line_numbers(parted)
    pairs = zip(pages, parted, strict=True)
    return [part if any(id(line) in numbers for line in part.lines) else page for page, part in pairs]


def _parted(pages: Sequence[Page]) -> list[Page]:
    """The pages with the numbers that may be of lines as lines of their own."""
    parted: list[Page] = []
    last: Line | None = None
    for page in pages:
        column = _number_column(page, last)
        own = {id(line) for line in column if len(line.spans) > 1}
        parted.append(replace(page, lines=tuple(part for line in page.lines for part in _parts(line, own))))
        last = _last_number(column) or last
    return parted


def line_numbers(pages: Sequence[Page]) -> set[int]:
    """``id`` of the numbers down one side of manuscript pages: many on a page, or going on from the page before."""
    found: set[int] = set()
    last: Line | None = None
    usual = _text_edges([line for page in pages for line in page.lines])
    for page in pages:
        column = [line for line in _number_column(page, last) if len(line.spans) == 1 and _NUMBER.match(line.text)]
        edges = _text_edges(page.lines) or usual
        going_on = _goes_on(column, last)
        sure = going_on and _in_place(column, last)  # a table may stand between them
        if sure or (column and _counts_lines(column, page) and (going_on or _stands_outside(column, page, edges))):
            found.update(id(line) for line in column)
            last = _last_number(column)
        elif column:
            last = None
    return found


def _number_column(page: Page, last: Line | None) -> list[Line]:
    """The lines that begin with a number and count, all numbers ending, or all beginning, at one x.

    ``last`` bears the last number of the page before.
    """
    numbered = [line for line in page.lines if not line.turned and _NUMBER.match(line.spans[0].text)]
    if not numbered:
        return []
    going_on = [line for line in numbered if _in_place([line], last)]  # a table beside them may hold more
    if _goes_on(going_on, last) and _rising(going_on):
        return going_on
    flush_right = _level(numbered, [line.spans[0].box.x1 for line in numbered])
    flush_left = _level(numbered, [line.spans[0].box.x0 for line in numbered])
    column = flush_left if len(flush_left) > len(flush_right) else flush_right
    enough = len(column) >= _FEWEST_NUMBERS or _goes_on(column, last) or _counts_few(column, page)
    return column if enough and _rising(column) else []


def _level(lines: Sequence[Line], edges: Sequence[float]) -> list[Line]:
    """Those of some lines that share the edge which most of them share; ``edges`` are theirs."""
    counts = _counted_near(edges)
    edge = max(counts, key=lambda x: (counts[x], -x))
    return [line for line, own in zip(lines, edges, strict=True) if abs(own - edge) <= _SAME_EDGE]


def _counts_few(column: Sequence[Line], page: Page) -> bool:
    """Whether few numbers count lines for sure: by fives, as no list does, or nearly every line of the page."""
    values = _values(column)
    by_fives = len(values) >= _FEWEST_FIVES and all(later - earlier == 5 for earlier, later in pairwise(values))
    if by_fives and values[0] % 5 == 0:
        return True
    rows = {round(line.baseline) for line in page.lines if not line.turned}
    return len(column) >= _FEWEST_OF_ALL and len(column) >= _NEARLY_ALL * len(rows)


def _goes_on(column: Sequence[Line], last: Line | None) -> bool:
    """Whether a few numbers go on counting where the page before ended, or begin anew in the same place."""
    if last is None or not column:
        return False
    first = _values(column)[0]
    step = first - _value(last)
    if _in_place(column, last):
        return 1 <= step <= _LARGEST_STEP or first in (1, _LARGEST_STEP)
    return len(column) >= _FEWEST_GOING_ON and 1 <= step <= _LARGEST_STEP


def _in_place(column: Sequence[Line], last: Line | None) -> bool:
    """Whether numbers stand where those of the page before do."""
    if last is None:
        return False
    number, before = column[0].spans[0].box, last.spans[0].box
    return min(abs(number.x0 - before.x0), abs(number.x1 - before.x1)) <= _SAME_EDGE


def _last_number(column: Sequence[Line]) -> Line | None:
    return max(column, key=_value, default=None)


def _value(line: Line) -> int:
    """The number that a line begins with."""
    return int(line.spans[0].text)


def _values(column: Sequence[Line]) -> list[int]:
    """The numbers that lines begin with, from top to bottom."""
    return [_value(line) for line in sorted(column, key=lambda line: line.baseline)]


def _parts(line: Line, own: set[int]) -> tuple[Line, ...]:
    """A line, or its number and the rest of it where it is one of ``own``."""
    if id(line) not in own:
        return (line,)
    return part_of_line(line, line.spans[:1]), part_of_line(line, line.spans[1:])


def _rising(column: Sequence[Line]) -> bool:
    """Whether the numbers that lines begin with count the lines from the top to the bottom."""
    values = _values(column)
    steps = [later - earlier for earlier, later in pairwise(values)]
    return sum(1 <= step <= _LARGEST_STEP for step in steps) >= 0.8 * len(steps)


def _text_edges(lines: Sequence[Line]) -> tuple[float, float] | None:
    """Where the running text begins and ends: the outermost edges that several wordy lines share."""
    wordy = [line.box for line in lines if not line.turned and len(line.text.split()) >= _WORDY]
    lefts, rights = _counted_near([box.x0 for box in wordy]), _counted_near([box.x1 for box in wordy])
    begin = [x for x in lefts if lefts[x] >= _FEWEST_ALIKE]
    end = [x for x in rights if rights[x] >= _FEWEST_ALIKE]
    return (min(begin), max(end)) if begin and end else None


def _counted_near(edges: Sequence[float]) -> dict[int, int]:
    """How many of some edges lie at each whole point that has one, or a point beside it."""
    counts = Counter(map(round, edges))
    return {x: counts[x - 1] + counts[x] + counts[x + 1] for x in counts}


def _counts_lines(column: Sequence[Line], page: Page) -> bool:
    """Whether numbers follow each other as close as the lines beside them do: labels of a list stand further apart."""
    right = max(line.box.x1 for line in column)
    top, bottom = min(line.baseline for line in column), max(line.baseline for line in column)
    beside = [line for line in page.lines if line.box.x0 > right and not line.turned and not _NUMBER.match(line.text)]
    rows = {round(line.baseline) for line in beside if top - 2 <= line.baseline <= bottom + 2}
    values = _values(column)
    counted = values[-1] - values[0] + 1
    return len(rows) <= _MOST_LINES_A_NUMBER * max(counted, len(column))


def _stands_outside(column: Sequence[Line], page: Page, edges: tuple[float, float] | None) -> bool:
    """Whether a column of numbers stands beside the text, which has its ``edges``, or is taller than ranks are."""
    left, right = min(line.box.x0 for line in column), max(line.box.x1 for line in column)
    lines = [line for line in page.lines if not line.turned]
    crossing = sum(line.box.x0 < left - 1 and line.box.x1 > right + 1 for line in lines)
    outside = sum(line.box.x0 < left - 1 for line in lines)
    # Lines run over the first column of a table that stands further in than the text.
    beside = crossing <= _MOST_CROSSING and outside <= 0.15 * len(page.lines)
    beside = beside and (edges is None or right <= edges[0] + 1 or left >= edges[1] - 1)
    heights = [line.baseline for line in column]
    tall = len(column) >= 20 and max(heights) - min(heights) > 0.5 * page.height
    flush_left = right - min(line.box.x1 for line in column) > _SAME_EDGE  # as ranks often are
    enough = len(column) >= _FEWEST_NUMBERS or _counts_few(column, page)
    return enough and ((tall and not flush_left) or beside)
