"""Fonts and directions of the text layer."""

import math

import pytest
from tests.parsing.bad_files import one_page, stream

from k1.parsing.page.pages import read_pages

GLYPH = b"500 0 0 0 500 700 d1 0 0 400 600 re f"


def drawn_font(glyph: int) -> bytes:
    """A font whose only glyph, the letter a, is a drawing, and which has no name."""
    return (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 500 700] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 97"
        b" /LastChar 97 /Widths [500] /Encoding << /Type /Encoding /Differences [97 /a] >>"
        b" /CharProcs << /a %d 0 R >> >>" % glyph
    )


def test_fonts_without_names_differ() -> None:
    text = stream(b"BT /G 10 Tf 72 740 Td (aaaa) Tj /H 10 Tf 0 -20 Td (aaaa) Tj ET")
    fonts = b"/Font << /F 4 0 R /G 6 0 R /H 7 0 R >>"
    file = one_page(text, fonts, [drawn_font(8), drawn_font(8), stream(GLYPH)])
    file = file.replace(b"/Resources << /Font << /F 4 0 R >> ", b"/Resources <<                      ")
    (page,) = read_pages(file)
    first, second = (line.spans[0].font for line in page.lines)
    assert first and second and first != second


@pytest.mark.parametrize(("degrees", "lines"), [(0, ["DRAFT"]), (3, ["DRAFT"]), (90, ["DRAFT"]), (50, []), (-35, [])])
def test_slanting_words_as_of_a_watermark_are_no_lines(degrees: float, lines: list[str]) -> None:
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    text = f"BT /F 40 Tf {cos:.4f} {sin:.4f} {-sin:.4f} {cos:.4f} 200 400 Tm (DRAFT) Tj ET"
    (page,) = read_pages(one_page(stream(text.encode())))
    assert [line.text for line in page.lines] == lines


@pytest.mark.parametrize("degrees", [30, 45, 60])
def test_slanting_labels_of_a_chart_and_heads_of_columns_are_read(degrees: float) -> None:
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    text = f"BT /F 9 Tf {cos:.4f} {sin:.4f} {-sin:.4f} {cos:.4f} 200 400 Tm (Depth) Tj ET"
    (page,) = read_pages(one_page(stream(text.encode())))
    assert [line.text for line in page.lines] == ["Depth"]
