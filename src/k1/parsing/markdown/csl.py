"""Reference lists in the form of the Citation Style Language, as JSON or YAML, as Zotero and pandoc write them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from k1.errors import PaperError
from k1.parsing.markdown.bibtex import MAX_BYTES, BibEntry, made_entry
from k1.parsing.markdown.safe_yaml import load_yaml

_BEGINNING = re.compile(rb"\s*(?:[\[{]|(?:---\s+)?references:)")
_MAX_YAML = 2_000_000  # bytes; it is read slowly
_STYLE = re.compile(r"</?[a-z]+[^<>]*>|(?<!\*)\*+(?=\w)|(?<=[\w.])\*+")  # of HTML in JSON, of Markdown in YAML
# Of several documents in a YAML file only the first is read.
_END = re.compile(r"^(?:---|\.\.\.)\s*$", re.MULTILINE)
_BIBTEX = {
    **dict.fromkeys(("event-title", "event"), "eventtitle"),
    **dict.fromkeys(("number", "note"), "note"),
    **{"title": "title", "container-title": "journal", "volume": "volume", "issue": "number", "page": "pages"},
    **{"DOI": "doi", "URL": "url", "publisher": "publisher", "archive": "eprinttype", "archive_location": "eprint"},
}
"""What BibTeX calls a field."""


def is_csl(data: bytes) -> bool:
    """Whether a reference list is of this form: JSON, or YAML with a list called "references" at its beginning."""
    return bool(_BEGINNING.match(data[:MAX_BYTES].removeprefix(b"\xef\xbb\xbf")))


def read_csl(data: bytes) -> dict[str, BibEntry]:
    """The entries by key, in the order of the file; none where it cannot be read."""
    text = data[:MAX_BYTES].decode("utf-8-sig", "replace").strip()
    first = _END.split(text[:_MAX_YAML].removeprefix("---"), maxsplit=1)[0]
    try:
        content = json.loads(text) if text.startswith(("[", "{")) else load_yaml(first)
    except (ValueError, RecursionError, PaperError):
        return {}
    return csl_entries(content.get("references", content.get("items")) if isinstance(content, dict) else content)


def csl_entries(listed: Any) -> dict[str, BibEntry]:
    """The entries of a list of items; what is none is left out."""
    items = [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []
    entries = {key: _entry(key, item) for item in items if (key := str(item.get("id") or "").strip())}
    return {key: entry for key, entry in entries.items() if entry.text}


def _entry(key: str, item: Mapping[str, Any]) -> BibEntry:
    values = {name: text for field, name in reversed(_BIBTEX.items()) if (text := _text(item.get(field)))}
    values["year"] = json.dumps(item.get("issued"), default=str)  # in parts, spelled out, or as YAML has it
    if item.get("type") in ("chapter", "paper-conference") and "journal" in values:
        values["booktitle"] = values.pop("journal")
    authors = _names(item.get("author")) or _names(item.get("editor"))
    return made_entry(key, authors, values, values.get("url"))


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return " ".join(_STYLE.sub("", str(value)).split()) if isinstance(value, str | int) else ""


def _names(people: Any) -> list[tuple[str, str]]:
    """Given and family names in order; a name that has no parts is a family name."""
    pairs = []
    for person in people if isinstance(people, Sequence) and not isinstance(people, str) else ():
        fields = person if isinstance(person, dict) else {"literal": person}
        particles = (fields.get("dropping-particle"), fields.get("non-dropping-particle"))
        family = _text(fields.get("family") or fields.get("literal") or fields.get("name"))
        if family:
            whole = " ".join(filter(None, (*map(_text, particles), family, _text(fields.get("suffix")))))
            pairs.append((_text(fields.get("given")), whole))
    return pairs
