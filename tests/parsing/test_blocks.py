"""Blocks, paragraphs and the hyphens of line ends."""

from dataclasses import replace

import pytest
from tests.parsing.lines_by_hand import make_line

from k1.parsing.page.blocks import build_blocks, join_running, joins_heading, set_text
from k1.parsing.page.hyphenation import Vocabulary
from k1.parsing.page.layout import Block, BlockKind, union
from k1.parsing.page.typography import Typography

STYLE = Typography(10, frozenset({"Body"}), 12)


def test_a_gap_ends_a_block() -> None:
    column = [make_line("one", 50, 100, width=200), make_line("two", 50, 112, width=200), make_line("three", 50, 140)]
    assert [len(block.lines) for block in build_blocks(column, STYLE)] == [2, 1]


def test_a_bold_line_is_a_block_of_its_own() -> None:
    column = [make_line("Methods", 50, 100, bold=True), make_line("We did it.", 50, 112)]
    assert len(build_blocks(column, STYLE)) == 2


@pytest.mark.parametrize(("name", "width"), [("Discussion", 200), ("Introduction", 390)])
def test_the_name_of_a_section_under_a_centred_bold_title_is_a_heading_of_its_own(name: str, width: float) -> None:
    title = [make_line("Slow waves in the shallow tanks of", 250 - width / 2, 100, width=width, bold=True)]
    title += [make_line("the north and of the south of a sea", 245 - width / 2, 112, width=width + 10, bold=True)]
    named = make_line(name, 210, 124, width=80, bold=True)
    text = [make_line("Waves in tanks are slow and", 50, 136 + 12 * n, width=400) for n in range(4)]
    assert [len(block.lines) for block in build_blocks([*title, named, *text], STYLE)] == [2, 1, 4]


@pytest.mark.parametrize(("above", "width"), [("Materials and", 90), ("Speeds of waves in tanks of the north", 350)])
def test_a_heading_goes_on_with_the_name_of_a_section_where_it_is_not_at_its_end(above: str, width: float) -> None:
    heading = [make_line(above, 50, 100, width=width, bold=True), make_line("Methods", 50, 112, width=60, bold=True)]
    text = [make_line("Waves in tanks are slow and", 50, 124 + 12 * n, width=400) for n in range(4)]
    assert [len(block.lines) for block in build_blocks([*heading, *text], STYLE)] == [2, 4]


@pytest.mark.parametrize(("end", "joins"), [("ment of waves", True), ("Depths of tanks", False)])
def test_a_short_last_line_of_a_heading_is_of_it(end: str, joins: bool) -> None:
    number, words = (
        make_line("5", 50, 100, size=14, bold=True),
        make_line(" On the treat-", 75, 100, size=14, bold=True),
    )
    first = replace(words, spans=number.spans + words.spans, text="5 On the treat-", box=union([number.box, words.box]))
    blocks = [Block(BlockKind.PARAGRAPH, [line]) for line in (first, make_line(end, 75, 118, size=14, bold=True))]
    assert joins_heading(*blocks, STYLE) is (joins or first.text.endswith("-"))
    whole = replace(first, text="5 On the treatment")
    assert joins_heading(Block(BlockKind.PARAGRAPH, [whole]), blocks[1], STYLE) is joins


def test_a_sentence_runs_on_over_the_page() -> None:
    first = Block(BlockKind.PARAGRAPH, [make_line("It begins and", 50, 700)])
    second = Block(BlockKind.PARAGRAPH, [make_line("ends here.", 50, 100, page=2)])
    (joined,) = join_running([first, second], STYLE)
    set_text(joined, Vocabulary([]))
    assert joined.text == "It begins and ends here."


@pytest.mark.parametrize(
    ("kind", "size", "joins"),
    [(BlockKind.FOOTNOTE, 7, True), (BlockKind.FRONT, 7, True), (BlockKind.FRONT, 10, False)],
)
def test_a_sentence_runs_on_past_small_print_at_the_foot_of_its_column(
    kind: BlockKind, size: float, joins: bool
) -> None:
    first = Block(BlockKind.PARAGRAPH, [make_line("It begins and", 50, 600)])
    note = Block(kind, [make_line("Corresponding author at: Shoal College.", 50, 700, size=size)])
    second = Block(BlockKind.PARAGRAPH, [make_line("ends here.", 310, 100)])
    assert len(join_running([first, note, second], STYLE)) == (2 if joins else 3)


def test_a_sentence_passes_over_no_formula_of_a_title_page() -> None:
    first = Block(BlockKind.PARAGRAPH, [make_line("It begins and", 50, 600)])
    formula = Block(BlockKind.FRONT, [make_line("1", 90, 612, size=7), make_line("x = 2y", 90, 620)])
    second = Block(BlockKind.PARAGRAPH, [make_line("where x is slow.", 50, 640)])
    assert len(join_running([first, formula, second], STYLE)) == 3


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        ("the con-", "tinued story", "the continued story"),  # in the lexicon
        ("a well-", "known case", "a well-known case"),  # printed with its hyphen elsewhere
        ("the bioreac-", "tivity of", "the bioreactivity of"),  # printed whole elsewhere
        ("the COVID-", "19 cases", "the COVID-19 cases"),  # a number is no half of a word
        ("platelet-to-", "lymphocyte", "platelet-to-lymphocyte"),  # a word that links two others
        ("by time-", "at-liberty", "by time-at-liberty"),
        ("of non-", "small-cell kind", "of non-small-cell kind"),  # printed in a longer word elsewhere
        ("was one-", "sided", "was one-sided"),  # no longer word begins so
    ],
)
def test_a_hyphen_goes_or_stays_by_evidence(before: str, after: str, text: str) -> None:
    vocabulary = Vocabulary(["it is well-known that", "the bioreactivity is", "non-small-cell cancer"])
    first, between = vocabulary.join(before, after)
    assert first + between + after == text


def test_a_hyphen_stays_in_a_word_that_is_printed_with_it_more_often_than_without() -> None:
    vocabulary = Vocabulary([*["non-small cells are here"] * 2, "a nonsmall cell is there"])
    assert vocabulary.join("of non-", "small cells") == ("of non-", "")
    assert Vocabulary(["non-small or nonsmall cells"]).join("of non-", "small cells") == ("of non", "")


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        ("in low-", "and middle-income", "in low- and middle-income"),
        ("the pre-", "to post-test", "the pre- to post-test"),
        ("der Vor-", "und Nachteile", "der Vor- und Nachteile"),
        ("trained end-", "to-end", "trained end-to-end"),
        ("in the x-", "y plane", "in the x-y plane"),
        ("the pho-", "to of", "the photo of"),
        ("by Yamamo-", "to et al.", "by Yamamoto et al."),
        ("as Hashimo-", "to showed", "as Hashimoto showed"),
        ("Low-", "to high-risk", "Low- to high-risk"),
    ],
)
def test_a_suspended_hyphen_stays_with_a_blank(before: str, after: str, text: str) -> None:
    first, between = Vocabulary(["low income and pre treatment, an end"]).join(before, after)
    assert first + between + after == text


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        ("results –", "which were", "results – which were"),
        ("results—", "which were", "results—which were"),
        ("from 3–", "5 on", "from 3–5 on"),
    ],
)
def test_a_dash_at_a_line_end_has_a_blank_on_both_sides_or_on_none(before: str, after: str, text: str) -> None:
    first, between = Vocabulary([]).join(before, after)
    assert first + between + after == text


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        ("at https://github.com/a/b.", "We also", "at https://github.com/a/b. We also"),
        ("at https://github.com/a/b.", "html for", "at https://github.com/a/b.html for"),
        ("https://doi.org/10.1016/j.", "Cell.2020 for", "https://doi.org/10.1016/j.Cell.2020 for"),
        ("at https://github.com/a/b.", "COVID-19 is", "at https://github.com/a/b. COVID-19 is"),
        ("at https://doi.org/10.5281/zenodo.12.", "COVID-19 is", "at https://doi.org/10.5281/zenodo.12. COVID-19 is"),
        ("at https://github.com", "2020 was", "at https://github.com 2020 was"),
        ("at https://github.com/a/", "B for", "at https://github.com/a/B for"),
    ],
)
def test_a_link_whose_full_stop_ends_the_sentence_is_not_joined(before: str, after: str, text: str) -> None:
    first, between = Vocabulary([]).join(before, after)
    assert first + between + after == text


def test_a_change_of_leading_with_a_gap_wider_than_both_ends_a_block() -> None:
    names = [make_line("Ada Brandt, The North", 50, 100 + 13 * at, width=200) for at in range(3)]
    prose = [make_line("Waves in shallow tanks are slow", 50, 143.5 + 10.8 * at, width=400) for at in range(3)]
    assert [len(block.lines) for block in build_blocks([*names, *prose], STYLE)] == [3, 3]


def test_a_line_moved_by_its_scripts_does_not_end_a_block() -> None:
    heights = (100, 112, 124, 139, 151, 163)
    column = [make_line("where the sum runs over all tanks and", 50, y, width=400) for y in heights]
    assert len(build_blocks(column, STYLE)) == 1


def test_a_heading_to_the_left_of_a_centred_one_is_another() -> None:
    column = [make_line("Method", 280, 100, bold=True), make_line("Participants of the study", 50, 112, bold=True)]
    assert len(build_blocks(column, STYLE)) == 2


def test_an_appendix_and_its_first_part_are_two_headings() -> None:
    column = [make_line("A Methods", 50, 100, bold=True), make_line("A.1 Tanks", 50, 112, bold=True)]
    assert len(build_blocks(column, STYLE)) == 2


def test_words_in_italics_do_not_part_a_paragraph_in_bold() -> None:
    column = [make_line("some words of it", 50, 100 + 12 * n, width=200, bold=True) for n in range(6)]
    column.append(make_line("Ocotea caudata", 50, 172, width=200, bold=True, italic=True))
    assert len(build_blocks(column, STYLE)) == 1


def test_a_centred_line_over_text_that_fills_its_column_is_a_block_of_its_own() -> None:
    text = [make_line("some words of the text", 50, 112 + 12 * n, width=300) for n in range(4)]
    column = [make_line("INTRODUCTION", 170, 100, width=60), *text]
    assert [len(block.lines) for block in build_blocks(column, STYLE)] == [1, 4]


def test_an_item_with_a_small_letter_below_a_bold_line_is_a_block_of_its_own() -> None:
    column = [make_line("2) Studies of cells", 50, 100, bold=True), make_line("i) Shoals in the north", 50, 112)]
    column += [make_line("and of the south", 50, 124)]
    assert [len(block.lines) for block in build_blocks(column, STYLE)] == [1, 2]


def test_items_that_begin_one_below_the_other_are_two_though_the_first_fills_its_line() -> None:
    column = [make_line("1) Waves after a storm in the north", 50, 100, italic=True, width=300)]
    column += [make_line("i) Mean heights of waves", 50, 112, italic=True, width=250)]
    column += [make_line("of tanks and", 50, 140 + 12 * n, width=300) for n in range(3)]
    assert [len(block.lines) for block in build_blocks(column, STYLE)] == [1, 1, 3]


def test_upright_text_under_a_full_item_in_italics_is_a_block_of_its_own() -> None:
    column = [make_line("i) Colours of the sand and of the shells", 50, 100, italic=True, width=295)]
    column += [make_line("Tanks were filled with", 50, 112 + 12 * n, width=300) for n in range(4)]
    assert [len(block.lines) for block in build_blocks(column, STYLE)] == [1, 4]


def test_lines_that_begin_with_the_initial_of_a_species_are_no_items() -> None:
    column = [make_line("the oils of", 50, 100, width=300), make_line("O. whitei of the north and", 50, 112, width=300)]
    column += [make_line("O. sanctum of the south", 50, 124, width=300), make_line("are alike", 50, 136, width=300)]
    assert [len(block.lines) for block in build_blocks(column, STYLE)] == [4]


@pytest.mark.parametrize(("width", "blocks"), [(295, [2, 4]), (200, [1, 1, 4])])
def test_a_full_bold_line_that_ends_in_the_name_of_a_species_goes_on(width: float, blocks: list[int]) -> None:
    above, below = (make_line("Effects of", 50, 100, bold=True), make_line("(Os) on", 50, 112, bold=True, italic=True))
    name = replace(above.spans[0], text="Ocimum sanctum")
    mixed = replace(above, spans=(replace(above.spans[0], italic=True), name), box=above.box._replace(x1=50 + width))
    text = [make_line("of tanks and", 50, 140 + 12 * n, width=300) for n in range(4)]
    assert [len(block.lines) for block in build_blocks([mixed, below, *text], STYLE)] == blocks
