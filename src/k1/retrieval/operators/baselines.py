"""Operator O3: the methods that were evaluated on a data set (agents-k1 5.2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import prod

from k1.retrieval.evidence.places import edge_evidence, node_ref
from k1.retrieval.operators.seeds import best_seeds, resolve
from k1.retrieval.operators.table_values import Names, names_for, values_of
from k1.retrieval.records import BaselineList, BaselineRow
from k1.retrieval.store.graph_store import GraphEdge, KnowledgeGraph
from k1.schema.vocabulary import EdgeType, EntityKind, RelationType


def baselines(graph: KnowledgeGraph, dataset: str) -> BaselineList:
    """The methods with EVALUATED_ON the data set, by the number of papers that say so."""
    seeds = best_seeds(resolve(graph, dataset, [EntityKind.DATASET.value]))
    rows = []
    for seed in seeds:
        number = graph.known(seed.node.id)
        names = names_for(graph, number)
        by_method: dict[int, list[GraphEdge]] = defaultdict(list)
        for edge in graph.edges_to(number, RelationType.EVALUATED_ON.value):
            by_method[edge.head].append(edge)
        rows += [_row(graph, names, group) for _, group in sorted(by_method.items())]
    rows.sort(key=lambda row: (-row.papers, not row.proposed, row.method.name, row.method.id))
    return BaselineList(question=dataset, datasets=seeds, rows=tuple(rows))


def _row(graph: KnowledgeGraph, names: Names, edges: Sequence[GraphEdge]) -> BaselineRow:
    method = edges[0].head
    papers = {graph.edge(edge.number)["paper"] for edge in edges}
    measured = graph.edges_from(method, RelationType.MEASURED_BY.value)
    metrics = {node_ref(graph, edge.tail).name for edge in measured if graph.edge(edge.number)["paper"] in papers}
    return BaselineRow(
        method=node_ref(graph, method),
        dataset=node_ref(graph, edges[0].tail),
        proposed=bool(graph.edges_to(method, EdgeType.PROPOSES.value)),
        metrics=tuple(sorted(metrics)),
        values=values_of(graph, names, edges),
        papers=len(papers),
        confidence=combined_confidence(graph, edges),
        evidence=tuple(item for edge in edges for item in edge_evidence(graph, edge.number)),
    )


def combined_confidence(graph: KnowledgeGraph, edges: Sequence[GraphEdge]) -> float | None:
    """1 - Π(1 - c) over papers, not over mentions (agents-k1 4.4); None where no edge has a confidence."""
    best: dict[str, float] = {}
    for edge in edges:
        row = graph.edge(edge.number)
        if row["confidence"] is not None:
            best[row["paper"]] = max(best.get(row["paper"], 0.0), row["confidence"])
    return 1 - prod(1 - value for value in best.values()) if best else None
