"""Blocks and floats into the records of a document: sections, units, references, citations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from k1.parsing.citations.linking import link_citations
from k1.parsing.document.section_roles import path_role
from k1.parsing.floats.detection import Float, Floats
from k1.parsing.front.front_matter import FrontMatter
from k1.parsing.page.layout import Block, BlockKind, Line, Page, union, upright_box
from k1.parsing.references.reference_list import read_references
from k1.parsing.structure.equations import equation_label
from k1.parsing.structure.sections import heading_text, is_references
from k1.parsing.structure.statements import statement_roles
from k1.schema import identity
from k1.schema.documents import Document, Paper, Section, Span, Unit
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


class _Assembler:
    """Gives out ids and orders while the blocks pass in reading order."""

    def __init__(self, paper: str, pages: Sequence[Page]) -> None:
        self.paper = paper
        self.pages = {page.number: page for page in pages}
        self.sections: list[Section] = []
        self.units: list[Unit] = []
        self.open: list[Section] = []
        self._seen: Counter[tuple[str, ...]] = Counter()

    def heading(self, block: Block) -> None:
        """Open a section."""
        number, words = heading_text(block.text)
        words = words.rstrip(" .:") or block.text
        level = block.level or 1
        while self.open and self.open[-1].level >= level:
            self.open.pop()
        path = (*(self.open[-1].path if self.open else ()), words)
        key = ("section", *map(identity.canonical_text, path))
        section = Section(
            id=identity.section_id(self.paper, path, self._count(key)),
            paper=self.paper,
            order=len(self.sections),
            level=level,
            heading=words,
            number=number,
            path=path,
            role=path_role(path),
            page=block.page,
            box=self._box(block.page, union([line.box for line in block.lines if line.page == block.page])),
        )
        self.sections.append(section)
        self.open.append(section)

    def block(self, block: Block, stated: UnitRole | None = None) -> None:
        """Add a unit of text or an equation; ``stated``: the theorem, definition... that it states."""
        text = block.text.strip()
        if not text:
            return
        equation = block.kind is BlockKind.EQUATION
        modality = Modality.EQUATION if equation else Modality.TEXT
        label = equation_label(text) if equation else None
        shift = len(block.text) - len(block.text.lstrip())
        spans = tuple(
            Span(kind="superscript", start=start - shift, end=min(end - shift, len(text)))
            for start, end in block.superscripts
            if 0 <= start - shift < min(end - shift, len(text))
        )
        self._add(modality, stated or self._role(block), text, self._regions(block.lines), label=label, spans=spans)

    def float(self, item: Float) -> None:
        """Add a figure or a table."""
        text = f"{item.label}. {item.caption}".strip() if item.caption else item.label
        region = Region(page=item.page, box=self._box(item.page, item.box))
        modality = Modality.TABLE if item.kind == "table" else Modality.FIGURE
        self._add(
            modality,
            UnitRole.FLOAT,
            text,
            (region,),
            label=item.label,
            caption=item.caption,
            cells=item.grid.cells if item.grid else None,
            header_rows=item.grid.header_rows if item.grid else None,
        )

    def _add(
        self,
        modality: Modality,
        role: UnitRole,
        text: str,
        regions: tuple[Region, ...],
        *,
        label: str | None = None,
        caption: str | None = None,
        cells: tuple[tuple[str, ...], ...] | None = None,
        header_rows: int | None = None,
        spans: tuple[Span, ...] = (),
    ) -> None:
        occurrence = self._count(("unit", modality, identity.canonical_text(text)))
        outside = role in (UnitRole.FURNITURE, UnitRole.FRONT_MATTER)
        section = self.open[-1] if self.open and not outside else None
        self.units.append(
            Unit(
                id=identity.unit_id(self.paper, modality, text, occurrence),
                paper=self.paper,
                order=len(self.units),
                modality=modality,
                role=role,
                section=section.id if section else None,
                section_path=section.path if section else (),
                text=text,
                label=label,
                caption=caption,
                cells=cells,
                header_rows=header_rows,
                spans=spans,
                page=regions[0].page,
                box=regions[0].box,
                regions=regions,
            )
        )

    def _role(self, block: Block) -> UnitRole:
        if block.kind in _ROLES and block.kind is not BlockKind.LIST:
            return _ROLES[block.kind]
        if self.open and self.open[-1].role is SectionRole.BACK_MATTER:
            return UnitRole.BACK_MATTER
        return _ROLES.get(block.kind, UnitRole.BODY)

    def _regions(self, lines: Sequence[Line]) -> tuple[Region, ...]:
        """One region for each page and column that the lines stand in."""
        groups: list[list[Line]] = []
        for line in lines:
            last = groups[-1][-1] if groups else None
            if last is None or line.page != last.page or line.baseline < last.baseline - 2:
                groups.append([line])
            else:
                groups[-1].append(line)
        return tuple(
            Region(page=group[0].page, box=self._box(group[0].page, union([line.box for line in group])))
            for group in groups
        )

    def _box(self, page: int, box: Box) -> Box:
        return Box(*(round(side, 2) for side in upright_box(self.pages[page], box)))

    def _count(self, key: tuple[str, ...]) -> int:
        self._seen[key] += 1
        return self._seen[key] - 1


def assemble(
    pages: Sequence[Page],
    blocks: Sequence[Block],
    furniture: Sequence[Block],
    floats: Floats,
    front: FrontMatter,
    *,
    name: str,
    file_sha256: str,
    subject: str | None,
    parser: str,
) -> Document:
    """The document of a paper from its parts."""
    paper = _paper(front, len(pages), name=name, file_sha256=file_sha256, subject=subject, parser=parser)
    made = _Assembler(paper.id, pages)
    waiting = list(floats.items)
    stated = statement_roles(blocks)
    for at, block in enumerate(blocks):
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
    for block in furniture:
        made.block(block)
    references = read_references(blocks, paper.id)
    return Document(
        paper=paper,
        sections=tuple(made.sections),
        units=tuple(made.units),
        references=tuple(references),
        citations=tuple(link_citations(made.units, references, paper.id)),
    )


def _paper(front: FrontMatter, pages: int, *, name: str, file_sha256: str, subject: str | None, parser: str) -> Paper:
    return Paper(
        id=identity.paper_id(
            file_sha256=file_sha256,
            title=front.title,
            authors=tuple(author.name for author in front.authors),
            year=front.year,
            doi=front.doi,
            arxiv_id=front.arxiv_id,
            pmcid=front.pmcid,
        ),
        file_sha256=file_sha256,
        source_format="pdf",
        name=name,
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
        subject=subject,
        pages=pages,
        parser=parser,
    )
