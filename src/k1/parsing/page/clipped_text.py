"""Text that a page holds but does not show: a figure cut out of another page brings that page's text along.

A typesetter that crops a figure includes the whole page as a form with a clip. PDFium's text layer gives all of its
text; what lies outside the clip is not printed.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pypdfium2.raw as pdfium

_MOST_OBJECTS = 6000  # of a page, and of its forms together
_MOST_PATHS = 4

Sides = tuple[float, float, float, float]  # left, bottom, right, top


def clipped_text(page: Any) -> frozenset[int]:
    """Addresses of the text objects within a page's forms that lie wholly outside their clip."""
    hidden = [
        ctypes.cast(item, ctypes.c_void_p).value or 0
        for item in islice(_inner_objects(page), _MOST_OBJECTS)
        if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_TEXT and _is_clipped(item)
    ]
    return frozenset(hidden)


def _inner_objects(page: Any) -> Iterator[Any]:
    """The objects of the forms that stand on a page."""
    for index in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        form = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(form) == pdfium.FPDF_PAGEOBJ_FORM:
            for inner in range(max(0, pdfium.FPDFFormObj_CountObjects(form))):
                if item := pdfium.FPDFFormObj_GetObject(form, inner):
                    yield item


def _is_clipped(item: Any) -> bool:
    clip = _clip(item)
    if clip is None:
        return False
    sides = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(item, *map(ctypes.byref, sides)):
        return False
    left, bottom, right, top = (side.value for side in sides)
    return _apart(clip, (left, bottom, right, top))


def _apart(clip: Sides, box: Sides) -> bool:
    return box[2] <= clip[0] or box[0] >= clip[2] or box[3] <= clip[1] or box[1] >= clip[3]


def _clip(item: Any) -> Sides | None:
    """The smallest box around the clip of an object; None where it has none, or one of many paths."""
    path = pdfium.FPDFPageObj_GetClipPath(item)
    count = pdfium.FPDFClipPath_CountPaths(path) if path else 0
    if not 0 < count <= _MOST_PATHS:
        return None
    boxes = [box for number in range(count) if (box := _bounds(path, number)) is not None]
    if not boxes:
        return None
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return max(lefts), max(bottoms), min(rights), min(tops)  # what all of them leave


def _bounds(path: Any, number: int) -> Sides | None:
    xs: list[float] = []
    ys: list[float] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(max(0, pdfium.FPDFClipPath_CountPathSegments(path, number))):
        segment = pdfium.FPDFClipPath_GetPathSegment(path, number, at)
        if segment and pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
            xs.append(x.value)
            ys.append(y.value)
    return (min(xs), min(ys), max(xs), max(ys)) if xs else None
