"""A small graph over the invented papers: every layer, every kind of edge that the pages draw."""

from __future__ import annotations

import json

import polars as pl

from invented_papers import HOSTILE, NAMES, paper, paper_ids, place_of, units
from k1.runtime.tables import frame
from k1.schema import identity
from k1.schema.documents import Unit
from k1.schema.graph import Alias, Edge, Node, NodeEvidence
from k1.schema.tables import GRAPH_TABLES, NODES
from k1.schema.vocabulary import (
    CitationRole,
    EdgeType,
    EntityKind,
    Layer,
    NodeKind,
    RelationSource,
    RelationType,
    StatementKind,
)

STATEMENT = "Shrinkage halves the error. " + HOSTILE


def _all_units() -> list[Unit]:
    return [unit for number in range(len(paper_ids())) for unit in units(number)]


def _anchor(unit: Unit) -> str:
    return identity.make_id("anchor", unit.id)


def _statement() -> str:
    return identity.statement_id(paper_ids()[0], StatementKind.FINDING, STATEMENT)


def _nodes() -> list[Node]:
    return [*_paper_nodes(), *_entity_nodes(), _statement_node(), *_unit_nodes(), *_anchor_nodes()]


def _paper_nodes() -> list[Node]:
    return [
        Node(
            id=paper(n).id,
            layer=Layer.DOCUMENT,
            kind=NodeKind.PAPER,
            name=paper(n).title,
            text=paper(n).abstract,
            paper=paper(n).id,
            papers=1,
            mentions=1,
            year=2020 + n,
        )
        for n in range(len(paper_ids()))
    ]


def _entity_nodes() -> list[Node]:
    return [
        Node(
            id=identity.entity_id(kind, name),
            layer=Layer.ENTITY,
            kind=kind,
            name=name,
            text="",
            paper=None,
            papers=len(papers),
            mentions=len(papers),
        )
        for kind, name, papers in NAMES
    ]


def _statement_node() -> Node:
    return Node(
        id=_statement(),
        layer=Layer.ENTITY,
        kind=StatementKind.FINDING,
        name=STATEMENT,
        text=STATEMENT,
        paper=paper_ids()[0],
        papers=1,
        mentions=1,
    )


def _unit_nodes() -> list[Node]:
    return [
        Node(
            id=unit.id,
            layer=Layer.DOCUMENT,
            kind=NodeKind.UNIT,
            name=unit.text[:40],
            text=unit.text,
            paper=unit.paper,
            papers=1,
            mentions=0,
            modality=unit.modality,
            attributes=json.dumps(
                {"page": unit.page, "box": unit.box, "section": unit.section_path, "label": unit.label}
            ),
        )
        for unit in _all_units()
    ]


def _anchor_nodes() -> list[Node]:
    return [
        Node(
            id=_anchor(unit),
            layer=Layer.ANCHOR,
            kind=NodeKind.ANCHOR,
            name=unit.text[:40],
            text=unit.text,
            paper=unit.paper,
            papers=1,
            mentions=0,
            modality=unit.modality,
        )
        for unit in _all_units()
    ]


def _edges() -> list[Edge]:
    return [*_mention_edges(), _citation_edge(), _relation_edge(), _statement_edge(), *_unit_edges(), *_anchor_edges()]


def _mention_edges() -> list[Edge]:
    return [
        Edge(
            id=identity.assertion_id("edge", paper_ids()[number], name),
            head=paper_ids()[number],
            relation=EdgeType.MENTIONS,
            tail=identity.entity_id(kind, name),
            paper=paper_ids()[number],
            source=RelationSource.STRUCTURAL,
            provenance=place_of(number, name),
        )
        for kind, name, papers in NAMES
        for number in papers
    ]


def _citation_edge() -> Edge:
    cited, citing = paper_ids()[:2]
    return Edge(
        id=identity.assertion_id("edge", citing, "cites"),
        head=citing,
        relation=EdgeType.CITES,
        tail=cited,
        paper=citing,
        source=RelationSource.STRUCTURAL,
        role=CitationRole.EXTEND,
        level=4,
        provenance=place_of(1, "wavelet shrinkage"),
    )


def _relation_edge() -> Edge:
    return Edge(
        id=identity.assertion_id("edge", paper_ids()[0], "solves"),
        head=identity.entity_id(EntityKind.METHOD, "wavelet shrinkage"),
        relation=RelationType.SOLVES,
        tail=identity.entity_id(EntityKind.TASK, "denoising"),
        paper=paper_ids()[0],
        source=RelationSource.SEMANTIC,
        provenance=place_of(0, "wavelet shrinkage"),
    )


def _statement_edge() -> Edge:
    return Edge(
        id=identity.assertion_id("edge", paper_ids()[0], "states"),
        head=paper_ids()[0],
        relation=EdgeType.STATES,
        tail=_statement(),
        paper=paper_ids()[0],
        source=RelationSource.STRUCTURAL,
        provenance=place_of(0, "shrinkage threshold"),
    )


def _unit_edges() -> list[Edge]:
    return [
        Edge(
            id=identity.assertion_id("edge", unit.paper, "unit", unit.id),
            head=unit.paper,
            relation=EdgeType.HAS_UNIT,
            tail=unit.id,
            paper=unit.paper,
            source=RelationSource.STRUCTURAL,
            provenance=None,
        )
        for unit in _all_units()
    ]


def _anchor_edges() -> list[Edge]:
    return [
        Edge(
            id=identity.assertion_id("edge", unit.paper, "anchor", unit.id),
            head=_anchor(unit),
            relation=EdgeType.BELONGS_TO,
            tail=unit.id,
            paper=unit.paper,
            source=RelationSource.STRUCTURAL,
            provenance=None,
        )
        for unit in _all_units()
    ]


def graph() -> dict[str, pl.DataFrame]:
    evidence = [
        NodeEvidence(
            id=identity.assertion_id("evidence", paper_ids()[number], name),
            node=identity.entity_id(kind, name),
            surface=name,
            provenance=place_of(number, name),
        )
        for kind, name, papers in NAMES
        for number in papers
    ]
    gaussian = identity.entity_id(EntityKind.METHOD, "Gaussian process")
    alias = Alias(
        id=identity.make_id("alias", "GP"), node=gaussian, alias="GP", reason="abbreviation", paper=paper_ids()[0]
    )
    tables = {table.name: table for table in GRAPH_TABLES}
    return {
        "nodes": frame(NODES, _nodes()),
        "edges": frame(tables["edges"], _edges()),
        "evidence": frame(tables["evidence"], evidence),
        "aliases": frame(tables["aliases"], [alias]),
        "hyperedges": pl.DataFrame(schema=tables["hyperedges"].columns),
    }
