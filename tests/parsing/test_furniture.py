"""Page furniture."""

from time import process_time

import pytest
from tests.parsing.lines_by_hand import make_line, make_page

from k1.parsing.page.furniture import find_furniture
from k1.parsing.page.layout import Page


def test_running_heads_and_page_numbers_are_set_aside() -> None:
    pages = [
        make_page(
            [
                make_line(f"Journal {n}", 50, 30),
                make_line("text of its own " + "x" * n, 50, 300),
                make_line(str(n), 300, 780),
            ],
            n,
        )
        for n in (1, 2, 3)
    ]
    found = find_furniture(pages)
    assert [[id(line) in found for line in page.lines] for page in pages] == [[True, False, True]] * 3


def test_a_stamp_along_the_margin_is_furniture() -> None:
    page = make_page([make_line("arXiv:2501.00001", 10, 300, turned=1), make_line("text", 50, 300)])
    assert find_furniture([page]) == {id(page.lines[0])}


def test_a_page_that_begins_with_text_keeps_it() -> None:
    heads = [make_page([make_line("Journal", 50, 60), make_line("abc" * n, 50, 400)], n) for n in (1, 2, 3)]
    bare = make_page([make_line(f"words {n} of text", 50 + 90 * n, 55) for n in range(4)], 4)
    assert not find_furniture([*heads, bare]) & {id(line) for line in bare.lines}


def test_a_number_within_a_figure_at_the_head_of_a_page_is_no_page_number() -> None:
    axis = [make_line(str(100 - 25 * n), 60, 60 + 12 * n) for n in range(3)]
    page = make_page([make_line("Figure at the top", 60, 40), *axis, make_line("words", 50, 400)], 1)
    assert not find_furniture([page, make_page([make_line("more words", 50, 400)], 2)])


def test_line_numbers_do_not_take_the_lines_beside_them_along() -> None:
    pages = []
    for number in (1, 2, 3):
        counted = [make_line(str(n + 30 * number), 20, 60 + 22 * n, size=6) for n in range(1, 31)]
        heading = ("Methods", "Results", "References")[number - 1]
        pages.append(make_page([*counted, make_line(heading, 50, 60 + 22)], number))
    assert all(id(page.lines[-1]) not in find_furniture(pages) for page in pages)


def test_the_last_row_of_a_table_at_the_foot_of_a_page_holds_no_page_number() -> None:
    row = [make_line(text, 60 + 100 * n, 740) for n, text in enumerate(("Oceania", "4", "none", "7"))]
    assert not find_furniture([make_page([make_line("words", 50, 400), *row])])


def test_a_page_number_beside_a_running_foot_stays_one() -> None:
    foot = [make_line("A Journal", 60, 740), make_line("417", 500, 740)]
    assert id(foot[1]) in find_furniture([make_page([make_line("words", 50, 400), *foot])])


def test_numbers_at_the_foot_of_tables_that_differ_in_height_count_no_pages() -> None:
    pages = []
    for number, y in ((1, 735), (2, 750)):
        row = [make_line(text, 60 + 100 * n, y) for n, text in enumerate(("Oceania", str(number), "none", "x"))]
        pages.append(make_page([make_line("words", 50, 400), *row, make_line("note", 60, 770)], number))
    assert not any(id(page.lines[2]) in find_furniture(pages) for page in pages)


def test_the_head_of_a_table_repeated_at_the_top_of_pages_is_no_running_head() -> None:
    pages = []
    for number in (1, 2, 3):
        head = [make_line(text, 60 + 90 * n, 90) for n, text in enumerate(("Tank", "Speed", "Depth", "Width", "Score"))]
        label = [make_line("Continued Table 1", 60, 76)]
        rows = [make_line(f"tank {number}{n}", 60, 104 + 12 * n) for n in range(20)]
        pages.append(make_page([*label, *head, *rows], number))
    found = find_furniture(pages)
    assert not any(id(line) in found for page in pages for line in page.lines[:6])


def with_table(number: int, rows: tuple[tuple[str, ...], ...] = ()) -> Page:
    """A page with a running head, a table below it and text."""
    head = [make_line("A. Orlov and B. Quist", 50, 60, size=9), make_line(str(number), 540, 60, size=9)]
    cells = [
        make_line(text, x, 84 + 13 * at, size=9)
        for at, row in enumerate(rows)
        for x, text in zip((60, 150, 220), row, strict=True)
    ]
    text = [
        make_line(f"words of the running text of page {number}, {at}", 50, 200 + 12 * at, width=480) for at in range(40)
    ]
    return make_page([*head, *cells, *text], number)


def test_headings_of_columns_that_tables_at_the_top_of_two_pages_share_are_no_running_heads() -> None:
    pages = [with_table(number) for number in range(1, 9)]
    pages[2] = with_table(3, (("Model", "Dev", "Test"), ("BERT", "84.2", "83.1"), ("Ours", "85.0", "86.0")))
    pages[4] = with_table(5, (("Model", "Dev", "Params"), ("Ours", "12.1", "30"), ("LSTM", "13.2", "31")))
    found = find_furniture(pages)
    assert [[line.text for line in page.lines if id(line) in found] for page in pages] == [
        ["A. Orlov and B. Quist", str(number)] for number in range(1, 9)
    ]


def test_running_heads_of_pages_smaller_than_their_sheets_are_furniture() -> None:
    pages = []
    for number in range(1, 9):
        title = "WAVES IN SHALLOW TANKS" if number % 4 else f"SECTION {number * 'x'}"
        head = [make_line(title, 140, 130), make_line(str(number), 440, 130)]
        text = [make_line(f"words of page {'x' * number} and line {at}", 140, 145 + 12 * at) for at in range(40)]
        pages.append(make_page([*head, *text], number))
    # The title itself stands elsewhere, and a page that opens a section bears no head.
    pages[0] = make_page([make_line("Waves in Shallow Tanks", 140, 200), make_line("text", 140, 260)])
    found = find_furniture(pages)
    assert [sum(id(line) in found for line in page.lines) for page in pages] == [0, 2, 2, 2, 2, 2, 2, 2]


def test_page_numbers_below_pages_smaller_than_their_sheets_are_furniture() -> None:
    def numbered(*printed: int) -> list[Page]:
        return [
            make_page([*(make_line(f"words {'x' * n} {at}", 140, 145 + 12 * at) for at in range(40)), last], n)
            for n, last in enumerate((make_line(str(number), 300, 660) for number in printed), start=1)
        ]

    pages = numbered(12, 13, 14, 15)
    assert find_furniture(pages) == {id(page.lines[-1]) for page in pages}
    assert find_furniture(numbered(7, 31, 4, 90)) == set()


def test_the_numbers_of_chapters_are_no_running_heads() -> None:
    pages = []
    for number in range(1, 13):
        head = [make_line(f"Chapter {number}", 80, 150, size=18), make_line("Tanks " * number, 80, 190, size=20)]
        head = [] if number % 3 else head
        text = [make_line(f"words of page {'x' * number} and line {at}", 80, 230 + 12 * at) for at in range(30)]
        pages.append(make_page([*head, *text], number))
    assert find_furniture(pages) == set()


@pytest.mark.parametrize(
    "head", [("Item", "Meaning"), ("Supplementary Figure {}",), ("Figure S{}",), ("Algorithm {}",)]
)
def test_what_heads_a_table_or_a_figure_of_each_page_is_no_running_head(head: tuple[str, ...]) -> None:
    pages = []
    for number in range(1, 5):
        heads = [make_line(text.format(number), 100 + 200 * at, 130) for at, text in enumerate(head)]
        rows = [
            make_line(f"{name}{'x' * number} {'y' * at}", x, 150 + 12 * at)
            for at in range(30)
            for x, name in ((100, "a"), (300, "b"))
        ]
        pages.append(make_page([*heads, *rows], number))
    assert find_furniture(pages) == set()


def test_the_heads_of_a_page_full_of_labels_are_found_in_time_that_grows_as_they_do() -> None:
    page = make_page([make_line(f"w{at} x", 50 + 12 * (at % 40), 60 + 6 * (at // 40)) for at in range(8000)])
    began = process_time()
    assert find_furniture([page]) == set()
    assert process_time() - began < 2


def test_running_heads_of_two_rows_with_two_pieces_each_are_furniture() -> None:
    rows = (("Journal of Tanks", "Vol. 3"), ("A. Orlov", "Waves"))
    pages = []
    for number in (1, 2, 3):
        head = [
            make_line(text, x, 50 + 12 * at)
            for at, row in enumerate(rows)
            for x, text in zip((50, 480), row, strict=True)
        ]
        pages.append(make_page([*head, make_line("words " * 12 + "x" * number, 50, 120, width=480)], number))
    found = find_furniture(pages)
    assert all(sum(id(line) in found for line in page.lines) == 4 for page in pages)
