"""The weight of the running text."""

from tests.parsing.lines_by_hand import make_line, make_page

from k1.parsing.page.running_weight import with_plain_running_text

TEXT = "Waves in shallow tanks are slow, and this paper measures how slow they are."


def test_the_font_of_most_letters_is_not_bold_and_a_heading_stands_out() -> None:
    text = [make_line(TEXT, y=120 + 12 * at, bold=True, font="AdvTT1") for at in range(9)]
    heading = make_line("Waves", bold=True, font="AdvTT2")
    (page,) = with_plain_running_text([make_page([heading, *text])])
    assert [line.bold for line in page.lines] == [True] + [False] * 9
    assert not any(span.bold for line in page.lines[1:] for span in line.spans)


def test_where_most_letters_are_plain_a_bold_font_stays_bold() -> None:
    pages = [make_page([make_line("Waves", bold=True, font="Bold"), make_line(TEXT, y=120)])]
    assert with_plain_running_text(pages) == pages


def test_a_font_that_is_bold_in_headings_alone_stays_bold_there() -> None:
    heading, text = make_line("Waves", bold=True), [make_line(TEXT, y=120 + 12 * at) for at in range(9)]
    pages = [make_page([heading, *text])]
    assert with_plain_running_text(pages) == pages
