"""The marker side of the marker back end: the one file that calls marker-pdf, run by the Python of .venv-marker.

    .venv-marker/bin/python side.py PAPER.pdf < boxes.json > blocks.json

It imports nothing of K1, whose packages that environment lacks. Standard input holds the boxes of K1's geometry
(``{"pages": [{"height": points, "boxes": [{"label": surya's, "box": [x0, y0, x1, y1]}, ...]}, ...]}``), or
``{"pages": null}`` to let marker's own models find them, which fetch their weights unless they lie in surya's cache.
Standard output gets blocks in reading order, page by page: type, box, heading level, lines of spans, HTML of tables
and equations.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
from contextlib import redirect_stdout, suppress
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

# Any TrueType file will do: only debug pictures are drawn with it.
_FONTS = ("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",)
_SETTINGS = {"mode": "fast", "pdftext_workers": 1, "disable_tqdm": True}
_WEIGHT_FREE = {"disable_ocr": True, "use_pdftext_reading_order": False}
_NO_MODELS = ("inference_manager", "layout_model", "fast_layout_model", "recognition_model", "ocr_error_model")
_PARTS = ("Line", "Span", "TableCell", "Reference")  # a Reference marks the place that a link leads to
_PARENT_DEATH_SIGNAL = 1

Given = list[dict[str, Any]]


def main(path: Path) -> None:
    """Convert one file."""
    with suppress(OSError, AttributeError):  # a client that is killed takes this process with it
        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    given = json.load(sys.stdin)["pages"]
    with redirect_stdout(sys.stderr):
        document = build(path, given)
    answer = {
        "version": version("marker-pdf"),
        "weights": given is None,
        "pages": [page_json(document, page, lift_of(page, given)) for page in document.pages],
    }
    json.dump(answer, sys.stdout, ensure_ascii=False)


def lift_of(page: Any, given: Given | None) -> float:
    """How far marker's origin lies above that of the page as shown: it rounds sizes and overlooks inherited ones."""
    if given is None or page.page_id >= len(given):
        return 0.0
    return float(page.polygon.size[1] - given[page.page_id]["height"])


def build(path: Path, given: Given | None) -> Any:
    """Marker's document of a file."""
    with_font(path)
    from marker.converters.pdf import PdfConverter

    if given is None:
        from marker.models import create_model_dict

        return PdfConverter(artifact_dict=create_model_dict(), config=dict(_SETTINGS)).build_document(str(path))
    converter = PdfConverter(artifact_dict=dict.fromkeys(_NO_MODELS), config=_SETTINGS | _WEIGHT_FREE)
    converter.layout_builder_class = geometry_layout(given)
    return converter.build_document(str(path))


def with_font(path: Path) -> None:
    """Name a file that exists as the font: the converter downloads one otherwise, and only debug pictures use it."""
    found = next((font for font in _FONTS if Path(font).exists()), None)
    os.environ.setdefault("FONT_PATH", found or str(path))


def geometry_layout(given: Given) -> type:
    """A layout builder that answers with boxes known beforehand, in their order."""
    from marker.builders.layout import LayoutBuilder
    from surya.layout.schema import LayoutBox, LayoutResult

    class GeometryLayoutBuilder(LayoutBuilder):  # type: ignore[misc]
        """Boxes of K1's geometry instead of a model's."""

        def __init__(self, config: Any = None) -> None:
            super().__init__(None, None, config)

        def surya_layout(self, pages: list[Any], provider: Any) -> list[Any]:
            return [self._result(page) for page in pages]

        def _result(self, page: Any) -> Any:
            own = given[page.page_id]["boxes"] if page.page_id < len(given) else []
            lift = lift_of(page, given)
            found = [
                LayoutBox(
                    label=box["label"],
                    raw_label=box["label"],
                    position=position,
                    polygon=corners(box["box"], lift),
                    confidence=1.0,
                )
                for position, box in enumerate(own)
            ]
            return LayoutResult(bboxes=found, image_bbox=[0, 0, *page.polygon.size])

    return GeometryLayoutBuilder


def corners(box: list[float], lift: float) -> list[list[float]]:
    """A box as the four corners of a polygon, moved down by ``lift``."""
    x0, y0, x1, y1 = box
    return [[x0, y0 + lift], [x1, y0 + lift], [x1, y1 + lift], [x0, y1 + lift]]


def box_of(block: Any, lift: float) -> list[float]:
    """The box of a block, moved up by ``lift``."""
    x0, y0, x1, y1 = block.polygon.bbox
    return [x0, y0 - lift, x1, y1 - lift]


def page_json(document: Any, page: Any, lift: float) -> dict[str, Any]:
    """A page: its size and its blocks. The page number is that of the block id; renderers number blocks instead."""
    width, height = page.polygon.size
    blocks = [leaf for block in page.structure_blocks(page) for leaf in leaves(block, page)]
    return {
        "number": page.page_id + 1,
        "width": width,
        "height": height - lift,
        "blocks": [block_json(document, page, block, lift) for block in blocks],
    }


def leaves(block: Any, page: Any) -> list[Any]:
    """A block, or the blocks of a group (a list, a figure or table with its caption)."""
    inside = [page.get_block(key) for key in block.structure or []]
    if all(name_of(inner) in _PARTS for inner in inside):
        return [block]
    return [leaf for inner in inside for leaf in leaves(inner, page)]


def name_of(block: Any) -> str:
    """The type of a block by its name."""
    return str(block.block_type)


def block_json(document: Any, page: Any, block: Any, lift: float) -> dict[str, Any]:
    """One block with its lines; tables and what a model transcribed have HTML instead."""
    inside = [page.get_block(key) for key in block.structure or []]
    return {
        "type": name_of(block),
        "box": box_of(block, lift),
        "level": getattr(block, "heading_level", None),
        "ignored": getattr(block, "ignore_for_output", False),
        "html": getattr(block, "html", None) or "",
        "lines": [line_json(document, line, lift) for line in inside if name_of(line) == "Line"],
    }


def line_json(document: Any, line: Any, lift: float) -> dict[str, Any]:
    """One printed line."""
    spans = [document.get_block(key) for key in line.structure or []]
    return {
        "box": box_of(line, lift),
        "spans": [
            {
                "text": span.text,
                "box": box_of(span, lift),
                "font": span.font,
                "size": span.font_size,
                "weight": span.font_weight,
                "formats": list(span.formats) + ["superscript"] * span.has_superscript,
            }
            for span in spans
            if name_of(span) == "Span"
        ],
    }


if __name__ == "__main__":
    if find_spec("marker") is None:
        sys.exit("marker-pdf is not installed in this environment")
    main(Path(sys.argv[1]))
