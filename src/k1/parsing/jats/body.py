"""Body, back matter and floats of a JATS article as sections and units."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial

from k1.parsing.document.builder import DocumentBuilder, MarkedText, Numbered, TextBuilder
from k1.parsing.document.section_roles import unit_role
from k1.parsing.jats.inline import BLOCKS, InlineReader
from k1.parsing.jats.numbering import PRINTED_LABEL
from k1.parsing.jats.source import Element, child, children, entity_text, tag_of
from k1.parsing.jats.tables import read_cells
from k1.parsing.jats.text import folded, formula_text, pieces, text_of
from k1.schema.vocabulary import Modality, SectionRole, UnitRole
from k1.text.words import word_set

# A capital before a small letter is a genus: "E. coli in milk".
_NUMBER = re.compile(
    r"^((?:\d+(?:\.\d+)*|[IVXL]{2,}|[A-Z](?!\.\s+[a-z]))\.|\d+(?:\.\d+)*|\(?(?:\d{1,2}|[ivx]{1,4}|[a-z])\))(?:\s*\|)?\s+(?=\S)"
)
_ABBREVIATED = re.compile(r"(?:\b(?:et al|etc|vs|spp?|subsp|ssp|var|cv|inc|ltd|corp|jr)|\.\w)\.$", re.IGNORECASE)
_LABEL = re.compile(rf"({PRINTED_LABEL})\s*[.:|]?\s*", re.IGNORECASE)
_MAX_DEPTH = 60
_STATEMENTS = {
    **dict.fromkeys(("theorem", "proposition", "corollary"), UnitRole.THEOREM),
    **{"lemma": UnitRole.LEMMA, "definition": UnitRole.DEFINITION, "algorithm": UnitRole.ALGORITHM},
}
# Blocks that are read as part of a caption or a definition.
_FLOWING = word_set("list def-list disp-quote disp-formula disp-formula-group verse-group")
# Blocks of a paragraph that are printed in its course; all others stand beside it.
_IN_COURSE = _FLOWING | word_set("speech statement array preformat code")
_SECTIONS = word_set("sec ack app glossary notes ref-list bio fn-group")
_SILENT = word_set("title label ref object-id sec-meta caption")


def _heading_of(element: Element, default: str = "") -> tuple[str, str | None]:
    """The heading of a section and its number."""
    label = text_of(child(element, "label")).rstrip(". |")
    title = text_of(child(element, "title"), frozenset({"fn"})).rstrip(": ") or default
    title = title if _ABBREVIATED.search(title) else title.removesuffix(".")
    printed = _NUMBER.match(title)
    if not label and printed:
        return title[printed.end() :], printed[1].strip(".()")
    return title, label or None


def _blocks_within(element: Element) -> Iterator[Element]:
    """The outermost blocks below an inline element."""
    for below in children(element):
        if tag_of(below) in BLOCKS:
            yield below
        else:
            yield from _blocks_within(below)


def _joined(parts: Iterable[MarkedText], between: str) -> MarkedText:
    """Texts one after the other; those without characters are left out."""
    out = MarkedText("")
    for part in parts:
        if part.text:
            out = part.preceded_by(f"{out.text}{between}").after(out) if out.text else part
    return out


@dataclass(slots=True)
class BodyReader:
    """Walks a part of the article once and adds what it finds to the builder."""

    builder: DocumentBuilder
    inline: InlineReader
    role: UnitRole | None = None
    _level: int = 0
    _lead: str = ""
    _footnotes: list[Element] = field(default_factory=list)

    def read(self, element: Element) -> None:
        """Add the blocks below an element, then the footnotes met on the way."""
        self._blocks(element)
        waiting, self._footnotes = self._footnotes, []
        for footnote in waiting:
            self._text(footnote, UnitRole.FOOTNOTE)

    def declaration(self, called: str, element: Element) -> None:
        """Add what the front matter declares, unless the article says it anyway."""
        said = list(filter(None, map(text_of, children(element, "p") or [element])))
        if not all(any(text in unit.text for unit in self.builder.units) for text in said):
            self._lead = f"{called}: "
            self._text(element, self.role or UnitRole.BACK_MATTER)
            self._lead = ""

    def section(self, element: Element, default: str = "", role: SectionRole | None = None) -> None:
        """Add a section and what it holds."""
        heading, number = _heading_of(element, default)
        self._level += bool(heading)
        if heading:
            self.builder.open_section(self._level, heading, number=number, role=role)
        outer = self.role
        appended = tag_of(element) == "app" or (heading and self.builder.section_zone is SectionRole.APPENDIX)
        if appended and outer is UnitRole.BACK_MATTER:
            self.role = None  # though it stands in the back matter, it goes on with the subject
        self._blocks(element)
        self.role = outer
        if heading:
            # Text after the section belongs to the one around it, which the path must say.
            self.builder.open_section(self._level, "")
            self._level -= 1

    def _blocks(self, element: Element) -> None:
        for below in children(element):
            self._block(below)

    def _block(self, element: Element) -> None:
        tag = tag_of(element)
        if self._level > _MAX_DEPTH or tag in _SILENT:
            return
        if tag in _SECTIONS:
            self.section(element, "References" if tag == "ref-list" else "")
            return
        handlers: dict[str, Callable[[Element], None]] = {
            "p": self._paragraph,
            **dict.fromkeys(("fig", "chem-struct-wrap"), partial(self._float, Modality.FIGURE)),
            "fig-group": self._figures,
            "table-wrap": self._table,
            "array": self._array,
            "disp-formula": self._formula,
            "list": self._list,
            "def-list": self._definitions,
            "statement": self._statement,
            "fn": partial(self._text, role=UnitRole.FOOTNOTE),
            **dict.fromkeys(("verse-group", "speech", "attrib", "sig", "textual-form"), self._plain),
            **dict.fromkeys(("preformat", "code"), self._code),
            **dict.fromkeys(("boxed-text", "supplementary-material", "table-wrap-group"), self._beside),
            **dict.fromkeys(("graphic", "media"), self._picture),
        }
        handlers.get(tag, self._blocks)(element)

    def _unit_role(self) -> UnitRole:
        return self.role or unit_role(self.builder.section_zone)

    def _text(self, element: Element, role: UnitRole) -> None:
        """All that an element holds, blocks or running text, with one role."""
        outer, self.role = self.role, role
        if any(tag_of(below) == "p" or tag_of(below) in BLOCKS for below in children(element)):
            self._blocks(element)
        else:
            self._paragraph(element)
        self.role = outer

    def _paragraph(self, element: Element) -> None:
        """A paragraph as a unit; what is printed in its course splits it, floats and notes follow it."""
        run: list[Element | str] = [element.text or ""]
        later: list[Element] = []
        for below in element:
            tag = tag_of(below)
            if tag in _IN_COURSE:
                self._run(run)
                run = []
                self._block(below)
            elif tag in BLOCKS:
                later.append(below)
            elif tag:
                run.append(below)
                later.extend(_blocks_within(below))
            else:
                run.append(entity_text(below))
            run.append(below.tail or "")
        self._run(run)
        for block in later:
            if tag_of(block) == "fn":
                self._footnotes.append(block)
            else:
                self._block(block)

    def _run(self, nodes: list[Element | str]) -> None:
        text = self.inline.read_nodes([self._lead, *nodes])
        if text.text != self._lead.rstrip():
            self.builder.add_unit(Modality.TEXT, self._unit_role(), text)
            self._lead = ""

    def _caption(self, element: Element) -> MarkedText:
        """Title and paragraphs of a caption as one text."""
        caption = child(element, "caption")
        parts = children(element, "title") if caption is None else children(caption)
        return _joined((self.inline.read(part, _FLOWING) for part in parts), " ")

    def _figures(self, element: Element) -> None:
        """A group of figures: what it is called as a whole, then each."""
        if child(element, "caption") is not None:
            self._float(Modality.FIGURE, element)
        self._blocks(element)

    def _picture(self, element: Element) -> None:
        if child(element, "caption") is not None:
            self._beside(element)

    def _table(self, element: Element) -> None:
        cells, header_rows = read_cells(element)
        self._float(Modality.TABLE, element, cells, header_rows)
        for foot in children(element, "table-wrap-foot"):
            for note in children(foot):
                for single in children(note) if tag_of(note) == "fn-group" else [note]:
                    self._text(single, UnitRole.FOOTNOTE)

    def _array(self, element: Element) -> None:
        """Columns without a caption: two of them are names and what they mean, more are a table."""
        cells, header_rows = read_cells(element)
        if not cells or len(cells[0]) != 2:
            self._float(Modality.TABLE, element, cells, header_rows)
            return
        for row in cells:
            text = MarkedText(folded(": ".join(filter(None, row))))
            self.builder.add_unit(Modality.TEXT, self.role or UnitRole.LIST, text)

    def _float(
        self,
        modality: Modality,
        element: Element,
        cells: tuple[tuple[str, ...], ...] | None = None,
        header_rows: int | None = None,
    ) -> None:
        label = text_of(child(element, "label"))
        caption = self._caption(element)
        printed = _LABEL.match("" if label else caption.text)
        self.builder.add_unit(
            modality,
            UnitRole.FLOAT,
            caption.preceded_by(f"{label} " if label else ""),
            Numbered(
                label=(printed[1] if printed else label.rstrip(" .:|")) or None,
                caption=caption.text[printed.end() if printed else 0 :] or None,
                cells=cells,
                header_rows=header_rows,
            ),
        )
        outer, self.role = self.role, UnitRole.FLOAT
        for below in children(element, "p", "attrib", *_IN_COURSE):
            self._block(below)
        self.role = outer

    def _formula(self, element: Element) -> None:
        number = Numbered(text_of(child(element, "label")) or None)
        self.builder.add_unit(Modality.EQUATION, self._unit_role(), MarkedText(folded(formula_text(element))), number)

    def _list(self, element: Element) -> None:
        for title in children(element, "title"):
            self._plain(title)
        for item in children(element, "list-item"):
            for part in (*children(item, "title"), item):
                self._text(part, self.role or UnitRole.LIST)

    def _definitions(self, element: Element) -> None:
        for below in children(element):
            if tag_of(below) == "def-list":
                self._definitions(below)
            elif tag_of(below) == "title":
                self._plain(below)
            elif tag_of(below) == "def-item":
                parts = (self.inline.read(part, _FLOWING) for part in children(below, "term", "def"))
                self.builder.add_unit(Modality.TEXT, self.role or UnitRole.LIST, _joined(parts, ": "))

    def _statement(self, element: Element) -> None:
        """A theorem or its like; its first paragraph begins with what it is called, as in print."""
        called = [text.rstrip(".:") for name in ("label", "title") if (text := text_of(child(element, name)))]
        kind = " ".join(called).casefold()
        role = next((role for word, role in _STATEMENTS.items() if word in kind), self._unit_role())
        self._lead = "".join(f"{name}. " for name in called)
        self._text(element, role)
        self._lead = ""

    def _beside(self, element: Element) -> None:
        """A box or a supplement: its caption and its text, marked as standing beside the text."""
        outer, self.role = self.role, UnitRole.FLOAT
        label = text_of(child(element, "label"))
        caption = self._caption(element)
        self.builder.add_unit(Modality.TEXT, UnitRole.FLOAT, caption.preceded_by(f"{label} " if label else ""))
        self._blocks(element)
        self.role = outer

    def _plain(self, element: Element) -> None:
        self.builder.add_unit(Modality.TEXT, self._unit_role(), self.inline.read(element))

    def _code(self, element: Element) -> None:
        out = TextBuilder()
        out.add_verbatim("".join(pieces(element)).strip("\n"))
        self.builder.add_unit(Modality.TEXT, UnitRole.CODE, out.build())
