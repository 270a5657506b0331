"""What the parser made of the papers: content units, pages with their boxes, scores against gold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle
from PIL.Image import Image

from k1.figures.grid import Look, draw_grid
from k1.figures.pages import PageSize
from k1.figures.palette import BLUE, BROWN, GRID, INK, MODALITIES, QUIET, VERMILION, readable
from k1.figures.style import MAX_PAPERS, PAGE, Shown, draw_counts, empty_figure, house_style, new_axes, shortened
from k1.schema.provenance import Box
from k1.schema.vocabulary import UnitRole

SHEET = 4.8
"""Width of a drawn page, in inches: its text can just be read."""

ROLE_COLOURS: dict[str, str] = {UnitRole.FURNITURE: QUIET, UnitRole.REFERENCE: BROWN, UnitRole.FRONT_MATTER: BLUE}
"""Text that is not body stands out on a page by its role rather than by its modality."""


def draw_units(papers: pl.DataFrame, units: pl.DataFrame) -> Figure:
    """Content units of each paper by modality, furniture left out; the papers with most units where many."""
    counts = units.filter(pl.col("role") != UnitRole.FURNITURE).group_by("paper", "modality").agg(count=pl.len())
    totals = counts.group_by("paper").agg(total=pl.col("count").sum()).sort(["total", "paper"], descending=True)
    if totals.is_empty():
        return empty_figure("no content units")
    titles = {row["id"]: shortened(row["title"] or row["name"], 46) for row in papers.iter_rows(named=True)}
    names = {paper: titles.get(paper, paper) for paper in totals["paper"].head(MAX_PAPERS).reverse()}
    left_out = f" (of {totals.height} papers the {len(names)} with most)" if totals.height > len(names) else ""
    axis = f"content units{left_out}"
    return draw_counts(counts, Shown("paper", names), Shown("modality", MODALITIES), axis=axis, width=PAGE)


@house_style()
def draw_page(picture: Image, size: PageSize, units: pl.DataFrame, page: int) -> Figure:
    """A page with the boxes of its units, numbered in reading order and coloured by what they are."""
    figure, axes = new_axes(SHEET, SHEET * size.height / size.width + 0.35)
    kind_legend(figure, fill_page(axes, picture, size, units, page), columns=4)
    return figure


def kind_legend(figure: Figure, colours: Mapping[str, str], *, columns: int) -> None:
    """The colours of the kinds of boxes, below the pages."""
    patches = [Patch(facecolor=colour, alpha=0.5) for colour in colours.values()]
    figure.legend(patches, list(colours), loc="outside lower center", ncols=columns)


def fill_page(axes: Axes, picture: Image, size: PageSize, units: pl.DataFrame, page: int) -> dict[str, str]:
    """Draw a page and the boxes of its units into axes; returns the colour of each kind that stands on it."""
    boxes = _boxes_on(units, page)
    _set_page(axes, picture, size)
    for number, row in enumerate(boxes, 1):
        _draw_box(axes, row, number)
    return {_kind(row): _colour(row) for row in boxes}


def telling_page(units: pl.DataFrame) -> tuple[str, int] | None:
    """Paper id and number of the page with the most kinds of units, then the most units; none without pages."""
    kinds = units.filter(pl.col("page").is_not_null() & (pl.col("role") != UnitRole.FURNITURE)).select(
        "paper", "page", "id", kind=pl.concat_str("modality", "role", separator=" ")
    )
    pages = kinds.group_by("paper", "page").agg(kinds=pl.col("kind").n_unique(), units=pl.len())
    best = pages.sort(["kinds", "units", "paper", "page"], descending=[True, True, False, False]).head(1)
    return next(best.select("paper", "page").iter_rows(), None)


@house_style()
def draw_evidence(picture: Image, size: PageSize, box: Box | None) -> Figure:
    """A page with one box on it: where a quotation stands."""
    figure, axes = new_axes(SHEET, SHEET * size.height / size.width)
    _set_page(axes, picture, size)
    if box is not None:
        _frame(axes, box, VERMILION, alpha=0.14, line=1.2)
    return figure


def _frame(axes: Axes, box: Box, colour: str, *, alpha: float, line: float) -> None:
    """A box on a page, tinted and framed."""
    width, height = box.x1 - box.x0, box.y1 - box.y0
    axes.add_patch(Rectangle((box.x0, box.y0), width, height, facecolor=colour, alpha=alpha, linewidth=0))
    axes.add_patch(Rectangle((box.x0, box.y0), width, height, fill=False, edgecolor=colour, linewidth=line))


def _set_page(axes: Axes, picture: Image, size: PageSize) -> None:
    """Axes in points, origin at the top left, with the page's picture as ground."""
    axes.imshow(picture, extent=(0, size.width, size.height, 0), interpolation="lanczos")
    axes.set(xlim=(0, size.width), ylim=(size.height, 0), xticks=[], yticks=[])
    axes.spines[:].set_visible(True)
    axes.spines[:].set_color(GRID)


def _boxes_on(units: pl.DataFrame, page: int) -> list[dict[str, Any]]:
    regions = (
        units.select("order", "modality", "role", "regions")
        .explode("regions")
        .drop_nulls("regions")
        .with_columns(page=pl.col("regions").struct.field("page"), box=pl.col("regions").struct.field("box"))
        .filter(pl.col("page") == page)
    )
    return regions.sort("order", maintain_order=True).to_dicts()


def _kind(row: dict[str, Any]) -> str:
    return readable(row["role"]) if row["role"] in ROLE_COLOURS else str(row["modality"])


def _colour(row: dict[str, Any]) -> str:
    return ROLE_COLOURS.get(row["role"]) or MODALITIES.get(row["modality"], INK)


def _draw_box(axes: Axes, row: dict[str, Any], number: int) -> None:
    box, colour = Box(**row["box"]), _colour(row)
    _frame(axes, box, colour, alpha=0.16, line=0.7)
    axes.text(box.x0 - 3, box.y0 + 2, str(number), ha="right", va="top", fontsize=4.5, color=colour)


def draw_parse_scores(scores: pl.DataFrame) -> Figure:
    """Scores of the parser against the corpus's own gold, papers by metrics, with the mean of each metric."""
    metrics = scores["metric"].unique(maintain_order=True).to_list()
    papers = scores["paper"].unique(maintain_order=True).to_list()[:MAX_PAPERS]
    values = {(paper, metric): score for paper, metric, score in scores.select("paper", "metric", "score").iter_rows()}
    if not papers:
        return empty_figure("no PDF here has its source beside it: nothing to score")
    cells = [[values.get((paper, metric)) for metric in metrics] for paper in papers]
    columns = [[score for score in column if score is not None] for column in zip(*cells, strict=True)]
    return draw_grid(
        [*(shortened(paper, 40) for paper in papers), "mean"],
        list(map(readable, metrics)),
        [*cells, [sum(column) / len(column) if column else None for column in columns]],
        Look(decimals=2, span=(0.0, 1.0), rule_above=len(papers)),
    )
