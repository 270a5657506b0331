"""A PDF file as pages of lines, rules, pictures and links."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from k1.errors import FailureKind, PaperError
from k1.parsing.page.clipped_text import clipped_text
from k1.parsing.page.drawings import read_drawings, read_links
from k1.parsing.page.layout import Line, Page, turn_box, union
from k1.parsing.page.lines import build_lines
from k1.parsing.page.overprinted_text import without_overprinted
from k1.parsing.page.running_weight import with_plain_running_text
from k1.parsing.page.text_quality import TextQuality, judge_text
from k1.parsing.page.textlayer import TextLayer, characters
from k1.schema.provenance import Box

_METADATA = ("Title", "Author", "Subject", "Keywords")
_FONT_SMALLEST = 1.0  # points; smaller text is not for readers


def read_pages(data: bytes, *, max_pages: int = 5000) -> list[Page]:
    """The pages of a PDF file.

    Raises
    ------
    PaperError: the file cannot be opened, is encrypted, has no pages or more than ``max_pages``.
    """
    with opened(data) as document:
        count = len(document)
        if count == 0:
            raise _no_pages()
        if count > max_pages:
            raise PaperError(FailureKind.TOO_LARGE, f"{count} pages, more than {max_pages}", "raise parsing.max_pages")
        layer = TextLayer()
        pages = [_read_page(document, index, layer) for index in range(count)]
        if not any(pages):
            raise PaperError(FailureKind.CORRUPT, f"none of its {count} pages can be read", "fetch the file again")
        whole = [page or Page(number, 1.0, 1.0, (), quality=TextQuality.ABSENT) for number, page in enumerate(pages, 1)]
        return with_plain_running_text(whole)


def read_metadata(data: bytes) -> dict[str, str]:
    """The document information of a PDF file (Title, Author, Subject, Keywords), without empty entries."""
    with opened(data) as document:
        found = {key: _metadata(document, key) for key in _METADATA}
    return {key: value for key, value in found.items() if value}


def _metadata(document: Any, key: str) -> str:
    """One entry; characters that are not UTF-16 are left out, as those of a damaged file may be."""
    length = raw.FPDF_GetMetaText(document.raw, key.encode("ascii"), None, 0)
    buffer = ctypes.create_string_buffer(length)
    raw.FPDF_GetMetaText(document.raw, key.encode("ascii"), buffer, length)
    return buffer.raw[: max(0, length - 2)].decode("utf-16-le", "ignore").strip()


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """An open PDFium document of ``data``, closed at the end."""
    if b"%PDF-" not in data[:1024]:
        raise PaperError(FailureKind.NOT_A_PDF, "the file does not start as a PDF does", "check what was downloaded")
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise _cannot_open(data) from error
    try:
        yield document
    finally:
        document.close()


def _cannot_open(data: bytes) -> PaperError:
    """Why PDFium refused a file.

    An empty tree of pages sets no error code, and the one of an earlier file would stand: so a path that leads nowhere
    sets one first, and the file is opened once more.
    """
    raw.FPDF_LoadDocument(b"", None)
    raw.FPDF_LoadMemDocument64(data, len(data), None)
    match raw.FPDF_GetLastError():
        case raw.FPDF_ERR_FILE:
            return _no_pages()
        case raw.FPDF_ERR_PASSWORD:
            return PaperError(FailureKind.ENCRYPTED, "the PDF asks for a password", "provide an open copy")
        case _:
            return PaperError(
                FailureKind.CORRUPT, "PDFium cannot open it: it is broken or cut off", "fetch the file again"
            )


def _no_pages() -> PaperError:
    return PaperError(FailureKind.EMPTY, "the PDF has no pages", "fetch the file again")


def _read_page(document: Any, index: int, layer: TextLayer) -> Page | None:
    """A page; None where it is broken, for it does not take the others with it."""
    page = raw.FPDF_LoadPage(document.raw, index)
    if not page:
        return None
    try:
        textpage = raw.FPDFText_LoadPage(page)
        try:
            return _page(document.raw, page, textpage, index + 1, layer)
        finally:
            if textpage:
                raw.FPDFText_ClosePage(textpage)
    finally:
        raw.FPDF_ClosePage(page)


def _page(document: Any, page: Any, textpage: Any, number: int, layer: TextLayer) -> Page:
    rect = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, ctypes.byref(rect))
    frame = (rect.left, rect.bottom, rect.right, rect.top)
    width, height = rect.right - rect.left, rect.top - rect.bottom
    text = characters(textpage) if textpage else ""
    words = without_overprinted(layer.words(textpage, text, frame, clipped_text(page)) if text else [])
    lines, quarter = build_lines((word for word in words if word.size >= _FONT_SMALLEST), number, width, height)
    drawings = read_drawings(page, frame, _printed_area(lines))
    links = read_links(document, page, frame)

    def turned(boxes: list[Box]) -> tuple[Box, ...]:
        return tuple(turn_box(box, quarter, width, height) for box in boxes)

    upright = (width, height) if quarter % 2 == 0 else (height, width)
    return Page(
        number,
        *upright,
        tuple(line for line in lines if _visible(line, *upright)),
        turned(drawings.rules),
        turned(drawings.images),
        tuple((turn_box(box, quarter, width, height), address) for box, address in links),
        turned(drawings.paths),
        (quarter - raw.FPDFPage_GetRotation(page)) % 4,
        judge_text(text),
    )


def _printed_area(lines: Iterable[Line]) -> float:
    """The area of the box around all lines, in square points."""
    boxes = [line.box for line in lines]
    if not boxes:
        return 0.0
    x0, y0, x1, y1 = union(boxes)
    return (x1 - x0) * (y1 - y0)


def _visible(line: Line, width: float, height: float) -> bool:
    x, y = (line.box.x0 + line.box.x1) / 2, (line.box.y0 + line.box.y1) / 2
    return 0 <= x <= width and 0 <= y <= height
