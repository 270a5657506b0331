"""Provenance of everything the baseline extractor says, built in one place from a unit and a span."""

from __future__ import annotations

import k1
from k1.schema.documents import Unit
from k1.schema.provenance import Provenance

EXTRACTOR = f"baseline/{k1.__version__}"
"""Who says it: its name, and the release of K1 that holds it, so that rows of two releases are told apart."""


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
