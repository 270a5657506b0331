"""Pictures of the figures of a PDF, cut out of its pages on request and never while a document is parsed."""

from __future__ import annotations

from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any

from k1.parsing.page.drawn_pages import page_picture
from k1.parsing.page.pages import opened
from k1.runtime.files import write_bytes
from k1.schema.documents import Document
from k1.schema.provenance import Box
from k1.schema.vocabulary import Modality

_MARGIN = 3.0  # points around a figure


def crop_figures(data: bytes, document: Document, folder: Path, *, dpi: float = 150) -> list[Path]:
    """Write one PNG for each figure that has a box; the files are named by the units' ids and returned in order."""
    figures = [u for u in document.units if u.modality is Modality.FIGURE and u.page is not None and u.box is not None]
    written: list[Path] = []
    with opened(data) as opened_document:
        for page, on_page in groupby(figures, key=lambda unit: unit.page):
            assert page is not None
            picture, (width, _) = page_picture(opened_document, page, dpi)
            for unit in on_page:
                assert unit.box is not None
                path = folder / f"{unit.id.replace(':', '-')}.png"
                write_bytes(path, _png(picture.crop(_pixels(unit.box, picture.size, picture.width / width))))
                written.append(path)
    return written


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
