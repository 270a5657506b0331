"""What OCR read, as the lines of a page: sizes evened out, bold told by its ink; the geometry does the rest."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from typing import NamedTuple

from k1.parsing.page.glyphs import clean
from k1.parsing.page.layout import Line, Span
from k1.parsing.page.lines import ASCENT, DESCENT, box_of_print
from k1.parsing.page.print_sizes import even_sizes

RESOLUTION = 200  # dots per inch
FONT = "ocr"
_BOX_HEIGHT = 1.06  # em: PP-OCR's boxes around a line, measured on pages set in 10 points
_SAME_SIZE = 0.17  # boxes of lines with and without descenders differ by so much
_BOLD_INK = 1.4  # times the usual ink a character
_FEWEST_LINES = 5  # to know what is usual


class Printed(NamedTuple):
    """A piece of print that was read: text, box in points (origin top left) and ink in square points."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    ink: float


def ocr_lines(printed: Sequence[Printed], page: int) -> tuple[Line, ...]:
    """The lines of page ``page``, from top to bottom."""
    kept = [(text, piece) for piece in printed if (text := clean(piece.text).strip())]
    if not kept:
        return ()
    sizes = even_sizes([(piece.y1 - piece.y0) / _BOX_HEIGHT for _, piece in kept], _SAME_SIZE)
    ink = statistics.median(_ink(text, piece) for text, piece in kept)
    lines = []
    for (text, piece), size in zip(kept, sizes, strict=True):
        bold = len(kept) >= _FEWEST_LINES and _ink(text, piece) > _BOLD_INK * ink
        lines.append(_line(text, piece, page, round(size, 1), bold=bold))
    return tuple(sorted(lines, key=lambda line: (line.baseline, line.box.x0)))


def _ink(text: str, piece: Printed) -> float:
    """Ink of a character in units of the squared height."""
    return piece.ink / len(text.replace(" ", "")) / max(piece.y1 - piece.y0, 1.0) ** 2


def _line(text: str, piece: Printed, page: int, size: float, *, bold: bool) -> Line:
    middle = (piece.y0 + piece.y1) / 2
    baseline = round(middle + (ASCENT - DESCENT) / 2 * size, 2)
    box = box_of_print(piece.x0, piece.x1, baseline, size)
    return Line((Span(text, box, size, FONT, bold),), text, box, page, size, bold, False, baseline)
