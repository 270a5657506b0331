"""The corpus: which papers, how long, in which format, of which subject."""

from __future__ import annotations

import polars as pl
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from k1.figures.palette import FORMATS, QUIET
from k1.figures.style import (
    COLUMN,
    LEAST_BARS,
    PAGE,
    count_axis,
    counted_layers,
    empty_note,
    house_style,
    keep_bars_thin,
    light_grid,
    new_figure,
    shortened,
    stacked_bars,
)

MAX_PAPERS = 40
"""A longer list of papers is no figure; the subjects are drawn instead."""

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


def _draw_papers(rows: pl.DataFrame) -> Figure:
    rows = rows.sort(["subject", "words", "id"], descending=[True, False, False])
    with house_style():
        figure = new_figure(PAGE, 0.6 + 0.19 * max(LEAST_BARS, rows.height))
        axes = figure.add_subplot()
        if rows.is_empty():
            empty_note(axes, "no papers")
            return figure
        scale, unit = (1000, " (thousands)") if max(rows["words"]) >= 1000 else (1, "")
        lengths = [count / scale for count in rows["words"]]
        colours = [FORMATS.get(kind, QUIET) for kind in rows["source_format"]]
        axes.barh(range(rows.height), lengths, height=0.66, color=colours)
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
        axes.set_yticks(
            range(rows.height), [shortened(t or n, 52) for t, n in rows.select("title", "name").iter_rows()]
        )
        keep_bars_thin(axes, rows.height)
        axes.set_xlim(0, most * 1.3)
        axes.set_xlabel(f"words in content units{unit}")
        light_grid(axes, "x")
        _format_legend(figure, rows)
        return figure


def _draw_subjects(rows: pl.DataFrame) -> Figure:
    counts = rows.group_by("subject", "source_format").agg(count=pl.len())
    subjects = rows.group_by("subject").len().sort(["len", "subject"], descending=[False, True])["subject"].to_list()
    subjects = subjects[-MAX_PAPERS:]
    with house_style():
        figure = new_figure(COLUMN, 0.7 + 0.2 * max(LEAST_BARS, len(subjects)))
        axes = figure.add_subplot()
        colours = {kind: FORMATS.get(kind, QUIET) for kind in sorted(set(counts["source_format"]))}
        stacked_bars(axes, counted_layers(counts, "source_format", colours, "subject", subjects), height=0.66)
        axes.set_yticks(range(len(subjects)), subjects)
        count_axis(axes, "papers")
        _format_legend(figure, rows)
        return figure


def _format_legend(figure: Figure, rows: pl.DataFrame) -> None:
    kinds = sorted(set(rows["source_format"]))
    labels = [f"{kind} ({rows.filter(pl.col('source_format') == kind).height})" for kind in kinds]
    handles = [Patch(color=FORMATS.get(kind, QUIET)) for kind in kinds]
    figure.legend(handles, labels, loc="outside upper right", ncols=len(kinds))
