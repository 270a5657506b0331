"""A paper's file in another wrapping: each perturbation changes the file and not the paper.

Made by PDFium alone, which every checkout has.
"""

from __future__ import annotations

import ctypes
import io
import math
import textwrap
from collections.abc import Callable, Sequence
from typing import NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw


class Paper(NamedTuple):
    """A paper's file, and what a cover prints of it."""

    data: bytes
    title: str
    authors: str


Perturbation = Callable[[Paper], bytes]


class Print(NamedTuple):
    """A line of text to print: where its base line begins in points from the lower left, how large, how turned."""

    text: str
    x: float
    y: float
    size: float = 10.0
    degrees: float = 0.0
    grey: int = 0


COVER = """This is the author's accepted manuscript of an article that was published elsewhere.

Harbour Repository of the Invented University

The version of record may differ. To cite this article, please refer to the publisher's own version.
Downloaded on 12 May 2020 from https://repository.example.org/handle/1234/5678
Terms of use: users may print one copy for the purpose of private study. If you believe that this document breaches
copyright, please contact us at openaccess@example.org with details."""
PUBLISHERS_COVER = """{title}

{authors}

To cite this article: {authors} (2020) {title}, Journal of Invented Studies, 12:3, 45-59
To link to this article: https://journals.example.org/12/3/45
Published online: 12 May 2020.
Article views: 123
Full Terms & Conditions of access and use can be found at https://journals.example.org/terms"""
ADVERTISEMENT = """Submit your next manuscript with us

Convenient online submission
Rapid review by experienced researchers

Learn more at https://journals.example.org/submissions"""
SUPPLEMENT = """Supplementary Material

Supplementary Methods
Gauges were cleaned once a month and their clocks set by the signal of the harbour master. The records of the first
week after each cleaning were left out, for the float needs some days until it has settled.

Supplementary Table S1. Gauges of the harbour and their depths.

North            4.2              8,760
South            5.1              8,755

Supplementary Figure S1. Levels of the first year at both gauges."""


def whole(data: bytes) -> pdfium.PdfDocument:
    """The pages of a file in a new one: without outline, metadata and structure tree."""
    document = pdfium.PdfDocument.new()
    document.import_pages(pdfium.PdfDocument(data))
    return document


def saved(document: pdfium.PdfDocument) -> bytes:
    """The file of a document."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def each_page(change: Callable[[pdfium.PdfPage, int, int], None]) -> Perturbation:
    """A perturbation that changes each page, given its number and the number of all; all else of the file stays."""

    def perturb(paper: Paper) -> bytes:
        document = pdfium.PdfDocument(paper.data)
        for at, page in enumerate(document, 1):
            change(page, at, len(document))
        return saved(document)

    return perturb


def print_lines(page: pdfium.PdfPage, lines: Sequence[Print]) -> None:
    """Add lines in Helvetica to a page."""
    document = page.pdf
    assert document is not None
    for line in lines:
        item = raw.FPDFPageObj_NewTextObj(document.raw, b"Helvetica", line.size)
        text = (line.text + "\0").encode("utf-16-le")
        raw.FPDFText_SetText(item, ctypes.cast(ctypes.create_string_buffer(text), raw.FPDF_WIDESTRING))
        raw.FPDFPageObj_SetFillColor(item, line.grey, line.grey, line.grey, 255)
        cos, sin = math.cos(math.radians(line.degrees)), math.sin(math.radians(line.degrees))
        raw.FPDFPageObj_Transform(item, cos, sin, -sin, cos, line.x, line.y)
        raw.FPDFPage_InsertObject(page.raw, item)
    page.gen_content()


def print_page(document: pdfium.PdfDocument, text: str, at: int) -> None:
    """Insert a page of the size of the first with lines of text, the first one large."""
    width, height = document[0].get_size()
    page = document.new_page(width, height, at)
    lines = []
    y = height - 90.0
    for number, paragraph in enumerate(text.split("\n")):
        size = 10.0 if number else 16.0
        for line in textwrap.wrap(paragraph, int((width - 120) / (0.5 * size))) or [""]:
            lines.append(Print(line, 60.0, y, size))
            y -= 1.4 * size
    print_lines(page, [line for line in lines if line.text])


def without_links(page: pdfium.PdfPage, _at: int, _of: int) -> None:
    """Take all annotations off."""
    for number in reversed(range(raw.FPDFPage_GetAnnotCount(page.raw))):
        raw.FPDFPage_RemoveAnnot(page.raw, number)


def transform(page: pdfium.PdfPage, matrix: Sequence[float], box: Sequence[float]) -> None:
    """Transform what a page shows and give it a new sheet."""
    raw.FPDFPage_TransFormWithClip(page.raw, raw.FS_MATRIX(*matrix), None)
    raw.FPDFPage_TransformAnnots(page.raw, *matrix)
    page.set_mediabox(*box)
    page.set_cropbox(*box)


def scaled(by: float) -> Perturbation:
    """Pages as on other paper."""

    def change(page: pdfium.PdfPage, _at: int, _of: int) -> None:
        transform(page, (by, 0, 0, by, 0, 0), [by * side for side in page.get_cropbox()])

    return each_page(change)


def on_larger_sheet(page: pdfium.PdfPage, _at: int, _of: int) -> None:
    """Page off the middle of a larger sheet whose corner is not at the origin."""
    x0, y0, x1, y1 = page.get_cropbox()
    box = (x0 - 40, y0 - 90, x1 + 110, y1 + 50)
    page.set_mediabox(*box)
    page.set_cropbox(*box)


def cropped(page: pdfium.PdfPage, at: int, of: int) -> None:
    """Printer's sheet with text outside what is shown."""
    x0, y0, x1, y1 = page.get_cropbox()
    page.set_mediabox(x0 - 60, y0 - 60, x1 + 60, y1 + 60)
    page.set_cropbox(x0, y0, x1, y1)
    print_lines(page, [Print(f"proof_{at}.indd   {at} of {of}   12.05.20   10:32", x0 + 40, y0 - 30, 7)])


def turned(page: pdfium.PdfPage, _at: int, _of: int) -> None:
    """Content that lies on its side, and a page that is turned when shown."""
    if page.get_rotation():
        return
    x0, y0, x1, y1 = page.get_cropbox()
    transform(page, (0, 1, -1, 0, y1, -x0), (0.0, 0.0, y1 - y0, x1 - x0))
    page.set_rotation(90)


def stamped(page: pdfium.PdfPage, _at: int, _of: int) -> None:
    """Note of a download along the right edge."""
    _, y0, x1, y1 = page.get_cropbox()
    text = "Downloaded from https://academic.example.org/tides/article/12/3/456/789 by guest on 12 May 2020"
    print_lines(page, [Print(text, x1 - 10, (y0 + y1) / 2 - 170, 7, 90)])


def watermarked(page: pdfium.PdfPage, _at: int, _of: int) -> None:
    """Large slanting words across the page."""
    x0, y0, x1, y1 = page.get_cropbox()
    print_lines(page, [Print("Accepted Manuscript", x0 + 0.2 * (x1 - x0), y0 + 0.25 * (y1 - y0), 48, 50, 200)])


def headed(page: pdfium.PdfPage, at: int, of: int) -> None:
    """Count of the pages at the top and a note at the bottom, by whoever passed the file on."""
    x0, y0, x1, y1 = page.get_cropbox()
    foot = "Content courtesy of Invented Press, terms of use apply. Rights reserved."
    print_lines(page, [Print(f"Page {at} of {of}", x1 - 90, y1 - 14, 8), Print(foot, x0 + 150, y0 + 8, 7)])


def covered(cover: str) -> Perturbation:
    """Cover page before the first."""

    def perturb(paper: Paper) -> bytes:
        document = pdfium.PdfDocument(paper.data)
        print_page(document, cover.format(title=paper.title, authors=paper.authors), 0)
        return saved(document)

    return perturb


def interrupted(paper: Paper) -> bytes:
    """Blank page behind the first, and an advertisement before the last."""
    document = pdfium.PdfDocument(paper.data)
    document.new_page(*document[0].get_size(), 1)
    print_page(document, ADVERTISEMENT, len(document) - 1)
    return saved(document)


def supplemented(paper: Paper) -> bytes:
    """Supplement of one page behind the last; what stands in it counts as wrong, for gold has none of it."""
    document = pdfium.PdfDocument(paper.data)
    print_page(document, SUPPLEMENT, len(document))
    return saved(document)


PERTURBATIONS: dict[str, Perturbation] = {
    "original": lambda paper: paper.data,
    "no outline, metadata, tags": lambda paper: saved(whole(paper.data)),
    "no links": each_page(without_links),
    "none of these": lambda paper: each_page(without_links)(paper._replace(data=saved(whole(paper.data)))),
    "scaled by 0.75": scaled(0.75),
    "scaled by 1.4": scaled(1.4),
    "on a larger sheet": each_page(on_larger_sheet),
    "cropped": each_page(cropped),
    "turned": each_page(turned),
    "stamp in the margin": each_page(stamped),
    "watermark": each_page(watermarked),
    "further head and foot": each_page(headed),
    "cover of a repository": covered(COVER),
    "cover of a publisher": covered(PUBLISHERS_COVER),
    "blank page, advertisement": interrupted,
    "supplement": supplemented,
}
