"""A table for reading in a notebook: plain text to the left, numbers to the right, whatever it holds escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import polars as pl

MAX_ROWS = 60
_CELL = "padding:3px 12px 3px 0;vertical-align:top;border-bottom:1px solid rgba(128,128,128,.25);"

_ALIGN = {"left": "text-align:left;overflow-wrap:break-word", "right": "text-align:right;white-space:nowrap"}


class Listing:
    """The rows of a frame as an HTML table; `print` shows the frame."""

    def __init__(self, rows: pl.DataFrame) -> None:
        self.rows = rows

    def __repr__(self) -> str:
        return repr(self.rows)

    def _repr_html_(self) -> str:
        if self.rows.is_empty():
            return "<p><em>no rows</em></p>"
        aligned = ["right" if dtype.is_numeric() else "left" for dtype in self.rows.dtypes]
        heads = _cells("th", (name.replace("_", " ") for name in self.rows.columns), aligned)
        shown = [heads, *(_cells("td", map(_text, row), aligned) for row in self.rows.head(MAX_ROWS).iter_rows())]
        lines = "".join(f"<tr>{cells}</tr>" for cells in shown)
        more = self.rows.height - MAX_ROWS
        note = f"<p>and {more} rows more</p>" if more > 0 else ""
        return f'<table style="border-collapse:collapse">{lines}</table>{note}'


def _cells(tag: str, texts: Iterable[str], aligned: Iterable[str]) -> str:
    """The cells of a row, head or body."""
    styled = zip(texts, aligned, strict=True)
    return "".join(f'<{tag} style="{_CELL}{_ALIGN[side]}">{escape(text)}</{tag}>' for text, side in styled)


def _text(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:.4g}"
    return str(value)
