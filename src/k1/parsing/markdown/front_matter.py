"""The YAML front matter of a Markdown paper. Its text is hostile: nothing is constructed, aliases are counted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from k1.errors import FailureKind, PaperError
from k1.parsing.markdown.safe_yaml import load_yaml
from k1.schema.documents import Date
from k1.text.months import month_number

MAX_BYTES = 1_000_000
_OPENED = re.compile(r"\A\ufeff?\s*---[ \t]*\n")
# pandoc's older form of it: lines of title, authors and date that begin with "%" and may go on indented.
_LINE = r"%[ \t]*([^\n]*(?:\n[ \t]+[^\n]+)*)(?:\n|\Z)"
_TITLE_BLOCK = re.compile(rf"\A\ufeff?{_LINE}(?:{_LINE})?(?:{_LINE})?")
_CLOSED = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)


def read_head(text: str) -> tuple[Mapping[str, Any], str]:
    """What the head of a Markdown text says, and the text after it; keys in lower case.

    Raises
    ------
    PaperError: CORRUPT where it is no YAML mapping, TOO_LARGE, HOSTILE where it would grow without bound.
    """
    opened = _OPENED.match(text)
    closed = _CLOSED.search(text, opened.end()) if opened else None
    if opened is None or closed is None:
        return _title_block(text)
    block, body = text[opened.end() : closed.start()], text[closed.end() :]
    return (_with_citation(_read(block)), body) if block else _title_block(body)


def _read(block: str) -> Mapping[str, Any]:
    """The front matter as a mapping of strings, lists and mappings."""
    if len(block) > MAX_BYTES:
        raise PaperError(FailureKind.TOO_LARGE, "front matter of more than 1 MB", "shorten the front matter")
    try:
        content = load_yaml(block)
    except ValueError as error:
        told = f"the front matter is not valid YAML: {' '.join(str(error).split())[:200]}"
        remedy = "repair the YAML block (what holds a colon and a blank goes in quotes)"
        raise PaperError(FailureKind.CORRUPT, told, remedy) from error
    if not isinstance(content, dict):
        return {}
    return {key.casefold(): value for key, value in content.items() if isinstance(key, str)}


def _with_citation(meta: Mapping[str, Any]) -> Mapping[str, Any]:
    """The front matter with what Quarto's "citation", MyST's "parts" or a mapping in place of a word say."""
    citation = meta["citation"] if isinstance(meta.get("citation"), dict) else {}
    parts = meta["parts"] if isinstance(meta.get("parts"), dict) else {}
    told = {
        "doi": citation.get("doi") or citation.get("DOI"),
        "journal": _worded(meta.get("journal")) or _worded(meta.get("venue")) or citation.get("container-title"),
        "abstract": meta.get("abstract") or parts.get("abstract"),
        "license": _worded(meta.get("license") or meta.get("licence") or meta.get("copyright")),
        "date": meta.get("date") or meta.get("date-published") or citation.get("issued") or meta.get("year"),
    }
    return {**meta, **{key: value for key, value in told.items() if value and (key != "doi" or not meta.get("doi"))}}


def _worded(value: Any) -> str | None:
    """A word, or that of a mapping that describes it."""
    if isinstance(value, dict):
        value = next((value[key] for key in ("name", "title", "id", "text", "content", "url") if key in value), None)
    return value if isinstance(value, str) else None


def _title_block(text: str) -> tuple[Mapping[str, Any], str]:
    """What lines that begin with "%" say at the beginning of a text, and the text after them."""
    found = _TITLE_BLOCK.match(text)
    if found is None:
        return {}, text
    title, _, date = (" ".join((given or "").split()) for given in found.groups())
    listed = [name.strip() for line in (found[2] or "").splitlines() for name in line.split(";")]
    return {"title": title, "authors": [name for name in listed if name], "date": date}, text[found.end() :]


def strings(value: Any) -> list[str]:
    """A list of strings from a list, or from one string with semicolons or commas."""
    if isinstance(value, str):
        value = value.split(";" if ";" in value else ",")
    return [" ".join(item.split()) for item in value or [] if isinstance(item, str) and item.strip()]


def read_date(value: Any) -> Date | None:
    """The paper's date from "17 October 2019", "October 2019", "2019-10-17" or "2019"."""
    text = value if isinstance(value, str) else ""
    if iso := re.search(r"\b((?:19|20)\d\d)(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?\b(?![-/]\d)", text):
        year, month, day = iso[1], int(iso[2] or 0), int(iso[3] or 0)
        if not month:  # it is a word
            month = next(filter(None, map(month_number, re.findall(r"[A-Za-z]{3,9}", text))), 0)
            spelled = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b", text)
            day = int(spelled[1]) if spelled else 0
        parts = [year] + [f"{part:02d}" for part in (month, day if month else 0) if part]
        return Date(event="dated", date="-".join(parts))
    return None
