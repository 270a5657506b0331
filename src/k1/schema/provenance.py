"""Where a statement was read: the one record that every claim of K1 carries."""

from __future__ import annotations

from typing import NamedTuple, Self

from pydantic import BaseModel, Field, PositiveInt, model_validator


class Box(NamedTuple):
    """A rectangle on a page, in points, origin at the top left, x to the right, y down."""

    x0: float
    y0: float
    x1: float
    y1: float


class Record(BaseModel, frozen=True, extra="forbid"):
    """Base of all records: frozen, closed, and a row of a table."""


class Region(Record):
    """A box on one page. A unit that runs over columns or pages has several."""

    page: PositiveInt
    box: Box


class Provenance(Record):
    """One unit, its box on the page, and the characters in it.

    ``page`` and ``box`` are null for sources without pages (JATS, Markdown). ``start`` and ``end`` count
    characters of the unit's text, and ``quote`` is exactly those characters.
    """

    paper: str
    unit: str
    extractor: str = Field(description="name and version, as in `baseline/0.1.0`")
    page: PositiveInt | None
    box: Box | None
    start: int = Field(ge=0)
    end: int
    quote: str

    @model_validator(mode="after")
    def _quote_fills_span(self) -> Self:
        if self.end <= self.start:
            raise ValueError(f"empty span {self.start}:{self.end} in {self.unit}")
        if len(self.quote) != self.end - self.start:
            raise ValueError(f"a quote of {len(self.quote)} characters for {self.start}:{self.end} in {self.unit}")
        return self
