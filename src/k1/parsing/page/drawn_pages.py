"""Pages of an open PDF drawn as pictures, smaller than asked for where one would fill the memory."""

from __future__ import annotations

from typing import Any

from k1.errors import FailureKind, PaperError

_POINTS_PER_INCH = 72.0
_MOST_PIXELS = 40_000_000  # a page of a poster at a high resolution


def draw_page(page: Any, dpi: float, *, most_pixels: int = _MOST_PIXELS) -> tuple[Any, float]:
    """A page of PDFium as its bitmap, and the bitmap's pixels a point: fewer than asked for on large pages."""
    width, height = page.get_size()
    scale = min(dpi / _POINTS_PER_INCH, (most_pixels / max(1.0, width * height)) ** 0.5)
    return page.render(scale=scale), scale


def page_picture(document: Any, number: int, dpi: float) -> tuple[Any, tuple[float, float]]:
    """Page ``number`` (from 1) of an open PDF as a picture of PIL, and its width and height in points.

    Raises
    ------
    PaperError: it has no such page.
    """
    if not 1 <= number <= len(document):
        raise PaperError(FailureKind.NOT_FOUND, f"no page {number} of {len(document)}", "ask for a page that exists")
    page = document[number - 1]
    try:
        bitmap, _ = draw_page(page, dpi)
        return bitmap.to_pil().convert("RGB"), page.get_size()
    finally:
        page.close()
