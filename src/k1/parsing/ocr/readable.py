"""The pages of a PDF with text that can be trusted: garbage is taken out, and read by OCR where the extra is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from k1.errors import FailureKind, PaperError
from k1.parsing.ocr.engine import is_available, ocr_name, ocr_pages
from k1.parsing.ocr.lines import ocr_lines
from k1.parsing.page.layout import Page, area
from k1.parsing.page.pages import opened, read_pages
from k1.parsing.page.text_quality import TextQuality
from k1.schema.provenance import Box

_FEWEST_LETTERS = 100  # of a paper with a text layer
_SCANNED = 0.5  # of the page that pictures cover
_OUTLINED = 300  # drawings: text turned into outlines
_REMEDY = "install K1 with the extra ocr (in its checkout: pip install -e '.[ocr]'), or run OCR on the file first"


class ReadablePages(NamedTuple):
    """Pages, and the numbers of those that were read by OCR and of those whose text could not be read."""

    pages: list[Page]
    by_ocr: tuple[int, ...]
    unread: tuple[int, ...]

    @property
    def reader(self) -> str:
        """What is added to the parser's name."""
        return f"+{ocr_name()}" if self.by_ocr else ""


def read_readable_pages(data: bytes, *, max_pages: int) -> ReadablePages:
    """The pages of a PDF file; pages without usable text go through OCR, or lose their text and are named.

    Raises
    ------
    PaperError: as `read_pages`; NO_TEXT (a scan) or GARBLED where most pages are not readable.
    """
    pages = read_pages(data, max_pages=max_pages)
    wanting = [page for page in pages if _needs_ocr(page)]
    by_ocr: dict[int, Page] = {}
    if wanting and is_available():
        by_ocr = {page.number: page for page in _read_by_ocr(data, wanting) if page.lines}
    unread = tuple(page.number for page in wanting if page.number not in by_ocr)
    readable = [by_ocr.get(page.number) or _without_garbage(page) for page in pages]
    letters = sum(len(line.text) for page in readable for line in page.lines)
    if letters < _FEWEST_LETTERS or 2 * len(unread) > len(pages):
        raise _unreadable(wanting, len(pages))
    return ReadablePages(readable, tuple(sorted(by_ocr)), unread)


def _needs_ocr(page: Page) -> bool:
    """Whether something is printed on a page that its text layer does not say."""
    if page.quality is not TextQuality.ABSENT:
        return page.quality.is_garbage
    covered = sum(map(area, page.images))
    return covered > _SCANNED * page.width * page.height or len(page.drawings) > _OUTLINED


def _without_garbage(page: Page) -> Page:
    return replace(page, lines=()) if page.quality.is_garbage else page


def _read_by_ocr(data: bytes, wanting: Sequence[Page]) -> list[Page]:
    with opened(data) as document:
        printed = ocr_pages(document, [page.number for page in wanting])
        sizes = {page.number: document[page.number - 1].get_size() for page in wanting}
    return [
        replace(
            page,
            width=sizes[page.number][0],
            height=sizes[page.number][1],
            lines=ocr_lines(printed[page.number], page.number),
            images=_smaller_than_the_page(page),
            turned=0,
        )
        for page in wanting
    ]


def _smaller_than_the_page(page: Page) -> tuple[Box, ...]:
    """The pictures of a page without the scan itself."""
    most = _SCANNED * page.width * page.height
    return tuple(box for box in page.images if area(box) < most)


def _unreadable(wanting: Sequence[Page], count: int) -> PaperError:
    garbage = [page for page in wanting if page.quality.is_garbage]
    if not garbage:
        return PaperError(FailureKind.NO_TEXT, "the pages have no text layer", _REMEDY)
    reasons = ", ".join(sorted({page.quality.value for page in garbage}))
    message = f"the text layer of {len(garbage)} of {count} pages is garbage ({reasons})"
    return PaperError(FailureKind.GARBLED, message, _REMEDY)
