"""Marker's answer as the records of the PDF parser: pages of lines, blocks in reading order, figures and tables."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, NamedTuple

from lxml import etree

from k1.parsing.document.spanned_cells import SpannedCell, laid_out, read_span
from k1.parsing.floats.captions import caption_text
from k1.parsing.floats.detection import Float
from k1.parsing.floats.tables import TableGrid
from k1.parsing.page.blocks import set_text
from k1.parsing.page.columns import join_pieces
from k1.parsing.page.glyphs import clean
from k1.parsing.page.hyphenation import Vocabulary
from k1.parsing.page.layout import Block, BlockKind, Line, Page, Span, union
from k1.parsing.page.lines import DESCENT
from k1.parsing.page.print_sizes import even_sizes
from k1.parsing.page.textlayer import font_of
from k1.schema.provenance import Box

_KINDS = {
    "SectionHeader": BlockKind.HEADING,
    "ListItem": BlockKind.LIST,
    "Equation": BlockKind.EQUATION,
    "Code": BlockKind.CODE,
    "Footnote": BlockKind.FOOTNOTE,
    "PageHeader": BlockKind.FURNITURE,
    "PageFooter": BlockKind.FURNITURE,
    "Caption": BlockKind.CAPTION,
}
_TABLES = frozenset({"Table", "Form", "TableOfContents"})
_FIGURES = frozenset({"Figure", "Picture", "Diagram", "ComplexRegion", "ChemicalBlock"})
_UNSCALED = 2.0  # points: pdftext gives the size in the font's own units where the text matrix holds the scale
_BOLD_WEIGHT = 600
_TAG = re.compile(r"<[^>]+>")
_SAME_SIZE = 0.04  # of the height: spans with and without raised characters
_FAR = 80.0  # points between a caption and what it belongs to


class MarkerPaper(NamedTuple):
    """Pages with all lines; blocks of the text in reading order; furniture; captions and bodies of floats."""

    pages: list[Page]
    blocks: list[Block]
    aside: list[Block]
    captions: list[Block]
    bodies: list[Mapping[str, Any]]


def read_answer(answer: Mapping[str, Any]) -> MarkerPaper:
    """The parts of a paper from the JSON that ``side.py`` writes."""
    paper = MarkerPaper([], [], [], [], [])
    sizes = _sizes(answer)
    for sheet in answer["pages"]:
        lines: list[Line] = []
        for item in sheet["blocks"]:
            if item["type"] in _TABLES | _FIGURES:
                paper.bodies.append({**item, "page": sheet["number"]})
                continue
            own = _block_lines(item, sheet["number"], sizes)
            if own:
                lines += own
                _sort_in(paper, item, own)
        paper.pages.append(Page(sheet["number"], sheet["width"], sheet["height"], tuple(lines)))
    return paper


def _sort_in(paper: MarkerPaper, item: Mapping[str, Any], lines: list[Line]) -> None:
    kind = BlockKind.FURNITURE if item["ignored"] else _KINDS.get(item["type"], BlockKind.PARAGRAPH)
    if kind is BlockKind.FURNITURE:
        paper.aside.extend(Block(kind, [line]) for line in lines)
    elif kind is BlockKind.CAPTION:
        paper.captions.append(Block(kind, lines))
    else:
        paper.blocks.append(Block(kind, lines, level=item["level"] if kind is BlockKind.HEADING else None))


def _sizes(answer: Mapping[str, Any]) -> dict[float, float]:
    """The font size for each height of a span whose size marker gives in the font's own units."""
    spans = (s for p in answer["pages"] for b in p["blocks"] for line in b["lines"] for s in line["spans"])
    heights = sorted({_height(span) for span in spans if span["size"] <= _UNSCALED and span["text"].strip()})
    return dict(zip(heights, even_sizes(heights, _SAME_SIZE), strict=True)) if heights else {}


def _height(span: Mapping[str, Any]) -> float:
    return round(float(span["box"][3] - span["box"][1]), 2)


def _block_lines(item: Mapping[str, Any], page: int, sizes: Mapping[float, float]) -> list[Line]:
    """The lines of a block; a block that a model transcribed has HTML instead, which counts as one line."""
    lines = [line for given in item["lines"] if (line := _line(given, page, sizes))]
    lines = join_pieces(lines)  # marker parts a line at links and raised characters, and keeps the order of the file
    text = clean(html.unescape(_TAG.sub(" ", item["html"]))).strip()
    if lines or not text:
        return lines
    box = _box(item["box"])
    size = min(10.0, box.y1 - box.y0)
    return [Line((Span(text, box, size, "marker"),), text, box, page, size, baseline=box.y1)]


def _line(given: Mapping[str, Any], page: int, sizes: Mapping[float, float]) -> Line | None:
    spans: list[Span] = []
    spaced = False
    for piece in given["spans"]:
        text = clean(piece["text"].replace("\n", " "))
        if text.strip():
            spans.append(_span(piece, f" {text.lstrip()}" if spaced and spans else text, sizes))
        spaced = text.endswith(" ") or (spaced and not text.strip())
    if not spans:
        return None
    box = union([span.box for span in spans])
    tall = max(spans, key=lambda span: (span.size, len(span.text)))
    spans = [replace(span, superscript=span.superscript or _is_raised(span, tall)) for span in spans]
    main = max(spans, key=lambda span: len(span.text))
    text = "".join(span.text for span in spans)
    baseline = round(box.y1 - DESCENT * main.size, 2)
    return Line(tuple(spans), " ".join(text.split()), box, page, main.size, main.bold, main.italic, baseline)


def _is_raised(span: Span, tall: Span) -> bool:
    """Whether a span is smaller than the line and stands higher: pdftext marks few of the raised characters."""
    return span.size < 0.85 * tall.size and tall.box.y1 - span.box.y1 > 0.12 * tall.size


def _span(piece: Mapping[str, Any], text: str, sizes: Mapping[float, float]) -> Span:
    box = _box(piece["box"])
    size = piece["size"] if piece["size"] > _UNSCALED else sizes[_height(piece)]
    font = font_of(piece["font"], int(max(piece["weight"], 0)), 0)
    bold = font.bold or "bold" in piece["formats"] or piece["weight"] >= _BOLD_WEIGHT
    italic = font.italic or "italic" in piece["formats"]
    return Span(text, box, round(size, 1), font.name, bold, italic, "superscript" in piece["formats"])


def _box(sides: Sequence[float]) -> Box:
    return Box(*(round(side, 2) for side in sides))


def bind_floats(paper: MarkerPaper, vocabulary: Vocabulary) -> list[Float]:
    """Each caption with the nearest figure or table of its page; tables without a caption stand alone."""
    free = list(paper.bodies)
    floats: list[Float] = []
    for block in paper.captions:
        set_text(block, vocabulary)
        caption = caption_text(block.text)
        label = block.text.removesuffix(caption).strip(" .:|–—)")
        box = union([line.box for line in block.lines])
        near = [(_apart(box, body, label), n) for n, body in enumerate(free) if body["page"] == block.page]
        body = free.pop(min(near)[1]) if near and min(near)[0] < _FAR else None
        is_table = body["type"] in _TABLES if body else "tab" in label.casefold()
        whole = union([box, _box(body["box"])]) if body else box
        kind = "table" if is_table else "figure"
        floats.append(Float(kind, label, caption, block.page, whole, box.y0, _grid(body)))
    for body in free:
        grid = _grid(body)
        if grid:
            box = _box(body["box"])
            floats.append(Float("table", "", "", body["page"], box, box.y0, grid))
    return sorted(floats, key=lambda item: (item.page, item.anchor, item.box.x0))


def _apart(caption: Box, body: Mapping[str, Any], label: str) -> float:
    """White space between a caption and a body; one of the other kind is further than any."""
    if ("tab" in label.casefold()) != (body["type"] in _TABLES):
        return 2 * _FAR
    box = _box(body["box"])
    beside = max(0.0, box.x0 - caption.x1, caption.x0 - box.x1)
    return beside + max(0.0, box.y0 - caption.y1, caption.y0 - box.y1)


def _grid(body: Mapping[str, Any] | None) -> TableGrid | None:
    """The cells of a table row by row; None where there are none. A cell over several stands in the first."""
    if body is None or "<t" not in body["html"]:
        return None
    rows: list[tuple[str, ...]] = []
    heads = 0
    for _, group in groupby(etree.HTML(body["html"]).iter("tr"), key=lambda row: row.getparent()):
        read = [[cell for cell in row if cell.tag in ("th", "td")] for row in group]
        for at, cells in enumerate(read, len(rows)):
            heads += bool(cells) and at == heads and all(cell.tag == "th" for cell in cells)
        rows.extend(laid_out([_spanned(cell) for cell in cells] for cells in read))
    width = max(map(len, rows), default=0)
    padded = tuple(row + ("",) * (width - len(row)) for row in rows)
    return TableGrid(padded, heads) if width else None


def _spanned(cell: Any) -> SpannedCell:
    text = clean(" ".join(" ".join(cell.itertext()).split()))
    return SpannedCell(text, read_span(cell.get("colspan")), read_span(cell.get("rowspan")))
