from __future__ import annotations

from tests.parsing.tables_by_hand import ROWS, XS, line, page, rule, ruled_table

from k1.parsing.floats.table_regions import find_table_region, find_uncaptioned_tables
from k1.parsing.page.layout import Line, Page
from k1.schema.provenance import Box


def test_the_region_of_a_caption_ends_with_its_last_rule() -> None:
    lines, rules = ruled_table()
    caption = line(60, 105, "Table 1: Speeds", size=9)
    below = [
        line(60, 190 + 11 * at, "Running text that goes on over the whole width of it", width=240) for at in range(6)
    ]
    found = find_table_region(page([caption, *lines, *below], rules), [caption])
    assert {text.text for text in found} == {cell for row in ROWS for cell in row}


def test_a_table_above_its_caption_is_found() -> None:
    lines, rules = ruled_table()
    caption = line(60, 176, "Table 1: Speeds", size=9)
    found = find_table_region(page([*lines, caption], rules), [caption])
    assert len(found) == len(lines)


def test_prose_is_no_table() -> None:
    caption = line(60, 105, "Table 1: Speeds", size=9)
    text = [line(60, 120 + 11 * at, "Running text that goes on over the whole width", width=480) for at in range(9)]
    assert find_table_region(page([caption, *text], []), [caption]) == []


def test_a_table_without_rules_ends_where_the_text_of_a_narrow_page_begins() -> None:
    lines, _ = ruled_table()
    caption = line(60, 105, "Table 1: Speeds", size=9)
    text = [line(60, 170 + 11 * at, "Running text that goes on over the width", width=380) for at in range(9)]
    assert len(find_table_region(page([caption, *lines, *text], []), [caption])) == len(lines)


def test_a_table_without_caption_is_found_by_its_rules() -> None:
    lines, rules = ruled_table()
    (found,) = find_uncaptioned_tables(page(lines, rules))
    assert len(found) == len(lines)


def test_a_table_that_runs_on_over_the_page_needs_no_rule_at_its_end() -> None:
    lines, rules = ruled_table()
    more = [line(x, 170 + 12 * at, text) for at in range(3) for x, text in zip(XS, ROWS[1], strict=True)]
    (found,) = find_uncaptioned_tables(page([*lines, *more], rules[:2]))
    assert len(found) == len(lines) + len(more)
    prose = [line(60, 230 + 11 * at, "Running text that goes on over the width", width=230) for at in range(4)]
    assert find_uncaptioned_tables(page([*lines, *more, *prose], rules[:2])) == []


def test_a_captioned_table_without_a_rule_at_its_end_goes_down_to_the_foot() -> None:
    lines, rules = ruled_table()
    far = [line(x, 200 + 40 * at, text) for at in range(3) for x, text in zip(XS, ROWS[1], strict=True)]
    caption = line(60, 105, "Table 1: Speeds", size=9)
    found = find_table_region(page([caption, *lines, *far], rules[:2]), [caption])
    assert len(found) == len(lines) + len(far)


def test_two_columns_of_text_below_a_table_of_one_row_are_not_its_rows() -> None:
    row = [line(x, 120, text) for x, text in zip((60, 250, 420), ROWS[1], strict=True)]
    rules = [rule(60, 540, 111), rule(60, 540, 124)]
    caption = line(60, 105, "Table 1: Speeds", size=9)
    text = [line(x, 140 + 12 * at, "seven words that a column may hold", 10, 225) for at in range(8) for x in (60, 315)]
    found = find_table_region(page([caption, *row, *text], rules), [caption])
    assert not {id(item) for item in found} & {id(item) for item in text}


def test_a_caption_at_the_foot_of_a_frame_names_the_table_in_it_and_not_the_next_one() -> None:
    lines, rules = ruled_table()
    others, more = ruled_table(top=228)
    caption = line(60, 195, "Table 1: Speeds", size=9)
    note = line(60, 180, "Small print that says what is meant", size=7)
    framed = Page(1, 600, 800, (*lines, note, caption, *others), (*rules, *more), drawings=(Box(50, 100, 310, 205),))
    assert {id(item) for item in find_table_region(framed, [caption])} == {id(item) for item in lines}


def test_lines_ruled_row_by_row_below_a_caption_are_a_table_of_single_cells() -> None:
    caption = line(60, 105, "Table 1: Questions", size=9)
    rows = [line(60, 124 + 14 * at, "A question as long as the table is wide", width=300) for at in range(6)]
    rules = [rule(58, 364, 114 + 14 * at) for at in range(7)]
    assert len(find_table_region(page([caption, *rows], rules), [caption])) == len(rows)


def test_a_table_on_tints_beside_its_caption_is_found_where_white_is_below_the_caption() -> None:
    table = [line(200 + 90 * n, 106 + 14 * at, text) for at, row in enumerate(ROWS) for n, text in enumerate(row)]
    tints = (Box(195, 96, 540, 110), Box(195, 122, 540, 152))
    caption = line(60, 105, "Table 1: Speeds", size=9)
    beside = Page(1, 600, 800, (caption, *table), drawings=tints)
    assert {id(item) for item in find_table_region(beside, [caption])} == {id(item) for item in table}


def test_a_table_of_prose_below_a_ruled_head_is_found() -> None:
    caption = line(60, 105, "Table 1: Kinds", size=9)
    head = [line(60, 120, "Kind"), line(160, 120, "Meaning")]
    rows = [line(160, 136 + 9 * at, "words that say what it means", width=140) for at in range(20)]
    kinds = [line(60, 136 + 36 * at, "A kind") for at in range(5)]
    rules = [rule(60, 300, 111), rule(60, 300, 124), rule(60, 300, 320)]
    found = find_table_region(page([caption, *head, *rows, *kinds], rules), [caption])
    assert len(found) == len(head) + len(rows) + len(kinds)


def test_a_table_without_rules_ends_where_larger_type_begins() -> None:
    lines, _ = ruled_table()
    caption = line(60, 105, "Table 1: Speeds", size=9)
    entries = [line(x, 176 + 12 * at, text, size=10) for at in range(4) for x, text in ((60, "1."), (90, "A work"))]
    assert len(find_table_region(page([caption, *lines, *entries], []), [caption])) == len(lines)


def test_a_rule_that_narrow_cells_draw_in_pieces_is_one() -> None:
    lines, rules = ruled_table()
    pieces = [rule(x, x + 20, each.y0) for each in rules for x in range(60, 300, 20)]
    caption = line(60, 105, "Table 1: Speeds", size=9)
    text = [line(60, 170 + 11 * at, "a word or two", width=70) for at in range(9)]
    found = find_table_region(page([caption, *lines, *text], pieces), [caption])
    assert {id(item) for item in found} == {id(item) for item in lines}


def test_a_grid_without_caption_is_one_table() -> None:
    lines, _ = ruled_table()
    rules = [rule(60, 300, 111 + 12 * at) for at in range(len(ROWS) + 1)]
    (found,) = find_uncaptioned_tables(page(lines, rules))
    assert len(found) == len(lines)


def test_a_head_of_five_lines_at_the_foot_of_a_page_keeps_the_rows_below_it() -> None:
    head = [line(x, 120 + 9 * at, "Word") for at in range(5) for x in XS]
    rows = [line(x, 176 + 12 * at, text) for at in range(5) for x, text in zip(XS, ROWS[1], strict=True)]
    caption = line(60, 105, "Table 1: Speeds", size=9)
    found = find_table_region(page([caption, *head, *rows], [rule(60, 300, 111), rule(60, 300, 164)]), [caption])
    assert len(found) == len(head) + len(rows)


def test_a_table_ends_above_headings_underlined_as_wide_as_it_is() -> None:
    lines, rules = ruled_table()
    heading = line(60, 184, "Conflict of Interests", size=11)
    caption = line(60, 105, "Table 1: Speeds", size=9)
    found = find_table_region(page([caption, *lines, heading], [*rules, rule(60, 300, 190)]), [caption])
    assert {id(item) for item in found} == {id(item) for item in lines}


def ruled_rows(below: list[Line]) -> tuple[int, int]:
    """How many lines of a table of ten rows between rules there are, and how many are found above others."""
    caption = line(60, 100, "Table 1. Kinds of tanks")
    lines = [line(x, 120 + 12 * at, text) for at in range(10) for x, text in zip(XS, ROWS[min(at, 1)], strict=True)]
    rules = [rule(60, 300, y) for y in (111, 124, 232)]
    return len(lines), len(find_table_region(page([caption, *lines, *below], rules), [caption]))


def test_rows_below_the_last_rule_between_rows_that_keep_to_the_columns_are_of_the_table() -> None:
    more = [line(x, 242 + 12 * at, text) for at in range(4) for x, text in zip(XS, ROWS[1], strict=True)]
    whole, found = ruled_rows(more)
    assert found == whole + len(more)


def test_notes_and_text_below_the_last_rule_of_a_table_are_not_of_it() -> None:
    notes = [line(60, 242 + 12 * at, "a note on the tanks in the north of the land", width=230) for at in range(4)]
    columns = [line(x, 242 + 12 * at, "words of the text") for at in range(6) for x in (60, 200)]
    for below in (notes, columns):
        whole, found = ruled_rows(below)
        assert found == whole
