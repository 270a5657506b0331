"""Edges as steps with their evidence."""

from __future__ import annotations

from collections.abc import Sequence

from k1.retrieval.evidence.places import edge_evidence, node_ref
from k1.retrieval.records import Step
from k1.retrieval.store.graph_store import GraphEdge, KnowledgeGraph

EVIDENCE_PER_STEP = 3


def step(graph: KnowledgeGraph, edges: Sequence[GraphEdge], *, length: float, forward: bool = True) -> Step:
    """Edges of one relation between the same ends as one step; the first is the best."""
    first = edges[0]
    row = graph.edge(first.number)
    evidence = [item for edge in edges[:EVIDENCE_PER_STEP] for item in edge_evidence(graph, edge.number)]
    return Step(
        head=node_ref(graph, first.head),
        relation=first.relation,
        tail=node_ref(graph, first.tail),
        forward=forward,
        confidence=row["confidence"],
        level=row.get("level"),
        length=length,
        evidence=tuple(dict.fromkeys(evidence)),
    )
