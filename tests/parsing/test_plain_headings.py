"""Headings that are set as the running text is."""

from __future__ import annotations

from tests.parsing.lines_by_hand import make_line

from k1.parsing.page.blocks import build_blocks, set_text
from k1.parsing.page.hyphenation import Vocabulary
from k1.parsing.page.layout import Block, BlockKind, Line
from k1.parsing.page.typography import Typography
from k1.parsing.structure.sections import find_headings

STYLE = Typography(10, frozenset({"Body"}), 12)


def section(heading: str, top: float, *, gap: float = 14) -> list[Line]:
    """A line and a paragraph below it, all in the type of the text."""
    text = [make_line("Waves in tanks are slow and", 50, top + gap + 12 * n, width=400) for n in range(4)]
    last = make_line("they are cold.", 50, top + gap + 48, width=120)
    return [make_line(heading, 50, top), *text, last]


def headings(*sections: list[Line]) -> list[str]:
    blocks = build_blocks([line for lines in sections for line in lines], STYLE)
    for block in blocks:
        set_text(block, Vocabulary(()))
    find_headings(blocks, STYLE, ())
    return [block.text for block in blocks if block.kind is BlockKind.HEADING]


def test_a_plain_line_with_a_number_of_parts_heads_the_text_right_below_it() -> None:
    assert headings(section("2.1. Growth of cold waves", 100, gap=12)) == ["2.1. Growth of cold waves"]


def test_plain_lines_in_capitals_head_the_text_right_below_them() -> None:
    names = ["GROWTH OF COLD WAVES", "TANKS"]
    assert headings(*(section(name, 100 + 100 * at, gap=12) for at, name in enumerate(names))) == names


def test_plain_lines_that_stand_alone_between_paragraphs_thrice_are_headings() -> None:
    names = ["Growth of cold waves", "Tanks in the north", "Readings of depth"]
    assert headings(*(section(name, 100 + 100 * at) for at, name in enumerate(names))) == names


def test_one_plain_line_between_paragraphs_is_no_heading() -> None:
    assert not headings(section("Growth of cold waves", 100))


def test_plain_lines_that_count_up_over_paragraphs_are_headings() -> None:
    names = ["1. Waves", "2. Tanks of the north", "3. Depths"]
    assert headings(*(section(name, 100 + 100 * at) for at, name in enumerate(names))) == names


def test_a_plain_line_that_a_sentence_goes_on_from_is_no_heading() -> None:
    assert not headings(*(section("Growth of cold waves and", 100 + 100 * at) for at in range(3)))


def test_an_italic_heading_with_a_number_may_end_in_a_full_stop() -> None:
    line = make_line("2.1. Growth of cold waves.", 50, 100, italic=True, font="Body-Italic")
    block = Block(BlockKind.PARAGRAPH, [line], line.text)
    find_headings([block], STYLE, ())
    assert block.kind is BlockKind.HEADING


def test_plain_items_that_count_up_are_none_where_bold_headings_count_the_sections() -> None:
    names = ["1. Introduction", "2. Methods", "1. Waves", "2. Tanks of the north", "3. Depths", "3. Results"]
    sections = [section(name, 100 + 100 * at) for at, name in enumerate(names)]
    for at in (0, 1, 5):
        sections[at][0] = make_line(names[at], 50, 100 + 100 * at, bold=True)
    assert headings(*sections) == ["1. Introduction", "2. Methods", "3. Results"]
