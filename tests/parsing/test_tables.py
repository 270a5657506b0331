from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.parsing.lines_by_hand import make_line, make_page
from tests.parsing.tables_by_hand import ROWS, XS, line, page, rule, ruled_table

from k1.parsing.floats.detection import find_floats
from k1.parsing.floats.tables import read_table
from k1.parsing.page.hyphenation import Vocabulary
from k1.parsing.page.layout import Line, Span
from k1.parsing.page.typography import Typography
from k1.schema.provenance import Box


def test_a_table_between_three_rules_has_its_header_and_cells() -> None:
    lines, rules = ruled_table()
    grid = read_table(lines, rules, page(lines, rules))
    assert (grid.cells, grid.header_rows) == (tuple(ROWS), 1)


def test_a_blank_of_a_typewriter_font_parts_no_cells() -> None:
    words = (Span("type", Box(160, 114, 180, 122), 8, "CMTT"), Span("=", Box(184.4, 114, 189, 122), 8, "CMTT"))
    head = [line(60, 120, "Method"), Line(words, "type =", Box(160, 114, 189, 122), 1, 8, baseline=120)]
    lines = [*head, *(line(x, 120 + 12 * at, text) for at in (1, 2, 3) for x, text in ((60, "ours"), (160, "12")))]
    assert read_table(lines, [rule(60, 300, 124)], page(lines, [])).cells[0] == ("Method", "type=")


def test_a_heading_over_two_columns_is_one_cell() -> None:
    lines, rules = ruled_table()
    over = line(165, 108, "Two values", width=125)
    grid = read_table([over, *lines], [*rules[1:], rule(60, 300, 97), rule(160, 300, 110)], page(lines, rules))
    assert grid.cells[0] == ("Two values",)
    assert grid.cells[1:] == tuple(ROWS)


def test_a_cell_of_two_lines_is_one_cell() -> None:
    lines, rules = ruled_table()
    longer = [*lines, line(60, 168, "another name that"), line(60, 177, "runs on"), line(160, 168, "7")]
    grid = read_table(longer, rules, page(longer, rules))
    assert grid.cells[-1] == ("another name that runs on", "7", "")


def test_a_cell_that_is_empty_or_covered_keeps_its_column() -> None:
    rows = [("", "Size", "Dev", "Test"), ("BERT", "base", "84.2", "83.1"), ("", "large", "86.1", "85.7")]
    rows += [("ELMo", "base", "", "71.5")]
    lines = [
        line(60 + 80 * at, 120 + 12 * n, text) for n, row in enumerate(rows) for at, text in enumerate(row) if text
    ]
    lines.append(line(60, 168, "XLNet with what its authors trained it on", width=110))
    lines += [line(220, 168, "88.9"), line(300, 168, "88.1")]
    rules = [rule(60, 330, 111), rule(60, 330, 124), rule(60, 330, 172)]
    whole = ("XLNet with what its authors trained it on", "", "88.9", "88.1")
    assert read_table(lines, rules, page(lines, rules)).cells == (*rows, whole)


def test_a_row_whose_name_begins_in_lower_case_stays_a_row() -> None:
    lines, rules = ruled_table()
    grid = read_table([*lines, line(60, 168, "p-cymene"), line(160, 168, "5")], rules, page(lines, rules))
    assert grid.cells[-1] == ("p-cymene", "5", "")


def test_a_lowered_character_goes_back_behind_its_word() -> None:
    lines, rules = ruled_table()
    grid = read_table([*lines, line(276.5, 122, "1", size=5)], rules, page(lines, rules))
    assert any("1" in cell for row in grid.cells for cell in row)


def test_no_lines_make_no_cells() -> None:
    assert read_table([], [], page([], [])).cells == ()


def test_a_chart_beside_a_table_is_no_part_of_it() -> None:
    lines = ruled_table()[0]
    labels = [line(330, 165 - 20 * at, str(at)) for at in range(3)]
    labels += [line(345 + 40 * at, 182, str(at)) for at in range(3)]
    caption = make_line("Table 1: Speeds of tanks, and their course.", 60, 100, size=9)
    sheet = replace(page([caption, *lines, *labels, line(370, 140, "ours")], []), images=(Box(340, 115, 440, 172),))
    items = find_floats([sheet], set(), Typography(10, frozenset({"Body"}), 12), Vocabulary([])).items
    assert [item.grid.cells for item in items if item.grid] == [tuple(ROWS)]


def test_shares_below_counts_are_in_the_cells_of_the_counts() -> None:
    printed = [("Tank", "Slow", "Fast"), ("north of the", "4", "10"), ("coast", "(27%)", "(73%)"), ("(all)",)]
    printed += [("South", "1", "3"), ("coast", "(25%)", "(75%)")]
    lines = [line(x, 120 + 12 * at, text) for at, row in enumerate(printed) for x, text in zip(XS, row, strict=False)]
    assert read_table(lines, [rule(60, 300, 124)], page(lines, [])).cells[1:] == (
        ("north of the coast (all)", "4 (27%)", "10 (73%)"),
        ("South coast", "1 (25%)", "3 (75%)"),
    )


def test_a_name_of_the_rows_below_does_not_go_on_with_that_of_a_row_of_shares() -> None:
    printed = [("Tank", "Slow", "Fast"), ("north of the", "4", "10"), ("coast", "(27%)", "(73%)"), ("Others",)]
    printed += [("South", "1", "3"), ("coast", "(25%)", "(75%)")]
    lines = [line(x, 120 + 12 * at, text) for at, row in enumerate(printed) for x, text in zip(XS, row, strict=False)]
    cells = read_table(lines, [rule(60, 300, 124)], page(lines, [])).cells
    assert [row[0] for row in cells] == ["Tank", "north of the coast", "Others", "South coast"]


def test_shares_with_a_name_of_their_own_are_a_row() -> None:
    printed = [("Group", "Cases", "Others"), ("Women", "4", "10"), ("Share of women", "(27%)", "(73%)")]
    printed += [("Smokers of", "1", "3"), ("any kind", "(25%)", "(75%)"), ("Region",), ("North", "5", "6")]
    printed += [("Introduction to deep", "5", "5"), ("Waves", "(50%)", "(50%)")]
    lines = [line(x, 120 + 12 * at, text) for at, row in enumerate(printed) for x, text in zip(XS, row, strict=False)]
    names = [row[0] for row in read_table(lines, [rule(60, 300, 124)], page(lines, [])).cells[1:]]
    parted = ["Women", "Share of women", "Smokers of any kind", "Region", "North"]
    assert names == [*parted, "Introduction to deep Waves"]


CELLS = st.text(alphabet="abcdefgh0123456789", min_size=1, max_size=8)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=2, max_size=12))
def test_no_character_is_lost_or_added(rows: list[tuple[str, str, str]]) -> None:
    lines = [line(x, 100 + 14 * at, text) for at, row in enumerate(rows) for x, text in zip(XS, row, strict=True)]
    grid = read_table(lines, [], page(lines, []))
    printed = sorted("".join(text for row in rows for text in row))
    assert sorted("".join(cell.replace(" ", "") for row in grid.cells for cell in row)) == printed


PROSE = [
    ("river", "the water rises", "a survey of one"),
    (None, "in the spring", "year with two"),
    (None, None, "boats"),
    (None, None, "and a crew"),
]


def prose_row(top: float) -> list[Line]:
    return [
        line(x, top + 9 * at, text, width=80)
        for at, row in enumerate(PROSE)
        for x, text in zip((60, 160, 260), row, strict=True)
        if text
    ]


def test_a_row_of_prose_between_rules_is_one_row() -> None:
    lines = [*prose_row(120), *prose_row(170)]
    rules = [rule(60, 340, 109), rule(60, 340, 156), rule(60, 340, 206)]
    grid = read_table(lines, rules, page(lines, rules))
    cells = ("river", "the water rises in the spring", "a survey of one year with two boats and a crew")
    assert grid.cells == (cells, cells)


def test_rows_of_which_a_later_one_fills_more_columns_are_not_joined() -> None:
    filled = [XS, XS[:1], XS, XS[:1]]
    lines = [line(x, 120 + 9 * at, "Word") for at, row in enumerate(filled) for x in row]
    grid = read_table(lines, [], page(lines, []))
    assert len(grid.cells) == len(filled)


def test_dots_that_lead_to_the_next_cell_are_no_text() -> None:
    lines = [
        line(60, 120, "colour ...........", width=90),
        line(160, 120, "red"),
        line(60, 132, "size .............", width=90),
    ]
    lines.append(line(160, 132, "5"))
    assert read_table(lines, [], page(lines, [])).cells == (("colour", "red"), ("size", "5"))


def test_headings_of_one_and_two_lines_on_a_common_foot_are_one_row() -> None:
    lines, rules = ruled_table()
    over = line(160, 110, "Mean")
    grid = read_table([over, *lines], [rule(60, 300, 101), *rules[1:]], page(lines, rules))
    assert (grid.cells[0], grid.header_rows) == (("Method", "Mean Speed", "Score"), 1)


def test_crosses_that_the_text_layer_gives_as_one_word_are_cells() -> None:
    lines = [line(60, 120, "a"), line(160, 120, "XXX", width=84), line(60, 132, "b"), line(160, 132, "XX", width=44)]
    assert read_table(lines, [], page(lines, [])).cells == (("a", "X", "X", "X"), ("b", "X", "X", ""))


def test_a_word_that_is_stretched_a_little_is_one_cell() -> None:
    lines = [line(60, 120, "a"), line(160, 120, "MEAN", width=40), line(60, 132, "b"), line(160, 132, "1")]
    assert read_table(lines, [], page(lines, [])).cells == (("a", "MEAN"), ("b", "1"))


def test_a_heading_as_wide_as_the_white_between_two_columns_stands_over_both() -> None:
    heading = line(80.5, 108, "E. coli", width=79)
    body = [line(x, 120 + 12 * at, "1.5", width=20) for at in range(3) for x in (60.0, 160.0, 260.0)]
    grid = read_table([heading, *body], [], page([heading, *body], []))
    assert grid.cells == (("E. coli", "", ""), *(3 * [("1.5", "1.5", "1.5")]))


def test_rules_of_a_figure_beside_a_table_do_not_divide_its_rows() -> None:
    caption = make_line("Table 1. Speeds", 320, 105, size=8, font="Caption", bold=True)
    lines, rules = ruled_table()
    table = [replace(each, box=each.box._replace(x0=each.box.x0 + 260, x1=each.box.x1 + 260)) for each in lines]
    table = [replace(each, spans=(replace(each.spans[0], box=each.box),)) for each in table]
    axes = (Box(60, 100, 61, 160), Box(90, 100, 91, 160), Box(60, 137, 290, 138))
    own = tuple(each._replace(x0=each.x0 + 260, x1=each.x1 + 260) for each in rules)
    style = Typography(10, frozenset({"Body"}), 12)
    shown = make_page([caption, *table], rules=(*axes, *own))
    (found,) = find_floats([shown], set(), style, Vocabulary([])).items
    assert found.grid is not None
    assert found.grid.cells == tuple(ROWS)


def test_a_short_heading_amid_two_columns_does_not_join_them() -> None:
    starts = (60.0, 105.0, 150.0, 205.0, 250.0)
    lines = [line(143.5, 108, "1", width=3), line(241, 108, "30", width=8)]
    lines += [line(x, 120, "cold", width=16) for x in starts[1:]]
    lines += [line(x, 132 + 12 * n, f"4.{n} ± 0.2", width=35) for n in range(3) for x in starts]
    rules = [rule(60, 290, 98), rule(60, 290, 124), rule(60, 290, 160)]
    grid = read_table(lines, rules, page(lines, rules))
    assert list(grid.cells[-3:]) == [(f"4.{n} ± 0.2",) * 5 for n in range(3)]


def test_rules_across_some_columns_part_the_rows_that_a_cell_beside_them_covers() -> None:
    lines = [line(x, 100, word) for x, word in ((60, "Fish"), (260, "Sex"), (310, "Age"))]
    names = ("the sharks of the north and south", "the whales of the north and south")
    lines += [line(60, 126 + 24 * n, name) for n, name in enumerate(names)]
    lines += [line(x, 120 + 12 * n, f"{n}.{x}", width=20) for n in range(4) for x in (260, 310)]
    rules = [rule(50, 340, 108 + 24 * n) for n in range(3)] + [rule(250, 340, 122 + 24 * n) for n in range(2)]
    sides = [Box(x, 108, x + 0.5, 156) for x in (50, 250, 300, 340)]
    grid = read_table(lines, [*rules, *sides], page(lines, rules))
    assert [row[0] for row in grid.cells] == ["Fish", names[0], "", names[1], ""]
    assert [row[1] for row in grid.cells] == ["Sex", "0.260", "1.260", "2.260", "3.260"]


def test_the_bar_of_a_fraction_parts_no_row() -> None:
    lines = [line(x, 100, word) for x, word in ((60, "Name"), (160, "Formula"), (300, "Note"))]
    for y in (126, 162, 198):
        lines += [line(60, y, "term"), line(300, y, "note")]
        lines += [line(172, y - 6, "1", width=5), line(160, y + 6, "1 + x + y", width=30)]
    rules = [rule(50, 350, 106 + 36 * n) for n in range(4)] + [rule(159.6, 190.4, y - 3) for y in (126, 162, 198)]
    grid = read_table(lines, rules, page(lines, rules))
    assert grid.cells[1:] == (("term", "1 1 + x + y", "note"),) * 3
