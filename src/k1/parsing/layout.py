"""The geometry that the parts of the PDF parser hand to each other: pages, lines, spans and blocks.

Coordinates are points, origin at the top left, after the page's own rotation is undone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from k1.schema.provenance import Box


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters of one font, size and rise within a line."""

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
    """One printed line within one column: its spans from left to right."""

    spans: tuple[Span, ...]
    text: str
    box: Box
    page: int
    size: float
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its lines as printed (not yet in reading order), ruled lines and pictures."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[Box, ...] = ()
    images: tuple[Box, ...] = ()
    links: tuple[tuple[Box, str], ...] = ()


class BlockKind(StrEnum):
    """What a block of lines is, once the whole paper has been looked at."""

    TITLE = "title"
    FRONT = "front"
    ABSTRACT = "abstract"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    CAPTION = "caption"
    TABLE = "table"
    EQUATION = "equation"
    CODE = "code"
    FOOTNOTE = "footnote"
    REFERENCE = "reference"
    FURNITURE = "furniture"
    OTHER = "other"


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
