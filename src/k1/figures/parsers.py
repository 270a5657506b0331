"""The parser beside others: the measured table of docs/evidence/parsers.md as a figure."""

from __future__ import annotations

from pathlib import Path

import polars as pl
from matplotlib.figure import Figure

from k1.figures.grid import Look, draw_grid
from k1.figures.style import empty_figure

_SPEED, _MEMORY = "pages/CPU s", "peak MB"


def load_parsers(path: Path) -> pl.DataFrame:
    """The first table of a Markdown page: a column ``parser`` and numbers; no rows where there is no such page."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    rows = [[cell.strip() for cell in line.strip("| ").split("|")] for line in lines if line.startswith("|")]
    if len(rows) < 3:
        return pl.DataFrame(schema={"parser": pl.String})
    head, body = rows[0], rows[2:]
    frame = pl.DataFrame([dict(zip(head, row, strict=True)) for row in body])
    return frame.with_columns(pl.exclude("parser").cast(pl.Float64, strict=False))


def draw_parsers(table: pl.DataFrame) -> Figure:
    """Quality of each parser by metric, 0 to 1; the parser of K1 is framed."""
    if table.is_empty():
        return empty_figure("not measured here: make benchmark-parsers")
    metrics = [name for name in table.columns if name not in ("parser", _SPEED, _MEMORY)]
    rows = table["parser"].to_list()
    ours = next((place for place, name in enumerate(rows) if name.startswith("k1")), None)
    look = Look(decimals=2, span=(0.0, 1.0), ours_row=ours)
    return draw_grid(rows, metrics, table.select(metrics).rows(), look)


def weakest(scores: pl.DataFrame, most: int = 10) -> pl.DataFrame:
    """The lowest scores of single papers, worst first: where to look."""
    return scores.filter(pl.col("score") < 1).sort("score", "paper", "metric").head(most)


def letters_by_role(units: pl.DataFrame, papers: pl.DataFrame) -> pl.DataFrame:
    """Characters of each paper by the role of the unit that holds them: a row a paper, a column a role."""
    letters = units.group_by("paper", "role").agg(letters=pl.col("text").str.len_chars().sum())
    known = letters.join(papers.select("name", paper="id"), on="paper").sort("role")
    return known.pivot("role", index="name", values="letters").fill_null(0).sort("name")
