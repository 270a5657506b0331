"""Block tokens of a Markdown paper as sections and units."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import dedent

from markdown_it.token import Token

from k1.parsing.document.builder import DocumentBuilder, MarkedText, Numbered, TextBuilder
from k1.parsing.document.section_roles import unit_role
from k1.parsing.markdown.directives import Directive, captured_float, directive_of
from k1.parsing.markdown.floats import SourceFloat
from k1.parsing.markdown.html_floats import html_floats
from k1.parsing.markdown.inline import InlineReader, label_of, without_label
from k1.parsing.markdown.latex_floats import read_latex_float
from k1.parsing.markdown.pictures import described_pictures, lone_picture, pictures_of
from k1.parsing.markdown.tokens import TAG, block_tokens, inline_tokens
from k1.schema.vocabulary import Modality, UnitRole

_BEFORE_DEFINITION = frozenset({"dd_open", "paragraph_open", "inline"})
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_INVISIBLE = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_TABLE_CAPTION = re.compile(r"^(?:Table:|:)\s+(?=\S)|^(?=Table\s+\d+[.:]\s)", re.IGNORECASE)
_NUMBERED = re.compile(r"^(figure|fig\.?|table|tab\.?)\s*(\d+)\s*[.:]?\s*", re.IGNORECASE)
# LaTeX for the layout: definitions and environments, and commands that take lengths and numbers.
_LATEX_BLOCK = re.compile(
    r"^\\(?:begin|end|usepackage|newcommand|renewcommand|newpage|bibliography|label)\b"
    r"|^(?:\\[A-Za-z]+\*?(?:\[[^\[\]]{0,40}\])?(?:\{(?:-?[\d.]+[a-z]{0,2}|\\[a-z]+)?\})*\s*)+$"
)


def is_abstract(heading: str) -> bool:
    """Whether a heading, as typed or as printed, is "Abstract"."""
    return without_label(heading).strip("*_.: ").casefold() == "abstract"


def _level(token: Token) -> int:
    """The level of the heading that a token opens; of other tokens one that no heading has."""
    return int(token.tag[1]) if token.type == "heading_open" else 7


def _table_captions(tokens: Sequence[Token]) -> dict[int, int]:
    """Where the caption of each table stands: before it, where no earlier table has that one, else after it."""
    captions: dict[int, int] = {}
    taken: set[int] = set()
    for table in (at for at, token in enumerate(tokens) if token.type == "drawn_table"):
        beside = (at for at in (table - 2, table + 2) if 0 <= at < len(tokens) and at not in taken)
        found = next((at for at in beside if _is_caption(tokens, at)), None)
        if found is not None:
            captions[table] = found
            taken.add(found)
    return captions


def _is_caption(tokens: Sequence[Token], at: int) -> bool:
    """Whether a paragraph, not a heading, has its text here and begins as a caption does."""
    inline = tokens[at].type == "inline" and at > 0 and tokens[at - 1].type == "paragraph_open"
    return inline and bool(_TABLE_CAPTION.match(tokens[at].content))


def printed_labels(tokens: Sequence[Token]) -> dict[str, str]:
    """What is printed for each label: a first reading counts figures, tables and labelled equations as the second."""
    reader = BlockReader(DocumentBuilder(""), InlineReader(), tokens)
    reader.read()
    return reader.labels


@dataclass(slots=True)
class BlockReader:
    """Walks the block tokens of a body once and adds its sections and units.

    ``abstract``: the level of the section "Abstract" that all of it belongs to, whatever headings it has of its own.
    """

    builder: DocumentBuilder
    inline: InlineReader
    tokens: Sequence[Token]
    abstract: int = 0
    labels: dict[str, str] = field(default_factory=dict)
    _captions: Mapping[int, int] = field(default_factory=dict)
    _at: int = 0
    _deeper: int = 0
    _nest: list[str] = field(default_factory=list)
    _term: MarkedText | None = None
    _counts: Counter[Modality] = field(default_factory=Counter)

    def read(self) -> None:
        """Add everything."""
        self._captions = _table_captions(self.tokens)
        levels = [_level(token) for token in self.tokens if token.type == "heading_open"]
        self._deeper = max(0, self.abstract + 1 - min(levels, default=1)) if self.abstract else 0
        while self._at < len(self.tokens):
            token = self.tokens[self._at]
            self._at += 1
            self._block(token)

    def _block(self, token: Token) -> None:
        if token.type not in _BEFORE_DEFINITION:
            self._lone_term()
        if token.type == "heading_open":
            self._heading(_level(token) + self._deeper, self._take("heading_close"))
        elif token.type == "drawn_table":
            self._table(token, self._captions.get(self._at - 1))
        elif token.type == "inline":
            self._paragraph(token)
        elif token.type in ("fence", "code_block"):
            self._fence(token)
        elif token.type.startswith(("math_block", "amsmath")):
            self._equation(token.content, token.info if token.type == "math_block_label" else None)
        elif token.type == "html_block":
            self._html(token.content)
        elif token.type == "latex_float":
            self._latex(token.content)
        elif token.type == "dt_open":
            self._term = self.inline.read(self._take("dt_close")[0].children or [])
        elif token.nesting == 1:
            self._nest.append(token.type)
        elif token.nesting == -1 and self._nest:
            self._nest.pop()

    def _lone_term(self) -> None:
        """A term whose definition begins with no paragraph is a unit of its own."""
        if self._term:
            self.builder.add_unit(Modality.TEXT, UnitRole.LIST, self._term)
            self._term = None

    def _take(self, closing: str) -> Sequence[Token]:
        """The tokens up to ``closing``, which is passed."""
        start = self._at
        while self._at < len(self.tokens) and self.tokens[self._at].type != closing:
            self._at += 1
        self._at += 1
        return self.tokens[start : self._at - 1]

    def _role(self) -> UnitRole:
        if any(name.startswith("footnote") for name in self._nest):
            return UnitRole.FOOTNOTE
        if "list_item_open" in self._nest or "dd_open" in self._nest:
            return UnitRole.LIST
        if self.abstract:
            return UnitRole.ABSTRACT
        return unit_role(self.builder.section_zone)

    def _heading(self, level: int, tokens: Sequence[Token]) -> None:
        text = " ".join(self.inline.read(token.children or []).text for token in tokens)
        numbered = re.match(r"^(\d+(?:\.\d+)*)\.?\s+(?=\S)", text)
        heading = text[numbered.end() :] if numbered else text
        self.builder.open_section(level, heading, number=numbered[1] if numbered else None)
        if level <= self.abstract:
            self.abstract = 0
        # Where no heading ends it, the paper itself stands below the abstract.
        following = (self.tokens[at] for at in range(self._at, len(self.tokens)))
        ends = is_abstract(heading) and any(_level(token) <= level for token in following)
        self.abstract = self.abstract or (level if ends else 0)

    def _paragraph(self, token: Token) -> None:
        if picture := lone_picture(token):
            self._lone_term()
            self._picture(picture, token.content)
            return
        if self._at - 1 in self._captions.values():
            return  # read with its table
        if _LATEX_BLOCK.match(token.content):
            self._lone_term()
            self._code(token.content)
            return
        content = self.inline.read(token.children or [])
        if self._term:
            content = content.preceded_by(f"{self._term.text}: ").after(self._term)
            self._term = None
        self.builder.add_unit(Modality.TEXT, self._role(), content)
        for image, after in pictures_of(token):
            if image.content:
                self._picture(image, f"{image.content} {after}")
        self._drain_formulas()

    def _drain_formulas(self) -> None:
        """Display formulas met inside a paragraph follow it as units of their own."""
        formulas, self.inline.formulas = self.inline.formulas, []
        for formula in formulas:
            self._equation(formula, None)

    def _picture(self, image: Token, source: str) -> None:
        self._float(Modality.FIGURE, self.inline.read(image.children or []), label_of(source))

    def _float(
        self,
        modality: Modality,
        caption: MarkedText,
        declared: str | None,
        cells: tuple[tuple[str, ...], ...] | None = None,
        header_rows: int | None = None,
    ) -> None:
        """A figure or table whose text is its label and caption; ``declared`` is what cross-references call it.

        pandoc counts none without a caption.
        """
        self._counts[modality] += bool(caption.text)
        printed = _NUMBERED.match(caption.text)
        label = f"{modality.value.title()} {self._counts[modality]}" if caption.text else None
        if printed:
            label = caption.text[: printed.end(2)]
        if declared and label:
            self.labels.setdefault(declared, label)
        self.builder.add_unit(
            modality,
            UnitRole.FLOAT,
            caption.preceded_by(f"{label}: " if label and not printed else ""),
            Numbered(label, caption.text[printed.end() if printed else 0 :] or None, cells, header_rows),
        )
        self._drain_formulas()

    def _source_float(self, found: SourceFloat) -> None:
        """A figure, or a table; a row without text, such as the header that a pipe table must have, is none."""
        rows = [tuple(map(self._cell, row)) for row in found.rows]
        caption = self._caption(found.caption)
        if found.modality is Modality.FIGURE:
            self._float(Modality.FIGURE, caption, found.name)
        else:
            cells = tuple(filter(any, rows))
            header = sum(map(any, rows[: found.header])) if cells else None
            self._float(Modality.TABLE, caption, found.name, cells, header)

    def _table(self, token: Token, captioned: int | None) -> None:
        source = "" if captioned is None else self.tokens[captioned].content
        caption = _TABLE_CAPTION.sub("", source, count=1)
        rows, header = token.meta["rows"], token.meta["header"]
        self._source_float(SourceFloat(Modality.TABLE, caption, label_of(source), rows, header))

    def _cell(self, source: str) -> str:
        """The text of a cell: of one line running text, of several perhaps paragraphs and lists."""
        source = dedent(source).strip()
        tokens = block_tokens(source) if "\n" in source else inline_tokens(source)
        texts = (self.inline.read(t.children or []).text if t.type == "inline" else t.content for t in tokens)
        return " ".join(" ".join(texts).split())

    def _caption(self, source: str) -> MarkedText:
        """A caption given as source: its first paragraph."""
        inline = next((token for token in block_tokens(source) if token.type == "inline"), None)
        return MarkedText("") if inline is None else self.inline.read(inline.children or [])

    def _equation(self, content: str, label: str | None) -> None:
        typed = label_of(content)
        number = None
        if labelled := label or typed:
            self._counts[Modality.EQUATION] += 1
            number = self._counts[Modality.EQUATION]
            self.labels.setdefault(labelled, f"Equation {number}")
        latex = TextBuilder()
        latex.add(without_label(content) if typed else content)
        numbered = Numbered(f"({number})" if number else None)
        self.builder.add_unit(Modality.EQUATION, self._role(), latex.build(), numbered)

    def _fence(self, token: Token) -> None:
        """A listing; a chunk's figure follows its code. Or a directive."""
        directive = directive_of(token)
        if directive:
            self._directive(directive)
            return
        self._code(token.content)
        if made := captured_float(token):
            self._source_float(made)

    def _directive(self, directive: Directive) -> None:
        if directive.kind == "math":
            self._equation(directive.body, directive.name)
        else:
            caption = directive.body or directive.options.get("alt", "")
            self._source_float(SourceFloat(Modality.FIGURE, caption, directive.name))

    def _code(self, content: str) -> None:
        code = TextBuilder()
        code.add_verbatim(content.rstrip("\n"))
        self.builder.add_unit(Modality.TEXT, UnitRole.CODE, code.build())

    def _html(self, content: str) -> None:
        """Markup is dropped; its text is read as Markdown, and pictures with a description are figures."""
        for part in html_floats(_INVISIBLE.sub("", _COMMENT.sub("", content))):
            if isinstance(part, SourceFloat):
                self._source_float(part)
            else:
                self._plain_html(part)

    def _latex(self, source: str) -> None:
        if found := read_latex_float(source):
            self._source_float(found)
        else:
            self._code(source)

    def _plain_html(self, source: str) -> None:
        for alt in described_pictures(source):
            self._float(Modality.FIGURE, MarkedText(alt), None)
        for token in block_tokens(TAG.sub(" ", source)):
            if token.type == "inline":
                self.builder.add_unit(Modality.TEXT, self._role(), self.inline.read(token.children or []))
