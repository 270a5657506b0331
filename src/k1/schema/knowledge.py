"""What an extractor yields: the rows of results/<run>/knowledge/<shard>/*.parquet (modules A to E)."""

from __future__ import annotations

from pydantic import Field

from k1.schema.provenance import Provenance, Record
from k1.schema.vocabulary import CitationRole, EntityKind, RelationSource, RelationType, SectionRole, StatementKind

Confidence = float | None
"""Calibrated probability that the row is right, or null. Never a constant that looks like one."""


class MetadataField(Record):
    """One fact of module A with the place it was read."""

    id: str
    paper: str
    field: str = Field(description="title, author, doi, year, resource, ...")
    position: int = Field(ge=0)
    value: str
    confidence: Confidence = None
    provenance: Provenance


class EntityMention(Record):
    """One mention of an entity in the text (module B)."""

    id: str
    entity: str = Field(description="identity.entity_id of kind, name and sense")
    kind: EntityKind
    name: str = Field(description="the name the mention stands for, abbreviations expanded")
    surface: str = Field(description="as printed")
    abbreviation: str | None = None
    proposed: bool = Field(default=False, description="the paper presents it as its own")
    attributes: str | None = Field(default=None, description="JSON object of further fields of module B")
    section_role: SectionRole
    confidence: Confidence = None
    provenance: Provenance


class Statement(Record):
    """One statement of module C."""

    id: str
    paper: str
    kind: StatementKind
    text: str
    quantitative: bool | None = Field(default=None, description="findings only: it holds a quantity")
    entities: tuple[str, ...] = Field(default=(), description="ids of the entities it names")
    section_role: SectionRole
    confidence: Confidence = None
    provenance: Provenance


class CitedWork(Record):
    """One cited paper as the citing paper uses it (module D, agents-k1 1.5)."""

    id: str
    paper: str
    reference: str
    cited_paper: str
    role: CitationRole
    level: int = Field(ge=1, le=5)
    strong: bool
    strength: float = Field(ge=0, le=1, description="score s of agents-k1 1.5, uncalibrated")
    mentions: int = Field(ge=0)
    sections: tuple[SectionRole, ...] = ()
    relation: str | None = Field(default=None, description="one sentence, quoted, that says how the work is used")
    confidence: Confidence = None
    provenance: Provenance | None = Field(description="of the mention with the highest level; null if never mentioned")


class Relation(Record):
    """One relation of module E between two entities."""

    id: str
    paper: str
    head: str
    head_kind: EntityKind
    relation: RelationType
    tail: str
    tail_kind: EntityKind
    source: RelationSource
    cyclic: bool = Field(default=False, description="lies on a cycle of a relation that should have none")
    confidence: Confidence = None
    provenance: Provenance


class Role(Record):
    """One argument of a hyperedge."""

    role: str
    entity: str


class Hyperedge(Record):
    """A statement that binds three or more entities (agents-k1 3.1, mode nary); in the graph one hop joins them."""

    id: str
    paper: str
    kind: str
    roles: tuple[Role, ...]
    confidence: Confidence = None
    provenance: Provenance
