"""Reading order."""

from tests.parsing.lines_by_hand import make_line

from k1.parsing.page.columns import reading_order


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [make_line(f"left {n}", 50, 100 + 12 * n, width=230) for n in range(10)]
    right = [make_line(f"right {n}", 310, 100 + 12 * n, width=230) for n in range(10)]
    rows = [line for pair in zip(left, right, strict=True) for line in pair]
    read = [line.text for column in reading_order(rows, 10) for line in column]
    assert read == [line.text for line in (*left, *right)]


def test_a_line_across_both_columns_is_read_between_what_is_above_and_below() -> None:
    def zone(name: str, top: float) -> list:
        return [
            make_line(f"{name} {side}{n}", x, top + 12 * n, width=230)
            for n in range(5)
            for side, x in (("l", 50), ("r", 310))
        ]

    title = make_line("across", 50, 180, width=490)
    read = [line.text for column in reading_order([*zone("up", 100), title, *zone("low", 210)], 10) for line in column]
    assert read.index("up r4") < read.index("across") < read.index("low l0")


def test_one_column_with_hanging_numbers_stays_one_column() -> None:
    rows = []
    for n in range(8):
        rows += [make_line(f"{n}.", 50, 100 + 12 * n, width=10), make_line("text", 75, 100 + 12 * n, width=400)]
    assert len(reading_order(rows, 10)) == 1


def test_pieces_of_one_printed_line_become_one_line() -> None:
    (column,) = reading_order([make_line("a", 50, 100), make_line("b", 80, 100)], 10)
    assert [line.text for line in column] == ["a b"]


def test_the_line_numbers_of_a_listing_in_the_right_column_stay_in_it() -> None:
    left = [make_line(f"left {n}", 50, 100 + 12 * n, width=230) for n in range(10)]
    numbers = [make_line(str(n), 290, 103 + 9 * n, width=6) for n in range(1, 26)]
    code = [make_line(f"code {n}", 305, 103 + 9 * n, width=200) for n in range(1, 26)]
    read = [line.text for column in reading_order([*left, *numbers, *code], 10) for line in column]
    assert read == [*(line.text for line in left), *(f"{n} code {n}" for n in range(1, 26))]


def test_a_heading_over_the_text_below_a_margin_is_read_with_the_text() -> None:
    margin = [make_line(f"note {n}", 50, 100 + 12 * n, width=100) for n in range(8)]
    summary = [make_line(f"summary {n}", 200, 100 + 12 * n, width=340) for n in range(12)]
    heading = make_line("Introduction", 50, 300, width=80, bold=True)
    left = [make_line(f"left {n}", 50, 324 + 12 * n, width=240) for n in range(9)]
    right = [make_line(f"right {n}", 310, 300 + 12 * n, width=230) for n in range(11)]
    lines = [*margin, *summary, heading, *left, *right]
    read = [line.text for column in reading_order(lines, 10) for line in column]
    assert read == [line.text for line in lines]


def test_small_print_that_ends_in_both_columns_at_once_is_read_before_the_text_below() -> None:
    def zone(name: str, top: float, size: float) -> list:
        return [
            make_line(f"{name} {side}{n}", x, top + 12 * n, size=size, width=230)
            for n in range(8)
            for side, x in (("l", 50), ("r", 310))
        ]

    read = [
        line.text
        for column in reading_order([*zone("abstract", 100, 8), *zone("text", 210, 10)], 10)
        for line in column
    ]
    assert read.index("abstract r7") < read.index("text l0")


def test_notes_in_a_narrow_column_set_ragged_are_read_apart_from_the_abstract_beside_them() -> None:
    notes = [make_line(f"note {n}", 50, 100 + 12 * n, width=70) for n in range(8)]
    abstract = [make_line(f"abstract {n}", 210, 100 + 12 * n, width=330) for n in range(8)]
    read = [line.text for column in reading_order([*notes, *abstract], 10) for line in column]
    assert read == [line.text for line in (*notes, *abstract)]


def test_a_short_second_column_above_the_end_of_the_first_is_read_after_it() -> None:
    def column(name: str, x: float, top: float, rows: int) -> list:
        return [make_line(f"{name} {n}", x, top + 12 * n, width=230) for n in range(rows)]

    before = [*column("left", 50, 100, 20), *column("right", 310, 100, 20)]
    first, second = column("end", 50, 500, 6), column("short", 310, 100, 5)  # a figure stands over the first
    read = [line.text for column in reading_order([*second, *first], 10, before) for line in column]
    assert read == [line.text for line in (*first, *second)]
    alone = [line.text for column in reading_order([*second, *first], 10) for line in column]
    assert alone == [line.text for line in (*second, *first)]


def test_a_line_that_ends_early_in_a_wide_column_stays_in_it() -> None:
    sidebar = [make_line(f"side {n}", 50, 100 + 9 * n, size=7, width=130) for n in range(7)]
    widths = [340, 340, 340, 340, 60, 50, 200]  # the last line of a paragraph, a heading, what it heads
    summary = [make_line(f"summary {n}", 200, 100 + 11.5 * n, width=width) for n, width in enumerate(widths)]
    left = [make_line(f"left {n}", 50, 250 + 12 * n, width=230) for n in range(20)]
    right = [make_line(f"right {n}", 310, 250 + 12 * n, width=230) for n in range(20)]
    lines = [*sidebar, *summary, *left, *right]
    read = [line.text for column in reading_order(lines, 10) for line in column]
    assert read == [line.text for line in lines]


def test_a_list_in_small_print_begins_below_a_short_section_in_the_same_columns() -> None:
    note = [make_line("Thanks", 50, 80, size=12, width=50, bold=True), make_line("To all.", 50, 94, width=160)]
    heading = make_line("References", 50, 115, size=12, width=70, bold=True)
    left = [make_line(f"left {n}", 50, 134 + 10 * n, size=8, width=235) for n in range(20)]
    right = [make_line(f"right {n}", 310, 80 + 10 * n, size=8, width=230) for n in range(12)]
    lines = [*note, heading, *left, *right]
    read = [line.text for column in reading_order(lines, 10) for line in column]
    assert read == [line.text for line in lines]


def test_the_last_line_of_a_list_at_the_head_of_a_column_is_read_last() -> None:
    before = [make_line(f"{x} {n}", x, 80 + 12 * n, width=230) for x in (50, 310) for n in range(20)]
    left = [make_line(f"left {n}", 50, 80 + 12 * n, width=230) for n in range(20)]
    last = make_line("the end", 310, 80, width=150)
    read = [line.text for column in reading_order([*left, last], 10, before) for line in column]
    assert read == [*(line.text for line in left), "the end"]
