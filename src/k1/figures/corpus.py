"""The corpus: which papers, how long, in which format, of which subject."""

from __future__ import annotations

import polars as pl
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from k1.figures.palette import FORMATS, QUIET
from k1.figures.style import (
    BAR,
    LEAST_BARS,
    MAX_PAPERS,
    PAGE,
    Shown,
    draw_counts,
    empty_figure,
    house_style,
    light_grid,
    name_bars,
    new_axes,
    shortened,
)

_UNKNOWN = "subject unknown"


def draw_corpus(papers: pl.DataFrame, units: pl.DataFrame) -> Figure:
    """Words of each paper, coloured by format and grouped by subject; of each subject where papers are many."""
    words = units.group_by("paper").agg(words=pl.col("text").str.split(" ").list.len().sum())
    rows = (
        papers.select("id", "title", "name", "source_format", "pages", pl.col("subject").fill_null(_UNKNOWN))
        .unique("id", keep="first", maintain_order=True)
        .join(words, left_on="id", right_on="paper", how="left")
        .with_columns(pl.col("words").fill_null(0))
    )
    return _draw_papers(rows) if rows.height <= MAX_PAPERS else _draw_subjects(rows)


@house_style()
def _draw_papers(rows: pl.DataFrame) -> Figure:
    if rows.is_empty():
        return empty_figure("no papers")
    rows = rows.sort(["subject", "words", "id"], descending=[True, False, False])
    figure, axes = new_axes(PAGE, 0.6 + 0.19 * max(LEAST_BARS, rows.height))
    scale, unit = (1000, " (thousands)") if max(rows["words"]) >= 1000 else (1, "")
    lengths = [count / scale for count in rows["words"]]
    colours = [FORMATS.get(kind, QUIET) for kind in rows["source_format"]]
    axes.barh(range(rows.height), lengths, height=BAR, color=colours)
    most = max(lengths) or 1.0
    told = rows.filter(pl.col("subject") != _UNKNOWN).height > 0
    for place, row in enumerate(rows.iter_rows(named=True)):
        pages = f"{row['pages']} p" if row["pages"] else ""
        axes.text(
            lengths[place] + most * 0.012,
            place,
            " · ".join(filter(None, (pages, row["subject"] if told else ""))),
            va="center",
            fontsize=6.5,
            color=QUIET,
        )
    name_bars(axes, [shortened(title or name, 52) for title, name in rows.select("title", "name").iter_rows()])
    axes.set(xlim=(0, most * 1.3), xlabel=f"words in content units{unit}")
    light_grid(axes, "x")
    kinds = dict(rows.group_by("source_format").len().sort("source_format").iter_rows())
    handles = [Patch(color=FORMATS.get(kind, QUIET)) for kind in kinds]
    labels = [f"{kind} ({count})" for kind, count in kinds.items()]
    figure.legend(handles, labels, loc="outside upper right", ncols=len(kinds))
    return figure


def _draw_subjects(rows: pl.DataFrame) -> Figure:
    counts = rows.group_by("subject", "source_format").agg(count=pl.len())
    subjects = rows.group_by("subject").len().sort(["len", "subject"], descending=[False, True])["subject"]
    names = {subject: subject for subject in subjects.tail(MAX_PAPERS)}
    colours = {kind: FORMATS.get(kind, QUIET) for kind in sorted(set(counts["source_format"]))}
    return draw_counts(counts, Shown("subject", names), Shown("source_format", colours), axis="papers")
