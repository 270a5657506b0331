"""Module A: the facts about a paper, each at the place where the paper prints it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from k1.extraction.reading.evidence import provenance
from k1.schema.documents import Document, Unit
from k1.schema.identity import assertion_id
from k1.schema.knowledge import MetadataField
from k1.schema.vocabulary import UnitRole

_FACTS_IN_FRONT = (UnitRole.FRONT_MATTER, UnitRole.ABSTRACT, UnitRole.FURNITURE)
_SEARCHED = 200_000  # characters of one unit


def metadata_fields(document: Document) -> list[MetadataField]:
    """The facts of module A that can be located in the text of a unit; a fact that is not found has no row."""
    units = sorted(document.units, key=lambda unit: (unit.role not in _FACTS_IN_FRONT, unit.order, unit.id))
    found = []
    for field, position, value, printed in _facts(document):
        place = _locate(units, printed)
        if place is not None:
            unit, start, end = place
            found.append(
                MetadataField(
                    id=assertion_id("metadata", document.paper.id, unit.id, field, str(position), value),
                    paper=document.paper.id,
                    field=field,
                    position=position,
                    value=value,
                    provenance=provenance(unit, start, end),
                )
            )
    return found


def _facts(document: Document) -> Iterator[tuple[str, int, str, str]]:
    """Field, position, value and how the value is printed."""
    paper = document.paper
    single = (
        ("title", paper.title),
        ("doi", paper.doi),
        ("arxiv_id", paper.arxiv_id),
        ("pmcid", paper.pmcid),
        ("venue", paper.venue),
        ("publisher", paper.publisher),
        ("licence", paper.licence),
        ("year", str(paper.year) if paper.year else None),
        ("abstract", paper.abstract),
    )
    yield from ((field, 0, value, value) for field, value in single if value)
    affiliations = list(dict.fromkeys(name for author in paper.authors for name in author.affiliations))
    several: tuple[tuple[str, Iterable[str]], ...] = (
        ("author", (author.name for author in paper.authors)),
        ("affiliation", affiliations),
        ("keyword", paper.keywords),
        ("date", (f"{date.event} {date.date}" for date in paper.dates)),
        ("resource", (resource.url for resource in paper.resources)),
    )
    for field, values in several:
        for position, value in enumerate(values):
            yield field, position, value, value


def _locate(units: list[Unit], printed: str) -> tuple[Unit, int, int] | None:
    """The first place that prints ``printed``, whatever its white space and case."""
    words = printed.split()
    if not words:
        return None
    # Bounds keep "2020" out of "12020" and names out of longer ones.
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, words)) + r"(?!\w)", re.IGNORECASE)
    for unit in units:
        match = pattern.search(unit.text, 0, _SEARCHED)
        if match:
            return unit, match.start(), match.end()
    return None
