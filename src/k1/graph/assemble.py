"""Documents and knowledge of all shards into one graph: nodes, edges, hyperedges, evidence, aliases.

The order of shards, and of papers within them, does not change a byte: everything is keyed by stable ids, every choice
between two rows is made by their content, and the tables are sorted when they are written.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

import polars as pl

from k1.graph import entity_layer
from k1.graph.anchors import anchor_layer
from k1.graph.document_layer import document_layer, named_by_facts
from k1.graph.merging import merge_entities, surface_aliases
from k1.graph.works import Works, resolve_works
from k1.runtime.documents import documents_from_tables
from k1.runtime.tables import frame, records
from k1.schema.graph import Edge, Node, NodeEvidence
from k1.schema.knowledge import CitedWork, EntityMention, Hyperedge, MetadataField, Relation, Statement
from k1.schema.provenance import Box
from k1.schema.tables import (
    ALIASES,
    CITED_WORKS,
    EDGES,
    EVIDENCE,
    GRAPH_HYPEREDGES,
    HYPEREDGES,
    MENTIONS,
    METADATA,
    NODES,
    RELATIONS,
    STATEMENTS,
    Table,
)
from k1.schema.vocabulary import EdgeType, NodeKind

Tables = Mapping[str, pl.DataFrame]


@dataclass(frozen=True)
class Knowledge:
    """What the extractor said of the papers that were kept, over all shards, in the order of ids."""

    metadata: list[MetadataField]
    mentions: list[EntityMention]
    statements: list[Statement]
    cited: list[CitedWork]
    relations: list[Relation]
    hyperedges: list[Hyperedge]


def assemble_graph(documents: Sequence[Tables], knowledge: Sequence[Tables]) -> dict[str, pl.DataFrame]:
    """Assemble one graph.

    Parameters
    ----------
    documents, knowledge: the tables of each shard by name, in the same order or not.

    Returns
    -------
    Frames of GRAPH_TABLES by name. Every end of an edge is a node.
    """
    works = resolve_works(document for tables in documents for document in documents_from_tables(tables))
    known = _gather(knowledge, works)
    leader, merges = merge_entities(known.mentions)
    nodes, edges = _document_and_anchor_layers(works, known.mentions)
    nodes += entity_layer.entity_nodes(known.mentions, leader)
    said, stated, places = entity_layer.statement_layer(known.statements, leader)
    edges += [
        *stated,
        *entity_layer.mention_edges(known.mentions, leader),
        *entity_layer.relation_edges(known.relations, leader),
        *entity_layer.citation_edges(known.cited, works.target),
    ]
    evidence = [*places, *_evidence(known, leader, works)]
    nodes = _counted(_unique([*nodes, *said]), edges)
    edges = _with_ends(edges, nodes)
    ids = {node.id for node in nodes}
    return {
        NODES.name: frame(NODES, nodes),
        EDGES.name: frame(EDGES, edges),
        GRAPH_HYPEREDGES.name: frame(GRAPH_HYPEREDGES, entity_layer.graph_hyperedges(known.hyperedges, leader)),
        EVIDENCE.name: frame(EVIDENCE, (row for row in evidence if row.node in ids)),
        ALIASES.name: frame(ALIASES, [*works.aliases, *merges, *surface_aliases(known.mentions, leader)]),
    }


def _gather(shards: Sequence[Tables], works: Works) -> Knowledge:
    """The rows of all shards that speak of a file that was kept (of two files of one paper, one is).

    Two files of one paper share the ids of equal units and references, not where these are printed. Between formats
    without pages equal units are not told apart: what either says of them is true of both.
    """
    documents = works.papers.values()
    places = {(unit.id, unit.page, unit.box) for document in documents for unit in document.units}
    references = {reference.id for document in documents for reference in document.references}
    return Knowledge(
        metadata=_rows(METADATA, shards, places),
        mentions=_rows(MENTIONS, shards, places),
        statements=_rows(STATEMENTS, shards, places),
        cited=[work for work in _rows(CITED_WORKS, shards, places) if work.reference in references],
        relations=_rows(RELATIONS, shards, places),
        hyperedges=_rows(HYPEREDGES, shards, places),
    )


Place: TypeAlias = tuple[str, int | None, Box | None]
"""A unit, and the page and box that it has in one file."""

Said = TypeVar("Said", MetadataField, EntityMention, Statement, CitedWork, Relation, Hyperedge)


def _rows(table: Table[Said], shards: Sequence[Tables], places: Set[Place]) -> list[Said]:
    found = {
        row.id: row
        for tables in shards
        for row in records(table, tables[table.name])
        if (at := row.provenance) is None or (at.unit, at.page, at.box) in places
    }
    return [found[row] for row in sorted(found)]


def _document_and_anchor_layers(works: Works, mentions: Iterable[EntityMention]) -> tuple[list[Node], list[Edge]]:
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for mention in mentions:
        spans[mention.provenance.unit].append((mention.provenance.start, mention.provenance.end))
    nodes, edges = document_layer(works)
    for document in works.papers.values():
        more_nodes, more_edges = anchor_layer(document, spans)
        nodes += more_nodes
        edges += more_edges
    return nodes, edges


def _evidence(known: Knowledge, leader: Mapping[str, str], works: Works) -> list[NodeEvidence]:
    """Places of entities, of the facts of module A and of the people and resources they name, and of cited works."""
    row = entity_layer.evidence_row
    nodes = {key: node for document in works.papers.values() for key, node in named_by_facts(document.paper)}
    facts = [(fact, nodes.get((fact.paper, fact.field, fact.value))) for fact in known.metadata]
    return [
        *(row(leader[mention.entity], mention.surface, mention.provenance) for mention in known.mentions),
        *(row(fact.paper, fact.value, fact.provenance) for fact, _ in facts),
        *(row(node, fact.value, fact.provenance) for fact, node in facts if node),
        *(
            row(works.target.get(work.cited_paper, work.cited_paper), work.provenance.quote, work.provenance)
            for work in known.cited
            if work.provenance
        ),
    ]


def _unique(nodes: Iterable[Node]) -> list[Node]:
    """One node an id; of two descriptions of one thing, the one that says more."""
    best: dict[str, Node] = {}
    for node in nodes:
        other = best.get(node.id)
        if other is None or _said(node) > _said(other):
            best[node.id] = node
    return [best[node] for node in sorted(best)]


def _said(node: Node) -> tuple[int, int, str, str]:
    return len(node.attributes), len(node.text), node.name, node.attributes


def _counted(nodes: Sequence[Node], edges: Iterable[Edge]) -> list[Node]:
    """Nodes with their number of papers and mentions where these follow from edges of other papers."""
    papers: dict[str, set[str]] = defaultdict(set)
    mentions: Counter[str] = Counter()
    for edge in edges:
        if edge.relation == EdgeType.CITES:
            papers[edge.tail].add(edge.head)
            mentions[edge.tail] += 1
        elif edge.relation in (EdgeType.AUTHORED_BY, EdgeType.AFFILIATED_WITH, EdgeType.HAS_RESOURCE):
            papers[edge.tail].add(edge.paper)
            mentions[edge.tail] += 1
    counted = {NodeKind.PAPER, NodeKind.AUTHOR, NodeKind.AFFILIATION, NodeKind.RESOURCE}
    return [
        node.model_copy(update={"papers": len(papers[node.id]) + (node.papers > 0), "mentions": mentions[node.id]})
        if node.kind in counted
        else node
        for node in nodes
    ]


def _with_ends(edges: Iterable[Edge], nodes: Iterable[Node]) -> list[Edge]:
    """Edges whose two ends are nodes: a mention in a unit that is no content has no anchor to stand on."""
    ids = {node.id for node in nodes}
    return [edge for edge in edges if edge.head in ids and edge.tail in ids]
