"""Pictures on a page: images, and drawings whose strokes lie close together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from k1.parsing.page.layout import Page, area, union
from k1.schema.provenance import Box

_CELL = 8.0  # points: strokes closer than this are one drawing
_SMALLEST = 900.0  # square points: smaller ones are ornaments
_LARGEST = 0.85  # of the page: larger ones are backgrounds
_FEWEST_STROKES = 6  # of a drawing
_THIN, _SHORT, _LONG = 2.5, 1.5, 12.0  # points: how wide a tick of an axis is, and how long
_FEWEST_TICKS, _SHORTEST_AXIS = 3, 30.0
_WIDE_GAP = 2.2  # times the usual gap between ticks
_AXES_APART = 40.0  # points from the first tick of an axis to the other axis


def find_pictures(page: Page) -> list[Box]:
    """The boxes of a page's pictures, from top to bottom."""
    axes, largest = find_axes(page), _LARGEST * (page.width * page.height)
    boxes = [box for box in (*page.images, *axes, *_clusters(page, axes)) if _SMALLEST <= area(box) <= largest]
    merged: list[Box] = []
    for box in sorted(boxes, key=area, reverse=True):
        place = next((n for n, other in enumerate(merged) if _touch(other, box)), None)
        if place is None:
            merged.append(box)
        else:
            merged[place] = union([merged[place], box])
    return sorted(merged, key=lambda box: (box.y0, box.x0))


def find_axes(page: Page) -> list[Box]:
    """What the axes of charts span: a row of ticks, and a column of ticks beside its beginning."""
    strokes = [*page.drawings, *page.rules]
    rows = _ticks(strokes)
    columns = [_mirrored(column) for column in _ticks(map(_mirrored, strokes))]
    return [union([row, column]) for row in rows for column in columns if _are_axes(row, column)]


def _mirrored(box: Box) -> Box:
    """A box with its sides along x and y exchanged."""
    return Box(box.y0, box.x0, box.y1, box.x1)


def _ticks(strokes: Iterable[Box]) -> list[Box]:
    """Rows of short upright strokes that begin and end at one height; charts side by side have a row each."""
    levels: dict[tuple[int, int], list[Box]] = defaultdict(list)
    for box in strokes:
        if box.x1 - box.x0 <= _THIN and _SHORT <= box.y1 - box.y0 <= _LONG:
            levels[round(box.y0), round(box.y1)].append(box)
    rows = (row for level in levels.values() for row in _cut_at_gaps(level))
    axes = [union(row) for row in rows if len({round(box.x0) for box in row}) >= _FEWEST_TICKS]
    return [axis for axis in axes if axis.x1 - axis.x0 >= _SHORTEST_AXIS]


def _cut_at_gaps(level: Sequence[Box]) -> list[list[Box]]:
    """Ticks from left to right, in rows without gaps much wider than the others."""
    ordered = sorted(level, key=lambda box: box.x0)
    gaps = sorted(right.x0 - left.x0 for left, right in pairwise(ordered) if right.x0 - left.x0 > _THIN)
    widest = _WIDE_GAP * gaps[len(gaps) // 2] if gaps else 0.0
    rows = [ordered[:1]]
    for left, right in pairwise(ordered):
        if right.x0 - left.x0 > max(widest, _THIN):
            rows.append([])
        rows[-1].append(right)
    return rows


def _are_axes(row: Box, column: Box) -> bool:
    beside = abs(row.x0 - column.x1) < _AXES_APART and column.x0 < row.x0 + _LONG
    return beside and abs(row.y0 - column.y1) < _AXES_APART and column.y0 < row.y0 - _SHORTEST_AXIS


def _touch(box: Box, other: Box) -> bool:
    width = min(box.x1, other.x1) - max(box.x0, other.x0)
    height = min(box.y1, other.y1) - max(box.y0, other.y0)
    return width > -6 and height > -6 and (width > 0 or height > 0)


def _clusters(page: Page, axes: Sequence[Box]) -> list[Box]:
    """Drawings: groups of paths that make a picture, or stand between ``axes``."""
    strokes = [box for box in (*page.drawings, *page.rules) if area(box) < 0.5 * page.width * page.height]
    clusters: list[Box] = []
    for own in _groups(strokes):
        whole = union(own)
        if _is_drawing(own) or any(_touch(whole, box) and area(whole) >= _SMALLEST for box in axes):
            clusters.append(whole)
    return clusters


def _groups(strokes: Sequence[Box]) -> Iterator[list[Box]]:
    """Strokes that touch, one way or through others, on a coarse grid."""
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, box in enumerate(strokes):
        for cell in _cells(box):
            cells[cell].append(number)
    seen: set[tuple[int, int]] = set()
    for start in sorted(cells):
        if start in seen:
            continue
        members: set[int] = set()
        queue = [start]
        seen.add(start)
        while queue:
            column, row = queue.pop()
            members.update(cells[column, row])
            for near in ((column + dx, row + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
                if near in cells and near not in seen:
                    seen.add(near)
                    queue.append(near)
        yield [strokes[number] for number in sorted(members)]


def _is_drawing(strokes: list[Box]) -> bool:
    """Whether strokes make a picture: enough of them, and not only the rules or the shading of a table."""
    if len(strokes) < _FEWEST_STROKES:
        return False
    solid = sum(box.y1 - box.y0 > _THIN and box.x1 - box.x0 > _THIN for box in strokes)
    return solid >= max(3, 0.25 * len(strokes))


def _cells(box: Box) -> Iterable[tuple[int, int]]:
    """The grid cells along the outline of a box: a frame does not hold what stands in it."""
    x0, x1 = int(box.x0 // _CELL), int(box.x1 // _CELL)
    y0, y1 = int(box.y0 // _CELL), int(box.y1 // _CELL)
    if x1 - x0 > 200 or y1 - y0 > 200:
        return
    for x in range(x0, x1 + 1):
        yield x, y0
        yield x, y1
    for y in range(y0 + 1, y1):
        yield x0, y
        yield x1, y
