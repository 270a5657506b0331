"""Which papers speak of which entities."""

from __future__ import annotations

import polars as pl

from k1.retrieval.store.graph_store import KnowledgeGraph
from k1.schema.vocabulary import EdgeType, NodeKind

SPEAKS_OF = (EdgeType.MENTIONS.value, EdgeType.PROPOSES.value, EdgeType.INVOLVED_TASK.value)


def memberships(graph: KnowledgeGraph) -> pl.DataFrame:
    """Rows ``paper``, ``entity``: the papers of the corpus and the entities they propose, mention or treat."""
    papers = graph.of_kind(NodeKind.PAPER.value)["id"]
    return (
        graph.edges.filter(pl.col("relation").is_in(SPEAKS_OF) & pl.col("head").is_in(papers.implode()))
        .select(pl.col("head").alias("paper"), pl.col("tail").alias("entity"))
        .unique()
        .sort("paper", "entity")
    )
