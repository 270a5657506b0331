"""Tables of a source with merged cells: every cell in its column."""

from __future__ import annotations

import pytest

from k1.parsing.document.spanned_cells import SpannedCell, laid_out, read_span
from k1.parsing.jats.source import parse_xml
from k1.parsing.jats.tables import read_cells


def cell(text: str, columns: int = 1, rows: int = 1) -> SpannedCell:
    return SpannedCell(text, columns, rows)


def test_rows_without_spans_stay_as_they_are_even_of_unequal_length() -> None:
    assert laid_out([[cell("a"), cell("b")], [], [cell("c")]]) == [("a", "b"), (), ("c",)]


def test_a_cell_over_rows_moves_the_cells_below_to_their_columns() -> None:
    rows = [[cell("a", rows=3), cell("b"), cell("c", rows=2)], [cell("d")], [cell("e"), cell("f")], [cell("g")]]
    assert laid_out(rows) == [("a", "b", "c"), ("", "d", ""), ("", "e", "f"), ("g",)]


def test_a_cell_over_rows_and_columns_covers_a_block() -> None:
    rows = [[cell("a"), cell("b", 2, 2), cell("c")], [cell("d"), cell("e")]]
    assert laid_out(rows) == [("a", "b", "", "c"), ("d", "", "", "e")]


@pytest.mark.parametrize(
    ("value", "span"),
    [("2", 2), ("100", 100), (None, 1), ("", 1), ("0", 1), ("-1", 1), ("x", 1), ("101", 1), ("9" * 10_000, 1)],
)
def test_a_span_is_a_small_number_or_one(value: str | None, span: int) -> None:
    assert read_span(value) == span


def test_many_long_spans_do_not_blow_up_a_table() -> None:
    rows = [[cell("x", 100, 100)] * 1000, *[[]] * 99]
    assert sum(map(len, laid_out(rows))) < 12_000


def test_a_cell_of_the_head_does_not_reach_into_the_body() -> None:
    table = b"""<table-wrap><table><thead><tr><th rowspan="9">Model</th><th>F1</th></tr></thead>
    <tbody><tr><td>BERT</td><td>1</td></tr></tbody></table></table-wrap>"""
    assert read_cells(parse_xml(table)) == ((("Model", "F1"), ("BERT", "1")), 1)
