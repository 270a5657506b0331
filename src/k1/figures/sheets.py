"""Sheets of pages with their units drawn over them: one page a paper, of a run's PDFs or of the shared papers."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl
from matplotlib.figure import Figure
from PIL.Image import Image

from k1.figures.documents import ROLE_COLOURS, fill_page, kind_legend, telling_page
from k1.figures.pages import PageSize, render_page
from k1.figures.palette import MODALITIES, readable
from k1.figures.style import PAGE, empty_figure, house_style, new_figure, shortened
from k1.parsing.parse import parse_file
from k1.runtime.tables import frame
from k1.schema.provenance import Box
from k1.schema.tables import UNITS

COLUMNS = 3
_DPI = 110


@dataclass(frozen=True)
class Sheet:
    """A page's picture, and the units of its paper."""

    title: str
    picture: Image
    size: PageSize
    units: pl.DataFrame
    page: int


def run_sheets(files: Mapping[str, Path], papers: pl.DataFrame, units: pl.DataFrame, *, most: int = 9) -> list[Sheet]:
    """The page with the most kinds of units of each PDF of a run; ``files`` leads from paper ids to PDFs."""
    names = dict(papers.select("id", "name").iter_rows())
    own = ((str(names[paper]), path, units.filter(pl.col("paper") == paper)) for paper, path in files.items())
    return list(islice(_sheets(own), most))


def publisher_sheets(folder: Path, *, most: int = 12) -> list[Sheet]:
    """A page of one paper of each publisher of the shared papers, parsed here; none where they are absent.

    ``folder`` holds manifest.json and the sets of papers.
    """
    manifest = folder / "manifest.json"
    if not manifest.is_file():
        return []
    chosen: dict[str, Path] = {}
    for entry in json.loads(manifest.read_text(encoding="utf-8"))["papers"]:
        chosen.setdefault(str(entry["publisher"]), folder / entry["set"] / entry["name"] / "paper.pdf")
    return list(islice(_sheets((name, path, _parsed(path)) for name, path in chosen.items()), most))


def _parsed(path: Path) -> pl.DataFrame:
    return frame(UNITS, parse_file(path, source_format="pdf", name=path.parent.name).units)


def _sheets(papers: Iterable[tuple[str, Path, pl.DataFrame]]) -> Iterable[Sheet]:
    for title, path, units in papers:
        found = telling_page(units)
        if found:
            picture, size = render_page(path, found[1], dpi=_DPI)
            yield Sheet(title, picture, size, units, found[1])


@house_style()
def draw_sheets(sheets: Sequence[Sheet]) -> Figure:
    """Pages side by side, three in a row, boxes numbered in reading order and coloured by what they hold."""
    if not sheets:
        return empty_figure("no pages: this corpus holds no PDF")
    rows = math.ceil(len(sheets) / COLUMNS)
    height = max(sheet.size.height / sheet.size.width for sheet in sheets)
    figure = new_figure(PAGE + 2, (PAGE + 2) / COLUMNS * height * rows + 0.3 * rows + 0.3)
    for place, sheet in enumerate(sheets, 1):
        axes = figure.add_subplot(rows, COLUMNS, place)
        fill_page(axes, sheet.picture, sheet.size, sheet.units, sheet.page)
        axes.set_title(f"{shortened(sheet.title, 40)}, p. {sheet.page}", fontsize=6.5)
    colours = MODALITIES | {readable(role): colour for role, colour in ROLE_COLOURS.items()}
    kind_legend(figure, colours, columns=len(colours))
    return figure


def boxes_outside(sheets: Sequence[Sheet]) -> list[str]:
    """Titles of the sheets on which a box reaches more than a point beyond the page."""
    return [sheet.title for sheet in sheets if any(not _fits(sheet, region) for region in _regions(sheet))]


def _regions(sheet: Sheet) -> list[dict[str, Any]]:
    regions = sheet.units.select("regions").explode("regions").drop_nulls("regions")["regions"].to_list()
    return [region for region in regions if region["page"] == sheet.page]


def _fits(sheet: Sheet, region: Mapping[str, Any]) -> bool:
    box = Box(**region["box"])
    return min(box.x0, box.y0) >= -1 and box.x1 <= sheet.size.width + 1 and box.y1 <= sheet.size.height + 1
