"""The evidence the page shows: rows that point into the units' text, each kept once."""

from __future__ import annotations

from typing import Any

import polars as pl

from k1.figures.results import Frames
from k1.interface.explorer.pictures import PageKey

MAX_UNIT_TEXT = 6_000

_CONTROLS = {
    **dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], " "),
    **dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], "\u200b"),
    0x0A: "\n",
}

Row = dict[str, Any]


class EvidenceBook:
    """Numbers papers, section paths and units as evidence comes to need them, so that each is written once."""

    def __init__(self, documents: Frames) -> None:
        self._papers: dict[str, Row] = {row["id"]: row for row in documents["papers"].iter_rows(named=True)}
        self._paper_numbers = {paper: number for number, paper in enumerate(sorted(self._papers))}
        self._units: dict[str, Row] = {
            row["id"]: row
            for row in documents["units"]
            .select("id", "paper", "section_path", "text", "label", "modality", "page", "box")
            .iter_rows(named=True)
        }
        self._unit_numbers: dict[str, int] = {}
        self._paths: dict[tuple[str, ...], int] = {}
        self._rows: dict[tuple[Any, ...], int] = {}
        self._pages: dict[PageKey, int] = {}

    def paper_number(self, paper: str | None) -> int | None:
        """The number of a paper of the corpus, or nothing."""
        return self._paper_numbers.get(paper or "")

    def unit_number(self, unit: str) -> int | None:
        """The number of a unit; its text is then part of the page."""
        if unit not in self._units:
            return None
        return self._unit_numbers.setdefault(unit, len(self._unit_numbers))

    def row(self, provenance: Row) -> int | None:
        """The number of the evidence row of a provenance; nothing where its unit is not among the documents."""
        if self._units.get(provenance["unit"], {}).get("paper") not in self._paper_numbers:
            return None
        unit = self.unit_number(provenance["unit"])
        page = provenance["page"]
        key = (unit, provenance["start"], provenance["end"], page, _points(provenance["box"]))
        if page is not None:
            spot = (self._paper_numbers[self._units[provenance["unit"]]["paper"]], page)
            self._pages[spot] = self._pages.get(spot, 0) + 1
        return self._rows.setdefault(key, len(self._rows))

    def rows_of_nodes(
        self, evidence: pl.DataFrame, edges: pl.DataFrame, nodes: pl.DataFrame, *, most: int
    ) -> dict[str, tuple[list[int], int]]:
        """Node id to its evidence rows, at most ``most`` from as many papers as possible, and how many there are.

        A node without evidence of its own (an author, a cited paper) is shown by the edges that lead to it.
        """
        own = evidence.select("id", "node", "provenance")
        of_edges = edges.filter(pl.col("provenance").is_not_null() & ~pl.col("tail").is_in(own["node"].implode()))
        places = pl.concat([own, of_edges.select("id", "provenance", node="tail").select("id", "node", "provenance")])
        found = places.join(nodes.select(node="id"), on="node", how="semi").with_columns(
            paper=pl.col("provenance").struct.field("paper"),
            unit=pl.col("provenance").struct.field("unit"),
            start=pl.col("provenance").struct.field("start"),
        )
        once = found.sort("node", "paper", "unit", "start", "id").unique(["node", "unit"], keep="first")
        once = once.with_columns(order=pl.col("unit").replace_strict(self._order(), default=0, return_dtype=pl.Int64))
        ranked = once.sort("node", "paper", "order", "start").with_columns(
            turn=pl.int_range(pl.len()).over("node", "paper"), total=pl.len().over("node")
        )
        best = ranked.sort("node", "turn", "paper", "order").group_by("node", maintain_order=True).head(most)
        order = nodes.select(node="id").with_row_index("rank")
        rows: dict[str, tuple[list[int], int]] = {}
        for row in best.join(order, on="node").sort("rank", "turn", "paper").iter_rows(named=True):
            number = self.row(row["provenance"])
            if number is not None:
                rows.setdefault(row["node"], ([], row["total"]))[0].append(number)
        return rows

    def wanted_pages(self) -> dict[PageKey, str]:
        """Pages of evidence with their papers: every paper's first page, then by the number of rows on them."""
        firsts = [
            (self._paper_numbers[paper], 1)
            for paper in sorted(self._papers)
            if self._papers[paper]["pages"] is not None
        ]
        by_use = sorted(self._pages, key=lambda spot: (-self._pages[spot], spot))
        ids = {number: paper for paper, number in self._paper_numbers.items()}
        return {spot: ids[spot[0]] for spot in dict.fromkeys([*firsts, *by_use])}

    def payload(self) -> dict[str, Any]:
        """Papers, section paths, units and evidence rows in the order of their numbers."""
        units = [self._unit_payload(self._units[unit]) for unit in self._unit_numbers]
        return {
            "papers": [self._paper_payload(self._papers[paper]) for paper in sorted(self._papers)],
            "units": units,
            "paths": [legible(" › ".join(path)) for path in self._paths],
            "rows": [[*key[:4], list(key[4]) if key[4] else None] for key in self._rows],
        }

    def _order(self) -> dict[str, int]:
        return {unit: place for place, unit in enumerate(self._units)}

    def _unit_payload(self, unit: Row) -> list[Any]:
        path = tuple(unit["section_path"] or ())
        return [
            self._paper_numbers[unit["paper"]],
            self._paths.setdefault(path, len(self._paths)),
            legible(unit["text"][:MAX_UNIT_TEXT]),
            legible(unit["label"] or "") or None,
            unit["modality"],
            unit["page"],
            list(_points(unit["box"]) or ()) or None,
        ]

    def _paper_payload(self, paper: Row) -> list[Any]:
        return [paper["id"], legible(paper["title"] or paper["name"]), paper["year"], paper["source_format"]]


def legible(text: str) -> str:
    """``text`` without control characters and without those that turn its direction, every position kept."""
    return text.translate(_CONTROLS)


def _points(box: Row | None) -> tuple[int, int, int, int] | None:
    """A box in whole points, grown outwards."""
    if box is None:
        return None
    return (int(box["x0"]), int(box["y0"]), int(box["x1"]) + 1, int(box["y1"]) + 1)
