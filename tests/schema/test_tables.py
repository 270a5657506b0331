"""Tables: columns follow from records, and a record survives its row."""

from __future__ import annotations

import polars as pl
import pytest
from pydantic import ValidationError

from k1.schema import tables
from k1.schema.provenance import Provenance

ALL = sorted(
    {tables.FILES, *tables.DOCUMENT_TABLES, *tables.KNOWLEDGE_TABLES, *tables.GRAPH_TABLES},
    key=lambda table: (table.name, table.record.__name__),
)


@pytest.mark.parametrize("table", ALL, ids=lambda table: f"{table.name}-{table.record.__name__}")
def test_every_table_has_a_column_for_each_field_and_sorts_by_columns_it_has(table: tables.Table) -> None:
    assert list(table.columns) == list(table.record.model_fields)
    assert set(table.key) <= set(table.columns)


def test_a_quote_that_does_not_fill_its_span_cannot_be_recorded() -> None:
    with pytest.raises(ValidationError, match="a quote of 3 characters"):
        Provenance(paper="p", unit="u", extractor="x/1", page=None, box=None, start=0, end=5, quote="abc")


def test_an_empty_span_cannot_be_recorded() -> None:
    with pytest.raises(ValidationError, match="empty span"):
        Provenance(paper="p", unit="u", extractor="x/1", page=1, box=None, start=4, end=4, quote="")


def test_a_record_refuses_fields_that_the_schema_does_not_know() -> None:
    with pytest.raises(ValidationError):
        tables.FAILURES.record(name="a", sha256=None, stage="s", kind="empty", message="", remedy="", colour="red")


def test_boxes_become_structs_of_four_numbers() -> None:
    assert tables.UNITS.columns["box"] == pl.Struct({name: pl.Float64() for name in ("x0", "y0", "x1", "y1")})
