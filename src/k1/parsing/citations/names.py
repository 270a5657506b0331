"""Author-year citation markers: "(Smith et al., 2019a, 2020; Jones and Lee 2021)", "Smith et al. (2019)".

Years are the anchors. From each, the names before it are read backwards and looked up among the references, so that
only what the list answers to becomes a citation; the time is linear in the length of the text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from k1.parsing.citations.numbers import Marker
from k1.schema.documents import Reference
from k1.text.accents import without_accents
from k1.text.particles import PARTICLES
from k1.text.words import word_set

_YEAR = re.compile(
    r"(?<![\d.\u2013/-])(?P<year>(?:1[5-9]|20)\d\d)(?:\s?(?P<suffixes>[a-h](?:\s?[,;\u2013&-]\s?[a-h])*)(?![\w]))?(?![\d\w])"
    r"|(?P<undated>n\.\s?d\.|in press|forthcoming)(?:-?[a-h]\b)?"
)
_UNDATED = re.compile(r"\bn\.\s?d\.")
_TOKEN = re.compile(r"[^\W\d_][\w'\u2019\u02bc.\u2010\u2011-]*|[&,;()\[\]*]|\d+\w?|\S")
_BETWEEN_YEARS = re.compile(r"[\s,;]*(?:(?:and|&)\s*)?")
_AND_OTHERS = word_set("al al. a. colleagues coworkers co-workers others")
_JOINERS = _AND_OTHERS | word_set("and & , et und y e u. with")
_IN_BRACKETS = re.compile(r"[(\[][A-Z][\w'\u2019&.-]*[A-Z][\w.]*[)\]]")
_WINDOW = 160
_MAX_GROUP = 600


class _Mention(NamedTuple):
    """Names read before a year."""

    names: tuple[tuple[tuple[str, int], ...], ...]  # the words of each name, with their places
    et_al: bool


@dataclass(slots=True)
class _Entry:
    """What a reference answers to."""

    order: int
    families: list[frozenset[str]]
    year: int | None
    suffix: str


@dataclass(slots=True)
class NameIndex:
    """References by the names of their first author."""

    by_name: dict[str, list[_Entry]] = field(default_factory=lambda: defaultdict(list))


def _fold_name(name: str) -> str:
    """A name without accents, case, blanks, hyphens and apostrophes."""
    letters = unicodedata.normalize("NFKD", without_accents(name))
    return "".join(letter for letter in letters if letter.isalnum()).casefold()


def index_names(references: Sequence[Reference]) -> NameIndex:
    """The references under every form in which a text may name their first author."""
    index = NameIndex()
    for position, reference in enumerate(references):
        families = [_name_forms(author) for author in reference.authors[:12]]
        suffix = re.search(rf"{reference.year}\s?([a-h])\b", reference.text) if reference.year else None
        year = None if _UNDATED.search(reference.text) else reference.year
        entry = _Entry(position, families, year, suffix[1] if suffix else "")
        for form in (families[0] if families else frozenset()) | _head_forms(reference.text):
            index.by_name[form].append(entry)
    return index


def _name_forms(author: str) -> frozenset[str]:
    """Family name alone and with what stands before it; of organisations also the initials."""
    words = [word for word in author.split() if not re.fullmatch(r"(?:\w\.-?)+|Jr\.?|Sr\.?", word)]
    if not words:
        return frozenset()
    forms = {_fold_name(" ".join(words[-count:])) for count in (1, 2, 3) if count <= len(words)}
    forms.add(_fold_name(author))
    if len(words) >= 3:
        forms.add("".join(word[0] for word in words if word[0].isupper()).casefold())
    return frozenset(form for form in forms if len(form) > 1)


def _head_forms(text: str) -> frozenset[str]:
    """The first word or two of an entry: its author's family name, whatever became of the fields."""
    words = re.findall(r"[^\W\d_][\w'\u2019\u2010-]*", text[:80])[:3]
    return frozenset(form for count in (1, 2, 3) if len(form := _fold_name(" ".join(words[:count]))) > 2)


def author_year(text: str, index: NameIndex) -> list[Marker]:
    """Author-year markers of a text with the positions of their references, one entry per bracket or mention."""
    groups: dict[int, list[int]] = {}
    spans: dict[int, tuple[int, int]] = {}
    brackets = _Brackets(text)
    for start, end, targets in _mentions(text, index):
        around = brackets.around(end - 1)
        key, span = start, (start, end)
        if around is not None:
            key = around[0] if start > around[0] else start
            span = (key, around[1] + 1)
        groups.setdefault(key, []).extend(targets)
        old = spans.get(key, span)
        spans[key] = (min(old[0], span[0]), max(old[1], span[1]))
    return [Marker(*spans[key], tuple(dict.fromkeys(groups[key]))) for key in sorted(groups)]


def _mentions(text: str, index: NameIndex) -> Iterator[tuple[int, int, list[int]]]:
    """Each year whose names the references answer to: start of the names, end of the year, positions."""
    last: _Mention | None = None
    last_end = -1
    for match in _YEAR.finditer(text):
        if last is not None and _BETWEEN_YEARS.fullmatch(text, last_end, match.start()):
            mention: _Mention | None = last
        else:
            mention = _names_before(text, match.start())
        last, last_end = mention, match.end()
        if mention is None:
            continue
        resolved = _resolve(mention, match, index)
        if resolved:
            yield resolved[0], match.end(), resolved[1]


def _names_before(text: str, end: int) -> _Mention | None:
    """The list of names that ends right before a year, its opening bracket and its comma."""
    floor = max(0, end - _WINDOW)
    tokens = list(_TOKEN.finditer(text, floor, end))
    while tokens and tokens[-1][0] in {"(", "[", ",", "*"}:
        tokens.pop()
    if len(tokens) > 3 and _IN_BRACKETS.fullmatch("".join(token[0] for token in tokens[-3:])):
        del tokens[-3:]  # "World Health Organization [WHO], 2020": the words before are the name
    kept: list[re.Match[str]] = []
    while tokens and _may_name(tokens[-1][0]):
        kept.append(tokens.pop())
    kept.reverse()
    while kept and kept[0][0] in _JOINERS:
        kept.pop(0)
    if not kept:
        return None
    return _group_names(kept)


def _may_name(token: str) -> bool:
    return token[0].isupper() or token in _JOINERS or token.casefold() in PARTICLES


def _group_names(tokens: list[re.Match[str]]) -> _Mention | None:
    """Names out of tokens: words up to a joiner make one name; initials are dropped."""
    names: list[list[tuple[str, int]]] = [[]]
    et_al = False
    for token in tokens:
        word = re.sub(r"['\u2019]s$", "", token[0])
        if token[0] in _JOINERS:
            et_al = et_al or token[0] in _AND_OTHERS
            names.append([])
        elif not re.fullmatch(r"(?:[^\W\d_]\.-?)+", word):
            names[-1].append((word.rstrip("."), token.start()))
    spoken = tuple(tuple(words) for words in names if words)
    return _Mention(spoken, et_al) if spoken else None


def _resolve(mention: _Mention, year: re.Match[str], index: NameIndex) -> tuple[int, list[int]] | None:
    """Where the names begin, and the positions of the references that names and year stand for.

    The earliest name that the list knows is the first author: words before it belong to the sentence.
    """
    for first, words in enumerate(mention.names):
        for at, (_, start) in enumerate(words):
            entries = index.by_name.get(_fold_name(" ".join(word for word, _ in words[at:])))
            if not entries:
                continue
            others = tuple(" ".join(word for word, _ in name) for name in mention.names[first + 1 :])
            found = _by_year(entries, year, others, et_al=mention.et_al)
            if found:
                return start, found
    return None


def _by_year(entries: list[_Entry], match: re.Match[str], others: tuple[str, ...], *, et_al: bool) -> list[int]:
    if match["year"] is None:
        undated = _best([entry for entry in entries if entry.year is None], others, et_al=et_al)
        return [undated.order] if undated else []
    year = int(match["year"])
    same = [entry for entry in entries if entry.year == year]
    if not same:
        # A list and its text disagree by a year where a preprint appeared in print.
        near = [entry for entry in entries if entry.year and abs(entry.year - year) == 1]
        agreeing = near if len(entries) == 1 and (et_al or others) else []
        return [entry.order for entry in agreeing]
    suffixes = re.findall(r"[a-h]", match["suffixes"] or "")
    if not suffixes:
        best = _best(same, others, et_al=et_al)
        return [best.order] if best else []
    return _by_suffix(same, suffixes, others, et_al=et_al)


def _by_suffix(same: list[_Entry], suffixes: list[str], others: tuple[str, ...], *, et_al: bool) -> list[int]:
    """Entries of one year by letter; where the list prints no letters, by order."""
    orders = []
    for suffix in suffixes:
        lettered = [entry for entry in same if entry.suffix == suffix]
        if not lettered and not any(entry.suffix for entry in same):
            place = ord(suffix) - ord("a")
            lettered = same[place : place + 1] or same[:1]
        best = _best(lettered, others, et_al=et_al)
        if best:
            orders.append(best.order)
    return orders


def _best(candidates: list[_Entry], others: tuple[str, ...], *, et_al: bool) -> _Entry | None:
    """The candidate whose further authors fit the names printed; the first of equals."""
    if not candidates:
        return None

    def fit(entry: _Entry) -> int:
        if others:
            second = _fold_name(others[0])
            return 2 * (len(entry.families) > 1 and second in entry.families[1]) + (
                len(entry.families) == len(others) + 1
            )
        if et_al:
            return min(len(entry.families), 3)
        return 3 if len(entry.families) == 1 else 0

    return max(candidates, key=fit)


class _Brackets:
    """The brackets of a text: which one is the innermost around a place."""

    def __init__(self, text: str) -> None:
        marks = [(match.start(), match[0]) for match in re.finditer(r"[()\[\]]", text)]
        self._close = _pairs(marks)
        self._places: list[int] = []
        self._open: list[int | None] = []
        stack: list[int] = []
        for place, mark in marks:
            if mark in "([":
                if place in self._close:
                    stack.append(place)
            elif stack and self._close[stack[-1]] == place:
                stack.pop()
            self._places.append(place)
            self._open.append(stack[-1] if stack else None)

    def around(self, place: int) -> tuple[int, int] | None:
        """Opening and closing place of the innermost bracket around ``place``."""
        at = bisect_right(self._places, place) - 1
        opened = self._open[at] if at >= 0 else None
        return None if opened is None else (opened, self._close[opened])


def _pairs(marks: Sequence[tuple[int, str]]) -> dict[int, int]:
    """The closing place of each opening one; brackets too far apart are no pair."""
    pairs: dict[int, int] = {}
    stack: list[int] = []
    for place, mark in marks:
        if mark in "([":
            stack.append(place)
        elif stack:
            opened = stack.pop()
            if place - opened <= _MAX_GROUP:
                pairs[opened] = place
    return pairs
