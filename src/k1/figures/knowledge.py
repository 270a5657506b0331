"""What was read in the papers: entities, relations, citations."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from k1.figures.palette import BLUE, GREEN, KIND_ORDER, QUIET, SKY, VERMILION, mark_of, readable
from k1.figures.style import (
    BAR,
    COLUMN,
    LEAST_BARS,
    MAX_PAPERS,
    PAGE,
    Shown,
    count_axis,
    draw_counts,
    drawn_widths,
    empty_figure,
    house_style,
    name_bars,
    new_axes,
    shortened,
)
from k1.schema.vocabulary import CitationRole, EntityKind, RelationSource, RelationType, StatementKind

ROLE_COLOURS: dict[str, str] = {
    CitationRole.BACKGROUND: "#b8c0c8",
    CitationRole.SUPPORT: GREEN,
    CitationRole.EXTEND: BLUE,
    CitationRole.CONTRAST: VERMILION,
}
SOURCE_COLOURS: dict[str, str] = {RelationSource.SEMANTIC: BLUE, RelationSource.STRUCTURAL: SKY}
LEVEL_NAMES = {1: "1 peripheral", 2: "2 contextual", 3: "3 moderate", 4: "4 strong", 5: "5 foundational"}
MAX_SHARED = 24
MAX_SLANTED = 24
"""Papers whose slanted titles have room beside each other; those of more stand upright."""


@house_style()
def draw_entity_kinds(nodes: pl.DataFrame) -> Figure:
    """Entities and statements by kind; the full bar is what two or more papers share."""
    counted = (
        nodes.filter(pl.col("kind").is_in(list(map(str, (*EntityKind, *StatementKind)))))
        .group_by("kind")
        .agg(total=pl.len(), shared=(pl.col("papers") > 1).sum())
    )
    found = {row["kind"]: row for row in counted.iter_rows(named=True)}
    order = [kind for kind in KIND_ORDER if kind in found][::-1]
    if not order:
        return empty_figure("no entities")
    figure, axes = new_axes(COLUMN, 0.6 + 0.17 * max(LEAST_BARS, len(order)))
    colours = [mark_of(kind).colour for kind in order]
    totals = [found[kind]["total"] for kind in order]
    shared = [found[kind]["shared"] for kind in order]
    axes.barh(range(len(order)), totals, height=BAR, color=colours, alpha=0.35)
    axes.barh(range(len(order)), drawn_widths(shared), height=BAR, color=colours)
    for place, (total, common) in enumerate(zip(totals, shared, strict=True)):
        note = f" {total}" + (f", {common} shared" if common else "")
        axes.text(total, place, note, va="center", fontsize=6.5, color=QUIET)
    name_bars(axes, list(map(readable, order)))
    count_axis(axes, "nodes (solid: in two or more papers)", longest=max(totals), air=0.32)  # for what the bars note
    return figure


@house_style()
def draw_shared_entities(nodes: pl.DataFrame, evidence: pl.DataFrame, papers: pl.DataFrame) -> Figure:
    """Which papers speak of the most shared entities: a dot for each, larger with more places."""
    entities = nodes.filter(pl.col("kind").is_in(list(EntityKind)) & (pl.col("papers") > 1))
    top = entities.sort(["papers", "mentions", "id"], descending=[True, True, False]).head(MAX_SHARED)
    if top.is_empty():
        return empty_figure("no entity is in two papers")
    places = (
        evidence.select("node", paper=pl.col("provenance").struct.field("paper"))
        .group_by("node", "paper")
        .len()
        .join(top.select(node="id"), on="node", how="semi")
    )
    known = papers.unique("id", keep="first").sort("subject", "title", nulls_last=True)
    columns = _papers_of_most(places, known)
    titles = dict(known.select("id", "title").iter_rows())
    figure, axes = new_axes(PAGE, 1.9 + 0.17 * max(3, top.height))
    row_of = {node: place for place, node in enumerate(top["id"])}
    column_of = {paper: place for place, paper in enumerate(columns)}
    kind_of = dict(top.select("id", "kind").iter_rows())
    seen = [row for row in places.sort("node", "paper").iter_rows(named=True) if row["paper"] in column_of]
    axes.scatter(
        [column_of[row["paper"]] for row in seen],
        [row_of[row["node"]] for row in seen],
        s=[10 + 12 * min(row["len"], 12) ** 0.8 for row in seen],
        c=[mark_of(kind_of[row["node"]]).colour for row in seen],
        linewidths=0,
    )
    axes.set_yticks(range(top.height), [shortened(name, 34) for name in top["name"]])
    _name_columns(axes, [shortened(titles[paper], 30) for paper in columns], places["paper"].n_unique())
    axes.set(ylim=(top.height - 0.4, -0.6), xlim=(-0.6, len(columns) - 0.4))
    axes.grid(True)
    axes.tick_params(length=0)
    return figure


def _name_columns(axes: Axes, names: Sequence[str], speaking: int) -> None:
    """Name the papers below their columns, and say of how many these are some."""
    slanted = len(names) <= MAX_SLANTED
    axes.set_xticks(range(len(names)), names, rotation=40 if slanted else 90, ha="right" if slanted else "center")
    if speaking > len(names):
        axes.set_xlabel(f"of {speaking} papers the {len(names)} that speak of most of these")


def _papers_of_most(places: pl.DataFrame, papers: pl.DataFrame) -> list[str]:
    """The papers that speak of most entities, at most as many as have room, in the order of ``papers``."""
    most = places.group_by("paper").len().sort(["len", "paper"], descending=[True, False]).head(MAX_PAPERS)
    chosen = set(most["paper"])
    return [paper for paper in papers["id"] if paper in chosen]


def draw_relation_types(edges: pl.DataFrame) -> Figure:
    """Relations of module E by type, read from text or following from structure, and how many types were found."""
    counts = (
        edges.filter(pl.col("relation").is_in([str(kind) for kind in RelationType]))
        .group_by("relation", "source")
        .agg(count=pl.len())
    )
    totals = counts.group_by("relation").agg(total=pl.col("count").sum()).sort(["total", "relation"])
    names = {relation: readable(relation) for relation in totals["relation"]}
    if not names:
        return empty_figure("no relations")
    axis = f"assertions ({len(names)} of {len(RelationType)} types found)"
    return draw_counts(counts, Shown("relation", names), Shown("source", SOURCE_COLOURS), axis=axis)


def relation_table(nodes: pl.DataFrame, edges: pl.DataFrame) -> pl.DataFrame:
    """The relations of module E that were read from text, one of each type in turn, with what they rest on."""
    names = nodes.select("id", "name")
    read = edges.filter(
        (pl.col("source") == RelationSource.SEMANTIC)
        & pl.col("relation").is_in([str(kind) for kind in RelationType])
        & pl.col("provenance").is_not_null()
    )
    return (
        read.sort("relation", "id")
        .with_columns(turn=pl.int_range(pl.len()).over("relation"))
        .join(names.rename({"id": "head", "name": "from"}), on="head")
        .join(names.rename({"id": "tail", "name": "to"}), on="tail")
        .with_columns(pl.col("provenance").struct.field("unit", "page", "quote"))
        .sort("turn", "relation", "id")
        .select("from", "relation", "to", "page", "quote")
    )


def draw_citation_roles(cited_works: pl.DataFrame) -> Figure:
    """Cited works by level (5 foundational to 1 peripheral) and by role in the citing text."""
    counts = cited_works.group_by("level", "role").agg(count=pl.len())
    if counts.is_empty():
        return empty_figure("no cited works")
    levels, roles = Shown("level", LEVEL_NAMES), Shown("role", ROLE_COLOURS)
    return draw_counts(counts, levels, roles, axis="cited works", columns=2)
