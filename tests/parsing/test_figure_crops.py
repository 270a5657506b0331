from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

from k1.errors import FailureKind, PaperError
from k1.parsing.floats.figure_crops import crop_figures
from k1.parsing.page.drawn_pages import page_picture
from k1.parsing.page.pages import opened
from k1.schema.documents import Document, Paper, Unit
from k1.schema.provenance import Box
from k1.schema.vocabulary import Modality, UnitRole


def empty_page(width: float, height: float) -> bytes:
    document = pdfium.PdfDocument.new()
    document.new_page(width, height)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def blank() -> bytes:
    """A PDF of one empty page of 200 by 100 points."""
    return empty_page(200, 100)


def document_with(box: Box | None, page: int | None) -> Document:
    unit = Unit(
        id="unit:a",
        paper="paper:a",
        order=0,
        modality=Modality.FIGURE,
        role=UnitRole.FLOAT,
        section=None,
        text="Figure 1",
        page=page,
        box=box,
    )
    paper = Paper(id="paper:a", file_sha256="0" * 64, source_format="pdf", name="a", title="A", parser="test/1")
    return Document(paper=paper, units=(unit,))


def test_a_page_that_is_not_there_is_said(blank: bytes) -> None:
    with opened(blank) as document, pytest.raises(PaperError) as caught:
        page_picture(document, 2, 72)
    assert caught.value.kind is FailureKind.NOT_FOUND


def test_a_figure_is_cropped_to_its_box(blank: bytes, tmp_path: Path) -> None:
    (path,) = crop_figures(blank, document_with(Box(10, 10, 60, 40), 1), tmp_path, dpi=72)
    assert path == tmp_path / "unit-a.png"
    assert Image.open(path).size == (57, 37)


def test_a_box_beyond_the_page_is_clipped(blank: bytes, tmp_path: Path) -> None:
    (path,) = crop_figures(blank, document_with(Box(150, 90, 900, 900), 1), tmp_path, dpi=72)
    assert Image.open(path).size == (53, 13)


def test_a_figure_without_a_box_is_left_out(blank: bytes, tmp_path: Path) -> None:
    assert crop_figures(blank, document_with(None, None), tmp_path) == []


def test_a_figure_of_a_poster_is_cropped_where_it_stands_though_the_page_is_drawn_smaller(tmp_path: Path) -> None:
    (path,) = crop_figures(empty_page(4000, 4000), document_with(Box(2000, 2000, 2500, 2200), 1), tmp_path, dpi=150)
    width, height = Image.open(path).size
    assert (width, height) == pytest.approx((506 * 40e6**0.5 / 4000, 206 * 40e6**0.5 / 4000), abs=2)
