"""The blocks of K1's geometry as layout boxes with surya's labels, for marker where its weights are absent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from k1.parsing.floats.captions import find_captions
from k1.parsing.floats.detection import Float
from k1.parsing.page.layout import BlockKind, Line, Page, column_parts, union, upright_box
from k1.parsing.pdf.document import Reading
from k1.schema.provenance import Box

_LABELS = {
    BlockKind.TITLE: "SectionHeader",
    BlockKind.HEADING: "SectionHeader",
    BlockKind.EQUATION: "Equation",
    BlockKind.CODE: "Code",
    BlockKind.FOOTNOTE: "Footnote",
}
_FLOAT_LABELS = {"table": "Table", "figure": "Figure"}

Boxes = list[dict[str, Any]]
"""A page each: its height, and in reading order ``{"label": surya's label, "box": [x0, y0, x1, y1]}``, in points."""


def layout_boxes(read: Reading) -> Boxes:
    """The boxes of all pages; furniture comes last, for marker sets it aside."""
    sheets = [*read.covers, *read.pages]
    boxes: Boxes = [{"height": _printed_height(page), "boxes": []} for page in sheets]

    def add(label: str, page: int, box: Box) -> None:
        at = page - sheets[0].number
        sides = upright_box(sheets[at], box)
        boxes[at]["boxes"].append({"label": label, "box": [float(side) for side in sides]})

    for block in read.blocks:
        for lines in column_parts(block.lines):
            add(_LABELS.get(block.kind, "Text"), lines[0].page, union([line.box for line in lines]))
    for item in read.floats.items:
        for label, box in _float_boxes(item, _captions(read, item.page)):
            add(label, item.page, box)
    for block in read.aside:
        line = block.lines[0]
        if not line.turned:
            head = line.baseline < sheets[line.page - sheets[0].number].height / 2
            add("PageHeader" if head else "PageFooter", line.page, line.box)
    return boxes


def _printed_height(page: Page) -> float:
    return float(page.height if page.turned % 2 == 0 else page.width)


def _captions(read: Reading, page: int) -> dict[str, Box]:
    """The boxes of the captions of a page by their labels."""
    aside = {id(line) for block in read.aside for line in block.lines}
    sheet: Page = read.pages[page - 1]
    lines: Sequence[Line] = [line for line in sheet.lines if id(line) not in aside]
    return {caption.label: caption.box for caption in find_captions(sheet, lines, read.style)}


def _float_boxes(item: Float, captions: dict[str, Box]) -> Iterator[tuple[str, Box]]:
    """The box of a float's caption and that of the rest of it, above or below the caption."""
    box, caption = item.box, captions.get(item.label)
    if caption is None:
        yield _FLOAT_LABELS[item.kind], box
        return
    yield "Caption", caption
    above, below = caption.y0 - box.y0, box.y1 - caption.y1
    if max(above, below) > 5:
        rest = Box(box.x0, box.y0, box.x1, caption.y0) if above > below else Box(box.x0, caption.y1, box.x1, box.y1)
        yield _FLOAT_LABELS[item.kind], rest
