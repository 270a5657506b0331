"""Venue, volume and pages of a bibliography entry: what follows its title."""

from __future__ import annotations

import re
from typing import NamedTuple

from k1.parsing.references.journal import YEAR
from k1.text.months import MONTH

_DASH = r"\s?[-\u2010-\u2015\u2212]{1,2}\s?"
_YEAR = rf"{YEAR}[a-h]?"
_VOLUME = r"(?P<volume>[A-Z]{0,2}\d{1,4}[A-Z]?)(?:\.\d{1,3})?"
_ISSUE = (
    r"(?:\s?\((?!"
    + _YEAR
    + r"\))[^()]{1,24}\)|,?\s?(?:[Nn]os?|[Ii]ssue|[Ii]ss|[Nn]r|[Nn]\u00b0|\u2116|#)\.?\s?[\w/\u2013-]{1,9})?"
)
_PAGE = r"[A-Za-z]{0,4}\d{1,8}[A-Za-z]?(?:\.\d{1,4})?"
_RANGE = rf"(?P<pages>{_PAGE}(?:{_DASH}{_PAGE})?)"
_DIGITS = rf"(?P<pages>\d{{1,6}}{_DASH}\d{{1,6}})"
_PAGES = (
    r"(?:(?:pp?|pages?|[Aa]rt(?:icle)?(?:\.|\sID|\s[Nn]o\.?|\snumber)?|[Aa]rtigo|S\.|\u0421\.)\s?\.?\s?)?"
    rf"{_RANGE}(?![\w(])"
)
_MONTH = rf"(?:\s{MONTH}\.?(?:[-/\u2013]\w+)?(?:\s\d{{1,2}})?)?"

# A number before a bracketed year is none: "Sci. Rep. 3, 2014 (2013)".
_NOT_A_YEAR = rf"(?!{_YEAR}(?![\w-]|\s?[\u2013-]|\s\({_YEAR}\)))"

_LABELLED = re.compile(
    rf"\b(?:[Vv](?:ol(?:ume|\.)?|\.)|\u0422\.)\s?{_VOLUME}{_ISSUE}(?:[.,;:]?\s*(?:{_YEAR}[,;:]\s*)?{_NOT_A_YEAR}{_PAGES})?"
)
_AFTER_YEAR = re.compile(
    rf"\(?\b(?P<year>{_YEAR})\)?{_MONTH}\s*[;,:.]\s?(?:[Vv]ol\.?\s?)?{_NOT_A_YEAR}{_VOLUME}(?!\d|{_DASH}\d|(?:st|nd|rd|th)\b){_ISSUE}(?:\s?[:,.;]\s?{_PAGES})?"
)
# Volumes that look like years (Biochim Biophys Acta 2004;1703:11-9) stand between a year and pages.
_YEAR_LIKE = re.compile(
    rf"\(?\b(?P<year>{_YEAR})\)?{_MONTH}\s*[;,:]\s?(?P<volume>1[5-9]\d\d){_ISSUE}\s?[:,]\s?{_RANGE}(?!\w)"
)
_BEFORE_YEAR = re.compile(
    rf"(?<![\w.,\u2013-])(?<![\w.], ){_VOLUME}{_ISSUE}(?:,\s\d{{1,3}})?,?\s"
    rf"\((?:[^()]{{0,12}}\s)?(?P<year>{_YEAR})\)[,:.]?\s{{0,2}}{_PAGES}"
)
_PLAIN = re.compile(
    rf"(?<![\w.\u2013-])(?:\(?{_YEAR}\)?[.,:]?\s)?(?!{_YEAR},?\spp?\b){_VOLUME}{_ISSUE}\s?[:,]\s?{_NOT_A_YEAR}{_PAGES}(?:\s\((?P<year>{_YEAR})\))?"
)
_VOLUME_YEAR = re.compile(
    rf"(?<![\w.\u2013-])(?<!ersion\s){_VOLUME}{_ISSUE},?\s\((?:[^()]{{0,12}}\s)?(?P<year>{_YEAR})\)"
)
_VOLUME_ISSUE = re.compile(r"(?<![\w.\u2013-])(?P<volume>\d{1,4})\s?\(\d{1,4}(?:[-/\u2013]\d{1,4})?\)(?!\d)")
_PAGES_ONLY = re.compile(rf"\b(?:pp?\.?|[Pp]ages?)\s?{_RANGE}(?!\w)")
# "Rev. Mod. Phys. 81 109" (Institute of Physics): blanks alone, so only behind a word and at the end of the entry.
_UNMARKED = re.compile(
    rf"(?:(?<=[^\W\d_]\s)|(?<=[^\W\d_][.)]\s)){_NOT_A_YEAR}{_VOLUME}(?:\s?\([^()\s]{{1,12}}\))?\s"
    rf"{_RANGE}(?=[.,;]?\s*(?:$|[(\[]))"
)
# "Proceedings of the Tank Conference, 197–200."
_RANGE_ONLY = re.compile(rf"(?<=[,;]\s){_NOT_A_YEAR}{_DIGITS}(?=\.?\s*$)")
_PAGES_IN_BRACKETS = re.compile(rf"\((?:[^()]{{0,40}},\s)?pp?\.\s?{_RANGE}\)")
_LATER_RANGE = re.compile(rf"(?<=[\s,;]){_NOT_A_YEAR}{_DIGITS}(?=[\s.,;(]|$)(?!\s?\))")
_PATTERNS = (
    *(_LABELLED, _YEAR_LIKE, _BEFORE_YEAR, _AFTER_YEAR, _PLAIN, _VOLUME_YEAR, _VOLUME_ISSUE),
    *(_UNMARKED, _PAGES_ONLY, _RANGE_ONLY),
)

_LATE_YEAR = re.compile(rf"[\s,.;(]*\(?{_YEAR}\)?[\s,.;:)]*$")
_EDITORS_END = re.compile(r"\(\s?[Ee]ds?\.?\s?\),?\s|\bEds?\.[,;]?\s|,\seditors?\.\s")
_EDITED_BY = re.compile(r",?\s(?:edited|ed\.) by\s.{3,200}$")
_TIDY = " .,:;-\u2013\u2014([\u201c\u201d\"'"


class Numbers(NamedTuple):
    """Volume, pages and the year among them as printed, where in the text they begin, and whether marks part them."""

    volume: str | None
    pages: str | None
    year: int | None
    start: int
    marked: bool = True


def find_numbers(text: str) -> Numbers:
    """Volume and pages in what follows a title; ``start`` is the length of the text where there are none."""
    for pattern in _PATTERNS:
        if match := pattern.search(text):
            printed = match.groupdict()
            pages, year = printed.get("pages") or _later_pages(text, match), printed.get("year")
            return Numbers(
                printed.get("volume"),
                "".join(pages.split()) if pages else None,
                int(year[:4]) if year else None,
                match.start(),
                pattern is not _UNMARKED,
            )
    return Numbers(None, None, None, len(text))


def pages_in_brackets(text: str) -> str | None:
    """Pages of a part that a title or book is followed by: "Basins (pp. 9-30). Shoal Press"."""
    found = _PAGES_IN_BRACKETS.search(text)
    return "".join(found["pages"].split()) if found else None


def _later_pages(text: str, volume: re.Match[str]) -> str | None:
    """Pages that stand apart from a volume: "Vol. 12 (ed. Tamm, R.) 28-29"."""
    later = _PAGES_ONLY.search(text, volume.end()) or _LATER_RANGE.search(text, volume.end())
    return later["pages"] if later else None


def clean_venue(text: str) -> str:
    """The name of a journal, book or publisher without "In", editors, year and loose punctuation."""
    text = re.sub(r"^\s*[.,:;]*\s*(?:[Ii]n\s?:|[Ii]n\s(?=[A-Z\d\u201c\"]))\s*", "", text)
    editors = _EDITORS_END.search(text)
    if editors and editors.start() < 160 and editors.end() < len(text) - 3:
        text = text[editors.end() :] if ";" not in text[: editors.start()] else text.partition(";")[0]
    text = _LATE_YEAR.sub("", _EDITED_BY.sub("", text))
    text = re.sub(r"\((?:pp?\.)?\s*$|[,;]?\s(?:[Vv]ol(?:ume)?|pp?|no)\.?$", "", text.strip(_TIDY + " "))
    return " ".join(text.split()).strip(_TIDY)
