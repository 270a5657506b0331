"""A paper as the extractor reads it: sentences with their zone and tokens, in reading order."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from k1.schema.documents import Document, Unit
from k1.schema.knowledge import EntityMention
from k1.schema.vocabulary import Modality, SectionRole, UnitRole
from k1.text.sentences import split_sentences

SKIPPED_ROLES = frozenset(
    {UnitRole.FURNITURE, UnitRole.REFERENCE, UnitRole.FRONT_MATTER, UnitRole.BACK_MATTER, UnitRole.CODE}
)
"""Units that say nothing of the paper's subject."""

# An en dash between letters joins two names ("Hartree\u2013Fock"), between digits it is a range.
_TOKEN = re.compile(
    r"[^\W_](?:[\w'\u2019.+/#-]{0,60}[\w+#])?(?:(?<=[^\W\d_])\u2013[^\W\d_](?:[\w'\u2019.+/#-]{0,60}[\w+#])?){0,4}"
)
_POSSESSIVE = re.compile(r"['\u2019]s$")
# A lowered digit belongs to its word (CO2, TiO2); a raised one is a note, a citation or an exponent.
_MASKED_SPANS = frozenset({"formula", "math", "superscript", "url", "link"})
_MINUS = ("-", "\u2212", "\u2013")
_LEAST_BEFORE_MARK = 3  # letters and digits that are a word before a raised one, rather than a symbol: not "m2", "R2"
_URL = re.compile(r"https?://\S{1,2000}|www\.\S{1,2000}|\b10\.\d{4,9}/\S{1,200}")
LONGEST_SENTENCE = 1200
"""Characters; what is longer is a table or a list that lost its marks, and is read for names only."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a sentence; ``start`` and ``end`` count characters of the unit's text."""

    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        """The word in lower case."""
        return self.text.casefold()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a unit."""

    unit: Unit
    start: int
    end: int
    zone: SectionRole
    order: int
    tokens: tuple[Token, ...]
    cited: tuple[tuple[int, int], ...] = ()

    @property
    def text(self) -> str:
        """The sentence as printed."""
        return self.unit.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Reading:
    """A document ready for extraction."""

    document: Document
    sentences: tuple[Sentence, ...]
    zones: dict[str, SectionRole]
    by_unit: dict[str, tuple[Sentence, ...]] = field(default_factory=dict)


def read_document(document: Document) -> Reading:
    """Split the content units of a document into sentences; units without content are skipped."""
    roles = {section.id: section.role for section in document.sections}
    marks: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for citation in document.citations:
        marks[citation.unit].append((citation.start, citation.end))
    sentences: list[Sentence] = []
    zones: dict[str, SectionRole] = {}
    for unit in sorted(document.units, key=lambda unit: (unit.order, unit.id)):
        zones[unit.id] = _zone(unit, roles)
        if _is_content(unit, zones[unit.id]):
            sentences.extend(_sentences(unit, zones[unit.id], marks[unit.id], len(sentences)))
    units = groupby(sentences, key=lambda sentence: sentence.unit.id)
    return Reading(document, tuple(sentences), zones, {unit: tuple(inside) for unit, inside in units})


def by_unit(mentions: Iterable[EntityMention]) -> defaultdict[str, list[EntityMention]]:
    """The mentions of each unit, in their order."""
    found: defaultdict[str, list[EntityMention]] = defaultdict(list)
    for mention in mentions:
        found[mention.provenance.unit].append(mention)
    return found


def mentions_in(sentence: Sentence, named: Mapping[str, list[EntityMention]]) -> list[EntityMention]:
    """The mentions that begin in a sentence, of those of each unit."""
    unit = named.get(sentence.unit.id, [])
    return [mention for mention in unit if sentence.start <= mention.provenance.start < sentence.end]


def _is_content(unit: Unit, zone: SectionRole) -> bool:
    """Whether a unit is read: prose and captions, not furniture, references, formulas or code."""
    skipped = unit.role in SKIPPED_ROLES or zone is SectionRole.BACK_MATTER
    return not skipped and unit.modality is not Modality.EQUATION


def _zone(unit: Unit, roles: dict[str, SectionRole]) -> SectionRole:
    if unit.role is UnitRole.ABSTRACT:
        return SectionRole.ABSTRACT
    if unit.role is UnitRole.BACK_MATTER:
        return SectionRole.BACK_MATTER
    return roles.get(unit.section or "", SectionRole.OTHER)


def _sentences(unit: Unit, zone: SectionRole, marks: list[tuple[int, int]], first: int) -> Iterable[Sentence]:
    masked = sorted([*marks, *_masked(unit)])
    at = 0
    for order, (start, end) in enumerate(split_sentences(unit.text), start=first):
        while at < len(masked) and masked[at][1] <= start:
            at += 1
        tokens = _tokens(unit.text, start, end, masked[at : bisect_left(masked, (end,))])
        cited = tuple(mark for mark in marks if start <= mark[0] < end)
        yield Sentence(unit, start, end, zone, order, tokens, cited)


def _masked(unit: Unit) -> list[tuple[int, int]]:
    spans = [(span.start, span.end) for span in unit.spans if span.kind in _MASKED_SPANS]
    return [*spans, *(match.span() for match in _URL.finditer(unit.text))]


def _tokens(text: str, start: int, end: int, masked: list[tuple[int, int]]) -> tuple[Token, ...]:
    """The words between ``start`` and ``end``, up to the masked spans (sorted by start) that they touch."""
    found = []
    at = 0
    for match in _TOKEN.finditer(text, start, end):
        while at < len(masked) and masked[at][1] <= match.start():
            at += 1
        word = match[0]
        mark = masked[at][0] if at < len(masked) else len(text) + 1
        if mark < match.end() or (mark == match.end() and text.startswith(_MINUS, mark)):
            word = _before_mark(text, match.start(), mark)
        word = _POSSESSIVE.sub("", word)
        if word:
            found.append(Token(word, match.start(), match.start() + len(word)))
    return tuple(found)


def _before_mark(text: str, start: int, mark: int) -> str:
    """The word from ``start`` to a masked span that begins inside it: "GROMACS" of "GROMACS25"; "" where it is none."""
    if start >= mark or text.startswith(_MINUS, mark):
        return ""  # "min" of "min-1" is a unit
    match = _TOKEN.match(text, start, mark)
    word = match[0] if match else ""
    return word if sum(map(str.isalnum, word)) >= _LEAST_BEFORE_MARK else ""
