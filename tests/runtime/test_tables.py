"""The one door of tables: checked, sorted, whole or not at all, equal content in equal bytes."""

from __future__ import annotations

import random
from pathlib import Path

import polars as pl
import pytest

from k1.errors import TableError
from k1.runtime.tables import frame, read_table, records, write_table
from k1.schema.documents import Unit
from k1.schema.provenance import Box, Region
from k1.schema.tables import FAILURES, SCHEMA_VERSION, UNITS


def unit(order: int) -> Unit:
    box = Box(1.5, 2.0, 3.0, 4.25)
    return Unit(
        id=f"unit:{order}",
        paper="paper:a",
        order=order,
        modality="table" if order % 2 else "text",
        role="body",
        section=None,
        section_path=("Methods", "Data"),
        text="Zürich \U0001d6fc",
        cells=(("a", "b"), ("1",)) if order % 2 else None,
        page=1 + order,
        box=box,
        regions=(Region(page=1 + order, box=box),),
    )


def test_records_survive_the_way_through_a_file(tmp_path: Path) -> None:
    units = [unit(order) for order in range(5)]
    write_table(UNITS, frame(UNITS, units), tmp_path / "units.parquet")
    assert records(UNITS, read_table(UNITS, tmp_path / "units.parquet")) == units


def test_the_order_of_rows_does_not_change_the_bytes(tmp_path: Path) -> None:
    units = [unit(order) for order in range(50)]
    write_table(UNITS, frame(UNITS, units), tmp_path / "one.parquet")
    random.Random(1).shuffle(units)
    write_table(UNITS, frame(UNITS, units), tmp_path / "two.parquet")
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "two.parquet").read_bytes()


def test_a_table_of_another_kind_is_refused_with_its_name(tmp_path: Path) -> None:
    write_table(FAILURES, pl.DataFrame(schema=FAILURES.columns), tmp_path / "x.parquet")
    holds = rf"x\.parquet: holds failures/{SCHEMA_VERSION}, expected units/{SCHEMA_VERSION}"
    with pytest.raises(TableError, match=holds):
        read_table(UNITS, tmp_path / "x.parquet")


def test_a_missing_column_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="columns box differ"):
        write_table(UNITS, frame(UNITS, [unit(0)]).drop("box"), tmp_path / "units.parquet")


@pytest.mark.parametrize("content", [b"", b"PAR1 this is no table"])
def test_a_damaged_file_is_refused_with_a_remedy(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "units.parquet").write_bytes(content)
    with pytest.raises(TableError, match="delete it and run its stage again"):
        read_table(UNITS, tmp_path / "units.parquet")


def test_a_failed_write_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "units.parquet"
    write_table(UNITS, frame(UNITS, [unit(0)]), path)
    before = path.read_bytes()
    with pytest.raises(TableError):
        write_table(UNITS, pl.DataFrame({"id": ["x"]}), path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["units.parquet"]
