"""Tables that go on in the next column or on the next page without a word that says so."""

from collections.abc import Sequence

import pytest
from tests.parsing.lines_by_hand import make_line, make_page

from k1.parsing.floats.detection import Float, find_floats
from k1.parsing.page.hyphenation import Vocabulary
from k1.parsing.page.layout import Line, Page
from k1.parsing.page.typography import Typography
from k1.schema.provenance import Box

STYLE = Typography(10, frozenset({"Body"}), 12)
XS = (60.0, 150.0, 220.0)
HEAD = ("Tank", "Speed", "Score")
STEP = 12.0


def printed(cells: Sequence[str], y: float, page: int, shift: float = 0, size: float = 8) -> list[Line]:
    return [make_line(c, x + shift, y, size=size, font="Small", page=page) for x, c in zip(XS, cells, strict=True)]


def rows(first: int, count: int, y: float, page: int, shift: float = 0) -> list[Line]:
    """Rows of values one below the other, numbered from ``first``."""
    values = [(f"tank {first + at}", str(10 + first + at), "0.5") for at in range(count)]
    return [line for at, row in enumerate(values) for line in printed(row, y + STEP * at, page, shift)]


def text(y: float, page: int, *, size: float = 10, font: str = "Body", x: float = 60) -> list[Line]:
    return [
        make_line("words of the running text as wide as it is set", x, y + STEP * n, page=page, size=size, font=font)
        for n in range(6)
    ]


def rule(y: float, x: float = 60) -> Box:
    return Box(x, y, x + 180, y + 0.5)


CAPTION = make_line("Table 1. Speeds of waves in tanks of water", 60, 604, size=8, font="Caption", bold=True)


def at_the_foot(*more: Line) -> Page:
    """The first page: text, a caption, a head and six rows down to the foot."""
    table = [*printed(HEAD, 620, 1), *rows(1, 6, 634, 1)]
    return make_page([*text(100, 1), CAPTION, *table, *more], rules=(rule(611), rule(624)))


def tables(*pages: Page) -> list[Float]:
    return [item for item in find_floats(list(pages), set(), STYLE, Vocabulary([])).items if item.kind == "table"]


def names(table: Float) -> list[str]:
    assert table.grid is not None
    return [row[0] for row in table.grid.cells]


def numbered(count: int) -> list[str]:
    return ["Tank", *(f"tank {n}" for n in range(1, count + 1))]


def test_rows_on_the_top_of_the_next_page_are_the_rest_of_a_table_at_the_foot() -> None:
    (table,) = tables(at_the_foot(), make_page([*rows(7, 3, 60, 2), *text(200, 2)], 2))
    assert names(table) == numbered(9)


def test_a_head_that_is_printed_once_more_is_no_row() -> None:
    (table,) = tables(at_the_foot(), make_page([*printed(HEAD, 46, 2), *rows(7, 3, 60, 2), *text(200, 2)], 2))
    assert names(table) == numbered(9)


def test_a_table_goes_on_over_several_pages() -> None:
    middle = make_page(rows(7, 50, 60, 2), 2)
    (table,) = tables(at_the_foot(), middle, make_page([*rows(57, 2, 60, 3), *text(200, 3)], 3))
    assert (names(table), table.last_page) == (numbered(58), 3)


def test_a_table_goes_on_at_the_top_of_the_column_beside_it() -> None:
    beside = [*rows(7, 3, 60, 1, shift=260), *text(110, 1, x=320)]
    (table,) = tables(at_the_foot(*beside))
    assert names(table) == numbered(9)


def test_a_table_in_the_right_column_goes_on_in_the_left_one_of_the_next_page() -> None:
    shifted = [*printed(HEAD, 620, 1, 260), *rows(1, 6, 634, 1, 260)]
    caption = make_line("Table 1. Speeds of waves in tanks", 320, 604, size=8, font="Caption", bold=True)
    first = make_page([*text(100, 1), *text(100, 1, x=320), caption, *shifted], rules=(rule(611, 320), rule(624, 320)))
    (table,) = tables(first, make_page([*rows(7, 3, 60, 2), *text(200, 2)], 2))
    assert names(table) == numbered(9)


def test_words_that_say_a_table_goes_on_do_not_end_it_and_are_no_row() -> None:
    note = make_line("(Table 1 continues on the next page)", 100, 712, size=8, font="Small")
    again = make_line("(Continued from the page before)", 60, 48, size=8, font="Small", page=2)
    (table,) = tables(at_the_foot(note), make_page([again, *rows(7, 3, 60, 2), *text(200, 2)], 2))
    assert names(table) == numbered(9)


def test_a_table_above_text_has_ended() -> None:
    (table, *_) = tables(at_the_foot(*text(730, 1)), make_page([*rows(7, 3, 60, 2), *text(200, 2)], 2))
    assert names(table) == numbered(6)


@pytest.mark.parametrize("shown", [{}, {"size": 8, "font": "Small"}], ids=["in its own print", "in the table's print"])
def test_text_on_the_top_of_the_next_page_is_no_rest(shown: dict[str, float | str]) -> None:
    below = text(60, 2, **shown)  # type: ignore[arg-type]
    (table,) = tables(at_the_foot(), make_page(below, 2))
    assert names(table) == numbered(6)


def test_larger_rows_are_no_rest() -> None:
    large = [cell for at in range(4) for cell in printed(("tank 7", "17", "0.5"), 60 + 14 * at, 2, size=9.5)]
    (table,) = tables(at_the_foot(), make_page([*large, *text(200, 2)], 2))
    assert names(table) == numbered(6)


def test_cells_that_run_over_the_white_between_the_columns_are_no_rest() -> None:
    other = [
        make_line("a name or two", x, 60 + STEP * at, size=8, font="Small", page=2, width=width)
        for at in range(4)
        for x, width in ((70.0, 85.0), (165.0, 70.0))
    ]
    (table,) = tables(at_the_foot(), make_page([*other, *text(200, 2)], 2))
    assert names(table) == numbered(6)


def test_a_heading_over_a_group_of_rows_goes_with_them() -> None:
    group = make_line("Tanks that were filled with sea water alone", 60, 60, size=8, font="Small", page=2)
    (table,) = tables(at_the_foot(), make_page([group, *rows(7, 3, 72, 2), *text(200, 2)], 2))
    assert names(table) == [*numbered(6), group.text, "tank 7", "tank 8", "tank 9"]


def test_the_rows_of_another_caption_are_no_rest() -> None:
    caption = make_line("Table 2. Heights of waves", 60, 46, size=8, font="Caption", bold=True, page=2)
    other = [*printed(HEAD, 60, 2), *rows(1, 4, 74, 2)]
    first, second = tables(at_the_foot(), make_page([caption, *other, *text(200, 2)], 2))
    assert (names(first), names(second)) == (numbered(6), numbered(4))


def test_a_note_below_the_rule_at_the_end_is_no_row() -> None:
    note = make_line("* no values", 60, 110, size=8, font="Small", page=2)
    (table,) = tables(at_the_foot(), make_page([*rows(7, 3, 60, 2), note, *text(200, 2)], 2, rules=(rule(90),)))
    assert names(table) == numbered(9)


def test_a_caption_alone_at_the_foot_has_its_table_on_the_next_page() -> None:
    caption = make_line("Table 1. Speeds of waves in tanks of water", 60, 704, size=8, font="Caption", bold=True)
    over = [*printed(HEAD, 60, 2), *rows(1, 4, 74, 2)]
    (table,) = tables(make_page([*text(100, 1), caption]), make_page([*over, *text(200, 2)], 2))
    assert (names(table), table.page) == (numbered(4), 1)


def test_rows_beside_a_table_on_a_page_of_one_column_are_no_rest() -> None:
    wide = [
        make_line("words of the running text as wide as the page is", 60, 80 + STEP * n, width=480) for n in range(9)
    ]
    beside = rows(7, 3, 60, 1, shift=260)
    first = at_the_foot()
    (table, *_) = tables(make_page([*beside, *wide, *first.lines[6:]], rules=first.rules))
    assert names(table) == numbered(6)
