"""Works of one title told apart: "Introduction to the special issue" by Lee in 2001 and by Kim in 2015."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from k1.schema.documents import Paper, Reference
from k1.schema.identity import PREPRINT_DOIS, canonical_doi, family_name
from k1.text.normalisation import words_of


class Printed(NamedTuple):
    """The first author, DOI and year that are printed of a work; empty where none is."""

    author: str
    doi: str
    year: int | None


def printed(works: Iterable[Paper | Reference]) -> Printed:
    """What some entries for one work print of it, each from the first that does."""
    listed = list(works)
    authors = (one.name if not isinstance(one, str) else one for work in listed for one in work.authors[:1])
    dois = (canonical_doi(work.doi or "") for work in listed)
    return Printed(
        author=next(filter(None, authors), ""),
        # The DOI of a preprint does not tell it from the article.
        doi=next((doi for doi in dois if doi and not doi.startswith(PREPRINT_DOIS)), ""),
        year=next((work.year for work in listed if work.year), None),
    )


def may_be_one(one: Printed, other: Printed) -> bool:
    """Whether two works of one title may be one: by no other first author, under no other DOI, or else of one year.

    A list may print an archive or an editor as the first author, and then the year still says that it is the work.
    """
    by_another = one.author and other.author and not _same_family(one.author, other.author)
    other_doi = one.doi and other.doi and one.doi != other.doi
    other_year = one.year and other.year and one.year != other.year
    return not (other_doi and other_year) and not (by_another and not (one.year and one.year == other.year))


def may_be_one_paper(one: Printed, other: Printed) -> bool:
    """Whether two files of one title may be one paper: by one first author, under one DOI at most.

    A manuscript may be of another year than what appeared; without a DOI the year tells one report from the next.
    What they say must tell the rest: "Supplementary information" by one author stands above several texts.
    """
    if not (one.author and other.author and _same_family(one.author, other.author)):
        return False
    if one.doi and other.doi:
        return one.doi == other.doi
    return bool(one.doi or other.doi) or not (one.year and other.year and one.year != other.year)


def _same_family(one: str, other: str) -> bool:
    return _family_in(one, other) or _family_in(other, one)


def _family_in(one: str, other: str) -> bool:
    """Whether one author's family name stands in the other's name: lists print it first or last, whole or in part."""
    return not set(words_of(family_name(one))).isdisjoint(words_of(other))


def same_works(works: Mapping[str, Printed], are_one: Callable[[str, str], bool]) -> list[set[str]]:
    """Works of one title, those that may be one together; what may be several of these stands alone.

    ``are_one`` is asked of the names of two works.
    """
    groups: list[set[str]] = []
    for work in sorted(works, key=lambda work: (*(not fact for fact in works[work]), work)):
        fits = [group for group in groups if all(are_one(work, other) for other in group)]
        if len(fits) == 1:
            fits[0].add(work)
        else:
            groups.append({work})
    return groups
