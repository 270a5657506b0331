"""Sections, units and citations, gathered in reading order into one document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from k1.parsing.document.citations import citations_in
from k1.parsing.document.section_roles import path_role
from k1.schema import identity
from k1.schema.documents import Citation, Document, Paper, Reference, Section, Span, Unit
from k1.schema.provenance import Region
from k1.schema.vocabulary import Modality, SectionRole, UnitRole

# Control characters, surrogates and noncharacters: neither Parquet nor a page wants them.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def printable(text: str) -> str:
    """``text`` without control characters and lone surrogates."""
    return _UNPRINTABLE.sub("", text)


@dataclass(frozen=True, slots=True)
class Marker:
    """A citation marker in a text that is being built: its characters and the keys of what it cites."""

    start: int
    end: int
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text with its citation markers and marked spans."""

    text: str
    markers: tuple[Marker, ...] = ()
    spans: tuple[Span, ...] = ()

    def preceded_by(self, prefix: str) -> MarkedText:
        """The text after ``prefix``, markers and spans moved along."""
        by = len(prefix)
        return MarkedText(
            (prefix + self.text).rstrip(),
            tuple(Marker(m.start + by, m.end + by, m.keys) for m in self.markers),
            tuple(Span(kind=s.kind, start=s.start + by, end=s.end + by) for s in self.spans),
        )

    def after(self, other: MarkedText) -> MarkedText:
        """The text with the markers and spans of ``other``, whose text it begins with, before its own."""
        return MarkedText(self.text, (*other.markers, *self.markers), (*other.spans, *self.spans))


@dataclass(frozen=True, slots=True)
class Numbered:
    """What a figure, a table or a numbered equation has beside its text."""

    label: str | None = None
    caption: str | None = None
    cells: tuple[tuple[str, ...], ...] | None = None
    header_rows: int | None = None


_UNNUMBERED = Numbered()


@dataclass(slots=True)
class DocumentBuilder:
    """Takes headings and units in reading order; gives out ids, orders, paths and citations.

    ``outside`` are the roles of units that stand in no section, whichever is open.
    """

    paper: str
    outside: frozenset[UnitRole] = frozenset()
    sections: list[Section] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    _open: list[Section] = field(default_factory=list)
    _seen: Counter[tuple[str, ...]] = field(default_factory=Counter)
    _marked: list[tuple[Unit, tuple[Marker, ...]]] = field(default_factory=list)
    _references_of_key: dict[str, list[str]] = field(default_factory=dict)

    def open_section(
        self,
        level: int,
        heading: str,
        *,
        number: str | None = None,
        role: SectionRole | None = None,
        region: Region | None = None,
    ) -> None:
        """Begin a section; those of the same or a deeper level end. An empty heading only ends them."""
        while self._open and self._open[-1].level >= level:
            self._open.pop()
        if not heading:
            return
        path = (*self.section_path, heading)
        section = Section(
            id=identity.section_id(self.paper, path, self._count("section", *map(identity.canonical_text, path))),
            paper=self.paper,
            order=len(self.sections),
            level=level,
            heading=heading,
            number=number,
            path=path,
            role=role or path_role(path),
            page=region.page if region else None,
            box=region.box if region else None,
        )
        self.sections.append(section)
        self._open.append(section)

    @property
    def section_path(self) -> tuple[str, ...]:
        """Headings from the top to the section that is open."""
        return self._open[-1].path if self._open else ()

    @property
    def section_zone(self) -> SectionRole:
        """Zone of the section that is open."""
        return self._open[-1].role if self._open else SectionRole.OTHER

    def add_unit(
        self,
        modality: Modality,
        role: UnitRole,
        content: MarkedText,
        numbered: Numbered = _UNNUMBERED,
        regions: tuple[Region, ...] = (),
    ) -> None:
        """Append a unit. One without text is kept only if it is a figure, a table or an equation."""
        if not content.text and modality is Modality.TEXT:
            return
        occurrence = self._count("unit", modality, identity.canonical_text(content.text))
        section = self._open[-1] if self._open and role not in self.outside else None
        unit = Unit(
            id=identity.unit_id(self.paper, modality, content.text, occurrence),
            paper=self.paper,
            order=len(self.units),
            modality=modality,
            role=role,
            section=section.id if section else None,
            section_path=section.path if section else (),
            text=content.text,
            label=numbered.label,
            caption=numbered.caption,
            cells=numbered.cells,
            header_rows=numbered.header_rows,
            spans=content.spans,
            page=regions[0].page if regions else None,
            box=regions[0].box if regions else None,
            regions=regions,
        )
        self.units.append(unit)
        if content.markers:
            self._marked.append((unit, content.markers))

    def add_reference(self, keys: Sequence[str], text: str, fields: Mapping[str, object]) -> None:
        """Append an entry of the reference list; ``keys`` are what markers call it, and maybe its neighbours."""
        entry = Reference(
            id=identity.reference_id(self.paper, text, self._count("reference", identity.canonical_text(text))),
            paper=self.paper,
            order=len(self.references),
            text=text,
            **fields,
        )
        self.references.append(entry)
        for key in keys:
            self._references_of_key.setdefault(key, []).append(entry.id)

    def build(self, paper: Paper) -> Document:
        """The document; ``paper`` must have the id that the builder was made with."""
        return Document(
            paper=paper,
            sections=tuple(self.sections),
            units=tuple(self.units),
            references=tuple(self.references),
            citations=tuple(self._citations()),
        )

    def _citations(self) -> list[Citation]:
        return [
            citation
            for unit, markers in self._marked
            for citation in citations_in(unit, ((mark.start, mark.end, self._references(mark)) for mark in markers))
        ]

    def _references(self, marker: Marker) -> Iterable[str]:
        """What the keys of a marker call; no reference twice."""
        return dict.fromkeys(found for key in marker.keys for found in self._references_of_key.get(key, ()))

    def _count(self, *key: str) -> int:
        """How often this was seen before; it counts as seen from now on."""
        self._seen[key] += 1
        return self._seen[key] - 1


@dataclass(slots=True)
class TextBuilder:
    """Grows a text piece by piece, folding white space, while remembering markers and spans."""

    length: int = 0  # in characters, so far
    last: str = ""  # character so far
    markers: list[Marker] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)

    def add(self, text: str) -> None:
        """Append running text: runs of white space become one blank, none at the beginning."""
        folded = re.sub(r"\s+", " ", printable(text))
        if folded.startswith(" ") and self.last in ("", " "):
            folded = folded[1:]
        self._append(folded)

    def add_verbatim(self, text: str) -> None:
        """Append text whose line breaks count, such as code."""
        self._append(printable(text.replace("\r\n", "\n").replace("\r", "\n")))

    def _append(self, text: str) -> None:
        if text:
            self._pieces.append(text)
            self.length += len(text)
            self.last = text[-1]

    def mark(self, start: int, keys: Sequence[str]) -> None:
        """What was appended since ``start`` is a citation marker."""
        if start < self.length:
            self.markers.append(Marker(start, self.length, tuple(keys)))

    def span(self, kind: str, start: int) -> None:
        """What was appended since ``start`` is of ``kind``."""
        if start < self.length:
            self.spans.append(Span(kind=kind, start=start, end=self.length))

    def build(self) -> MarkedText:
        """The text without white space at its end."""
        text = "".join(self._pieces).rstrip()
        end = len(text)
        return MarkedText(
            text,
            tuple(Marker(m.start, min(m.end, end), m.keys) for m in self.markers if m.start < end),
            tuple(Span(kind=s.kind, start=s.start, end=min(s.end, end)) for s in self.spans if s.start < end),
        )
