"""The authors that the front matter of a Markdown paper names, in the forms of JOSS, Quarto, R Markdown and MyST."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from k1.parsing.document.emails import email_digest, is_called
from k1.parsing.document.identifiers import find_orcids
from k1.schema.documents import Author

_FOOTNOTE = re.compile(
    r"\^\[((?:[^\[\]]|\[[^\[\]]*\])*)\]|\\footnote\{([^{}]*)\}|\\thanks\{([^{}]*)\}|\^[^\s^\[\]]{1,20}\^|<sup>[^<>]*</sup>"
    r"|(?<![*\u2020\u2021])[*\u2020\u2021]+$"
)
_BETWEEN_NAMES = re.compile(r"\s*(?:;|,?\s(?:and|&)\s|,)\s*")
_NAME_PARTS = (
    *("given-names", "given_names", "given", "dropping-particle", "non-dropping-particle"),
    *("surname", "family", "suffix"),
)
_DEGREES = re.compile(r"(?:Ph\.?\s?D|M\.?D|M\.?Sc|B\.?Sc|MPH|Dr|Prof)\.?")
_NO_PERSON = re.compile(
    r"\b(?:team|group|collaboration|consortium|project|universit\w+|institut\w*|department|developers|contributors|core"
    r"|authors|society|association|laborator\w+|cent(?:er|re)|foundation|school|college|of|for|the)\b|\d",
    re.IGNORECASE,
)
_NONE = frozenset({"none", "n/a", "na", "null"})  # what is typed where an author has no affiliation


def read_authors(meta: Mapping[str, Any]) -> tuple[Author, ...]:
    """The authors in order, their affiliation numbers resolved to names."""
    raw = meta.get("authors") or meta.get("author")
    listed = [raw] if isinstance(raw, str | dict) else raw if isinstance(raw, list) else []
    entries = [entry for given in listed for entry in _entries(given)]
    places = _affiliations(meta.get("affiliations") or meta.get("affiliation")) | _named_by_authors(entries)
    named = [(entry, name) for entry in entries if (name := _author_name(entry))]
    return tuple(_author(entry, name, position, places) for position, (entry, name) in enumerate(named))


def _entries(given: Any) -> Iterator[Mapping[str, Any]]:
    """An author, or those that one string names together: what it says of one is that one's."""
    entry = given if isinstance(given, dict) else {"name": given}
    names = _named_together(entry["name"]) if isinstance(entry.get("name"), str) else []
    if len(names) < 2:
        yield entry
        return
    email = str(entry.get("email") or "")
    of_all = {key: value for key, value in entry.items() if key not in ("orcid", "email", "corresponding")}
    for name in names:
        yield of_all | {"name": name, "email": email if email and is_called(name, email, "") else ""}


def _named_together(text: str) -> list[str]:
    """The persons of "A. Love, S. Anders, and W. Huber"; none where a part of it is no name of two words."""
    line = " ".join(_FOOTNOTE.sub("", text).split())
    parts = [part.strip() for part in _BETWEEN_NAMES.split(line) if part.strip()]
    names = [part for part in parts if not _DEGREES.fullmatch(part)]
    alike = all(len(name.split()) > 1 and name[0].isupper() and not _NO_PERSON.search(name) for name in names)
    return names if alike else []


def _author(entry: Mapping[str, Any], name: str, position: int, places: Mapping[str, str]) -> Author:
    notes = " ".join("".join(groups) for groups in _FOOTNOTE.findall(str(entry.get("name", ""))))
    orcids = find_orcids(str(entry.get("orcid", "")).upper())
    email = str(entry.get("email") or "")
    attributes = entry.get("attributes")
    given = entry.get("corresponding") or (attributes.get("corresponding") if isinstance(attributes, dict) else "")
    marked = str(given).casefold() in ("true", "yes", "1") or "@" in str(given)
    return Author(
        name=name,
        position=position,
        affiliations=_places_of(entry.get("affiliation", entry.get("affiliations")), places),
        orcid=orcids[0] if orcids else None,
        email_sha256=email_digest(email) if "@" in email else None,
        corresponding=marked or "correspond" in notes.casefold(),
    )


def _author_name(entry: Mapping[str, Any]) -> str:
    """ "Given Family" from a name or from its parts, without footnotes."""
    name = entry.get("name")
    if isinstance(name, dict):
        entry, name = name, None
    if not isinstance(name, str) or not name.strip():
        name = " ".join(str(entry[key]) for key in _NAME_PARTS if isinstance(entry.get(key), str))
    name = " ".join(_FOOTNOTE.sub("", name).replace("\\", "").split())
    first, *rest = name.split(", ")
    return first if rest and all(map(_DEGREES.fullmatch, rest)) else name


def _affiliations(raw: Any) -> dict[str, str]:
    """Names by index; entries without one are numbered."""
    places: dict[str, str] = {}
    for number, entry in enumerate(raw if isinstance(raw, list) else [], start=1):
        fields = entry if isinstance(entry, dict) else {"name": entry}
        if name := _place(fields):
            places[str(fields.get("index", fields.get("id", number))).strip()] = name
    return places


def _place(fields: Mapping[str, Any]) -> str:
    """The name of a place, from its parts where it has some; "" where it has none."""
    name = next(filter(None, (_said(fields.get(key)) for key in ("name", "institution", "organization"))), "")
    around = (_said(fields.get(key)) for key in ("city", "region", "state", "country"))
    return ", ".join(filter(None, (_said(fields.get("department")), name, *around))) if name else ""


def _said(value: Any) -> str:
    """A text on one line; "" where it says that there is none."""
    text = " ".join(value.split()) if isinstance(value, str) else ""
    return "" if text.casefold() in _NONE else text


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
        if isinstance(given, dict) and _place(given):
            found.append(_place(given))
            continue
        mark = _said(given.get("ref") if isinstance(given, dict) else given)
        numbers = [part.strip() for part in re.split(r"[,;&]|\band\b", mark)]
        known = [places[number] for number in numbers if number in places]
        named = [] if re.fullmatch(r"[\d\s,;&*]*", mark) else filter(None, map(str.strip, mark.split(";")))
        found.extend(known or named)
    return tuple(dict.fromkeys(found))
