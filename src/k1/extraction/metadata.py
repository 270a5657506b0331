"""Module A: the facts about a paper, each at the place where the paper prints it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from k1.extraction.reading.evidence import provenance
from k1.schema.documents import Document, Unit
from k1.schema.identity import assertion_id
from k1.schema.knowledge import MetadataField
from k1.schema.vocabulary import UnitRole
from k1.text.months import MONTHS

_FACTS_IN_FRONT = (UnitRole.FRONT_MATTER, UnitRole.ABSTRACT, UnitRole.FURNITURE)
_TITLE_PAGE = (UnitRole.FRONT_MATTER, UnitRole.FURNITURE)
_SINGLE = ("title", "doi", "arxiv_id", "pmcid", "venue", "publisher", "licence", "year", "abstract")
# Words that any text may print: "2019" in the body is the year of a citation, and "Metabolites" a word of the subject.
_ON_TITLE_PAGE = frozenset({"venue", "publisher", "licence", "year"})
# On a title page numbers tie them to each other: "Jane Doe1,2", "1Department of Physics".
_NUMBERED = frozenset({"author", "affiliation"})
_MONTH = {f"{number:02d}": rf"{name.title()}[a-z]{{0,6}}\.?" for number, name in enumerate(MONTHS, start=1)}
_SEARCHED = 200_000  # characters of one unit

Place = tuple[Unit, int, int]


def metadata_fields(document: Document) -> list[MetadataField]:
    """The facts of module A that can be located in the text of a unit; a fact that is not found has no row."""
    units = sorted(document.units, key=lambda unit: (unit.role not in _FACTS_IN_FRONT, unit.order, unit.id))
    found = []
    for field, position, value in _facts(document):
        place = _locate(units, field, value)
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


def _facts(document: Document) -> Iterator[tuple[str, int, str]]:
    """Field, position and value."""
    paper = document.paper
    yield from ((field, 0, str(value)) for field in _SINGLE if (value := getattr(paper, field)))
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
            yield field, position, value


def _locate(units: Sequence[Unit], field: str, value: str) -> Place | None:
    """The first place that prints a fact."""
    title_page = [unit for unit in units if unit.role in _TITLE_PAGE]
    if field == "date":
        event, _, date = value.partition(" ")
        printed = _printed_date(date)
        # "Received in revised form: 1 March 2020" is the fact wherever it stands; a bare date, and a year or month with
        # its word ("a review published in 2020"), only on the title page.
        said = rf"{re.escape(event)}\W{{0,3}}(?:[a-z]{{1,12}}\W{{1,3}}){{0,3}}{printed}"
        return _search(units if date.count("-") == 2 else title_page, said) or _search(title_page, printed)
    printed = r"\s+".join(map(re.escape, value.split()))
    return _search(title_page if field in _ON_TITLE_PAGE else units, printed, numbered=field in _NUMBERED)


def _printed_date(date: str) -> str:
    """A pattern of the ways to print an ISO date: as it is, "1 March 2020", "Mar. 01, 2020", "March 2020"."""
    year, month, day = (*map(re.escape, date.split("-")), "", "")[:3]
    if month not in _MONTH:
        return re.escape(date)
    if not day:
        return rf"(?:{re.escape(date)}|{_MONTH[month]},?\s+{year})"
    spelled_day = rf"0?{day.lstrip('0')}(?:st|nd|rd|th)?"
    return (
        rf"(?:{re.escape(date)}|{spelled_day}\s+{_MONTH[month]},?\s+{year}|{_MONTH[month]}\s+{spelled_day},?\s+{year})"
    )


def _search(units: Iterable[Unit], printed: str, *, numbered: bool = False) -> Place | None:
    """The first place that a pattern matches, whatever the case; digits may touch what is ``numbered``."""
    if not printed:
        return None
    # Bounds keep "2020" out of "12020" and names out of longer ones.
    left, right = (r"[^\W\d]" if numbered and not printed[edge].isdigit() else r"\w" for edge in (0, -1))
    pattern = re.compile(rf"(?<!{left}){printed}(?!{right})", re.IGNORECASE)
    for unit in units:
        match = pattern.search(unit.text, 0, _SEARCHED)
        if match:
            return unit, match.start(), match.end()
    return None
