"""Provenance of everything the baseline extractor says, and mentions, built in one place from a unit and a span."""

from __future__ import annotations

import k1
from k1.schema.documents import Unit
from k1.schema.identity import assertion_id, entity_id
from k1.schema.knowledge import EntityMention
from k1.schema.provenance import Provenance
from k1.schema.vocabulary import EntityKind, SectionRole

EXTRACTOR = f"baseline/{k1.__version__}"
"""Who says it: its name, and the release of K1 that holds it, so that rows of two releases are told apart."""


def mention_record(
    unit: Unit,
    start: int,
    end: int,
    *,
    kind: EntityKind,
    name: str,
    zone: SectionRole,
    surface: str | None = None,
    abbreviation: str | None = None,
    proposed: bool = False,
) -> EntityMention:
    """The record of a mention at ``start:end`` of a unit; ``surface`` where these characters are not its name."""
    entity = entity_id(kind, name)
    return EntityMention(
        id=assertion_id("mention", unit.paper, unit.id, entity, str(start), str(end)),
        entity=entity,
        kind=kind,
        name=name,
        surface=unit.text[start:end] if surface is None else surface,
        abbreviation=abbreviation,
        proposed=proposed,
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
