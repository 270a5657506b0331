"""Affiliations resolved to organisations of the Research Organization Registry (ROR), from a dump that the user gives.

The dump is a release of ROR in schema 2, as CSV or JSON (CC0); K1 neither ships nor fetches it. An affiliation as it
is printed ("Department of Physics, University of Tokyo, Japan") names an organisation somewhere inside: the longest
run of its words that is a registered name wins, unless the affiliation names another country.
"""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from k1.errors import ConfigurationError
from k1.schema.documents import Author, Document
from k1.text.normalisation import title_key, words_of

_FEWEST_WORDS = 2  # of a name: "Nature" and acronyms stand in too many affiliations
_MOST_WORDS = 14
_LANGUAGE = re.compile(r"^\s*(?:[a-z]{2,3}|no_lang_code):\s*")
_SPOKEN = {
    "US": ("usa", "u s a", "united states of america"),
    "GB": ("uk", "u k", "england", "scotland", "wales", "northern ireland", "great britain"),
    "CN": ("china", "p r china", "pr china", "peoples republic of china"),
    "KR": ("korea", "republic of korea"),
    "NL": ("netherlands", "the netherlands"),
    "CZ": ("czech republic", "czechia"),
    "RU": ("russia", "russian federation"),
}
"""How affiliations name a country where the registry's name is another."""


class Organisation(NamedTuple):
    """An organisation: its ROR id as a web address, and the codes of its countries."""

    ror: str
    countries: frozenset[str]


@dataclass(frozen=True)
class Registry:
    """Organisations by the words of each of their names, and countries by the words of theirs."""

    organisations: Mapping[str, tuple[Organisation, ...]]
    countries: Mapping[str, str]


class _Record(NamedTuple):
    ror: str
    names: tuple[str, ...]
    countries: tuple[tuple[str, str], ...]  # code, name


def read_registry(path: Path) -> Registry:
    """The registry of a ROR dump.

    Raises
    ------
    ConfigurationError: the file cannot be read, or is no dump in schema 2.
    """
    try:
        records = list(_json_records(path) if path.suffix.casefold() == ".json" else _csv_records(path))
        if not records:
            raise ValueError("no organisation in it")
    except (OSError, ValueError, KeyError, TypeError, csv.Error) as error:
        raise ConfigurationError(
            f"{path}: not a ROR dump in schema 2 ({error!r}); unpack a release of ROR and give its "
            "...ror-data_schema_v2.csv or .json"
        ) from error
    return _registry(records)


def _json_records(path: Path) -> Iterator[_Record]:
    for row in json.loads(path.read_text("utf-8")):
        if row["status"] != "active":
            continue
        names = tuple(name["value"] for name in row["names"] if name["types"] != ["acronym"])
        places = [place["geonames_details"] for place in row["locations"]]
        yield _Record(row["id"], names, tuple((place["country_code"], place["country_name"]) for place in places))


def _csv_records(path: Path) -> Iterator[_Record]:
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["status"] != "active":
                continue
            listed = ";".join((row["names.types.label"], row["names.types.alias"])).split(";")
            names = (row["names.types.ror_display"], *(_LANGUAGE.sub("", name).strip() for name in listed))
            codes = row["locations.geonames_details.country_code"].split(";")
            countries = row["locations.geonames_details.country_name"].split(";")
            yield _Record(row["id"], names, tuple(zip(map(str.strip, codes), map(str.strip, countries), strict=False)))


def _registry(records: Iterable[_Record]) -> Registry:
    organisations: defaultdict[str, dict[str, Organisation]] = defaultdict(dict)
    countries = {title_key(name): code for code, names in _SPOKEN.items() for name in names}
    for record in records:
        found = Organisation(record.ror, frozenset(code for code, _ in record.countries))
        countries |= {title_key(name): code for code, name in record.countries}
        for key in {title_key(name) for name in record.names}:
            if _FEWEST_WORDS <= len(key.split()) <= _MOST_WORDS:
                organisations[key][record.ror] = found
    return Registry({key: tuple(found.values()) for key, found in organisations.items()}, countries)


def find_ror(affiliation: str, registry: Registry) -> str | None:
    """The ROR id of the organisation that an affiliation names; None where none or more than one fits."""
    words = words_of(affiliation)
    named = {registry.countries[key] for key in _runs(words, 1) if key in registry.countries}
    for key in _runs(words, _FEWEST_WORDS):
        fitting = [
            found.ror
            for found in registry.organisations.get(key, ())
            if not named or not found.countries or found.countries & named
        ]
        if fitting:
            return fitting[0] if len(fitting) == 1 else None
    return None


def _runs(words: list[str], fewest: int) -> Iterator[str]:
    """Runs of neighbouring words, the longest first, from left to right."""
    for length in range(min(_MOST_WORDS, len(words)), fewest - 1, -1):
        for start in range(len(words) - length + 1):
            yield " ".join(words[start : start + length])


def with_ror_ids(document: Document, registry: Registry) -> Document:
    """The document with the ROR id of each affiliation that names a registered organisation."""
    authors = tuple(_resolved(author, registry) for author in document.paper.authors)
    return document.model_copy(update={"paper": document.paper.model_copy(update={"authors": authors})})


def _resolved(author: Author, registry: Registry) -> Author:
    return author.model_copy(update={"rors": tuple(find_ror(name, registry) for name in author.affiliations)})
