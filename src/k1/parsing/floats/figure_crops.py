"""Pictures of pages and of the figures on them, drawn on request and never while a document is parsed."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from k1.errors import FailureKind, PaperError
from k1.parsing.page.pages import opened
from k1.runtime.files import write_bytes
from k1.schema.documents import Document
from k1.schema.provenance import Box
from k1.schema.vocabulary import Modality

_POINTS_PER_INCH = 72.0
_MARGIN = 3.0  # points around a figure
_MOST_PIXELS = 40_000_000  # a page of a poster at a high resolution would fill the memory


def crop_figures(data: bytes, document: Document, folder: Path, *, dpi: float = 150) -> list[Path]:
    """Write one PNG for each figure that has a box; the files are named by the units' ids and returned in order."""
    figures = [u for u in document.units if u.modality is Modality.FIGURE and u.page is not None and u.box is not None]
    written: list[Path] = []
    with opened(data) as opened_document:
        for unit in figures:
            assert unit.page is not None and unit.box is not None
            picture, (width, _) = page_picture(opened_document, unit.page, dpi)
            path = folder / f"{unit.id.replace(':', '-')}.png"
            write_bytes(path, _png(picture.crop(_pixels(unit.box, picture.size, picture.width / width))))
            written.append(path)
    return written


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
        width, height = page.get_size()
        scale = min(dpi / _POINTS_PER_INCH, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
        return page.render(scale=scale).to_pil().convert("RGB"), (width, height)
    finally:
        page.close()


def _pixels(box: Box, size: tuple[int, int], scale: float) -> tuple[int, int, int, int]:
    """A box in points as pixels of a picture, with a margin, inside the picture and at least one pixel large.

    ``scale`` is the picture's own, in pixels a point: a poster is drawn smaller than asked for.
    """
    x0, y0 = (max(0, int((value - _MARGIN) * scale)) for value in (box.x0, box.y0))
    x1, y1 = (int((value + _MARGIN) * scale) + 1 for value in (box.x1, box.y1))
    x0, y0 = min(x0, size[0] - 1), min(y0, size[1] - 1)
    return x0, y0, max(x0 + 1, min(x1, size[0])), max(y0 + 1, min(y1, size[1]))


def _png(picture: Any) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, format="PNG", optimize=False)
    return buffer.getvalue()
