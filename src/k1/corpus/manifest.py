"""The manifest: a table of data versions, one row a paper, each pinned by package version and SHA-256."""

from __future__ import annotations

import csv
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, Field, ValidationError, model_validator

from k1.errors import ConfigurationError

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]

PAIRED = ("bibliography", "gold", "gold_bibliography")
"""Columns that go with one of their SHA-256."""


def _inside(member: str) -> str:
    path = PurePosixPath(member)
    if path.is_absolute() or ".." in path.parts or "\\" in member or not path.name:
        raise ValueError("not a path inside the archive")
    return member


Member = Annotated[str, AfterValidator(_inside), Field(description="path below the archive's top folder")]
Doi = Annotated[str, Field(pattern=r"^10\.[0-9]{4,9}/\S+$")]


class ManifestRow(BaseModel, frozen=True, extra="forbid"):
    """One paper in a source distribution of the package index."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,79}$")
    package: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
    version: str = Field(pattern=r"^[0-9][A-Za-z0-9.!+]*$")
    member: Member
    bibliography: Member | None
    source_format: Literal["pdf", "jats", "markdown"]
    sha256: Sha256
    bibliography_sha256: Sha256 | None
    licence: str = Field(min_length=1, description="as stated, or `not stated`")
    subject: str = Field(min_length=1)
    title: str = Field(min_length=1)
    doi: Doi | None
    gold: Member | None = Field(default=None, description="the source that a PDF was made from")
    gold_sha256: Sha256 | None = None
    gold_bibliography: Member | None = None
    gold_bibliography_sha256: Sha256 | None = None
    note: str

    @model_validator(mode="after")
    def _both_or_neither(self) -> Self:
        for column in PAIRED:
            if (getattr(self, column) is None) != (getattr(self, f"{column}_sha256") is None):
                raise ValueError(f"{column} and {column}_sha256 go together: fill both or neither")
        return self


COLUMNS = tuple(ManifestRow.model_fields)
_MAY_BE_EMPTY = (*PAIRED, *(f"{column}_sha256" for column in PAIRED), "doi")


def read_manifest(path: Path) -> tuple[ManifestRow, ...]:
    """The rows of a manifest, in the order of the file.

    Raises
    ------
    ConfigurationError: with file, line, column, value and what is allowed.
    """
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            _check_header(path, next(reader, []))
            rows = [(reader.line_num, _row(path, reader.line_num, cells)) for cells in reader if cells]
    except OSError as error:
        raise ConfigurationError(
            f"{path}: cannot be read ({error.strerror}); set the manifest's path in corpus.sources"
        ) from error
    except (csv.Error, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path}: not a CSV table in UTF-8 ({error}); save it as one") from error
    if not rows:
        raise ConfigurationError(f"{path}: no papers below the header; add a row for each")
    _check_unique(path, rows)
    return tuple(row for _, row in rows)


def _check_header(path: Path, header: list[str]) -> None:
    if tuple(header) == COLUMNS:
        return
    missing = [name for name in COLUMNS if name not in header]
    unknown = [name for name in header if name not in COLUMNS]
    found = "; ".join(
        f"{what} {', '.join(names)}" for what, names in (("missing", missing), ("unknown", unknown)) if names
    )
    raise ConfigurationError(
        f"{path}: line 1: {found or 'columns in another order'}; the header must be {','.join(COLUMNS)}"
    )


def _row(path: Path, line: int, cells: list[str]) -> ManifestRow:
    if len(cells) != len(COLUMNS):
        raise ConfigurationError(
            f"{path}: line {line}: {len(cells)} cells, expected {len(COLUMNS)}; quote cells that hold commas"
        )
    values = {
        name: None if cell == "" and name in _MAY_BE_EMPTY else cell for name, cell in zip(COLUMNS, cells, strict=True)
    }
    try:
        return ManifestRow.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        column = f"column {first['loc'][0]}: {first['input']!r}: " if first["loc"] else ""
        raise ConfigurationError(f"{path}: line {line}: {column}{first['msg']}") from error


def _check_unique(path: Path, rows: list[tuple[int, ManifestRow]]) -> None:
    """Refuse two rows of one name or one file: the second would be lost in silence."""
    for column in ("name", "sha256"):
        seen: dict[str, int] = {}
        for line, row in rows:
            value = getattr(row, column)
            if value in seen:
                raise ConfigurationError(
                    f"{path}: line {line}: column {column}: {value!r} stands in line {seen[value]} already; "
                    "give each paper one row"
                )
            seen[value] = line
