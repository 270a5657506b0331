"""The geometry that the parts of the PDF parser hand to each other: pages, lines, spans and blocks.

Coordinates are points, origin at the top left, after the page's own rotation is undone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from k1.parsing.page.text_quality import TextQuality
from k1.schema.provenance import Box


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters of one font, size and rise within a line; a wide gap (half an em) also ends it."""

    text: str
    box: Box
    size: float
    font: str
    bold: bool = False
    italic: bool = False
    superscript: bool = False
    subscript: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line within one column: its spans from left to right.

    ``baseline`` is its distance from the top of the page. ``turned`` counts the quarter turns, counter-clockwise,
    by which the line stands against the page: 1 reads upwards; its box is then tall and narrow.
    """

    spans: tuple[Span, ...]
    text: str
    box: Box
    page: int
    size: float
    bold: bool = False
    italic: bool = False
    baseline: float = 0.0
    turned: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its lines as printed (not yet in reading order), ruled lines and pictures.

    A page whose text mostly stands sideways (a landscape table) is read upright: ``width``, ``height`` and all boxes
    are then those of the page turned by ``turned`` quarter turns (`upright_box` leads back). ``tables``: where a layout
    model sees tables.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[Box, ...] = ()
    images: tuple[Box, ...] = ()
    links: tuple[tuple[Box, str], ...] = ()
    drawings: tuple[Box, ...] = ()
    turned: int = 0
    quality: TextQuality = TextQuality.USABLE
    tables: tuple[Box, ...] = ()


class BlockKind(StrEnum):
    """What a block of lines is, once the whole paper has been looked at."""

    TITLE = "title"
    FRONT = "front"
    ABSTRACT = "abstract"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    CAPTION = "caption"
    EQUATION = "equation"
    CODE = "code"
    FOOTNOTE = "footnote"
    REFERENCE = "reference"
    FURNITURE = "furniture"


PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST})
"""Kinds of blocks of words that nothing else has claimed yet."""
UNCLAIMED = PROSE | {BlockKind.EQUATION, BlockKind.CODE}
"""All kinds that the look of a block's own lines gives it, before the whole paper has been looked at."""


@dataclass(slots=True)
class Block:
    """Lines that belong together, in reading order, with the text they make.

    ``superscripts`` are character ranges of ``text`` printed as superscript: candidates for citation markers.
    """

    kind: BlockKind
    lines: list[Line]
    text: str = ""
    superscripts: list[tuple[int, int]] = field(default_factory=list)
    level: int | None = None

    @property
    def page(self) -> int:
        """Page of the first line, from 1."""
        return self.lines[0].page


def part_of_line(line: Line, spans: Sequence[Span]) -> Line:
    """A line cut to some of its spans: text and box are theirs, all else is the whole line's."""
    text = "".join(span.text for span in spans).strip()
    return replace(line, spans=tuple(spans), text=text, box=union([span.box for span in spans]))


def weight_and_slope(runs: Sequence[Span | Line]) -> tuple[bool, bool]:
    """Whether most characters of some runs are bold, and whether most are italic."""
    letters = sum(len(run.text) for run in runs)
    bold = sum(len(run.text) for run in runs if run.bold)
    italic = sum(len(run.text) for run in runs if run.italic)
    return 2 * bold > letters, 2 * italic > letters


def turn_box(box: Box, turns: int, width: float, height: float) -> Box:
    """A box on a page of ``width`` by ``height`` after the page is turned by ``turns`` quarter turns clockwise."""
    x0, y0, x1, y1 = box
    match turns % 4:
        case 1:
            return Box(height - y1, x0, height - y0, x1)
        case 2:
            return Box(width - x1, height - y1, width - x0, height - y0)
        case 3:
            return Box(y0, width - x1, y1, width - x0)
        case _:
            return box


def upright_box(page: Page, box: Box) -> Box:
    """A box of a page that was turned for reading, on the page as printed."""
    return turn_box(box, -page.turned, page.width, page.height)


def column_parts(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines in reading order, parted where the next page or column begins."""
    parts: list[list[Line]] = []
    for line in lines:
        last = parts[-1][-1] if parts else None
        if last is None or line.page != last.page or line.baseline < last.baseline - 2:
            parts.append([line])
        else:
            parts[-1].append(line)
    return parts


def area(box: Box) -> float:
    """The area of a box, in square points."""
    return (box.x1 - box.x0) * (box.y1 - box.y0)


def union(boxes: list[Box]) -> Box:
    """The smallest box around all of ``boxes`` (at least one)."""
    return Box(
        min(box.x0 for box in boxes),
        min(box.y0 for box in boxes),
        max(box.x1 for box in boxes),
        max(box.y1 for box in boxes),
    )
