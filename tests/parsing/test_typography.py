"""How a paper sets its running text, and what its fonts are for."""

import pytest
from tests.parsing.lines_by_hand import make_line

from k1.parsing.page.layout import Block, BlockKind, Line, Span
from k1.parsing.page.typography import is_monospaced, read_typography
from k1.parsing.structure.equations import math_share
from k1.schema.provenance import Box

BOX = Box(50, 90, 200, 100)


def test_listings_in_typewriter_are_not_the_running_text() -> None:
    listing = [make_line("R> fit <- lm(flow ~ rain)", font="SomeMono", size=9) for _ in range(6)]
    text = [make_line("Rain is what a river is made of, and so we ask", font="Body", size=10) for _ in range(2)]
    style = read_typography([*listing, *text])
    assert (style.size, style.fonts) == (10, {"Body"})


def test_a_manuscript_may_be_typed() -> None:
    typed = [make_line("Rain is what a river is made of", font="Courier") for _ in range(6)]
    style = read_typography([*typed, make_line("Rain and rivers", font="Body", size=14)])
    assert style.fonts == {"Courier"}


@pytest.mark.parametrize("font", ["CMITT10", "SFIT1095", "TeXGyreCursor-Regular"])
def test_fonts_of_typewriters_have_many_names(font: str) -> None:
    assert is_monospaced(make_line("x", font=font))


def test_a_sentence_about_functions_is_not_typed() -> None:
    words = [Span("operate(op, args) ", BOX, 10, "CMTT10"), Span("gives it, and ", BOX, 10, "Body")]
    line = Line(
        (*words, Span("mutate(op)", BOX, 10, "CMTT10")), "operate(op, args) gives it, and mutate(op)", BOX, 1, 10
    )
    assert not is_monospaced(line)


def test_stix_is_a_font_of_text_and_one_of_symbols() -> None:
    def share(font: str) -> float:
        line = make_line("Introduction", font=font)
        return math_share(Block(BlockKind.PARAGRAPH, [line], line.text))

    assert share("STIXTwoText-Bold") == 0
    assert share("STIXTwoMath-Regular") > 0.9
