"""Pictures of PDF pages and their sizes."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from PIL.Image import Image

from k1.errors import FailureKind, PaperError
from k1.parsing.page.drawn_pages import page_picture
from k1.parsing.page.pages import opened


class PageSize(NamedTuple):
    """Width and height of a page, in points."""

    width: float
    height: float


def render_page(path: Path, page: int, *, dpi: float) -> tuple[Image, PageSize]:
    """Draw page ``page`` (from 1) of a PDF as a picture of ``dpi`` pixels an inch.

    Raises
    ------
    PaperError: the file is no readable PDF, or has no such page.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise PaperError(FailureKind.NOT_FOUND, f"{path.name}: {error.strerror}", "fetch the file again") from error
    with opened(data) as document:
        picture, size = page_picture(document, page, dpi)
    return picture, PageSize(*size)
