"""A relation as a record of module E: its two entities, where it stands, and the id that follows from both."""

from __future__ import annotations

from k1.extraction.relations.arguments import Argument
from k1.schema.identity import assertion_id
from k1.schema.knowledge import EntityMention, Relation
from k1.schema.provenance import Provenance
from k1.schema.vocabulary import RelationSource, RelationType

End = EntityMention | Argument
"""What stands at an end of a relation: a mention of module B, or what a clause has there."""


def relation_record(
    head: End, relation: RelationType, tail: End, source: RelationSource, place: Provenance
) -> Relation:
    """The record of a relation that ``place`` says, between two entities as they stand there."""
    return Relation(
        id=assertion_id("relation", place.paper, place.unit, head.entity, relation, tail.entity, str(place.start)),
        paper=place.paper,
        head=head.entity,
        head_kind=head.kind,
        relation=relation,
        tail=tail.entity,
        tail_kind=tail.kind,
        source=source,
        provenance=place,
    )
