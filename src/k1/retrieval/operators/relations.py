"""Module E of one paper: the relations it says or its tables show, and its hyperedges."""

from __future__ import annotations

from collections import defaultdict

import polars as pl

from k1.retrieval.evidence.places import attributes_of, edge_evidence, node_ref
from k1.retrieval.records import BoundNode, Evidence, HyperedgeRow, RelationRow
from k1.retrieval.store.graph_store import KnowledgeGraph, Row
from k1.schema.vocabulary import EdgeType, RelationType

_RELATIONS = tuple(relation.value for relation in RelationType)
_Place = tuple[int, int]


def relations_of(graph: KnowledgeGraph, paper: int) -> tuple[RelationRow, ...]:
    """The relations with a place in a paper, what it proposes first, then in reading order.

    A relation that several places say is one row with the evidence of all.
    """
    said: defaultdict[tuple[int, str, int], list[Row]] = defaultdict(list)
    asserted = graph.edges.with_row_index("number").filter(
        pl.col("relation").is_in(_RELATIONS) & _said_in(graph, paper)
    )
    for row in asserted.to_dicts():
        said[graph.known(row["head"]), row["relation"], graph.known(row["tail"])].append(row)
    proposed = {edge.tail for edge in graph.edges_from(paper, EdgeType.PROPOSES.value)}
    rows = [(head in proposed, _relation(graph, head, tail, edges)) for (head, _, tail), edges in said.items()]
    rows.sort(key=lambda pair: (not pair[0], _place(graph, pair[1].evidence), *_named(pair[1])))
    return tuple(row for _, row in rows)


def hyperedges_of(graph: KnowledgeGraph, paper: int) -> tuple[HyperedgeRow, ...]:
    """The statements of a paper that bind three or more things, in reading order."""
    rows = []
    asserted = graph.hyperedges.with_row_index("number", offset=graph.edges.height).filter(_said_in(graph, paper))
    for row in asserted.to_dicts():
        bound = [(role["role"], graph.number(role["entity"])) for role in row["roles"]]
        rows.append(
            HyperedgeRow(
                kind=row["kind"],
                bound=tuple(BoundNode(role=role, node=node_ref(graph, n)) for role, n in bound if n is not None),
                confidence=row["confidence"],
                evidence=edge_evidence(graph, row["number"]),
            )
        )
    return tuple(sorted(rows, key=lambda row: (_place(graph, row.evidence), row.kind)))


def _said_in(graph: KnowledgeGraph, paper: int) -> pl.Expr:
    return pl.col("provenance").struct.field("paper") == graph.ids[paper]


def _relation(graph: KnowledgeGraph, head: int, tail: int, edges: list[Row]) -> RelationRow:
    said = dict.fromkeys(item for row in edges for item in edge_evidence(graph, row["number"]))
    known = [row["confidence"] for row in edges if row["confidence"] is not None]
    return RelationRow(
        head=node_ref(graph, head),
        relation=edges[0]["relation"],
        tail=node_ref(graph, tail),
        source=edges[0]["source"],
        confidence=max(known, default=None),
        evidence=tuple(sorted(said, key=lambda item: _place(graph, (item,)))),
    )


def _place(graph: KnowledgeGraph, evidence: tuple[Evidence, ...]) -> _Place:
    """Where the first evidence stands in the order of reading."""
    unit = graph.number(evidence[0].unit) if evidence else None
    order = attributes_of(graph.node(unit)).get("order", 0) if unit is not None else 0
    return (order, evidence[0].start) if evidence else (order, 0)


def _named(row: RelationRow) -> tuple[str, ...]:
    return row.relation, row.head.name, row.tail.name, row.head.id, row.tail.id
