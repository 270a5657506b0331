"""The one door through which tables are read and written. Equal content, equal bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import polars as pl

from k1.errors import TableError
from k1.runtime.files import replacing
from k1.schema.provenance import Box, Record
from k1.schema.tables import SCHEMA_VERSION, Table

_VERSION_KEY = "k1.schema"

R = TypeVar("R", bound=Record)
AnyTable = Table[Any]


def frame(table: AnyTable, records: Iterable[Record]) -> pl.DataFrame:
    """A data frame of ``table`` from its records, sorted by its key, exact duplicates dropped."""
    rows = [_plain(record) for record in records]
    # Column by column: polars infers nested structs wrongly from row dictionaries.
    columns = [
        pl.Series(name, [row[name] for row in rows], dtype=dtype, strict=True) for name, dtype in table.columns.items()
    ]
    return canonical(table, pl.DataFrame(columns))


def _plain(record: Record) -> dict[str, object]:
    """A record as nested mappings and lists, the form polars builds columns from."""
    return {name: _plain_value(getattr(record, name)) for name in type(record).model_fields}


def _plain_value(value: object) -> object:
    if isinstance(value, Record):
        return _plain(value)
    if isinstance(value, Box):
        return value._asdict()
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return [_plain_value(item) for item in value]
    return value


def canonical(table: AnyTable, rows: pl.DataFrame) -> pl.DataFrame:
    """``rows`` checked against the schema, sorted by the key, one row a key."""
    expected = pl.Schema(table.columns)
    if rows.schema != expected:
        differing = sorted(name for name in {*rows.schema, *expected} if rows.schema.get(name) != expected.get(name))
        raise TableError(
            f"table {table.name}: columns {', '.join(differing) or 'in another order'} differ from the schema"
        )
    return rows.unique(subset=table.key, keep="first", maintain_order=True).sort(table.key)


def write_table(table: AnyTable, rows: pl.DataFrame, path: Path) -> None:
    """Write ``rows`` as Parquet (zstd), sorted and checked, whole or not at all."""
    checked = canonical(table, rows)
    with replacing(path) as temporary:
        checked.write_parquet(
            temporary,
            compression="zstd",
            compression_level=3,
            statistics=True,
            row_group_size=1 << 17,
            metadata={_VERSION_KEY: f"{table.name}/{SCHEMA_VERSION}"},
        )


def write_tables(tables: Sequence[AnyTable], frames: Mapping[str, pl.DataFrame], folder: Path) -> None:
    """Write one file per table into ``folder``; a table without a frame is written empty."""
    for table in tables:
        rows = frames.get(table.name, pl.DataFrame(schema=table.columns))
        write_table(table, rows, folder / f"{table.name}.parquet")


def write_frame(rows: pl.DataFrame, path: Path) -> None:
    """Write rows that no table of the schema describes, such as the log of a training run, whole or not at all."""
    with replacing(path) as temporary:
        rows.write_parquet(temporary, compression="zstd")


def read_table(table: AnyTable, path: Path) -> pl.DataFrame:
    """Read a table, refusing another table, another version or other columns.

    Raises
    ------
    TableError: with the file's name and what to do.
    """
    if not path.is_file():
        raise TableError(f"{path}: no such table; run the stage that writes it")
    try:
        version = pl.read_parquet_metadata(path).get(_VERSION_KEY)
        rows = pl.read_parquet(path)
    except (pl.exceptions.PolarsError, OSError) as error:
        raise TableError(f"{path}: not a readable Parquet file ({error}); delete it and run its stage again") from error
    expected = f"{table.name}/{SCHEMA_VERSION}"
    if version != expected:
        raise TableError(
            f"{path}: holds {version or 'a table of no known version'}, expected {expected}; build the run again"
        )
    return canonical(table, rows)


def read_tables(tables: Sequence[AnyTable], folder: Path) -> dict[str, pl.DataFrame]:
    """Read the tables of a folder by name."""
    return {table.name: read_table(table, folder / f"{table.name}.parquet") for table in tables}


def records(table: Table[R], rows: pl.DataFrame) -> list[R]:
    """The rows of a frame as records of the table's type."""
    return [table.record.model_validate(_with_boxes(row)) for row in rows.to_dicts()]


def _with_boxes(value: object) -> object:
    """Structs of four coordinates back to the boxes that the records use, at any depth."""
    if isinstance(value, dict):
        if value.keys() == set(Box._fields):
            return Box(**value)
        return {key: _with_boxes(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_boxes(item) for item in value]
    return value
