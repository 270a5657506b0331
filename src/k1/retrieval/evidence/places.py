"""From provenance to something a person can check: paper, section, page and quote."""

from __future__ import annotations

import json
from typing import Any

from k1.retrieval.records import Evidence, NodeRef
from k1.retrieval.store.graph_store import KnowledgeGraph, Row
from k1.schema.provenance import Box

NAME_LENGTH = 160  # characters of a name that is the start of a text
_READER = "retrieval/1"


def attributes_of(row: Row) -> dict[str, Any]:
    """What is special to a node's kind."""
    attributes: dict[str, Any] = json.loads(row["attributes"])
    return attributes


def node_ref(graph: KnowledgeGraph, number: int) -> NodeRef:
    """A node by its name."""
    row = graph.node(number)
    return NodeRef(id=row["id"], kind=row["kind"], name=row["name"][:NAME_LENGTH], year=row["year"])


def evidence_of(graph: KnowledgeGraph, provenance: Row | None) -> tuple[Evidence, ...]:
    """The evidence of one provenance; nothing for edges of the document's own structure."""
    if provenance is None:
        return ()
    number = graph.number(provenance["paper"])
    paper = graph.node(number) if number is not None else {"name": "", "year": None}
    box = provenance["box"]
    return (
        Evidence(
            paper=provenance["paper"],
            title=paper["name"],
            year=paper["year"],
            section=section_of(graph, provenance["unit"]),
            page=provenance["page"],
            box=Box(**box) if box else None,
            quote=provenance["quote"],
            unit=provenance["unit"],
            start=provenance["start"],
            end=provenance["end"],
            extractor=provenance["extractor"],
        ),
    )


def section_of(graph: KnowledgeGraph, unit: str) -> str:
    """The headings above a unit; empty where there is none."""
    number = graph.number(unit)
    return "" if number is None else " > ".join(attributes_of(graph.node(number)).get("section", ()))


def edge_evidence(graph: KnowledgeGraph, number: int) -> tuple[Evidence, ...]:
    """The evidence of an edge or hyperedge by its number."""
    return evidence_of(graph, graph.edge(number)["provenance"])


def node_evidence(graph: KnowledgeGraph, number: int, limit: int | None = None) -> tuple[Evidence, ...]:
    """The places that speak of a node, by paper and place in it."""
    places = graph.places_of(graph.ids[number])
    return tuple(item for place in places[:limit] for item in evidence_of(graph, place["provenance"]))


def unit_evidence(graph: KnowledgeGraph, unit: int, start: int, end: int) -> tuple[Evidence, ...]:
    """Characters ``start`` to ``end`` of a unit's text as evidence; nothing where there are none."""
    row = graph.node(unit)
    attributes = attributes_of(row)
    box, quote = attributes.get("box"), row["text"][start:end]
    if not quote:
        return ()
    provenance = {
        "paper": row["paper"],
        "unit": row["id"],
        "page": attributes.get("page"),
        "box": dict(zip(Box._fields, box, strict=True)) if box else None,
        "quote": quote,
        "start": start,
        "end": start + len(quote),
        "extractor": _READER,
    }
    return evidence_of(graph, provenance)
