"""The ends of what is said: the entities that noun phrases of a slot stand for, pairs of them, and their record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from k1.extraction.grammar.chunks import Chunk
from k1.extraction.grammar.clause import Phrases
from k1.extraction.relations.arguments import CLASS_KINDS, Argument, Context, arguments, as_name, concept
from k1.schema.identity import assertion_id
from k1.schema.knowledge import EntityMention, Relation
from k1.schema.provenance import Provenance
from k1.schema.vocabulary import EntityKind, RelationSource, RelationType
from k1.text.lexicon import LANGUAGES
from k1.text.normalisation import singular


class Said(NamedTuple):
    """Head, sense, tail: "A uses B"."""

    head: Argument
    sense: str
    tail: Argument


Slots = list[tuple[str, Phrases, Chunk | None]]
"""Slot, noun phrases, and the noun phrase behind their "of", if there is one."""


def kind_of_class(phrase: Chunk) -> EntityKind | None:
    """The kind of the members of a class that a noun phrase names: "several optimisers"; None for other phrases."""
    return next((kind for word in reversed(phrase.words[-2:]) if (kind := CLASS_KINDS.get(singular(word)))), None)


def each(heads: Sequence[Argument], sense: str, tails: Sequence[Argument]) -> Iterator[Said]:
    """Every head with every tail, but nothing with itself; ``~`` before a sense turns its direction."""
    if sense.startswith("~"):
        heads, sense, tails = tails, sense[1:], heads
    for head in heads:
        for tail in tails:
            if head.entity != tail.entity:
                yield Said(head, sense, tail)


def _is_word(mention: EntityMention) -> bool:
    """Whether a mention is one common word, which its "of" makes another thing: "sorption of A"."""
    return mention.surface.islower() and " " not in mention.surface


def filled(context: Context, phrases: Phrases, behind: Chunk | None) -> list[Argument]:
    """The entities of a slot; "estimation of masses" is one concept, and so "estimation" alone is none."""
    if behind is not None and len(phrases) == 1 and (phrases[0].mention is None or _is_word(phrases[0].mention)):
        whole = concept(context, phrases[0], behind)
        if whole is not None or phrases[0].mention is None:
            return [whole] if whole is not None else []
    if behind is not None and len(phrases) > 1 and phrases[-1].mention is None:
        whole = concept(context, phrases[-1], behind)  # "extraction and the computation of masses"
        return [*arguments(context, phrases[:-1]), *([whole] if whole is not None else [])]
    found = arguments(context, phrases)
    kind = kind_of_class(phrases[0]) if len(phrases) > 1 else None
    if kind is EntityKind.CONCEPT and context.own is not None:
        kind = EntityKind.TOOL if context.own.kind is EntityKind.TOOL else EntityKind.METHOD
    if kind is not None:
        known = {item.start for item in found}
        found = [item for item in found if item.start >= phrases[1].start] or found  # members rather than their class
        names = (as_name(context, phrase, kind) for phrase in phrases[1:] if phrase.mention is None)
        found += [name for name in names if name is not None and name.start not in known]
    return found


def is_language(mention: EntityMention | None) -> bool:
    """Whether a mention names a language for programs."""
    return mention is not None and mention.name.casefold() in LANGUAGES


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
