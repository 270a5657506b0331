"""Pages read by OCR: the one file that calls rapidocr (PP-OCRv6; its weights lie in the wheel, nothing is fetched)."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any

from k1.parsing.ocr.lines import RESOLUTION, Printed
from k1.parsing.page.drawn_pages import draw_page

_LEAST_SCORE = 0.5  # below it a line is a drawing or print that was not read
_ONE_THREAD = {
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    "Global.log_level": "critical",
    "Global.text_score": _LEAST_SCORE,
    "Global.use_cls": False,  # pages are rendered upright
}


def is_available() -> bool:
    """Whether K1 was installed with the extra ``ocr``."""
    return find_spec("rapidocr") is not None


def ocr_name() -> str:
    """Name and version of the OCR engine."""
    return f"rapidocr/{version('rapidocr')}"


def ocr_pages(document: Any, numbers: Sequence[int]) -> dict[int, list[Printed]]:
    """What OCR reads on pages of an open PDFium document, by page number (from 1); about 10 CPU seconds a page."""
    from rapidocr import RapidOCR

    engine = RapidOCR(params=_ONE_THREAD)
    return {number: _read(engine, document[number - 1]) for number in numbers}


def _read(engine: Any, page: Any) -> list[Printed]:
    bitmap, scale = draw_page(page, RESOLUTION)
    picture = bitmap.to_numpy()
    found = engine(picture)
    if found.boxes is None:
        return []
    grey = picture.mean(axis=2)
    printed = []
    for corners, text in zip(found.boxes.tolist(), found.txts, strict=True):
        xs, ys = zip(*corners, strict=True)
        x0, y0, x1, y1 = max(0, int(min(xs))), max(0, int(min(ys))), int(max(xs)) + 1, int(max(ys)) + 1
        ink = float((255 - grey[y0:y1, x0:x1]).sum()) / 255
        printed.append(Printed(text, x0 / scale, y0 / scale, x1 / scale, y1 / scale, ink / scale**2))
    return printed
