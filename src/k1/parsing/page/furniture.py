"""Page furniture: running heads and feet, page numbers, line numbers, watermarks and stamps along the margin."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from k1.parsing.page.layout import Line, Page
from k1.parsing.page.line_numbers import line_numbers

_MARGIN = 0.13  # of the page height, at its top and bottom
_MOST_NEIGHBOURS = 2  # lines as high as a running head that go with it
_SHARE_WITH_EDGES = 0.4  # of the pages, which bear heads or feet in a paper that has them
_PAGE_NUMBER = re.compile(
    r"(?:page\s*)?[-–—| ]*(?:[a-z]{0,2}\d{1,6}|[ivxlc]+)(?:\s*(?:of|/)\s*\d+)?[-–—| ]*\Z", re.IGNORECASE
)
_MOST_HEADS = 4  # pieces of a running head
_MOST_BESIDE = 2  # a page number shares its row with a name and a title; more are the last row of a table
_FEWEST_ROWS = 3  # of a table, one below the other; running heads take two at most
_CELL_WIDTH, _ROW_GAP = 0.25, 2.0  # widest cell as a share of the page's width, and em from row to row
_WORDY = 7  # words of a line of running text
_FEWEST_HEADS = 3  # pages that bear one head where they are smaller than their sheets
_LARGER = 1.2  # times the usual size of a page: the number of a chapter is no running head
_APART = 1.15  # times the usual step from row to row: a head stands further from the text
_LEVEL = 4.0  # points within which heads, feet and numbers of pages stand in one place
_SAME_ROW = 3  # points between the base lines of one row
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


def _in_margin(line: Line, page: Page) -> bool:
    return not _MARGIN <= line.baseline / max(page.height, 1.0) <= 1 - _MARGIN


def _key(line: Line, page: Page) -> tuple[str, int] | None:
    """Text without its numbers, and height on the page: equal for the running heads of a paper."""
    text = _SPACE.sub(" ", _DIGITS.sub("#", line.text.casefold())).strip()
    if not text:
        return None
    return text, 0 if line.baseline < page.height / 2 else 1


def _recurring(pages: Sequence[Page]) -> set[tuple[str, int]]:
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
    recurring: set[tuple[str, int]] = set()
    for key, seen in places.items():
        numbers = {number for number, *_ in seen}
        if len(numbers) < 2:
            continue
        marginal = all(margin for *_, margin in seen)
        level = max(y for _, y, _, _ in seen) - min(y for _, y, _, _ in seen) < _LEVEL
        same_place = level and max(x for _, _, x, _ in seen) - min(x for _, _, x, _ in seen) < _LEVEL
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
    below = [other.baseline - line.baseline for other in lines]
    if sum(abs(step) <= _SAME_ROW for step in below) > 1 + _MOST_BESIDE:
        return False
    return not any(step < -_SAME_ROW if top else step > _SAME_ROW for step in below)


def _add_neighbours(pages: Sequence[Page], found: set[int], beside: frozenset[int]) -> None:
    """What stands as high or higher than the running heads (or as low or lower than the feet) is furniture too.

    ``beside`` are stamps and line numbers, which stand along the text and say nothing of its edges.
    """
    head, foot = _usual_edges(pages, found, beside)
    for page in pages:
        others = [line for line in page.lines if id(line) not in found and not _CAPTION.match(line.text)]
        for beyond in (
            [line for line in others if line.baseline <= head + 1.5],
            [line for line in others if line.baseline >= foot - 1.5],
        ):
            # More than a few lines are text of a page without a running head.
            found.update(id(line) for line in beyond if len(beyond) <= _MOST_NEIGHBOURS)


def _usual_edges(pages: Sequence[Page], found: set[int], beside: frozenset[int]) -> tuple[float, float]:
    """How low the running heads and how high the feet of most pages reach; 0 and infinity where few pages have any.

    Not those of all pages: one stray line must not take others with it.
    """
    heads: list[float] = []
    feet: list[float] = []
    for page in pages:
        upright = [line for line in page.lines if id(line) not in beside]
        marked = [
            line.baseline
            for line in upright
            if id(line) in found and (_in_margin(line, page) or _is_outermost(line, upright, page))
        ]
        above = [y for y in marked if y < page.height / 2]
        below = [y for y in marked if y >= page.height / 2]
        if above:
            heads.append(max(above))
        if below:
            feet.append(min(below))
    fewest = max(2, _SHARE_WITH_EDGES * len(pages))
    head = sorted(heads)[len(heads) // 2] if len(heads) >= fewest else 0.0
    foot = sorted(feet)[len(feet) // 2] if len(feet) >= fewest else float("inf")
    return head, foot
