"""Page furniture: running heads and feet, page numbers, line numbers, watermarks and stamps along the margin."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from k1.parsing.page.layout import Line, Page, union

_MARGIN = 0.13  # of the page height, at its top and bottom
_MOST_NEIGHBOURS = 2
_PAGE_NUMBER = re.compile(
    r"(?:page\s*)?[-–—| ]*(?:[a-z]{0,2}\d{1,6}|[ivxlc]+)(?:\s*(?:of|/)\s*\d+)?[-–—| ]*\Z", re.IGNORECASE
)
_NUMBER = re.compile(r"\s*\d{1,4}\s*\Z")
_FEWEST_NUMBERS = 8
_FEWEST_FIVES = 3  # numbers that count every fifth line
_FEWEST_OF_ALL, _NEARLY_ALL = 4, 0.85  # numbers on a page with few lines, and their share of the lines
_FEWEST_GOING_ON = 2  # on a page that goes on counting
_SAME_EDGE = 2.0  # points between the edges of two columns of numbers in one place
_LARGEST_STEP = 5  # manuscripts number every line or every fifth
_MOST_CROSSING = 2  # lines that run over a column of line numbers: heads and feet of the page
_MOST_HEADS = 4  # pieces of a running head
_MOST_BESIDE = 2  # a page number shares its row with a name and a title; more are the last row of a table
_FEWEST_ROWS = 3  # of a table, one below the other; running heads take two at most
_CELL_WIDTH, _ROW_GAP = 0.25, 2.0  # widest cell as a share of the page's width, and em from row to row
_WORDY, _FEWEST_ALIKE = 7, 3  # words of a line of running text, and lines that share one of its edges
_MOST_LINES_A_NUMBER = 1.6  # rows of the page beside a column of line numbers
_FEWEST_HEADS = 3  # pages that bear one head where they are smaller than their sheets
_LARGER = 1.2  # times the usual size of a page: the number of a chapter is no running head
_APART = 1.15  # times the usual step from row to row: a head stands further from the text
_LEVEL = 4.0  # points within which page numbers stand equally high
_CAPTION = re.compile(
    r"(?:(?:cont(?:inued|\.)|supplement(?:ary|al)?|suppl\.|extended data|appendix) )?"
    r"(?:table|fig(?:ure|\.)?|algorithm|listing|scheme|box)\s*(?:[A-Z]\.?)?\d",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_SPACE = re.compile(r"\W+")


def find_furniture(pages: Sequence[Page]) -> set[int]:
    """``id`` of every line that is furniture: it stands in the margins and recurs, or belongs to no reading order."""
    found: set[int] = set()
    for page in pages:
        found.update(id(line) for line in page.lines if line.turned)
    found |= line_numbers(pages)
    beside = frozenset(found)
    recurring = _recurring(pages)
    for page in pages:
        found.update(id(line) for line in page.lines if _key(line, page) in recurring)
    found |= _heads_and_feet(pages)
    found |= _page_numbers(pages, beside)
    _add_neighbours(pages, found, beside)
    return found


def _height(line: Line, page: Page) -> float:
    return line.baseline / max(page.height, 1.0)


def _in_margin(line: Line, page: Page) -> bool:
    return not _MARGIN <= _height(line, page) <= 1 - _MARGIN


def _key(line: Line, page: Page) -> tuple[str, int] | None:
    """Text without its numbers, and height on the page: equal for the running heads of a paper."""
    text = _SPACE.sub(" ", _DIGITS.sub("#", line.text.casefold())).strip()
    if not text:
        return None
    return text, 0 if line.baseline < page.height / 2 else 1


def _recurring(pages: Sequence[Page]) -> set[tuple[str, int] | None]:
    """Keys that stand in the margin, or anywhere at one and the same place, of several pages."""
    places: dict[tuple[str, int], list[tuple[int, float, float, bool]]] = defaultdict(list)
    for page in pages:
        rows = Counter(round(line.baseline) for line in page.lines)
        cells = _table_cells(page)
        for line in page.lines:
            key = _key(line, page)
            # "Table 1. Continued", and the heads of columns under it
            tabular = _CAPTION.match(line.text) or rows[round(line.baseline)] > _MOST_HEADS or id(line) in cells
            if key is not None and not line.turned and not tabular:
                places[key].append((page.number, line.baseline, line.box.x0, _in_margin(line, page)))
    recurring: set[tuple[str, int] | None] = set()
    for key, seen in places.items():
        numbers = {number for number, *_ in seen}
        if len(numbers) < 2:
            continue
        marginal = all(margin for *_, margin in seen)
        level = max(y for _, y, _, _ in seen) - min(y for _, y, _, _ in seen) < 4
        same_place = level and max(x for _, _, x, _ in seen) - min(x for _, _, x, _ in seen) < 4
        if (marginal and (level or len(numbers) >= 3)) or (
            same_place and len(numbers) >= max(3, 0.5 * len(pages)) and len(key[0]) > 2
        ):
            recurring.add(key)
    return recurring


def _heads_and_feet(pages: Sequence[Page]) -> set[int]:
    """``id`` of lines that are the first or last of several pages at one height: sheets may be larger than pages."""
    places: dict[tuple[str, int] | None, list[tuple[Page, Line]]] = defaultdict(list)
    for page in pages:
        upright = [line for line in page.lines if not line.turned]
        rows = sorted({round(line.baseline) for line in upright})
        usual = sorted(line.size for line in upright)[len(upright) // 2] if upright else 0.0
        cells = _table_cells(page)  # of a table that goes on under its head from page to page
        ends = [line for line in upright if line.baseline < rows[0] + _LEVEL or line.baseline > rows[-1] - _LEVEL]
        for line in ends:
            apart = _is_outermost(line, upright, page) and _stands_apart(line, rows)
            content = _CAPTION.match(line.text) or id(line) in cells or line.size >= _LARGER * usual
            if apart and not content and len(line.text.strip()) > 2:
                places[_key(line, page)].append((page, line))
    found: set[int] = set()
    for seen in places.values():
        usual = sorted(line.baseline for _, line in seen)[len(seen) // 2]
        level = [(page.number, line) for page, line in seen if abs(line.baseline - usual) < _LEVEL]
        if len({number for number, _ in level}) >= _FEWEST_HEADS:
            found.update(id(line) for _, line in level)
    return found


def _stands_apart(line: Line, rows: Sequence[int]) -> bool:
    """Whether the row next to a line is further away than rows of the page usually are from each other."""
    steps = sorted(after - row for row, after in pairwise(rows) if after - row > _LEVEL)
    nearest = min((abs(row - line.baseline) for row in rows if abs(row - line.baseline) > _LEVEL), default=0.0)
    return bool(steps) and nearest > _APART * steps[len(steps) // 2]


def _table_cells(page: Page) -> set[int]:
    """``id`` of narrow pieces that stand in columns: several in a row, and in the rows close above or below it."""
    rows: dict[int, list[Line]] = defaultdict(list)
    for line in page.lines:
        narrow = line.box.x1 - line.box.x0 < _CELL_WIDTH * page.width
        if not line.turned and narrow and len(line.text.split()) < _WORDY:
            rows[round(line.baseline)].append(line)
    runs: list[list[list[Line]]] = [[]]
    for _, row in sorted(rows.items()):
        if runs[-1] and not _stands_under(runs[-1][-1], row):
            runs.append([])
        runs[-1].append(row)
    return {id(line) for run in runs if len(run) >= _FEWEST_ROWS for row in run for line in row}


def _stands_under(above: Sequence[Line], row: Sequence[Line]) -> bool:
    """Whether two pieces of a row, or more, stand close below pieces of the row above."""
    close = row[0].baseline - above[0].baseline <= _ROW_GAP * max(line.size for line in row)
    below = [line.box for line in row if any(line.box.x0 < a.box.x1 and a.box.x0 < line.box.x1 for a in above)]
    return close and len(below) > 1


def _page_numbers(pages: Sequence[Page], beside: frozenset[int]) -> set[int]:
    """``id`` of the numbers in the margins that count the pages or stand outermost: labels of a figure do neither.

    Those of pages that are smaller than their sheets stand outermost and count several of them.
    """
    found: set[int] = set()
    counted: dict[int, list[tuple[Page, Line]]] = defaultdict(list)
    for page in pages:
        upright = [line for line in page.lines if id(line) not in beside]
        for line in upright:
            text = line.text.strip()
            margin = _in_margin(line, page)
            if len(text) > 16 or not _PAGE_NUMBER.match(text) or not (margin or _is_outermost(line, upright, page)):
                continue
            if digits := _DIGITS.search(text):
                counted[int(digits[0]) - page.number].append((page, line))
            if margin and _is_outermost(line, upright, page):
                found.add(id(line))
    for seen in counted.values():
        for page, line in seen:
            level = {other.number for other, at in seen if abs(at.baseline - line.baseline) < _LEVEL}
            if len(level) >= (2 if _in_margin(line, page) else _FEWEST_HEADS):
                found.add(id(line))
    return found


def _is_outermost(line: Line, lines: Sequence[Line], page: Page) -> bool:
    """Whether nothing but its own row, which is no row of a table, stands between a line and the nearer page edge."""
    top = line.baseline < page.height / 2
    if sum(abs(other.baseline - line.baseline) <= 3 for other in lines) > 1 + _MOST_BESIDE:
        return False
    return not any(
        (other.baseline < line.baseline - 3) if top else (other.baseline > line.baseline + 3) for other in lines
    )


def _add_neighbours(pages: Sequence[Page], found: set[int], beside: frozenset[int]) -> None:
    """What stands as high or higher than the running heads (or as low or lower than the feet) is furniture too.

    ``beside`` are stamps and line numbers, which stand along the text and say nothing of its edges.
    """
    heads: list[float] = []
    feet: list[float] = []
    for page in pages:
        upright = [line for line in page.lines if id(line) not in beside]
        marked = [
            line
            for line in upright
            if id(line) in found and (_in_margin(line, page) or _is_outermost(line, upright, page))
        ]
        above = [line.baseline for line in marked if line.baseline < page.height / 2]
        below = [line.baseline for line in marked if line.baseline >= page.height / 2]
        if above:
            heads.append(max(above))
        if below:
            feet.append(min(below))
    # The usual edge of the text, not the outermost: one stray line must not take others with it.
    head = sorted(heads)[len(heads) // 2] if len(heads) >= max(2, 0.4 * len(pages)) else 0.0
    foot = sorted(feet)[len(feet) // 2] if len(feet) >= max(2, 0.4 * len(pages)) else float("inf")
    for page in pages:
        others = [line for line in page.lines if id(line) not in found and not _CAPTION.match(line.text)]
        for beyond in (
            [line for line in others if line.baseline <= head + 1.5],
            [line for line in others if line.baseline >= foot - 1.5],
        ):
            # More than a few lines are text of a page without a running head.
            found.update(id(line) for line in beyond if len(beyond) <= _MOST_NEIGHBOURS)


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
    counts = Counter(map(round, edges))
    edge = max(counts, key=lambda x: (counts[x - 1] + counts[x] + counts[x + 1], -x))
    return [line for line, own in zip(lines, edges, strict=True) if abs(own - edge) <= 2]


def _counts_few(column: Sequence[Line], page: Page) -> bool:
    """Whether few numbers count lines for sure: by fives, as no list does, or nearly every line of the page."""
    values = [int(line.spans[0].text) for line in sorted(column, key=lambda line: line.baseline)]
    by_fives = len(values) >= _FEWEST_FIVES and all(later - earlier == 5 for earlier, later in pairwise(values))
    if by_fives and values[0] % 5 == 0:
        return True
    rows = {round(line.baseline) for line in page.lines if not line.turned}
    return len(column) >= _FEWEST_OF_ALL and len(column) >= _NEARLY_ALL * len(rows)


def _goes_on(column: Sequence[Line], last: Line | None) -> bool:
    """Whether a few numbers go on counting where the page before ended, or begin anew in the same place."""
    if last is None or not column:
        return False
    first = min(column, key=lambda line: line.baseline)
    step = int(first.spans[0].text) - int(last.spans[0].text)
    if _in_place(column, last):
        return 1 <= step <= _LARGEST_STEP or int(first.spans[0].text) in (1, _LARGEST_STEP)
    return len(column) >= _FEWEST_GOING_ON and 1 <= step <= _LARGEST_STEP


def _in_place(column: Sequence[Line], last: Line | None) -> bool:
    """Whether numbers stand where those of the page before do."""
    if last is None:
        return False
    number, before = column[0].spans[0].box, last.spans[0].box
    return min(abs(number.x0 - before.x0), abs(number.x1 - before.x1)) <= _SAME_EDGE


def _last_number(column: Sequence[Line]) -> Line | None:
    return max(column, key=lambda line: int(line.spans[0].text), default=None)


def _parts(line: Line, own: set[int]) -> tuple[Line, ...]:
    """A line, or its number and the rest of it where it is one of ``own``."""
    if id(line) not in own:
        return (line,)
    number, rest = line.spans[0], line.spans[1:]
    box = union([span.box for span in rest])
    return (
        replace(line, spans=(number,), text=number.text.strip(), box=number.box),
        replace(line, spans=rest, text="".join(span.text for span in rest).strip(), box=box),
    )


def _rising(column: Sequence[Line]) -> bool:
    """Whether the numbers that lines begin with count the lines from the top to the bottom."""
    values = [int(line.spans[0].text) for line in sorted(column, key=lambda line: line.baseline)]
    steps = [later - earlier for earlier, later in pairwise(values)]
    return sum(1 <= step <= _LARGEST_STEP for step in steps) >= 0.8 * len(steps)


def _text_edges(lines: Sequence[Line]) -> tuple[float, float] | None:
    """Where the running text begins and ends: the outermost edges that several wordy lines share."""
    wordy = [line.box for line in lines if not line.turned and len(line.text.split()) >= _WORDY]
    lefts, rights = Counter(round(box.x0) for box in wordy), Counter(round(box.x1) for box in wordy)
    begin = [x for x in lefts if lefts[x - 1] + lefts[x] + lefts[x + 1] >= _FEWEST_ALIKE]
    end = [x for x in rights if rights[x - 1] + rights[x] + rights[x + 1] >= _FEWEST_ALIKE]
    return (min(begin), max(end)) if begin and end else None


def _counts_lines(column: Sequence[Line], page: Page) -> bool:
    """Whether numbers follow each other as close as the lines beside them do: labels of a list stand further apart."""
    right = max(line.box.x1 for line in column)
    heights = sorted(line.baseline for line in column)
    beside = [line for line in page.lines if line.box.x0 > right and not line.turned and not _NUMBER.match(line.text)]
    rows = sorted({round(line.baseline) for line in beside if heights[0] - 2 <= line.baseline <= heights[-1] + 2})
    values = [int(line.text) for line in sorted(column, key=lambda line: line.baseline)]
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
