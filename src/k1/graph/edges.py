"""Making edges and their ids, one way for all layers."""

from __future__ import annotations

from k1.schema.graph import Edge
from k1.schema.identity import assertion_id
from k1.schema.provenance import Provenance
from k1.schema.vocabulary import EdgeType, RelationSource


def structural(paper: str, head: str, relation: EdgeType, tail: str, provenance: Provenance | None = None) -> Edge:
    """An edge that follows from the structure of a paper."""
    unit, start = (provenance.unit, str(provenance.start)) if provenance else ("", "")
    return Edge(
        id=assertion_id("edge", paper, unit, head, relation.value, tail, start),
        head=head,
        relation=relation.value,
        tail=tail,
        paper=paper,
        source=RelationSource.STRUCTURAL,
        provenance=provenance,
    )
