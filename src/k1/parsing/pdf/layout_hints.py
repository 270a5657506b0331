"""How the regions that a layout model sees help the geometry: pictures, tables and running heads it would not find.

Geometry keeps the lead. A region adds a picture where there is none, a table where a caption found no rows, and
furniture in the margins; text, titles and references of the model are not used.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from k1.parsing.page.layout import Line, Page, area, turn_box
from k1.parsing.page.pictures import find_pictures
from k1.parsing.structure.sections import is_references
from k1.schema.provenance import Box

_MARGIN = 0.1  # of the page height: running heads and feet stand no further inside
_LONG_LINE, _MANY_LINES = 25, 8  # characters; such lines in a region make it text
_CAPTION = re.compile(r"(?:table|fig(?:ure|\.)?)\s*\d", re.IGNORECASE)
_SAME = 0.3  # of the smaller box: a picture that shares more with a known one is that one


class SeenRegion(NamedTuple):
    """A region of a page as printed, in points from the top left; ``label``: figure, table, header, footer, ..."""

    label: str
    box: Box


def with_hints(page: Page, seen: Sequence[SeenRegion]) -> Page:
    """The page with the pictures and tables that were seen, boxes turned as the page was."""
    if not seen:
        return page
    boxes = {label: _boxes(page, seen, label) for label in ("figure", "table")}
    known = find_pictures(page)
    unknown = [box for box in boxes["figure"] if not any(_shared(box, other) > _SAME for other in known)]
    new = [box for box in unknown if not _is_ruled(page, box) and not _is_wordy(page, box)]
    return replace(page, images=(*page.images, *new), tables=tuple(boxes["table"]))


def seen_furniture(pages: Sequence[Page], seen: Mapping[int, Sequence[SeenRegion]]) -> set[int]:
    """``id`` of the lines in the margins that the model takes for running heads and feet."""
    found: set[int] = set()
    for page in pages:
        boxes = [box for label in ("header", "footer") for box in _boxes(page, seen.get(page.number, ()), label)]
        lines = [line for line in page.lines if _in_margin(line, page) and not _says_more(line)]
        found.update(id(line) for line in lines if _is_in(line, boxes))
    return found


def _is_ruled(page: Page, box: Box) -> bool:
    """Whether long rules run through a region: the model takes ruled tables for figures."""
    inside = [rule for rule in page.rules if _shared(rule, box) > 0.9 and rule.x1 - rule.x0 > 0.5 * (box.x1 - box.x0)]
    return len(inside) >= 2


def _is_wordy(page: Page, box: Box) -> bool:
    """Whether a region holds lines of text rather than labels: the model takes reference lists for figures."""
    return sum(len(line.text) > _LONG_LINE for line in page.lines if _is_in(line, [box])) >= _MANY_LINES


def _boxes(page: Page, seen: Sequence[SeenRegion], label: str) -> list[Box]:
    sides = (page.width, page.height) if page.turned % 2 == 0 else (page.height, page.width)
    return [turn_box(region.box, page.turned, *sides) for region in seen if region.label == label]


def _says_more(line: Line) -> bool:
    """Whether a line at the top or foot of a page begins a table, a figure or the reference list."""
    return bool(_CAPTION.match(line.text)) or is_references(line.text)


def _in_margin(line: Line, page: Page) -> bool:
    return not _MARGIN * page.height <= line.baseline <= (1 - _MARGIN) * page.height


def _is_in(line: Line, boxes: Sequence[Box]) -> bool:
    x, y = (line.box.x0 + line.box.x1) / 2, (line.box.y0 + line.box.y1) / 2
    return any(box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1 for box in boxes)


def _shared(box: Box, other: Box) -> float:
    """The part of the smaller box that lies in the other one."""
    width = min(box.x1, other.x1) - max(box.x0, other.x0)
    height = min(box.y1, other.y1) - max(box.y0, other.y0)
    return max(0.0, width) * max(0.0, height) / max(min(area(box), area(other)), 1.0)
