"""Numbered citation markers: bracketed, parenthesised, superscript, and the expansion of their ranges and lists."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_DASH = "\\-\u2010\u2011\u2012\u2013\u2014\u2212"
_PARTS = r"[a-h](?:\s?[,\u2013-]\s?[a-h])*(?!\w)"


def _listed(number: str) -> str:
    """The pattern of a list of numbers and of their ranges: "3-7, 12", "1, 2, and 3"."""
    item = rf"{number}(?:\s?(?:[{_DASH}]{{1,2}}|to)\s?{number})?"
    return rf"{item}(?:\s?(?:[,;](?:\s?(?:and|&))?|and|&)\s?{item}){{0,40}}"


_LIST = _listed(r"\d{1,3}")
_LETTERED = _listed(rf"\d{{1,3}}(?-i:{_PARTS})?")  # "12a,b": parts of one entry; small letters, for "[2D]" cites none
_LEAD = r"(?:(?:see|e\.g\.,?|cf\.?|refs?\.?|references?|reviewed in|also)\s){0,2}"
_PLACE = (
    r"(?:[,:]\s?(?:pp?|chap|ch|sec|sect|section|chapter|fig|eq|thm|theorem|lemma|prop|table|appendix)\b[^\])]{0,24}"
    r"|,?\s(?:and|&)\s(?:the\s)?ref(?:s\b|erences)?\.?\s(?:cited\s)?therein)?"
)

# "refs 3 and 4", without brackets; "reference 5" alone is more often a sample or a standard.
_SPOKEN = re.compile(
    rf"\b[Rr]ef(?:s?\.|s)\s?(?P<list>{_LIST})(?![\w%]|\.\d)|\b[Rr]eferences\s(?P<many>{_LIST})(?![\w%]|\.\d)"
)

# A bracket glued to a single letter is an index: t[1].
_BRACKETED = re.compile(
    rf"(?<!\b[^\W\d_])\[\s?{_LEAD}(?P<list>{_LETTERED}){_PLACE}\s?\](?:\s?[{_DASH}]\s?\[(?P<last>\d{{1,3}})\])?",
    re.IGNORECASE,
)
_PARENTHESISED = re.compile(rf"\(\s?{_LEAD}(?P<list>{_LIST}){_PLACE}\s?\)", re.IGNORECASE)
_RAISED = re.compile(rf"\s?(?P<list>\d{{1,3}}(?:\s?[,;{_DASH}]\s?\d{{1,3}}){{0,40}})\s?[,;]?\s?")
# A superscript that lost its rise: digits glued to the word or the stop before them.
_FLATTENED = re.compile(
    rf"(?:(?<=[a-z]{{3}})|(?<=[a-z)\]\u201d\"][.,;:]))(?P<list>\d{{1,3}}(?:[,{_DASH}]\d{{1,3}}){{0,20}})(?=\s|[.,;:)]|$)"
)
_PARTS_NEXT = re.compile(rf"(?<=\d){_PARTS}")
# "[3d]", "[4h, 6h]", "[2-3d]": spans of time and weights, unless other parts or numbers stand beside them.
_QUANTITY = re.compile(rf"\s?\d{{1,3}}[dgh]?(?:\s?(?:[{_DASH}]{{1,2}}|to)\s?\d{{1,3}})?(?<=\d)[dgh]\s?")
_BETWEEN = re.compile(r"[,;&]\s?(?:and\b|&)?|\band\b")
_RANGE = re.compile(rf"(\d{{1,3}})(?:\s?(?:[{_DASH}]{{1,2}}|to)\s?(\d{{1,3}}))?")
_UNIT = re.compile(
    r"(?:^|[\s\d(/\u00b7\u22c5*,])(?:[^\W\d_]|[ckmn\u00b5\u03bcd]m|kg|mg|sec|min|ha|ft|in|inch|Pa|chi|eta)$"
)
_BASE = re.compile(r"[^\s()\[\]/,;=<>~\u00d7\u00b7\u22c5*]+$")  # what a superscript after a digit may be the power of
_TEN = re.compile(rf"(?:^|[^\d{_DASH}])10$")  # "2x10", "titer:10", "cells10" for "cells x 10"; but "IL-10" is a name
_YEAR = re.compile(r"(?:^|\D)(?:1[89]|20)\d\d$")
_SIGNS = ("+", "-", "\u2212", "\u2013")  # "SO4^2-": the charge of an ion
_MAX_POWER = 4
_MAX_RANGE = 100  # "[1-100]" is a range; "[1-999]" is an interval


class Marker(NamedTuple):
    """A citation marker in a text: its characters, and the printed numbers or the positions it stands for."""

    start: int
    end: int
    targets: tuple[int, ...]


def expand_numbers(text: str) -> tuple[int, ...]:
    """The numbers of "3-7, 12" in order, each once; a range that runs backwards or too far counts by its ends."""
    numbers: list[int] = []
    for match in _RANGE.finditer(text):
        first = int(match[1])
        last = int(match[2]) if match[2] else first
        numbers += range(first, last + 1) if first <= last <= first + _MAX_RANGE else (first, last)
    return tuple(dict.fromkeys(numbers))


def bracketed(text: str) -> list[Marker]:
    """Markers such as "[3-7, 12]", "[1]-[4]", "[see 5, p. 12]", "[12a,b]"."""
    markers = []
    for match in _BRACKETED.finditer(text):
        if all(map(_QUANTITY.fullmatch, _BETWEEN.split(match["list"]))):
            continue
        numbers = _PARTS_NEXT.sub("", match["list"])
        printed = f"{numbers}-{match['last']}" if match["last"] else numbers
        markers.append(Marker(match.start(), match.end(), expand_numbers(printed)))
    return markers


def spoken(text: str) -> list[Marker]:
    """Numbers that a word calls references: "refs 3 and 4", "ref. 5", "references 3-5"."""
    markers = []
    for match in _SPOKEN.finditer(text):
        group = "list" if match["list"] else "many"
        numbers = expand_numbers(match[group])
        if group == "list" or len(numbers) > 1:
            markers.append(Marker(match.start(group), match.end(group), numbers))
    return markers


def parenthesised(text: str) -> list[Marker]:
    """Markers such as "(3, 5-7)"; list numbers and equation numbers look alike, so the style must be known."""
    return [Marker(m.start(), m.end(), expand_numbers(m["list"])) for m in _PARENTHESISED.finditer(text)]


def raised(text: str, superscripts: Iterable[tuple[int, int]]) -> list[Marker]:
    """Superscripts that are numbers and neither exponents, nor units, nor isotopes."""
    markers = []
    for start, end in _joined(text, superscripts):
        match = _RAISED.fullmatch(text, start, end)
        if match and not _is_exponent(text, match.start("list"), match.end("list")):
            markers.append(Marker(match.start("list"), match.end("list"), expand_numbers(match["list"])))
    return markers


def flattened(text: str) -> list[Marker]:
    """Numbers glued to words or full stops, where a text layer does not tell their rise."""
    return [Marker(m.start(), m.end(), expand_numbers(m["list"])) for m in _FLATTENED.finditer(text)]


def _joined(text: str, superscripts: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Superscripts with those joined that are apart by at most a separator: "1", ",", "2"."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(superscripts):
        if joined and start - joined[-1][1] <= 2 and not text[joined[-1][1] : start].strip(f" ,{_DASH}"):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _is_exponent(text: str, start: int, end: int) -> bool:
    """Whether a superscript number belongs to the symbol beside it (10^6, m^2, R^2, 13C) and cites nothing."""
    before, numbers = text[max(0, start - 12) : start], text[start:end]
    if text[end : end + 1].isalpha() and (not before or not before[-1].isalpha()):
        return True
    if before[-1:].isdigit():
        return numbers.isdigit() and (text[end : end + 1] in _SIGNS or _is_power(before, int(numbers)))
    return numbers.isdigit() and int(numbers) <= _MAX_POWER and bool(_UNIT.search(before))


def _is_power(before: str, number: int) -> bool:
    """Whether a superscript after a digit is an exponent: of a number, no year (1.5x10^6), or of a symbol (x1^2).

    After a name that ends in a digit (COVID-19, CO2, GPT-4) it cites, after a letter and a digit (p53) if it is large.
    """
    base = _BASE.search(before)
    letters = sum(map(str.isalpha, base[0])) if base else 0
    if not letters or _TEN.search(before):
        return _YEAR.search(before) is None
    return letters == 1 and number <= _MAX_POWER
