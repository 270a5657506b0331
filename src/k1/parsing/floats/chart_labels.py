"""Labels of charts outside the box of what is drawn: ticks, names of axes and titles, known by their font."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from k1.parsing.page.layout import Line, Page, union
from k1.parsing.page.pictures import find_axes, find_pictures
from k1.parsing.page.typography import Typography, font_family, is_monospaced, main_font
from k1.schema.provenance import Box

_REACH = 3.0  # em between a picture, with the labels that it has, and the next one
_FARTHEST = 6.0  # em between a picture and any of its labels
_TEXT = 1.5  # em between the lines of a text
_MOST_WORDS = 8
_SHARE = 0.6  # of the lines in a family of fonts that stand at pictures, where it is one of labels
_AT_AXIS, _AT_CHART = 2.5, 4.5  # em from an axis to its numbers, and from a chart to its title
_OFF_CENTRE = 0.06  # of a chart's width
_FEWEST_TICKS = 3
_ON_EDGE = 3.0  # points between numbers that stand along one axis
_WIDEST_TITLE = 0.7  # of a chart's width
_TICK = re.compile(r"[-\u2212]?\d[\d.,]*(?:e[-+]?\d+)?(?:\s+[-\u2212]?\d[\d.,]*)*")
_THOUSANDS = re.compile(r",(?=\d{3}(?!\d))")
_FEWEST = 5  # lines of one family, to tell what it is for


def find_chart_labels(pages: Sequence[Page], furniture: set[int], style: Typography) -> set[int]:
    """``id`` of the lines at pictures in families of fonts that hardly stand anywhere else but in pictures.

    Those within pictures are among them; lines in ``furniture`` are left alone. No line with a word in the font of the
    running text is one, nor one that is larger: headings may stand below a picture.
    """
    printed: Counter[str] = Counter()
    at_pictures: Counter[str] = Counter()
    found: list[Line] = []
    titles: list[Line] = []
    for page in pages:
        candidates = [line for line in page.lines if id(line) not in furniture and _may_be_label(line, style)]
        printed.update(key for line in candidates for key in _prints(line))
        pictures = find_pictures(page)
        near = _lines_at(pictures, candidates) if candidates else []
        at_pictures.update(key for line in near for key in _prints(line))
        found += near
        titles += _titles(page, pictures, [line for line in page.lines if id(line) not in furniture], style)
    labels = {font for font, count in printed.items() if at_pictures[font] >= max(_FEWEST, _SHARE * count)}
    shown = [line for line in found if _family(line) in labels and _stands_there(line, printed, at_pictures)]
    return set(map(id, [*shown, *titles]))


def lines_of_charts(page: Page, lines: Sequence[Line]) -> list[Line]:
    """The labels along the axes of a page's charts, and all that stands within these charts."""
    found: list[Line] = []
    for chart in find_pictures(page):
        if labels := _counted(chart, lines):
            found += [*labels, *(line for line in lines if _stands_in(line, chart))]
    return found


def _stands_in(line: Line, chart: Box) -> bool:
    return chart.x0 <= line.box.x0 and line.box.x1 <= chart.x1 and chart.y0 <= line.baseline <= chart.y1


def _prints(line: Line) -> tuple[str, str]:
    """The family of a line's font, and the font with its size: headings may share a family with labels."""
    return _family(line), f"{main_font(line)} {round(2 * line.size)}"


def _stands_there(line: Line, printed: Counter[str], at_pictures: Counter[str]) -> bool:
    """Whether most lines in the very print of a line stand at pictures."""
    _, own = _prints(line)
    return at_pictures[own] >= _SHARE * printed[own]


def _titles(page: Page, pictures: Sequence[Box], lines: Sequence[Line], style: Typography) -> list[Line]:
    """The numbers at axes, and titles, whatever their size: centred at a chart, in the family of its numbers."""
    found = [line for chart in pictures for line in _counted(chart, lines)]
    for axes in find_axes(page):
        ticks = [line for line in lines if _TICK.fullmatch(line.text.strip()) and _adjoins(axes, line, _AT_AXIS)]
        family = Counter(map(_family, ticks)).most_common(1)
        if not family or family[0][1] < _FEWEST_TICKS or family[0][0] in style.fonts:
            continue
        chart = next((box for box in pictures if box.x0 <= axes.x0 <= box.x1 and box.y0 <= axes.y0 <= box.y1), axes)
        found += [tick for tick in ticks if _family(tick) == family[0][0]]
        found += [
            line
            for line in lines
            if _family(line) == family[0][0]
            and len(line.text.split()) <= _MOST_WORDS
            and _adjoins(chart, line, _AT_CHART)
            and any(_is_centred(line, box) for box in (axes, chart))
        ]
    return found


def _counted(chart: Box, lines: Sequence[Line]) -> list[Line]:
    """The numbers along both axes of a chart, and its title and the name of its axis in their print.

    They may be in the font of the text: a column of numbers that fall or rise at its left, a row of them below it.
    """
    numbers = [line for line in lines if _TICK.fullmatch(line.text.strip()) and _adjoins(chart, line, _AT_AXIS)]
    left = [line for line in numbers if line.box.x1 <= chart.x0 + _ON_EDGE and _is_level(line, chart)]
    below = [line for line in numbers if line.box.y1 > chart.y1 and _is_upright_of(line, chart)]
    column = [line for line in left if line.box.x1 > max(other.box.x1 for other in left) - _ON_EDGE]
    row = [line for line in below if line.baseline < min(other.baseline for other in below) + _ON_EDGE]
    column.sort(key=lambda line: line.baseline)
    row.sort(key=lambda line: line.box.x0)
    if not (_counts(column) and _counts(row)):
        return []
    size, font = row[0].size, main_font(row[0])
    named = [
        line
        for line in lines
        if main_font(line) == font
        and abs(line.size - size) < 0.1
        and line.box.x1 - line.box.x0 < _WIDEST_TITLE * (chart.x1 - chart.x0)
        and _adjoins(chart, line, _AT_CHART)
        and any(_is_centred(line, box) for box in (chart, union([tick.box for tick in row])))
    ]
    return [*column, *row, *(line for line in named if not _goes_on_with_text(line, lines))]


def _counts(ticks: Sequence[Line]) -> bool:
    """Whether the numbers of some lines rise or fall from each to the next."""
    values = [_value(word) for line in ticks for word in line.text.split()]
    steps = [after - value for value, after in pairwise(values)]
    return len(values) >= _FEWEST_TICKS and (all(step > 0 for step in steps) or all(step < 0 for step in steps))


def _value(word: str) -> float:
    """The number that a word prints, with a point, a comma or thousands; nan where it prints none."""
    try:
        return float(_THOUSANDS.sub("", word.replace("\u2212", "-")).replace(",", "."))
    except ValueError:
        return math.nan


def _is_level(line: Line, chart: Box) -> bool:
    return chart.y0 - line.size < (line.box.y0 + line.box.y1) / 2 < chart.y1 + line.size


def _is_upright_of(line: Line, chart: Box) -> bool:
    return chart.x0 - line.size < line.box.x0 and line.box.x1 < chart.x1 + line.size


def _goes_on_with_text(line: Line, lines: Sequence[Line]) -> bool:
    """Whether a line is the last of a paragraph: another of its print, which is wider, stands right above it."""
    return any(
        0 < line.baseline - other.baseline < _TEXT * line.size
        and main_font(other) == main_font(line)
        and other.box.x0 <= line.box.x0
        and other.box.x1 > line.box.x1
        for other in lines
    )


def _is_centred(line: Line, box: Box) -> bool:
    return abs(line.box.x0 + line.box.x1 - box.x0 - box.x1) / 2 < _OFF_CENTRE * (box.x1 - box.x0)


def _family(line: Line) -> str:
    """The name of a line's font without its weight: "Helvetica" of "Helvetica-Bold"."""
    return re.split(r"[-,]", main_font(line))[0]


def _may_be_label(line: Line, style: Typography) -> bool:
    apart = not any(font_family(span.font) in style.fonts for span in line.spans)
    return apart and not is_monospaced(line) and line.size < 1.06 * style.size


def _lines_at(pictures: Sequence[Box], candidates: Sequence[Line]) -> list[Line]:
    """The short lines that stand next to pictures, or next to such lines, and belong to no text."""
    wordy = [line for line in candidates if len(line.text.split()) > _MOST_WORDS]
    rest = [
        line
        for line in candidates
        if len(line.text.split()) <= _MOST_WORDS
        and any(_adjoins(picture, line, _FARTHEST) for picture in pictures)
        and not any(_adjoins(text.box, line, _TEXT) for text in wordy)
    ]
    boxes = list(pictures)
    near: list[Line] = []
    waiting: list[Line] = []
    while len(rest) != len(waiting):
        waiting, rest = rest, []
        for line in waiting:
            at = next((n for n, box in enumerate(boxes) if _adjoins(box, line, _REACH)), None)
            if at is None:
                rest.append(line)
            else:
                boxes[at] = union([boxes[at], line.box])
                near.append(line)
    return near


def _adjoins(box: Box, line: Line, reach: float) -> bool:
    """Whether a line stands above, below or beside a box, no more than ``reach`` em away."""
    beside = max(box.x0 - line.box.x1, line.box.x0 - box.x1)
    above = max(box.y0 - line.box.y1, line.box.y0 - box.y1)
    return max(beside, above) <= reach * line.size and min(beside, above) <= 0
