"""Pictures of PDF pages. The one file here that knows PDFium."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PIL.Image import Image

from k1.errors import FailureKind, PaperError

POINTS_PER_INCH = 72.0


@dataclass(frozen=True)
class PageSize:
    """Width and height of a page, in points."""

    width: float
    height: float


def render_page(path: Path, page: int, *, dpi: float) -> tuple[Image, PageSize]:
    """Draw page ``page`` (from 1) of a PDF as a picture of ``dpi`` pixels an inch.

    Raises
    ------
    PaperError: the file is no readable PDF, or has no such page.
    """
    import pypdfium2  # heavy, needed only here

    try:
        document = pypdfium2.PdfDocument(path)
    except (pypdfium2.PdfiumError, OSError) as error:
        raise PaperError(
            FailureKind.CORRUPT, f"{path.name}: {error}", "check that the file is a readable PDF"
        ) from None
    try:
        if not 1 <= page <= len(document):
            raise PaperError(FailureKind.NOT_FOUND, f"{path.name} has no page {page}", "parse the file again")
        sheet = document[page - 1]
        picture = sheet.render(scale=dpi / POINTS_PER_INCH).to_pil().convert("RGB")
        return picture, PageSize(*sheet.get_size())
    finally:
        document.close()
