"""A PDF paper as a document, its blocks found by marker; front matter, references and citations by K1's own readers."""

from __future__ import annotations

from k1.parsing.floats.detection import Floats
from k1.parsing.front.front_matter import FrontMatter
from k1.parsing.marker.blocks import MarkerPaper, bind_floats, read_answer
from k1.parsing.marker.boxes import layout_boxes
from k1.parsing.marker.client import ask_marker, has_weights
from k1.parsing.page.blocks import join_running, set_text
from k1.parsing.page.furniture import find_furniture
from k1.parsing.page.hyphenation import Vocabulary
from k1.parsing.page.layout import Block
from k1.parsing.page.pages import read_metadata
from k1.parsing.page.typography import Typography, read_typography
from k1.parsing.pdf.assembly import PdfParts, Source, assemble
from k1.parsing.pdf.document import mark_front, mark_front_matter, read_front, read_pdf
from k1.parsing.structure.bare_references import mark_bare_references
from k1.parsing.structure.sections import mark_references
from k1.schema.documents import Document


def parse_with_marker(
    data: bytes, *, name: str, file_sha256: str, subject: str | None = None, max_pages: int = 5000
) -> Document:
    """The document of a PDF paper by marker: with its models where their weights are, else on K1's own boxes.

    Raises
    ------
    PaperError: as `parse_pdf` where K1's boxes are used; UNSUPPORTED without marker's environment.
    """
    answer = ask_marker(data, None if has_weights() else layout_boxes(read_pdf(data, max_pages=max_pages)))
    paper = read_answer(answer)
    vocabulary = Vocabulary(line.text for page in paper.pages for line in page.lines)
    for block in (*paper.blocks, *paper.aside):
        set_text(block, vocabulary)
    style = read_typography(line for block in paper.blocks for line in block.lines)
    front = read_front(paper.pages, paper.blocks, read_metadata(data), find_furniture(paper.pages), vocabulary)
    floats = Floats(bind_floats(paper, vocabulary), set())
    parts = PdfParts(paper.pages, _labelled(paper, front, style, vocabulary), paper.aside, floats, front)
    parser = f"marker/{answer['version']}" + ("" if answer["weights"] else "+geometry")
    return assemble(parts, Source(name, file_sha256, subject, parser))


def _labelled(paper: MarkerPaper, front: FrontMatter, style: Typography, vocabulary: Vocabulary) -> list[Block]:
    """The blocks with front matter and references marked, and paragraphs joined over columns and pages."""
    blocks = paper.blocks
    mark_front_matter(blocks, front)
    mark_front(blocks, style)
    mark_references(blocks)
    mark_bare_references(blocks)
    joined = join_running(blocks, style)
    for block in joined:
        set_text(block, vocabulary)
    return joined
