"""A PDF paper as a document: the stages of the parser, in order."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace
from typing import NamedTuple

from k1.parsing.document.identifiers import find_arxiv_id, find_doi
from k1.parsing.document.section_roles import section_role
from k1.parsing.floats.detection import Floats, find_floats
from k1.parsing.front.abstract import is_disclaimer
from k1.parsing.front.covers import number_from_title_page
from k1.parsing.front.front_matter import FrontMatter, read_front_matter
from k1.parsing.front.identity import own_doi
from k1.parsing.front.listed import ABOUT_PAPER
from k1.parsing.ocr.readable import ReadablePages, read_readable_pages
from k1.parsing.page.blocks import build_blocks, join_running, joins_heading, set_text
from k1.parsing.page.columns import reading_order
from k1.parsing.page.footnotes import mark_footnotes
from k1.parsing.page.furniture import find_furniture
from k1.parsing.page.hyphenation import Vocabulary
from k1.parsing.page.layout import PROSE, UNCLAIMED, Block, BlockKind, Line, Page
from k1.parsing.page.line_numbers import line_numbers, part_line_numbers
from k1.parsing.page.pages import read_metadata
from k1.parsing.page.typography import Typography, read_typography
from k1.parsing.pdf.assembly import PdfParts, Source, assemble
from k1.parsing.pdf.layout_hints import seen_furniture, with_hints
from k1.parsing.pdf.layout_model import see_regions
from k1.parsing.structure.about_paper import editorial_heads, mark_sections_about_paper
from k1.parsing.structure.bare_references import mark_bare_references
from k1.parsing.structure.contents import mark_contents
from k1.parsing.structure.continued_references import mark_continued_references
from k1.parsing.structure.equations import is_equation, join_equations
from k1.parsing.structure.run_in import split_run_in
from k1.parsing.structure.sections import find_headings, is_references, mark_references
from k1.schema.documents import Document
from k1.schema.vocabulary import LayoutSource, SectionRole

PARSER = "textlayer/1"
_NAMES = {LayoutSource.GEOMETRY: PARSER, LayoutSource.RAPID: f"{PARSER}+rapid-layout"}
_FRONT_PAGES = 3
_MOST_TEXT = 0.3  # of a paper's letters stand before its reference list
_SHORT = 150  # letters, of a paragraph
_MOST_NOTES = 2000  # letters of notes on a title page that are set as running text
_BESIDE_TITLE = (SectionRole.OTHER, SectionRole.BACK_MATTER)  # "Author note", "Funding"


class Reading(NamedTuple):
    """What was read of a PDF before it becomes records: blocks and floats in reading order, furniture, front matter.

    The title page is page 1; ``covers`` before it count down from 0, and their lines are furniture.
    """

    readable: ReadablePages
    covers: list[Page]
    pages: list[Page]
    blocks: list[Block]
    aside: list[Block]
    floats: Floats
    front: FrontMatter
    style: Typography
    vocabulary: Vocabulary


def parse_pdf(
    data: bytes,
    *,
    name: str,
    file_sha256: str,
    subject: str | None = None,
    max_pages: int = 5000,
    layout: LayoutSource = LayoutSource.GEOMETRY,
) -> Document:
    """The document of a PDF paper.

    Parameters
    ----------
    layout: what finds figures, tables and running heads: geometry alone, or with the help of a layout model.

    Raises
    ------
    PaperError: NOT_A_PDF, ENCRYPTED, CORRUPT, EMPTY, TOO_LARGE (pages), NO_TEXT (a scan) or GARBLED.
    """
    read = read_pdf(data, max_pages=max_pages, layout=layout)
    parts = PdfParts([*read.covers, *read.pages], read.blocks, read.aside, read.floats, read.front)
    document = assemble(parts, Source(name, file_sha256, subject, _NAMES[layout]))
    return _with_readers(document, read.readable)


def read_pdf(data: bytes, *, max_pages: int, layout: LayoutSource = LayoutSource.GEOMETRY) -> Reading:
    """The stages of the parser up to labelled blocks; errors as `parse_pdf`."""
    readable = read_readable_pages(data, max_pages=max_pages)
    sheets = number_from_title_page(part_line_numbers(readable.pages))
    ahead = 1 - sheets[0].number
    seen = {at - ahead: regions for at, regions in (see_regions(data) if layout is LayoutSource.RAPID else {}).items()}
    sheets = [with_hints(page, seen.get(page.number, ())) for page in sheets]
    covers, pages = sheets[:ahead], sheets[ahead:]
    furniture = find_furniture(pages) | seen_furniture(pages, seen)
    style = read_typography(running_lines(pages, furniture))
    vocabulary = Vocabulary(line.text for page in pages for line in page.lines)
    floats = find_floats(pages, furniture, style, vocabulary)
    blocks = _read_blocks(pages, furniture | floats.lines, style, vocabulary)
    front = read_front(pages, blocks, read_metadata(data), furniture, vocabulary)
    covering = [line for page in covers for line in page.lines]
    front = replace(front, doi=front.doi or own_doi([line.text for line in covering], (), ""))
    blocks = label_blocks(blocks, front, style, vocabulary)
    running = [line for page in pages for line in page.lines if id(line) in furniture]
    aside = _furniture_blocks([*covering, *running], vocabulary)
    return Reading(readable, covers, pages, blocks, aside, floats, front, style, vocabulary)


def running_lines(pages: Sequence[Page], furniture: Container[int]) -> list[Line]:
    """The lines that tell how the text is set: those before the reference list, which may be longer and is set smaller.

    All lines where most stand behind what opens the list.
    """
    lines = [line for page in pages for line in page.lines if id(line) not in furniture and not line.turned]
    listed = max((at for at, line in enumerate(lines) if is_references(line.text)), default=len(lines))
    before = lines[:listed]
    whole = sum(len(line.text) for line in lines)
    return before if sum(len(line.text) for line in before) > _MOST_TEXT * whole else lines


def _with_readers(document: Document, readable: ReadablePages) -> Document:
    """The document with what is to be said of pages whose text layer was no use."""
    if not readable.by_ocr and not readable.unread:
        return document
    said = {
        "parser": document.paper.parser + readable.reader,
        "pages_by_ocr": readable.by_ocr,
        "pages_unread": readable.unread,
    }
    return document.model_copy(update={"paper": document.paper.model_copy(update=said)})


def read_front(
    pages: Sequence[Page],
    blocks: Sequence[Block],
    metadata: dict[str, str],
    furniture: Container[int],
    vocabulary: Vocabulary,
) -> FrontMatter:
    """The front matter; stamps along the margin and line numbers do not take part, but a stamp may give the id."""
    upright = []
    numbers = line_numbers(pages[:_FRONT_PAGES])
    for page in pages[:_FRONT_PAGES]:
        lines = tuple(line for line in page.lines if not line.turned and id(line) not in numbers)
        upright.append(replace(page, lines=lines))
    stamps = "\n".join(line.text for line in pages[0].lines if line.turned)
    front = read_front_matter(
        [*upright, *pages[_FRONT_PAGES:]],
        blocks,
        metadata=metadata,
        stamps=stamps,
        furniture=furniture,
        vocabulary=vocabulary,
    )
    stamped = find_arxiv_id(stamps) if "arxiv" in stamps.casefold() else None
    return replace(front, arxiv_id=front.arxiv_id or stamped, doi=front.doi or find_doi(stamps))


def _read_blocks(pages: Sequence[Page], aside: set[int], style: Typography, vocabulary: Vocabulary) -> list[Block]:
    """The blocks of a paper in reading order; lines in ``aside`` (by id) are left out."""
    blocks: list[Block] = []
    before: list[Line] = []
    for page in pages:
        lines = [line for line in page.lines if id(line) not in aside and not line.turned]
        columns = reading_order(lines, style.size, before)
        before = lines
        for column in columns:
            found = build_blocks(column, style)
            if blocks and joins_heading(blocks[-1], found[0], style):
                blocks[-1].lines += found.pop(0).lines
            blocks += found
    for block in blocks:
        set_text(block, vocabulary)
        if block.kind is not BlockKind.CODE and is_equation(block):
            block.kind = BlockKind.EQUATION
    whole = join_equations(blocks)
    for block in whole:
        if block.kind is BlockKind.EQUATION:
            set_text(block, vocabulary)
    return whole


def label_blocks(blocks: list[Block], front: FrontMatter, style: Typography, vocabulary: Vocabulary) -> list[Block]:
    """The blocks with their kinds: front matter, headings, notes, references; running paragraphs joined."""
    mark_front_matter(blocks, front)
    mark_contents(blocks, front.consumed)
    find_headings(blocks, style, {*front.consumed, *_before_text(blocks, front), *editorial_heads(blocks)})
    mark_front(blocks, style)
    mark_references(blocks, {author.name for author in front.authors})
    mark_continued_references(blocks)
    mark_bare_references(blocks)
    blocks = split_run_in(blocks, style)
    mark_footnotes(blocks, style)
    joined = join_running(blocks, style)
    for block in joined:
        set_text(block, vocabulary)
    return joined


def mark_front_matter(blocks: Sequence[Block], front: FrontMatter) -> None:
    """Give the blocks that say the front matter their kinds."""
    for index in front.consumed:
        blocks[index].kind = BlockKind.ABSTRACT if index in front.abstract_blocks else BlockKind.FRONT
    for index in front.title_blocks:
        blocks[index].kind = BlockKind.TITLE


def _before_text(blocks: Sequence[Block], front: FrontMatter) -> range:
    """The blocks of the title page that stand before the title or, where it is known, the abstract."""
    known = front.abstract_blocks or front.title_blocks
    return range(min(known) if known and blocks[min(known)].page <= _FRONT_PAGES else 0)


def mark_front(blocks: Sequence[Block], style: Typography) -> None:
    """What stands before the first heading on the first page and is not set as running text is front matter."""
    announced = False  # by a line that ends in a colon: "Please cite as:"
    for block in blocks:
        if block.kind not in PROSE:
            announced = False
            continue
        about = ABOUT_PAPER.match(block.text)
        if about or announced:
            block.kind = BlockKind.FRONT
        announced = about is not None and about.end() >= len(block.text) - 5 and block.text.rstrip().endswith(":")
    mark_sections_about_paper(blocks, style)
    title_page = next((block.page for block in blocks if block.kind is BlockKind.TITLE), 1)
    alone = _stands_alone(blocks, title_page, style)
    end = _abstract_after(blocks, title_page, style) if alone else 0
    begun = False
    for at, block in enumerate(blocks):
        begun = begun or (block.kind is BlockKind.HEADING)
        if block.page > title_page and at >= end:
            break
        if block.kind not in UNCLAIMED:
            continue
        if alone or (not _is_running(block, style) and (not begun or style.is_smaller(block.lines[0].size))):
            block.kind = BlockKind.FRONT
    _mark_notes_beside([block for block in blocks if block.page in (title_page, title_page + 1)], title_page, style)
    _mark_disclaimers(blocks)
    if not begun:
        _mark_notes_ahead([block for block in blocks if title_page < block.page <= _FRONT_PAGES], style)


def _mark_disclaimers(blocks: Sequence[Block]) -> None:
    """Reports say on a page before their text whose views they do not express, in its print."""
    for block in blocks:
        if block.kind is BlockKind.HEADING or block.page > _FRONT_PAGES:
            return
        if block.kind is BlockKind.PARAGRAPH and is_disclaimer(block.text):
            block.kind = BlockKind.FRONT


def _abstract_after(blocks: Sequence[Block], title_page: int, style: Typography) -> int:
    """Where the abstract begins behind a cover and a page of names; 0 where more than notes stand between."""
    start = next((at for at, block in enumerate(blocks) if block.kind is BlockKind.ABSTRACT), 0)
    between = [block for block in blocks[:start] if block.page > title_page]
    return start if sum(len(block.text) for block in between if _is_running(block, style)) < _MOST_NOTES else 0


def _mark_notes_ahead(blocks: Sequence[Block], style: Typography) -> None:
    """Notes in small print that go on over the title page, before all headings and text, are front matter."""
    for block in blocks:
        if block.kind is BlockKind.HEADING or (block.kind in UNCLAIMED and _is_running(block, style)):
            return
        if block.kind in UNCLAIMED and style.is_smaller(block.lines[0].size):
            block.kind = BlockKind.FRONT


def _mark_notes_beside(blocks: Sequence[Block], title_page: int, style: Typography) -> None:
    """Notes of the title page, as addresses are, go on in a margin of the next: beside the text, in the same print."""
    small = {round(block.lines[0].size, 1) for block in blocks if block.kind is BlockKind.FRONT}
    after = [block for block in blocks if block.page == title_page + 1 and block.kind in UNCLAIMED]
    text = [
        line.box for block in after for line in block.lines if _is_running(block, style) and line.page == block.page
    ]
    left, right = min((box.x0 for box in text), default=0.0), max((box.x1 for box in text), default=0.0)
    for block in after if text else ():
        size = round(block.lines[0].size, 1)
        beside = all(line.box.x0 > right - 1 or line.box.x1 < left + 1 for line in block.lines)
        if beside and size in small and style.is_smaller(size):
            block.kind = BlockKind.FRONT


def _stands_alone(blocks: Sequence[Block], title_page: int, style: Typography) -> bool:
    """Whether a title page holds front matter only: the abstract follows on a later page, and no text precedes it.

    A page of running text is none, though a summary stands on a later one and its headings name subjects.
    """
    abstract = min((block.page for block in blocks if block.kind is BlockKind.ABSTRACT), default=title_page)
    first = (block.text for block in blocks if block.kind is BlockKind.HEADING and block.page <= title_page)
    running = sum(len(block.text) for block in blocks if block.page <= title_page and _is_running(block, style))
    beside = all(section_role(text) in _BESIDE_TITLE for text in first)
    return abstract > title_page and beside and running < _MOST_NOTES


def _is_running(block: Block, style: Typography) -> bool:
    """Whether a block is set as running text and as long."""
    return all(style.is_body(line) for line in block.lines[:3]) and len(block.text) > _SHORT


def _furniture_blocks(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Block]:
    """One block for each line of furniture."""
    blocks = [Block(BlockKind.FURNITURE, [line]) for line in lines]
    for block in blocks:
        set_text(block, vocabulary)
    return blocks
