"""Author-year citation markers: "(Smith et al., 2019a, 2020; Jones and Lee 2021)", "Smith et al. (2019)".

Years are the anchors. From each, the names before it are read backwards and looked up among the references, so that
only what the list answers to becomes a citation; the time is linear in the length of the text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import dropwhile, takewhile
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


NameIndex = Mapping[str, Sequence[_Entry]]
"""References by the names of their first author."""


def _fold_name(name: str) -> str:
    """A name without accents, case, blanks, hyphens and apostrophes."""
    letters = unicodedata.normalize("NFKD", without_accents(name))
    return "".join(letter for letter in letters if letter.isalnum()).casefold()


def index_names(references: Sequence[Reference]) -> NameIndex:
    """The references under every form in which a text may name their first author."""
    index: defaultdict[str, list[_Entry]] = defaultdict(list)
    for position, reference in enumerate(references):
        families = [_name_forms(author) for author in reference.authors[:12]]
        suffix = re.search(rf"{reference.year}\s?([a-h])\b", reference.text) if reference.year else None
        year = None if _UNDATED.search(reference.text) else reference.year
        entry = _Entry(position, families, year, suffix[1] if suffix else "")
        for form in (families[0] if families else frozenset()) | _head_forms(reference.text):
            index[form].append(entry)
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
    """The first words of an entry: its author's family name, whatever became of the fields."""
    words = re.findall(r"[^\W\d_][\w'\u2019\u2010-]*", text[:80])[:3]
    return frozenset(form for count in (1, 2, 3) if len(form := _fold_name(" ".join(words[:count]))) > 2)


def author_year(text: str, index: NameIndex) -> list[Marker]:
    """Author-year markers of a text with the positions of their references, one entry per bracket or mention."""
    pairs = _bracket_pairs(text)
    opens = sorted(pairs)
    ends: dict[int, int] = {}
    targets: defaultdict[int, list[int]] = defaultdict(list)
    for start, end, found in _mentions(text, index):
        near = opens[bisect_left(opens, end - _MAX_GROUP) : bisect_left(opens, end)]
        around = next((opened for opened in reversed(near) if pairs[opened] >= end), None)
        first = start if around is None else min(start, around)
        ends[first] = max(end if around is None else pairs[around] + 1, ends.get(first, 0))
        targets[first] += found
    return [Marker(first, ends[first], tuple(dict.fromkeys(targets[first]))) for first in sorted(ends)]


def _mentions(text: str, index: NameIndex) -> Iterator[tuple[int, int, list[int]]]:
    """Each year whose names the references answer to: start of the names, end of the year, positions."""
    mention: _Mention | None = None
    last_end = -1
    for match in _YEAR.finditer(text):
        if mention is None or not _BETWEEN_YEARS.fullmatch(text, last_end, match.start()):
            mention = _names_before(text, match.start())
        last_end = match.end()
        if mention and (resolved := _resolve(mention, match, index)):
            yield resolved[0], match.end(), resolved[1]


def _names_before(text: str, end: int) -> _Mention | None:
    """The list of names that ends right before a year, its opening bracket and its comma."""
    floor = max(0, end - _WINDOW)
    tokens = list(_TOKEN.finditer(text, floor, end))
    while tokens and tokens[-1][0] in {"(", "[", ",", "*"}:
        tokens.pop()
    if _IN_BRACKETS.fullmatch("".join(token[0] for token in tokens[-3:])):
        del tokens[-3:]  # "World Health Organization [WHO], 2020": the words before are the name
    named = [*takewhile(lambda token: _may_name(token[0]), reversed(tokens))][::-1]
    return _group_names(dropwhile(lambda token: token[0] in _JOINERS, named))


def _may_name(token: str) -> bool:
    return token[0].isupper() or token in _JOINERS or token.casefold() in PARTICLES


def _group_names(tokens: Iterable[re.Match[str]]) -> _Mention | None:
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
    for first, words in enumerate(mention.names, 1):
        others = [" ".join(word for word, _ in name) for name in mention.names[first:]]
        for at, (_, start) in enumerate(words):
            entries = index.get(_fold_name(" ".join(word for word, _ in words[at:])), ())
            if found := _by_year(entries, year, others, et_al=mention.et_al):
                return start, found
    return None


def _by_year(entries: Sequence[_Entry], match: re.Match[str], others: Sequence[str], *, et_al: bool) -> list[int]:
    """The positions of the references of a year, one for each letter behind it, whose further authors fit best."""
    year = int(match["year"]) if match["year"] else None
    same = [entry for entry in entries if entry.year == year]
    if year and not same and len(entries) == 1 and (et_al or others):
        # A list and its text disagree by a year where a preprint appeared in print.
        return [entry.order for entry in entries if entry.year and abs(entry.year - year) == 1]
    letters = re.findall(r"[a-h]", match["suffixes"] or "")
    candidates = [_lettered(same, letter) for letter in letters] or [same]
    return [max(some, key=lambda entry: _fit(entry, others, et_al=et_al)).order for some in candidates if some]


def _lettered(same: Sequence[_Entry], letter: str) -> Sequence[_Entry]:
    """Entries of one year by letter; where the list prints no letters, by order."""
    lettered = [entry for entry in same if entry.suffix == letter]
    if lettered or any(entry.suffix for entry in same):
        return lettered
    place = ord(letter) - ord("a")
    return same[place : place + 1] or same[:1]


def _fit(entry: _Entry, others: Sequence[str], *, et_al: bool) -> int:
    """How well the further authors of an entry fit the names printed."""
    count = len(entry.families)
    if others:
        return 2 * (count > 1 and _fold_name(others[0]) in entry.families[1]) + (count == len(others) + 1)
    if et_al:
        return min(count, 3)
    return 3 if count == 1 else 0


def _bracket_pairs(text: str) -> dict[int, int]:
    """The closing place of each opening bracket; brackets too far apart are no pair."""
    pairs: dict[int, int] = {}
    stack: list[int] = []
    for mark in re.finditer(r"[()\[\]]", text):
        if mark[0] in "([":
            stack.append(mark.start())
        elif stack and mark.start() - (opened := stack.pop()) <= _MAX_GROUP:
            pairs[opened] = mark.start()
    return pairs
