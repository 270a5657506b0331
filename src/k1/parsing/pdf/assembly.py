"""Blocks and floats into the records of a document: sections, units, references, citations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from k1.parsing.citations.linking import link_citations
from k1.parsing.document.builder import DocumentBuilder, MarkedText, Numbered
from k1.parsing.floats.detection import Float, Floats
from k1.parsing.front.front_matter import FrontMatter
from k1.parsing.page.layout import Block, BlockKind, Page, column_parts, union, upright_box
from k1.parsing.references.reference_list import read_references
from k1.parsing.structure.equations import equation_label
from k1.parsing.structure.numbering import heading_text
from k1.parsing.structure.sections import is_references
from k1.parsing.structure.theorems import statement_roles
from k1.schema import identity
from k1.schema.documents import Document, Paper, Span
from k1.schema.provenance import Box, Region
from k1.schema.vocabulary import Modality, SectionRole, UnitRole

_ROLES = {
    BlockKind.TITLE: UnitRole.FRONT_MATTER,
    BlockKind.FRONT: UnitRole.FRONT_MATTER,
    BlockKind.ABSTRACT: UnitRole.ABSTRACT,
    BlockKind.LIST: UnitRole.LIST,
    BlockKind.CODE: UnitRole.CODE,
    BlockKind.FOOTNOTE: UnitRole.FOOTNOTE,
    BlockKind.REFERENCE: UnitRole.REFERENCE,
    BlockKind.FURNITURE: UnitRole.FURNITURE,
    BlockKind.EQUATION: UnitRole.BODY,
}
_OUTSIDE = frozenset({UnitRole.FURNITURE, UnitRole.FRONT_MATTER})


class PdfParts(NamedTuple):
    """What was read of a PDF: pages, blocks and floats in reading order, furniture, front matter.

    ``pages`` are all sheets of the file; they count from the title page, so that the first may be 0 or less.
    """

    pages: Sequence[Page]
    blocks: Sequence[Block]
    aside: Sequence[Block]
    floats: Floats
    front: FrontMatter


class Source(NamedTuple):
    """The file that is read, and by what: ``subject`` is what the corpus manifest says of it."""

    name: str
    file_sha256: str
    subject: str | None
    parser: str


class _Assembler:
    """Puts blocks and floats into the document, with their boxes on the page as printed."""

    def __init__(self, paper: str, pages: Sequence[Page]) -> None:
        self.builder = DocumentBuilder(paper, outside=_OUTSIDE)
        self._pages = {page.number: page for page in pages}
        self._ahead = 1 - min(self._pages, default=1)  # covers, which the numbers of the file count

    def heading(self, block: Block) -> None:
        """Open a section."""
        number, words = heading_text(block.text)
        region = self._region(block.page, union([line.box for line in block.lines if line.page == block.page]))
        self.builder.open_section(block.level or 1, words.rstrip(" .:") or block.text, number=number, region=region)

    def block(self, block: Block, stated: UnitRole | None = None) -> None:
        """Add a unit of text or an equation; ``stated``: the theorem, definition... that it states."""
        text = block.text.strip()
        if not text:
            return
        equation = block.kind is BlockKind.EQUATION
        shift = len(block.text) - len(block.text.lstrip())
        spans = tuple(
            Span(kind="superscript", start=start - shift, end=min(end - shift, len(text)))
            for start, end in block.superscripts
            if 0 <= start - shift < min(end - shift, len(text))
        )
        self.builder.add_unit(
            Modality.EQUATION if equation else Modality.TEXT,
            stated or self._role(block),
            MarkedText(text, spans=spans),
            Numbered(equation_label(block) if equation else None),
            tuple(
                self._region(lines[0].page, union([line.box for line in lines])) for lines in column_parts(block.lines)
            ),
        )

    def float(self, item: Float) -> None:
        """Add a figure or a table."""
        text = f"{item.label}. {item.caption}".strip() if item.caption else item.label
        grid = item.grid
        self.builder.add_unit(
            Modality.TABLE if item.kind == "table" else Modality.FIGURE,
            UnitRole.FLOAT,
            MarkedText(text),
            Numbered(item.label, item.caption, grid.cells if grid else None, grid.header_rows if grid else None),
            (self._region(item.page, item.box),),
        )

    def _role(self, block: Block) -> UnitRole:
        if block.kind in _ROLES and block.kind is not BlockKind.LIST:
            return _ROLES[block.kind]
        if self.builder.section_zone is SectionRole.BACK_MATTER:
            return UnitRole.BACK_MATTER
        return _ROLES.get(block.kind, UnitRole.BODY)

    def _region(self, page: int, box: Box) -> Region:
        """Where something is printed: the page as the file counts it, and the box there."""
        printed = upright_box(self._pages[page], box)
        return Region(page=page + self._ahead, box=Box(*(round(side, 2) for side in printed)))


def assemble(parts: PdfParts, source: Source) -> Document:
    """The document of a paper from its parts."""
    paper = _paper(parts.front, len(parts.pages), source)
    made = _Assembler(paper.id, parts.pages)
    waiting = list(parts.floats.items)
    stated = statement_roles(parts.blocks)
    for at, block in enumerate(parts.blocks):
        while waiting and (waiting[0].page < block.page):
            made.float(waiting.pop(0))
        if block.kind is BlockKind.HEADING:
            made.heading(block)
            if is_references(block.text):
                for item in waiting:
                    made.float(item)
                waiting = []
        else:
            made.block(block, stated.get(at))
    for item in waiting:
        made.float(item)
    for block in parts.aside:
        made.block(block)
    references = read_references(parts.blocks, paper.id)
    return Document(
        paper=paper,
        sections=tuple(made.builder.sections),
        units=tuple(made.builder.units),
        references=tuple(references),
        citations=tuple(link_citations(made.builder.units, references)),
    )


def _paper(front: FrontMatter, pages: int, source: Source) -> Paper:
    return Paper(
        id=identity.paper_id(
            file_sha256=source.file_sha256,
            title=front.title,
            authors=tuple(author.name for author in front.authors),
            year=front.year,
            doi=front.doi,
            arxiv_id=front.arxiv_id,
            pmcid=front.pmcid,
        ),
        file_sha256=source.file_sha256,
        source_format="pdf",
        name=source.name,
        title=front.title,
        authors=front.authors,
        abstract=front.abstract,
        keywords=front.keywords,
        doi=front.doi,
        arxiv_id=front.arxiv_id,
        pmcid=front.pmcid,
        venue=front.venue,
        publisher=front.publisher,
        year=front.year,
        dates=front.dates,
        licence=front.licence,
        language=front.language,
        article_type=front.article_type,
        resources=front.resources,
        subject=source.subject,
        pages=pages,
        parser=source.parser,
    )
