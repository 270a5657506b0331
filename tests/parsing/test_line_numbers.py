"""Line numbers of manuscripts: found, and parted from the text that they count."""

from dataclasses import replace

from tests.parsing.lines_by_hand import make_line, make_page

from k1.parsing.page.furniture import find_furniture
from k1.parsing.page.layout import Page
from k1.parsing.page.line_numbers import line_numbers, part_line_numbers


def numbered(first: int, count: int, page: int) -> Page:
    """A page of a manuscript whose lines begin with their numbers, each number run into its line."""
    lines = []
    for n in range(count):
        y = 110 + 20 * n
        number, text = make_line(str(first + n), 30, y, size=5, width=5), make_line("some words", 50, y)
        lines.append(replace(text, spans=(*number.spans, *text.spans), text=f"{first + n} some words"))
    return make_page(lines, page)


def test_line_numbers_of_a_manuscript_are_parted_from_the_text() -> None:
    [page] = part_line_numbers([numbered(1, 12, 1)])
    assert [line.text for line in page.lines[:2]] == ["1", "some words"]
    assert len(find_furniture([page])) == 12


def test_a_last_page_with_few_lines_goes_on_counting_them() -> None:
    pages = part_line_numbers([numbered(1, 12, 1), numbered(13, 3, 2)])
    assert [line.text for line in pages[1].lines] == ["13", "some words", "14", "some words", "15", "some words"]
    assert len(line_numbers(pages)) == 15


def test_line_numbers_that_begin_at_one_x_are_found_past_nine() -> None:
    text = [make_line("words of a manuscript of one column", 60, 100 + 20 * n) for n in range(1, 15)]
    numbers = [make_line(str(n), 30, 100 + 20 * n, size=8) for n in range(1, 15)]
    assert line_numbers([make_page([*text, *numbers])]) == {id(line) for line in numbers}


def test_ranks_that_begin_at_the_edge_of_the_text_are_no_line_numbers_though_they_fill_a_page() -> None:
    text = [make_line("words of the running text over the whole width", 50, 60 + 12 * n, width=500) for n in range(40)]
    ranks = [make_line(str(n), 50, 60 + 20 * n) for n in range(1, 31)]
    names = [make_line("a compound", 100, 60 + 20 * n) for n in range(1, 31)]
    assert not line_numbers([make_page(text), make_page([*ranks, *names], 2)])


def test_a_last_page_with_few_lines_counts_them_anew() -> None:
    stamp = [make_line(f"this version posted of a preprint {at}", 50, 20 + 9 * at, page=2) for at in range(3)]
    last = numbered(1, 3, 2)
    pages = part_line_numbers([numbered(1, 12, 1), replace(last, lines=(*stamp, *last.lines))])
    assert len(line_numbers(pages)) == 15


def test_numbers_go_on_around_a_table_and_past_a_page_that_bears_a_picture_alone() -> None:
    caption, note = numbered(13, 1, 3).lines[0], numbered(14, 1, 3).lines[0]
    note = replace(note, baseline=520)
    rows = [make_line("a row of a table", 60, 140 + 12 * n, page=3) for n in range(30)]
    pages = [numbered(1, 12, 1), make_page([], 2), make_page([caption, *rows, note], 3), numbered(15, 1, 4)]
    assert len(line_numbers(part_line_numbers(pages))) == 15


def test_numbers_go_on_beside_a_table_that_has_more_of_them_in_a_column() -> None:
    cells = [make_line(str(n % 7 * 50 + 300), 200, 200 + 12 * n, page=2) for n in range(20)]
    last = numbered(13, 3, 2)
    pages = part_line_numbers([numbered(1, 12, 1), replace(last, lines=(*last.lines, *cells))])
    assert len(line_numbers(pages)) == 15


def test_a_short_numbered_list_is_no_line_numbers() -> None:
    page = numbered(1, 3, 1)
    assert part_line_numbers([page])[0].lines == page.lines


def test_the_number_of_a_section_stays_with_it_though_rows_of_a_table_were_counted_at_the_same_place() -> None:
    rows, section = numbered(1, 9, 1), numbered(5, 1, 2)
    text = [make_line("some words of a text that is as wide as the page", 30, 300 + 12 * n) for n in range(9)]
    pages = [replace(rows, lines=(*rows.lines, *text)), replace(section, lines=(*section.lines, *text))]
    assert [page.lines for page in part_line_numbers(pages)] == [page.lines for page in pages]


def test_the_first_column_of_a_table_further_in_than_the_text_is_no_line_numbers() -> None:
    text = [make_line("words of the text over the whole width", 50, 60 + 12 * n, width=500) for n in range(4)]
    rows = [make_line(str(n), 120, 120 + 20 * n) for n in range(1, 30)]
    names = [make_line("a compound", 200, 120 + 20 * n) for n in range(1, 30)]
    assert not line_numbers([make_page([*text, *rows, *names])])


def test_numbers_down_most_of_a_page_are_line_numbers_though_a_title_and_feet_run_over_them() -> None:
    over = [make_line("words over the whole width of the page", 50, y, width=500) for y in (50, 64, 78, 780)]
    numbers = [make_line(str(n), 140, 100 + 20 * n) for n in range(10, 32)]
    text = [make_line("words of the text", 160, 100 + 20 * n, width=380) for n in range(10, 32)]
    assert line_numbers([make_page([*over, *numbers, *text])]) == {id(line) for line in numbers}


def test_a_manuscript_of_one_page_whose_every_fifth_line_is_numbered() -> None:
    text = [make_line("some words of a manuscript", 60, 100 + 24 * n) for n in range(1, 17)]
    numbers = [make_line(str(n), 40 - 5 * len(str(n)), 100 + 24 * n) for n in (5, 10, 15)]
    assert line_numbers([make_page([*text, *numbers])]) == {id(line) for line in numbers}


def test_a_manuscript_of_few_lines_each_of_which_is_numbered() -> None:
    page = numbered(1, 5, 1)
    assert len(line_numbers(part_line_numbers([page]))) == 5


def test_a_list_of_references_whose_numbers_hang_is_not_numbered_line_by_line() -> None:
    entries = [make_line(text, 60, 100 + 12 * n) for n, text in enumerate(["Orlov P. Waves.", "Tanks 2011."] * 5)]
    numbers = [make_line(str(n + 1), 45, 100 + 24 * n) for n in range(5)]
    assert not line_numbers([make_page([*entries, *numbers])])


def test_labels_of_a_reference_list_between_two_columns_are_no_line_numbers() -> None:
    words = "some words of an entry of a list"
    columns = [make_line(words, x, 60 + 10 * n, size=8, width=200) for n in range(66) for x in (70, 330)]
    labels = [make_line(str(30 + n), 310, 60 + 30 * n, size=8) for n in range(22)]
    assert not line_numbers([make_page([*columns, *labels])])


def test_the_first_column_of_a_table_alone_on_its_page_is_no_line_numbers() -> None:
    text = [make_line("words of the running text over the whole width", 50, 60 + 12 * n, width=500) for n in range(40)]
    rows = [make_line(str(n), 60, 100 + 12 * n, size=8) for n in range(1, 19)]
    names = [make_line("a compound", 100, 100 + 12 * n, size=8) for n in range(1, 19)]
    assert not line_numbers([make_page(text), make_page([*rows, *names], 2)])
