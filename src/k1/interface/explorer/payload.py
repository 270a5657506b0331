"""What the page knows: nodes with places, links with reasons, evidence with pages, as plain JSON values.

Lists stand for records to keep the page small; `page/1-data.js` reads them by the same positions (see `NODE`, `LINK`,
`ROW` there).
"""

from __future__ import annotations

from typing import Any, NamedTuple

import polars as pl

from k1.figures.core import core_nodes, links_between, placed_edges, ranked_nodes
from k1.figures.layout import spread_out, spring_layout, surround
from k1.figures.palette import KIND_ORDER, LAYER_NAMES, mark_of, readable
from k1.figures.results import Frames
from k1.interface.explorer.evidence import EvidenceBook, legible
from k1.interface.explorer.pictures import PageKey
from k1.schema.identity import ID_PATTERN
from k1.schema.vocabulary import NodeKind

CORE_NODES = 180
MAX_ALIASES = 6
MAX_TEXT = 2_500
SCALE = 100.0
"""Units of the page's coordinates in one of the layout's."""


class Detail(NamedTuple):
    """How much of a graph the page takes: nodes, best first, and places of evidence of each."""

    nodes: int
    places: int


DETAILS = (Detail(12_000, 8), Detail(6_000, 6), Detail(3_000, 4), Detail(1_200, 3))
"""From all of a small corpus to the best of a large one."""


def explorer_payload(
    graph: Frames, documents: Frames, *, seed: int, detail: Detail = DETAILS[0]
) -> tuple[dict[str, Any], dict[PageKey, str]]:
    """The page's data, and the pages to be shown: (paper number, page) to paper id, most wanted first."""
    nodes = ranked_nodes(graph["nodes"], graph["edges"]).head(detail.nodes)
    core = core_nodes(graph["nodes"], graph["edges"], limit=CORE_NODES)
    nodes = _core_first(nodes, core)
    ids = nodes["id"].to_list()
    places = _places(ids, len(core), graph["edges"], seed)
    book = EvidenceBook(documents)
    evidence = book.rows_of_nodes(graph["evidence"], graph["edges"], nodes, most=detail.places)
    links = _links(graph["edges"], ids, book)
    aliases = _aliases(graph["aliases"])
    rows = [
        _node(row, place, aliases.get(row["id"], []), evidence.get(row["id"], ([], 0)), book)
        for row, place in zip(nodes.iter_rows(named=True), places, strict=True)
    ]
    payload = {
        "nodes": rows,
        "core": len(core),
        "links": links,
        **book.payload(),
        "kinds": _kinds(nodes),
        "totals": _totals(graph),
    }
    return payload, book.wanted_pages()


def _core_first(nodes: pl.DataFrame, core: list[str]) -> pl.DataFrame:
    order = {node: place for place, node in enumerate(core)}
    place = nodes["id"].replace_strict(order, default=len(core), return_dtype=pl.Int64)
    return nodes.with_columns(place=place).sort("place", maintain_order=True)


def _places(ids: list[str], core: int, edges: pl.DataFrame, seed: int) -> list[tuple[int, int]]:
    """Whole coordinates: the core is laid out alone, and the rest settles around it."""
    links = [(a, b) for a, b in links_between(edges, ids).iter_rows()]
    inner = spring_layout(core, [link for link in links if link[1] < core], seed=seed)
    side = 1.6 * core**0.5
    inner = [(x * side, y * side) for x, y in spread_out(inner)]
    return [(round(x * SCALE), round(y * SCALE)) for x, y in surround(inner, len(ids), links, seed=seed)]


def _links(edges: pl.DataFrame, ids: list[str], book: EvidenceBook) -> list[list[Any]]:
    """One row a (head, relation, tail): places of the ends, relation, number of assertions, role, level, evidence."""
    grouped = (
        placed_edges(edges, ids)
        .sort("a", "b", "relation", "confidence", "id", descending=[False, False, False, True, False], nulls_last=True)
        .group_by("a", "b", "relation", maintain_order=True)
        .agg(pl.len(), pl.col("role").first(), pl.col("level").max(), pl.col("provenance").drop_nulls().head(2))
    )
    return [
        [
            row["a"],
            row["b"],
            row["relation"],
            row["len"],
            row["role"],
            row["level"],
            [number for p in row["provenance"] if (number := book.row(p)) is not None],
        ]
        for row in grouped.iter_rows(named=True)
    ]


def _aliases(aliases: pl.DataFrame) -> dict[str, list[str]]:
    """Names, not merged ids, by node, each in one spelling; a few are enough to be found by."""
    named = aliases.filter(~pl.col("alias").str.contains(ID_PATTERN.pattern)).sort("node", "alias")
    spelled = named.with_columns(folded=pl.col("alias").str.to_lowercase())
    grouped = (
        spelled.unique(["node", "folded"], keep="first", maintain_order=True)
        .sort("node", "alias")
        .group_by("node", maintain_order=True)
    )
    return dict(grouped.agg(pl.col("alias").head(MAX_ALIASES)).iter_rows())


def _node(
    row: dict[str, Any],
    place: tuple[int, int],
    aliases: list[str],
    evidence: tuple[list[int], int],
    book: EvidenceBook,
) -> list[Any]:
    unit = book.unit_number(row["id"]) if row["kind"] == NodeKind.UNIT else None
    text = "" if unit is not None or row["text"] == row["name"] else row["text"]
    return [
        row["id"],
        row["kind"],
        legible(row["name"]),
        legible(text[:MAX_TEXT]),
        max(0, len(text) - MAX_TEXT),
        *place,
        row["papers"],
        row["mentions"],
        row["year"],
        row["modality"],
        row["in_corpus"],
        row["degree"],
        [legible(alias) for alias in aliases if alias.lower() != row["name"].lower()],
        evidence[0],
        evidence[1],
        unit,
        book.paper_number(row["id"] if row["kind"] == NodeKind.PAPER else row["paper"]),
    ]


def _kinds(nodes: pl.DataFrame) -> list[dict[str, Any]]:
    """The kinds that occur, in the legend's order, with how each is drawn."""
    layers = dict(nodes.select("kind", "layer").unique().sort("kind", "layer").iter_rows())
    order = {kind: place for place, kind in enumerate(KIND_ORDER)}
    kinds = sorted(layers, key=lambda kind: (order.get(kind, len(order)), kind))
    return [
        {
            "kind": kind,
            "name": readable(kind),
            "layer": LAYER_NAMES.get(layers[kind], layers[kind]),
            "colour": mark_of(kind).colour,
            "dark": mark_of(kind).dark,
            "shape": mark_of(kind).shape,
            "shown": kind not in (NodeKind.SECTION, NodeKind.UNIT, NodeKind.ANCHOR),
        }
        for kind in kinds
    ]


def _totals(graph: Frames) -> dict[str, int]:
    nodes = graph["nodes"]
    return {
        "nodes": nodes.height,
        "edges": graph["edges"].height,
        "papers": nodes.filter((pl.col("kind") == NodeKind.PAPER) & pl.col("in_corpus")).height,
    }
