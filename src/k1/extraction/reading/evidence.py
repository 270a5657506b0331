"""Provenance of everything the baseline extractor says, and mentions, built in one place from a unit and a span."""

from __future__ import annotations

from dataclasses import dataclass

import k1
from k1.schema.documents import Unit
from k1.schema.identity import assertion_id, entity_id
from k1.schema.knowledge import EntityMention
from k1.schema.provenance import Provenance
from k1.schema.vocabulary import EntityKind, SectionRole

EXTRACTOR = f"baseline/{k1.__version__}"
"""Who says it: its name, and the release of K1 that holds it, so that rows of two releases are told apart."""


@dataclass(frozen=True, slots=True)
class Mentioned:
    """The entity that a mention is one of, as its paper prints it."""

    kind: EntityKind
    name: str
    abbreviation: str | None = None
    proposed: bool = False


def mention_record(
    unit: Unit, span: tuple[int, int], what: Mentioned, zone: SectionRole, *, surface: str | None = None
) -> EntityMention:
    """The record of a mention of ``what`` at a span of a unit; ``surface`` where its characters are not the name."""
    start, end = span
    entity = entity_id(what.kind, what.name)
    return EntityMention(
        id=assertion_id("mention", unit.paper, unit.id, entity, str(start), str(end)),
        entity=entity,
        kind=what.kind,
        name=what.name,
        surface=unit.text[start:end] if surface is None else surface,
        abbreviation=what.abbreviation,
        proposed=what.proposed,
        section_role=zone,
        provenance=provenance(unit, start, end),
    )


def provenance(unit: Unit, start: int, end: int) -> Provenance:
    """The place ``start:end`` of a unit's text; the quote is exactly those characters."""
    return Provenance(
        paper=unit.paper,
        unit=unit.id,
        extractor=EXTRACTOR,
        page=unit.page,
        box=unit.box,
        start=start,
        end=end,
        quote=unit.text[start:end],
    )
