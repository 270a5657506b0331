"""The YAML front matter of a Markdown paper. Its text is hostile: nothing is constructed, aliases are counted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from k1.errors import FailureKind, PaperError
from k1.parsing.document.addresses import email_digest
from k1.parsing.markdown.safe_yaml import load_yaml
from k1.schema.documents import Author, Date
from k1.text.months import month_number

MAX_BYTES = 1_000_000
_OPENED = re.compile(r"\A\ufeff?\s*---[ \t]*\n")
_CLOSED = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_FOOTNOTE = re.compile(
    r"\^\[((?:[^\[\]]|\[[^\]]*\])*)\]|\\footnote\{([^{}]*)\}|\\thanks\{([^{}]*)\}"
    r"|[*\u2020\u2021]+$"
)
_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")


def split_front_matter(text: str) -> tuple[str, str]:
    """The YAML block at the beginning and the text after it; ("", text) where there is none."""
    opened = _OPENED.match(text)
    closed = _CLOSED.search(text, opened.end()) if opened else None
    if opened is None or closed is None:
        return "", text
    return text[opened.end() : closed.start()], text[closed.end() :]


def read_front_matter(block: str) -> Mapping[str, Any]:
    """The front matter as a mapping of strings, lists and mappings; keys in lower case.

    Raises
    ------
    PaperError: CORRUPT where it is no YAML mapping, HOSTILE where it would grow without bound.
    """
    if len(block) > MAX_BYTES:
        raise PaperError(FailureKind.TOO_LARGE, "front matter of more than 1 MB", "shorten the front matter")
    try:
        content = load_yaml(block)
    except ValueError as error:
        problem = " ".join(str(error).split())[:200]
        raise PaperError(
            FailureKind.CORRUPT, f"the front matter is not valid YAML: {problem}", "repair the YAML block"
        ) from error
    if not isinstance(content, dict):
        return {}
    return {key.casefold(): value for key, value in content.items() if isinstance(key, str)}


def strings(value: Any) -> list[str]:
    """A list of strings from a list, or from one string with commas."""
    if isinstance(value, str):
        value = value.split(",")
    return [" ".join(item.split()) for item in value or [] if isinstance(item, str) and item.strip()]


def read_authors(meta: Mapping[str, Any]) -> tuple[Author, ...]:
    """The authors in order, their affiliation numbers resolved to names."""
    raw = meta.get("authors", meta.get("author"))
    if isinstance(raw, (str, dict)):
        raw = [raw]
    entries = [entry if isinstance(entry, dict) else {"name": entry} for entry in raw or []]
    places = _affiliations(meta.get("affiliations")) | _named_by_authors(entries)
    named = [(entry, name) for entry in entries if (name := _author_name(entry))]
    return tuple(_author(entry, name, position, places) for position, (entry, name) in enumerate(named))


def _author(entry: Mapping[str, Any], name: str, position: int, places: Mapping[str, str]) -> Author:
    notes = " ".join("".join(groups) for groups in _FOOTNOTE.findall(str(entry.get("name", ""))))
    orcid = _ORCID.search(str(entry.get("orcid", "")).upper())
    email = str(entry.get("email") or "")
    marked = str(entry.get("corresponding", "")).casefold() in ("true", "yes", "1")
    return Author(
        name=name,
        position=position,
        affiliations=_places_of(entry.get("affiliation", entry.get("affiliations")), places),
        orcid=orcid[0] if orcid else None,
        email_sha256=email_digest(email) if "@" in email else None,
        corresponding=marked or "correspond" in notes.casefold(),
    )


def _author_name(entry: Mapping[str, Any]) -> str:
    """ "Given Family" from a name or from its parts, without footnotes."""
    name = entry.get("name")
    if isinstance(name, dict):
        entry, name = name, None
    if not isinstance(name, str) or not name.strip():
        keys = ("given-names", "given", "dropping-particle", "non-dropping-particle", "surname", "family", "suffix")
        name = " ".join(str(entry[key]) for key in keys if isinstance(entry.get(key), str))
    return " ".join(_FOOTNOTE.sub("", name).replace("\\", "").split())


def _affiliations(raw: Any) -> dict[str, str]:
    """Names by index; entries without one are numbered."""
    places: dict[str, str] = {}
    for number, entry in enumerate(raw if isinstance(raw, list) else [], start=1):
        fields = entry if isinstance(entry, dict) else {"name": entry}
        name = fields.get("name")
        if isinstance(name, str) and name.strip():
            places[str(fields.get("index", fields.get("id", number))).strip()] = " ".join(name.split())
    return places


def _named_by_authors(entries: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Affiliations that one author spells out and others refer to, as Quarto takes them."""
    given = (entry.get("affiliation", entry.get("affiliations")) for entry in entries)
    spelled = (place for places in given for place in (places if isinstance(places, list) else [places]))
    return _affiliations([place for place in spelled if isinstance(place, dict) and "id" in place])


def _places_of(raw: Any, places: Mapping[str, str]) -> tuple[str, ...]:
    """Names of the affiliations that "1, 2" or a list means; what is no index is a name itself."""
    marks: Sequence[Any] = raw if isinstance(raw, list) else [raw]
    found: list[str] = []
    for given in marks:
        if isinstance(given, dict) and isinstance(given.get("name"), str):
            found.append(" ".join(given["name"].split()))
            continue
        mark = given.get("ref") if isinstance(given, dict) else given
        if not isinstance(mark, str):
            continue
        numbers = [part.strip() for part in re.split(r"[,;&]|\band\b", mark)]
        known = [places[number] for number in numbers if number in places]
        found.extend(known or ([" ".join(mark.split())] if not re.fullmatch(r"[\d\s,;&*]*", mark) else []))
    return tuple(dict.fromkeys(found))


def read_date(value: Any) -> Date | None:
    """The paper's date from "17 October 2019", "October 2019", "2019-10-17" or "2019"."""
    text = value if isinstance(value, str) else ""
    if iso := re.search(r"\b((?:19|20)\d\d)(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?\b(?![-/]\d)", text):
        year, month, day = iso[1], int(iso[2] or 0), int(iso[3] or 0)
        if not month:
            month, day = _spelled(text)
        parts = [year] + [f"{part:02d}" for part in (month, day if month else 0) if part]
        return Date(event="dated", date="-".join(parts))
    return None


def _spelled(text: str) -> tuple[int, int]:
    """Month and day of a date whose month is a word; 0 for what is not given."""
    month = next(filter(None, map(month_number, re.findall(r"[A-Za-z]{3,9}", text))), 0)
    day = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b", text)
    return month, int(day[1]) if day else 0
