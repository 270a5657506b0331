"""Signs that a file calls by their keys."""

import pytest
from tests.parsing.bad_files import one_page, stream

from k1.parsing.page.pages import read_pages
from k1.parsing.page.symbol_fonts import as_signs


@pytest.mark.parametrize(
    ("font", "keys", "signs"),
    [
        ("MathematicalPi-One", "6 , . 5 2 3 # $", "± < > = − × ≤ ≥"),
        ("Universal-GreekwithMathPi", "6", "±"),
        ("AdvP7DA6", "59", "=′"),
        ("AdvPSMP4", "\\ [", "< >"),
        ("AdvPSMP13", "l j c v x D", "μ κ γ χ ω Δ"),
        ("TeX-matha10", "´ ˆ ˝ ˘ “ ă ě Ñ", "− × ° ± = < ≥ →"),
        ("AdvP7627", "5 , 6", "5 , 6"),
        ("MathematicalPi-Six", "5", "5"),
    ],
)
def test_fonts_of_signs_are_read_by_their_names(font: str, keys: str, signs: str) -> None:
    assert as_signs(keys, font) == signs


def test_the_signs_of_a_page_are_those_that_it_shows() -> None:
    text = stream(b"BT /F 10 Tf 72 740 Td (mean ) Tj /S 10 Tf (6) Tj /F 10 Tf ( 5) Tj ET")
    signs = b"<< /Type /Font /Subtype /Type1 /BaseFont /ABCDEF+MathematicalPi-One /Encoding /WinAnsiEncoding >>"
    (page,) = read_pages(one_page(text, b"/Font << /F 4 0 R /S 6 0 R >>", [signs]))
    assert "± 5" in page.lines[0].text
