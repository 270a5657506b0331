"""The rows of results/<run>/graph/*.parquet (agents-k1 4.1 to 4.3)."""

from __future__ import annotations

from pydantic import Field

from k1.schema.knowledge import Confidence
from k1.schema.provenance import Provenance, Record
from k1.schema.vocabulary import Layer, RelationSource


class Node(Record):
    """One node. ``kind`` is a NodeKind, an EntityKind or a StatementKind."""

    id: str
    layer: Layer
    kind: str
    name: str = Field(description="for people: title, heading, name, or the start of the text")
    text: str = Field(default="", description="full text: abstract, unit text, anchor summary, statement, definition")
    paper: str | None = Field(default=None, description="the paper it stands in; null for what papers share")
    papers: int = Field(default=0, ge=0, description="number of papers of the corpus that say something of it")
    mentions: int = Field(default=0, ge=0)
    year: int | None = None
    modality: str | None = None
    in_corpus: bool = Field(default=True, description="false for a paper known only from reference lists")
    attributes: str = Field(default="{}", description="JSON object of what is special to the kind")


class Edge(Record):
    """One assertion: a typed edge as one place of one paper says it."""

    id: str
    head: str
    relation: str = Field(description="a RelationType or an EdgeType")
    tail: str
    paper: str
    source: RelationSource
    confidence: Confidence = None
    role: str | None = Field(default=None, description="CITES: the CitationRole")
    level: int | None = Field(default=None, description="CITES: 1 to 5")
    strength: float | None = Field(default=None, description="CITES: score s of agents-k1 1.5, 0 to 1, uncalibrated")
    mentions: int | None = Field(default=None, description="CITES: how often the text cites the work")
    cyclic: bool = Field(default=False, description="lies on a cycle of a relation that should have none")
    provenance: Provenance | None = Field(description="null only for edges of the document's own structure")


class NodeEvidence(Record):
    """One place where a node is mentioned or grounded."""

    id: str
    node: str
    surface: str
    provenance: Provenance


class Alias(Record):
    """A name or an id that stands for a node: the record of a merge, with its reason."""

    id: str
    node: str
    alias: str = Field(description="a name, or the id that was merged away")
    reason: str = Field(description="surface, abbreviation, spelling, identifier, title")
    paper: str | None
