"""What matters first in a graph: its papers, and the entities that hold them together."""

from __future__ import annotations

import polars as pl

from k1.schema.vocabulary import Layer, NodeKind, StatementKind

PER_PAPER = 6
"""Entities that every paper brings along, so that none stands alone."""


def _node_degrees(edges: pl.DataFrame) -> pl.DataFrame:
    """Number of different neighbours of each node: columns id, degree."""
    ends = pl.concat([edges.select(id="head", other="tail"), edges.select(id="tail", other="head")])
    ends = ends.filter(pl.col("id") != pl.col("other"))
    return ends.unique().group_by("id").agg(degree=pl.len().cast(pl.Int64)).sort("id")


def ranked_nodes(nodes: pl.DataFrame, edges: pl.DataFrame) -> pl.DataFrame:
    """The nodes with their degree, the most telling first.

    Order: papers of the corpus, then entities by the number of papers that share them, then by neighbours and
    mentions; statements, people and other papers follow, then the parts of documents and the anchors.
    """
    kind, layer = pl.col("kind"), pl.col("layer")
    tiers = (
        (kind == NodeKind.PAPER) & pl.col("in_corpus"),
        (layer == Layer.ENTITY) & ~kind.is_in(list(StatementKind)),
        kind == NodeKind.PAPER,
        layer == Layer.ENTITY,
        kind.is_in([NodeKind.AUTHOR, NodeKind.AFFILIATION, NodeKind.RESOURCE]),
        layer == Layer.DOCUMENT,
    )
    tier = pl.coalesce(*(pl.when(holds).then(number) for number, holds in enumerate(tiers)), len(tiers))
    return (
        nodes.join(_node_degrees(edges), on="id", how="left")
        .with_columns(pl.col("degree").fill_null(0), tier=tier)
        .sort(["tier", "papers", "degree", "mentions", "id"], descending=[False, True, True, True, False])
    )


def core_nodes(nodes: pl.DataFrame, edges: pl.DataFrame, *, limit: int) -> list[str]:
    """Ids of the at most ``limit`` nodes that a picture of the graph should start from, best first.

    Papers of the corpus (up to a third of the limit), the best entities of each, cited works and entities that
    two papers share, then the best connected entities until the limit is reached.
    """
    ranked = ranked_nodes(nodes, edges)
    papers = ranked.filter(pl.col("tier") == 0)["id"].head(max(1, limit // 3)).to_list()
    connected = ranked.filter((pl.col("tier") == 1) & (pl.col("degree") > 0))
    own = _best_of_each_paper(connected, edges, papers)
    shared = connected.filter(pl.col("papers") > 1)["id"].head(limit // 2).to_list()
    cited = ranked.filter((pl.col("tier") == 2) & (pl.col("degree") > 1))["id"].head(limit // 8).to_list()
    return list(dict.fromkeys([*papers, *own, *shared, *cited, *connected["id"]]))[:limit]


def _best_of_each_paper(ranked: pl.DataFrame, edges: pl.DataFrame, papers: list[str]) -> list[str]:
    """Ids of the best ranked entities beside each paper."""
    order = ranked.filter(pl.col("tier") == 1).select("id").with_row_index("rank")
    beside = (
        edges.filter(pl.col("head").is_in(papers))
        .select(paper="head", id="tail")
        .unique()
        .join(order, on="id")
        .sort("paper", "rank")
    )
    best = beside.group_by("paper", maintain_order=True).head(PER_PAPER).sort("rank")["id"]
    return best.unique(maintain_order=True).to_list()


def placed_edges(edges: pl.DataFrame, ids: list[str]) -> pl.DataFrame:
    """The edges between two different nodes of ``ids``, with the places of their head and tail there: ``a``, ``b``."""
    place = pl.DataFrame({"id": ids, "place": range(len(ids))}, schema={"id": pl.String, "place": pl.Int64})
    return (
        edges.join(place.rename({"id": "head", "place": "a"}), on="head")
        .join(place.rename({"id": "tail", "place": "b"}), on="tail")
        .filter(pl.col("a") != pl.col("b"))
    )


def links_between(edges: pl.DataFrame, ids: list[str]) -> pl.DataFrame:
    """One row a pair of different nodes of ``ids`` that any edge joins: columns first, second (places in ``ids``)."""
    return (
        placed_edges(edges, ids)
        .select(first=pl.min_horizontal("a", "b"), second=pl.max_horizontal("a", "b"))
        .unique()
        .sort("first", "second")
    )
