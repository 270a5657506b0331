"""Lines and pages made by hand for the tests of the PDF parser's stages."""

from __future__ import annotations

from collections.abc import Iterable

from k1.parsing.page.layout import Line, Page, Span
from k1.schema.provenance import Box


def make_line(
    text: str,
    x: float = 50,
    y: float = 100,
    *,
    size: float = 10,
    width: float | None = None,
    page: int = 1,
    bold: bool = False,
    italic: bool = False,
    font: str = "Body",
    turned: int = 0,
) -> Line:
    """A line at ``x`` with its base line at ``y``; half an em a letter unless ``width`` says otherwise."""
    box = Box(x, y - 0.75 * size, x + (width or 0.5 * size * len(text)), y + 0.22 * size)
    span = Span(text, box, size, font, bold, italic)
    return Line((span,), text, box, page, size, bold, italic, y, turned)


def make_page(lines: Iterable[Line], number: int = 1, **drawn: tuple[Box, ...]) -> Page:
    """A page of 600 by 800 points."""
    return Page(number, 600, 800, tuple(lines), **drawn)
