"""Body, back matter and floats of a JATS article as sections and units."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from k1.parsing.document.builder import DocumentBuilder, MarkedText, TextBuilder
from k1.parsing.jats.inline import BLOCKS, InlineReader
from k1.parsing.jats.source import Element, child, children, descendants, entity_text, tag_of
from k1.parsing.jats.tables import read_cells
from k1.parsing.jats.text import formula_text, text_of
from k1.schema.vocabulary import Modality, SectionRole, UnitRole

_NUMBER = re.compile(r"^((?:\d+(?:\.\d+)*|[IVXL]+|[A-Z])\.|\d+(?:\.\d+)*)\s+(?=\S)")
_MAX_DEPTH = 60
_STATEMENTS = {
    "theorem": UnitRole.THEOREM,
    "proposition": UnitRole.THEOREM,
    "corollary": UnitRole.THEOREM,
    "lemma": UnitRole.LEMMA,
    "definition": UnitRole.DEFINITION,
    "algorithm": UnitRole.ALGORITHM,
}
_ROLE_OF_ZONE = {SectionRole.BACK_MATTER: UnitRole.BACK_MATTER, SectionRole.ABSTRACT: UnitRole.ABSTRACT}


def heading_of(element: Element, default: str = "") -> tuple[str, str | None]:
    """The heading of a section and its number."""
    label = text_of(child(element, "label")).rstrip(". ")
    title = text_of(child(element, "title"), frozenset({"fn"})) or default
    printed = _NUMBER.match(title)
    if not label and printed:
        return title[printed.end() :], printed[1].rstrip(".")
    return title, label or None


@dataclass(slots=True)
class BodyReader:
    """Walks a part of the article once and adds what it finds to the builder."""

    builder: DocumentBuilder
    inline: InlineReader
    role: UnitRole | None = None
    _level: int = 0
    _footnotes: list[Element] = field(default_factory=list)

    def read(self, element: Element) -> None:
        """Add the blocks below an element, then the footnotes met on the way."""
        self._blocks(element)
        waiting, self._footnotes = self._footnotes, []
        for footnote in waiting:
            self._text(footnote, UnitRole.FOOTNOTE)

    def section(self, element: Element, default: str = "", role: SectionRole | None = None) -> None:
        """Add a section and what it holds."""
        heading, number = heading_of(element, default)
        self._level += bool(heading)
        if heading:
            self.builder.open_section(self._level, heading, number=number, role=role)
        self._blocks(element)
        if heading:
            # Text after the section belongs to the one around it, which the path must say.
            self.builder.open_section(self._level, "")
            self._level -= 1

    def _blocks(self, element: Element) -> None:
        for below in children(element):
            self._block(below)

    def _block(self, element: Element) -> None:
        tag = tag_of(element)
        if self._level > _MAX_DEPTH or tag in ("title", "label", "ref", "object-id", "sec-meta", "graphic", "media"):
            return
        if tag in ("sec", "ack", "app", "glossary", "notes", "ref-list", "bio") or (
            tag == "fn-group" and not self._level
        ):
            self.section(element, "References" if tag == "ref-list" else "")
            return
        handlers: dict[str, Callable[[Element], None]] = {
            "p": self._paragraph,
            "fig": self._figure,
            "table-wrap": self._table,
            "disp-formula": self._formula,
            "list": self._list,
            "def-list": self._definitions,
            "statement": self._statement,
            "fn": self._footnotes.append,
            "verse-group": self._plain,
            "speech": self._plain,
        }
        if tag in ("preformat", "code"):
            self._code(element)
        elif tag in ("boxed-text", "supplementary-material"):
            self._beside(element)
        else:
            handlers.get(tag, self._blocks)(element)

    def _unit_role(self) -> UnitRole:
        return self.role or _ROLE_OF_ZONE.get(self.builder.section_zone, UnitRole.BODY)

    def _text(self, element: Element, role: UnitRole) -> None:
        """Paragraphs below an element, all with one role."""
        outer, self.role = self.role, role
        paragraphs = children(element, "p") or [element]
        for paragraph in paragraphs:
            self._paragraph(paragraph)
        self.role = outer

    def _paragraph(self, element: Element) -> None:
        """A paragraph as a unit; display formulas split it, floats and lists follow it."""
        run: list[Element | str] = [element.text or ""]
        later: list[Element] = []
        for below in element:
            tag = tag_of(below)
            if tag in ("disp-formula", "disp-formula-group"):
                self._run(run)
                run = []
                self._block(below)
            elif tag in BLOCKS:
                later.append(below)
            elif tag:
                run.append(below)
                later.extend(found for found in descendants(below, "fn", "fig", "table-wrap"))
            else:
                run.append(entity_text(below))
            run.append(below.tail or "")
        self._run(run)
        for block in later:
            self._block(block)

    def _run(self, nodes: list[Element | str]) -> None:
        self.builder.add_unit(Modality.TEXT, self._unit_role(), self.inline.read_nodes(nodes))

    def _caption(self, element: Element) -> MarkedText:
        """Title and paragraphs of a caption as one text."""
        caption = child(element, "caption")
        out = MarkedText("")
        for part in children(caption) if caption is not None else ():
            text = self.inline.read(part)
            out = text.preceded_by(f"{out.text} ").after(out) if out.text else text
        return out

    def _figure(self, element: Element) -> None:
        self._float(Modality.FIGURE, element)

    def _table(self, element: Element) -> None:
        cells, header_rows = read_cells(element)
        self._float(Modality.TABLE, element, cells, header_rows)
        for foot in children(element, "table-wrap-foot"):
            for note in children(foot):
                notes = children(note) if tag_of(note) == "fn-group" else [note]
                for single in notes:
                    self._text(single, UnitRole.FOOTNOTE)

    def _float(
        self,
        modality: Modality,
        element: Element,
        cells: tuple[tuple[str, ...], ...] | None = None,
        header_rows: int | None = None,
    ) -> None:
        label = text_of(child(element, "label"))
        caption = self._caption(element)
        self.builder.add_unit(
            modality,
            UnitRole.FLOAT,
            caption.preceded_by(f"{label} " if label else ""),
            label=label.rstrip(" .:") or None,
            caption=caption.text or None,
            cells=cells,
            header_rows=header_rows,
        )

    def _formula(self, element: Element) -> None:
        out = TextBuilder()
        out.add(formula_text(element))
        label = text_of(child(element, "label"))
        self.builder.add_unit(Modality.EQUATION, self._unit_role(), out.build(), label=label or None)

    def _list(self, element: Element) -> None:
        for item in children(element, "list-item"):
            outer, self.role = self.role, self.role or UnitRole.LIST
            self._blocks(item)
            self.role = outer

    def _definitions(self, element: Element) -> None:
        for item in children(element, "def-item"):
            out = TextBuilder()
            out.add(": ".join(text for text in map(text_of, children(item, "term", "def")) if text))
            self.builder.add_unit(Modality.TEXT, self.role or UnitRole.LIST, out.build())

    def _statement(self, element: Element) -> None:
        kind = f"{text_of(child(element, 'label'))} {text_of(child(element, 'title'))}".casefold()
        role = next((role for word, role in _STATEMENTS.items() if word in kind), self._unit_role())
        self._text(element, role)

    def _beside(self, element: Element) -> None:
        """A box or a supplement: its caption and its text, marked as standing beside the text."""
        outer, self.role = self.role, UnitRole.FLOAT
        self.builder.add_unit(Modality.TEXT, UnitRole.FLOAT, self._caption(element))
        for below in children(element):
            if tag_of(below) != "caption":
                self._block(below)
        self.role = outer

    def _plain(self, element: Element) -> None:
        self.builder.add_unit(Modality.TEXT, self._unit_role(), self.inline.read(element))

    def _code(self, element: Element) -> None:
        out = TextBuilder()
        out.add_verbatim("".join(element.itertext()).strip("\n"))
        self.builder.add_unit(Modality.TEXT, UnitRole.CODE, out.build())
