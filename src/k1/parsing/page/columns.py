"""The reading order of a page: white gutters part it into columns, lines that cross them into zones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from k1.parsing.page.layout import Line, Span, part_of_line, union, weight_and_slope

_DEEPEST = 6
_NARROWEST = 8.0  # em: a narrower strip is a column of numbers, not of text
_NARROWEST_TEXT = 6.0  # em: the same of the words in it, which may be set ragged
_BLANK = 0.7  # em of white within a line that a gutter may be
_SMALL = 0.93  # of the size of the running text
_FEWEST_SMALL = 6  # lines
_BROAD = 0.6  # of the width of the text
_HEAD_LINES = 2  # of a heading over a band
_HEAD_GAP = 0.5  # em of white above it
_FLUSH = 2.0  # points
_HEADING_GAP = 2.5  # em below a heading, and less than above it
_FEWEST_ROWS = 3.0  # side by side


def reading_order(lines: Sequence[Line], size: float, before: Sequence[Line] = ()) -> list[list[Line]]:
    """The columns of a page in reading order, each with its lines from top to bottom.

    ``size`` is the font size of the running text, ``before`` the lines of the page before. Pieces of one printed line
    within a column become one line.
    """
    parts = _columns_as_before(list(lines), before, size) or _cut_above_small_print(list(lines), size)
    return [join_pieces(column) for part in parts for column in _order(part, size, 0) if column]


def _columns_as_before(lines: list[Line], before: Sequence[Line], size: float) -> list[list[Line]]:
    """The columns of a page on which none stands beside text, as where a figure stands over the end of the first and
    the second is short: the page before has its gutter where this one is white. Empty where it is not so.
    """
    strips = _white_strips(lines, size)
    gutter = _gutter(list(before), size) if strips and before and _gutter(lines, size) is None else None
    if gutter is None or not any(left - 1 <= gutter <= right + 1 for left, right in strips):
        return []
    first, second = _sides(lines, gutter)
    stand = len(second) >= _FEWEST_ROWS or _begin_alike(second, before)
    return [first, second] if stand and len(first) >= _FEWEST_ROWS else []


def _begin_alike(lines: Sequence[Line], before: Sequence[Line]) -> bool:
    """Whether lines, though few, begin where those of a column of the page before do: a list ends in its second."""
    starts = Counter(round(line.box.x0) for line in before)
    return all(starts[round(line.box.x0)] >= _FEWEST_ROWS for line in lines)


def _white_strips(lines: Sequence[Line], size: float) -> list[tuple[float, float]]:
    """The strips from head to foot of a page that no line enters, between its leftmost and its rightmost."""
    strips: list[tuple[float, float]] = []
    reach = min((line.box.x1 for line in lines), default=0.0)
    for line in sorted(lines, key=lambda line: line.box.x0):
        if line.box.x0 - reach > _BLANK * size:
            strips.append((reach, line.box.x0))
        reach = max(reach, line.box.x1)
    return strips


def _cut_above_small_print(lines: list[Line], size: float) -> list[list[Line]]:
    """The lines above and below a cut under which the whole width of the page is small print: references, notes.

    The cut is made where its columns are not those of the text above. A heading alone over it goes with it.
    """
    falling = sorted(lines, key=lambda line: -line.box.y1)
    count = next((at for at, line in enumerate(falling) if line.size > _SMALL * size), len(falling))
    if not _FEWEST_SMALL <= count < len(falling):
        return [lines]
    below = union([line.box for line in falling[:count]])
    width = max(line.box.x1 for line in lines) - min(line.box.x0 for line in lines)
    if below.x1 - below.x0 < _BROAD * width or falling[count].box.y1 > below.y0 + 0.5 * size:
        return [lines]
    head = falling[count]
    alone = count + 1 == len(falling) or falling[count + 1].box.y1 <= head.box.y0
    count += alone and head.box.x1 - head.box.x0 < 0.5 * width
    parts = falling[count:], falling[:count]
    return list(parts) if all(parts) and _other_columns(*parts, size) else [lines]


def _other_columns(above: list[Line], below: list[Line], size: float) -> bool:
    """Whether lines below stand in columns, but across the gutter of those above, and those above across theirs.

    Where the lines above are short, their gutter seems to stand further left than it does.
    """
    upper, lower = _gutter(above, size), _gutter(below, size)
    if upper is None or lower is None or not any(_crosses(line, lower) for line in above):
        return False
    return sum(_crosses(line, upper) for line in below) >= _FEWEST_ROWS


def _crosses(line: Line, gutter: float) -> bool:
    return line.box.x0 < gutter - 1 and line.box.x1 > gutter + 1


def _order(lines: list[Line], size: float, depth: int) -> list[list[Line]]:
    gutter = _gutter(lines, size) if depth < _DEEPEST and len(lines) > 3 else None
    if gutter is None:
        return [lines]
    lines = [part for line in lines for part in _parts_beside(line, gutter)]
    crossing = [line for line in lines if _crosses(line, gutter)]
    ordered: list[list[Line]] = []
    for zone, is_band in _zones(lines, crossing, gutter, size):
        if is_band:
            ordered += _order(zone, size, depth + 1)
        else:
            for part in _levels(zone, gutter, size):
                for side in _sides(part, gutter):
                    ordered += _order(side, size, depth + 1)
    return ordered


def _parts_beside(line: Line, gutter: float) -> list[Line]:
    """A line that runs over a gutter, cut in two where a wide blank within it is the gutter."""
    if not _crosses(line, gutter):
        return [line]
    for at, (left, right) in enumerate(pairwise(line.spans), start=1):
        blank = right.box.x0 - left.box.x1
        if left.box.x1 <= gutter + 1 and right.box.x0 >= gutter - 1 and blank > _BLANK * line.size:
            return [_part(line, line.spans[:at]), _part(line, line.spans[at:])]
    return [line]


def _part(line: Line, spans: tuple[Span, ...]) -> Line:
    """The part of a line that some of its spans make, as high as the line."""
    part, (bold, italic) = part_of_line(line, spans), weight_and_slope(spans)
    return replace(part, box=part.box._replace(y0=line.box.y0, y1=line.box.y1), bold=bold, italic=italic)


def _sides(lines: list[Line], gutter: float) -> tuple[list[Line], list[Line]]:
    first = [line for line in lines if line.box.x0 + line.box.x1 < 2 * gutter]
    return first, [line for line in lines if line.box.x0 + line.box.x1 >= 2 * gutter]


def _levels(lines: list[Line], gutter: float, size: float) -> list[list[Line]]:
    """The lines above and below cuts where small print ends (an abstract) or begins (references) in both columns."""
    top = _small_print(lines, gutter, size, foot=False)
    foot = _small_print(lines, gutter, size, foot=True)
    cuts = [float("-inf"), *([] if top is None else [top]), *([] if foot is None else [foot]), float("inf")]
    return [[line for line in lines if above < line.baseline <= below] for above, below in pairwise(cuts)]


def _small_print(lines: list[Line], gutter: float, size: float, *, foot: bool) -> float | None:
    """Where the small print at the top or the ``foot`` of both columns parts from their text; None where it does not.

    It has some lines in each column, which begin or end equally high.
    """
    edges: list[float] = []
    for side in _sides(lines, gutter):
        edge, count = 0.0, 0
        for line in sorted(side, key=lambda line: line.baseline, reverse=foot):
            if line.size > _SMALL * size:
                break
            edge, count = line.box.y0 if foot else line.baseline, count + 1
        if count < _FEWEST_ROWS or len(side) - count <= (_HEAD_LINES if foot else 0):
            return None  # a line or two over it are its heading
        edges.append(edge)
    if abs(edges[0] - edges[1]) > 3 * size:
        return None
    return min(edges) - 1 if foot else max(edges)


def _zones(lines: list[Line], crossing: list[Line], gutter: float, size: float) -> list[tuple[list[Line], bool]]:
    """The lines in zones from top to bottom; True: a band of lines that cross the gutter, with what stands beside."""
    bands: list[list[float]] = []
    for line in sorted(crossing, key=lambda line: line.box.y0):
        if bands and line.box.y0 - bands[-1][1] < 1.2 * size:
            bands[-1][1] = max(bands[-1][1], line.box.y1)
        else:
            bands.append([line.box.y0, line.box.y1])
            bands[-1][0] = _top_with_heading(line, lines, gutter, size)
    zones: list[list[Line]] = [[] for _ in range(2 * len(bands) + 1)]
    for line in lines:
        middle = (line.box.y0 + line.box.y1) / 2
        place = 0
        for number, (top, bottom) in enumerate(bands):
            if middle > bottom:
                place = 2 * number + 2
            elif middle >= top:
                place = 2 * number + 1
        zones[place].append(line)
    for number in range(0, len(zones) - 1, 2):
        head = _head_of_band(zones[number], gutter, size)
        zones[number] = [line for line in zones[number] if not any(line is other for other in head)]
        zones[number + 1] = [*head, *zones[number + 1]]
    for number in range(2, len(zones) - 1, 2):
        whole = [*zones[number - 1], *zones[number], *zones[number + 1]]
        # One band, in which a line ends early, perhaps beside what stands in its margin.
        if zones[number] and not _sides(zones[number], gutter)[1]:
            zones[number - 1], zones[number], zones[number + 1] = [], [], whole
    return [(zone, number % 2 == 1) for number, zone in enumerate(zones) if zone]


def _top_with_heading(first: Line, lines: list[Line], gutter: float, size: float) -> float:
    """Where a band begins: at the bold line that heads its ``first`` line, flush with it and with white above.

    The text beside it in another column may begin as high as the heading.
    """
    for line in lines:
        flush = abs(line.box.x0 - first.box.x0) < _FLUSH and 0 <= first.box.y0 - line.box.y1 < _HEADING_GAP * size
        if flush and line.bold and line.box.x1 < gutter:
            above = (other.box.y1 for other in lines if other.box.x0 < gutter and other.box.y1 <= line.box.y0)
            if line.box.y0 - max(above, default=0.0) > _HEADING_GAP * size:
                return line.box.y0
    return first.box.y0


def _head_of_band(zone: list[Line], gutter: float, size: float) -> list[Line]:
    """The lines that end a zone below both of its columns: they head the band that follows."""
    first, second = _sides(zone, gutter)
    if not first or not second:
        return []
    bottom = max(line.box.y1 for line in second)
    below = sorted((line for line in first if line.box.y0 > bottom), key=lambda line: line.box.y0)
    above = max((line.box.y1 for line in first if line.box.y0 <= bottom), default=bottom)
    apart = below and below[0].box.y0 - max(above, bottom) > _HEAD_GAP * size
    return below if apart and len(below) <= _HEAD_LINES else []


def _gutter(lines: list[Line], size: float) -> float | None:
    """Where the lines leave a white strip with text on both of its sides; None where there is none."""
    left = min(line.box.x0 for line in lines)
    right = max(line.box.x1 for line in lines)
    width = right - left
    if width < 2 * _NARROWEST * size:
        return None
    best: tuple[float, float] | None = None
    for start in _left_edges(lines, left, size):
        for end in _right_ends(lines, start, left, size):
            gutter = min(end + 1.5, start - 1)
            score = _paired_rows(lines, gutter, size)
            # Numbers of a list stand left of its text: of two edges that serve alike, the first is the column's.
            if score >= _FEWEST_ROWS and (best is None or score > 1.1 * best[0] + 1.5):
                best = (score, gutter)
    return best[1] if best else None


def _left_edges(lines: list[Line], left: float, size: float) -> list[float]:
    """Where several lines begin, and few others end within half an em before."""
    starts = Counter(round(line.box.x0) for line in lines)
    ends = Counter(round(line.box.x1) for line in lines)
    edges: list[float] = []
    for x in sorted(starts):
        begin = starts[x] + starts[x + 1]
        if begin < _FEWEST_ROWS or x - left < _NARROWEST * size:
            continue
        touching = sum(ends[x - step] for step in range(-1, int(0.6 * size) + 1))
        if touching <= max(2, 0.15 * begin):
            edges.append(float(min(line.box.x0 for line in lines if round(line.box.x0) in (x, x + 1))))
    return edges


def _right_ends(lines: list[Line], start: float, left: float, size: float) -> list[float]:
    """Where the text left of ``start`` ends: all of it, and that beside the lines that begin there.

    As far left as the text allows: a number that hangs out of its column belongs to the column, and so do those that
    count the lines of a listing.
    """
    before = [line for line in lines if line.box.x1 <= start - 1]
    hanging = {id(line) for line in before if line.text.isdigit() and start - line.box.x1 < 1.5 * size}
    if len(hanging) >= _FEWEST_ROWS:
        before = [line for line in before if id(line) not in hanging]
    beside = {_row(line, size) for line in lines if line.box.x0 >= start - 1}
    ends = [
        max((line.box.x1 for line in before), default=left),
        max((line.box.x1 for line in before if _row(line, size) in beside), default=left),
    ]
    return list(dict.fromkeys(ends))


def _row(line: Line, size: float) -> int:
    """The row of a page, one font size high, that holds the middle of a line."""
    return int((line.box.y0 + line.box.y1) / (2 * size))


def _paired_rows(lines: list[Line], gutter: float, size: float) -> float:
    """Rows of the page with text on both sides of a gutter, less those that cross it there; 0 for a narrow side."""
    first: set[int] = set()
    second: set[int] = set()
    crossed: set[int] = set()
    left = right = gutter
    for line in lines:
        row = _row(line, size)
        if line.box.x1 <= gutter + 1:
            first.add(row)
            left = min(left, line.box.x0)
        elif line.box.x0 >= gutter - 1:
            second.add(row)
            right = max(right, line.box.x1)
        else:
            crossed.add(row)
    if gutter - left < _NARROWEST_TEXT * size or right - gutter < _NARROWEST * size:
        return 0.0
    # Base lines of two columns need not agree: a neighbouring row counts.
    near = {row + step for row in second for step in (-1, 0, 1)}
    paired = first & near
    return len(paired) - 0.8 * len(crossed & {row + step for row in paired for step in (-1, 0, 1)})


def join_pieces(lines: Sequence[Line]) -> list[Line]:
    """The lines of one column from top to bottom, pieces on one base line joined."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (line.baseline, line.box.x0)):
        if rows and _same_row(rows[-1], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [row[0] if len(row) == 1 else _joined(row) for row in rows]


def _same_row(row: list[Line], line: Line) -> bool:
    last = max(row, key=lambda piece: piece.size)
    rise = abs(line.baseline - last.baseline)
    if rise > 0.45 * max(last.size, line.size):
        return False
    return all(line.box.x0 >= piece.box.x1 - 1 or line.box.x1 <= piece.box.x0 + 1 for piece in row)


def _joined(row: list[Line]) -> Line:
    row = sorted(row, key=lambda piece: piece.box.x0)
    main = max(row, key=lambda piece: len(piece.text))
    spans: list[Span] = []
    for piece in row:
        head, *rest = piece.spans
        if spans and not head.text.startswith(" "):
            head = replace(head, text=" " + head.text)
        spans += [head, *rest]
    bold, italic = weight_and_slope(row)
    return replace(
        main,
        spans=tuple(spans),
        text=" ".join(piece.text for piece in row),
        box=union([piece.box for piece in row]),
        bold=bold,
        italic=italic,
    )
