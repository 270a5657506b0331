"""Words into lines."""

from time import process_time

from k1.parsing.page.lines import build_lines
from k1.parsing.page.textlayer import Font, Word, font_of

BODY = Font("Body", False, False)


def _word(text: str, x: float, y: float, *, size: float = 10, piece: int = 0, quarter: int = 0) -> Word:
    return Word(text, x, x + 5 * len(text), y, size, BODY, quarter, piece, True)


def test_words_on_one_base_line_are_one_line() -> None:
    lines, _ = build_lines([_word("one", 50, 100), _word("line", 68, 100)], 1, 600, 800)
    assert [line.text for line in lines] == ["one line"]


def test_an_accent_printed_later_stands_at_its_letter() -> None:
    accent = Word("\u00a8", 61.3, 66.3, 100.4, 10, BODY, 0, 2, True)
    parts = [_word("Fr", 50, 100), _word("ohlich", 61, 100, piece=1)._replace(spaced=False), _word("sagt", 96, 100)]
    lines, _ = build_lines([*parts, accent, _word("ein", 121, 100, piece=3)], 1, 600, 800)
    assert [line.text for line in lines] == ["Fr\u00f6hlich sagt ein"]


def test_an_accent_printed_behind_its_letter_stands_at_it() -> None:
    for sign, letter in (("\u00a8", "\u00f6"), ("`", "\u00f2")):
        accent = Word(sign, 61, 64, 100.2, 10, BODY, 0, 1, False)
        parts = [_word("Glo", 50, 100), accent, _word("ckner", 65, 100, piece=2)._replace(spaced=False)]
        lines, _ = build_lines(parts, 1, 600, 800)
        assert [line.text for line in lines] == [f"Gl{letter}ckner"]


def test_columns_side_by_side_are_two_lines() -> None:
    lines, _ = build_lines([_word("left", 50, 100), _word("right", 310, 100, piece=1)], 1, 600, 800)
    assert [line.text for line in lines] == ["left", "right"]


def test_a_raised_small_number_is_a_superscript() -> None:
    lines, _ = build_lines([_word("word", 50, 100), _word("12", 70, 96, size=6, piece=1)], 1, 600, 800)
    assert [(span.text.strip(), span.superscript) for span in lines[0].spans] == [("word", False), ("12", True)]


def test_text_along_the_margin_keeps_its_turn() -> None:
    upright = [_word("upright", 50, 100 + 20 * n) for n in range(4)]
    lines, main = build_lines([*upright, _word("stamp", 300, 20, quarter=1, piece=1)], 1, 600, 800)
    assert main == 0
    assert [line.turned for line in lines if line.text == "stamp"] == [1]


def test_the_name_of_a_font_outweighs_its_stem_width() -> None:
    assert not font_of("MinionPro-Regular", 712, 4).bold
    assert font_of("ABCDEF+HelveticaNeueLTStd-Bd", 400, 4).bold
    assert font_of("AdvP1234", 700, 4).bold


def test_the_fonts_of_tex_tell_their_weight_by_name() -> None:
    assert not font_of("ABCDEF+SFRM1000", 712, 4).bold
    assert not font_of("CMSS10", 712, 4).bold
    assert font_of("CMB10", 400, 4).bold
    assert font_of("SFBX1000", 400, 4).bold


def _letter(text: str, x: float, y: float, piece: int) -> Word:
    return Word(text, x, x + 6, y, 10, BODY, 0, piece, False)


def test_a_lowered_letter_in_a_gap_made_for_it_is_part_of_its_word() -> None:
    logo = [_word("the", 30, 100), _letter("T", 50, 100, 1), _letter("E", 54.5, 102.5, 2), _letter("X", 59, 100, 3)]
    lines, _ = build_lines(logo, 1, 600, 800)
    assert [line.text for line in lines] == ["the TEX"]


def test_small_raised_marks_that_a_file_prints_behind_its_lines_stand_in_their_gaps() -> None:
    row = [_word(text, x, 100) for text, x in (("the", 30), ("5", 50), ("instar", 65))]
    mark = Word("th", 55, 61, 95.5, 5.4, BODY, 0, 2, True)
    below = [_word(text, x, 112, piece=1) for text, x in (("of", 30), ("larvae", 45))]
    lines, _ = build_lines([*row, *below, mark], 1, 600, 800)
    assert [line.text for line in lines] == ["the 5th instar", "of larvae"]
    assert [span.text for span in lines[0].spans if span.superscript] == ["th"]


def test_a_small_mark_away_from_the_word_before_its_gap_stays_apart() -> None:
    row = [_word("the", 30, 100), _word("instar", 75, 100)]
    lines, _ = build_lines([*row, Word("th", 60, 66, 95.5, 5.4, BODY, 0, 2, True)], 1, 600, 800)
    assert len(lines) > 1


def test_a_letter_under_a_row_without_a_gap_for_it_stays_apart() -> None:
    row = [_word("words", 30, 100), _word("without", 60, 100), _letter("E", 45, 102.5, 2)]
    lines, _ = build_lines(row, 1, 600, 800)
    assert len(lines) == 2


def _row(at: int, gutter: float) -> list[Word]:
    """A row of three words, a wide blank and one word, printed as one text object."""
    y = 100.0 + 12 * at
    left = [_word("wordswords", x, y, piece=at) for x in (50, 105, 160)]
    return [*left, _word("column", 210 + gutter, y, piece=at)]


def test_two_columns_that_a_file_prints_as_one_are_told_apart_by_their_edge() -> None:
    rows = [_row(at, 18) for at in range(8)]
    lines, _ = build_lines([word for row in rows for word in row], 1, 600, 800)
    assert [line.text for line in lines][:2] == ["wordswords wordswords wordswords", "column"]


def test_the_aligned_results_of_a_program_make_no_columns() -> None:
    typed = [word._replace(font=Font("SFTT1000", False, False)) for at in range(8) for word in _row(at, 18)]
    heading = [word._replace(baseline=300.0, piece=9) for word in _row(0, 18)]
    lines, _ = build_lines([*typed, *heading], 1, 600, 800)
    assert [len(line.text.split()) for line in lines] == [4] * 9


def test_wide_blanks_of_stretched_lines_end_none() -> None:
    rows = [_row(at, 14 + at) for at in range(8)]
    lines, _ = build_lines([word for row in rows for word in row], 1, 600, 800)
    assert [len(line.text.split()) for line in lines] == [4] * 8


def test_a_slanted_letter_that_leans_over_a_blank_joins_no_words() -> None:
    words = [_word("of", 50, 100), _word("the", 59.9, 100)]
    lines, _ = build_lines(words, 1, 600, 800)
    assert [line.text for line in lines] == ["of the"]


def test_thousands_of_marks_on_one_spot_take_no_longer_each_than_a_few() -> None:
    marks = [Word("x", 50, 55, 100, 4, BODY, 0, piece, True) for piece in range(4000)]
    start = process_time()
    lines, _ = build_lines(marks, 1, 600, 800)
    assert len(lines) == len(marks)
    assert process_time() - start < 3  # all against all: 15 s


def test_marks_in_a_crowd_join_the_words_they_stand_beside() -> None:
    crowd = [
        Word("x", 50 + 5 * n % 480, 55 + 5 * n % 480, 300 + 10 * (n // 20), 4, BODY, 0, n, True) for n in range(600)
    ]
    row = [_word("the", 30, 100), _word("5", 50, 100), _word("instar", 65, 100)]
    mark = Word("th", 55, 61, 95.5, 5.4, BODY, 0, 601, True)
    lines, _ = build_lines([*row, *crowd, mark], 1, 600, 800)
    assert lines[0].text == "the 5th instar"
