"""Pages without usable text go through OCR, and only these; what OCR reads enters the same geometry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from tests.parsing.bad_files import joined, readable, scanned

from k1.errors import FailureKind, PaperError
from k1.parsing.ocr import readable as readable_pages
from k1.parsing.ocr.engine import is_available
from k1.parsing.ocr.lines import Printed, ocr_lines
from k1.parsing.pdf.document import parse_pdf
from k1.schema.documents import Document


def printed(text: str, y: float, *, height: float = 10.6, ink: float = 10.0) -> Printed:
    """A piece of print at 50 points from the left; ``ink`` a character."""
    return Printed(text, 50, y, 50 + 5 * len(text), y + height, ink * len(text.replace(" ", "")))


def parse(data: bytes) -> Document:
    return parse_pdf(data, name="x", file_sha256="0" * 64)


def test_lines_with_and_without_descenders_have_one_size() -> None:
    heights = (10.6, 9.6, 11.4, 10.6)
    lines = ocr_lines([printed("some words", 20 * n, height=height) for n, height in enumerate(heights)], 1)
    assert {line.size for line in lines} == {10.0}


def test_a_heading_keeps_its_own_size_and_its_bold_face() -> None:
    text = [printed("a line of running text", 40 + 14 * n) for n in range(6)]
    heading = printed("Methods", 20, height=15, ink=34.0)
    first = ocr_lines([*text, heading], 3)[0]
    assert (first.text, first.bold, first.page) == ("Methods", True, 3)
    assert first.size > 13


def test_a_scan_without_the_extra_is_a_failure_that_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readable_pages, "is_available", lambda: False)
    with pytest.raises(PaperError) as caught:
        parse(scanned(readable(), dpi=40))
    assert caught.value.kind is FailureKind.NO_TEXT
    assert "pip install -e '.[ocr]'" in caught.value.remedy


def test_only_pages_without_usable_text_are_read_by_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def read(document: Any, numbers: Sequence[int]) -> dict[int, list[Printed]]:
        asked.extend(numbers)
        return {number: [printed("Words of a scanned page.", 100)] for number in numbers}

    monkeypatch.setattr(readable_pages, "is_available", lambda: True)
    monkeypatch.setattr(readable_pages, "ocr_pages", read)
    monkeypatch.setattr(readable_pages, "ocr_name", lambda: "reader/1")
    document = parse(joined(readable(), scanned(readable(), dpi=40), readable()))
    assert asked == [2]
    assert (document.paper.pages_by_ocr, document.paper.pages_unread) == ((2,), ())
    assert document.paper.parser.endswith("+reader/1")
    assert any(unit.page == 2 and "scanned page" in unit.text for unit in document.units)


@pytest.mark.ocr
@pytest.mark.slow
def test_a_scanned_page_gives_the_words_of_its_text_layer() -> None:
    if not is_available():
        pytest.skip("OCR ABSENT: rapidocr is not installed here; `make test-ocr` runs this in .venv-ocr")
    document, original = parse(scanned(readable())), parse(readable())
    assert document.paper.parser.startswith("textlayer/1+rapidocr/")
    assert document.paper.title == original.paper.title
    text, expected = (" ".join(unit.text for unit in made.units) for made in (document, original))
    assert text == expected
