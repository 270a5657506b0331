"""Ruled lines, pictures, drawings and links of a PDF page."""

from __future__ import annotations

import ctypes
import math
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from k1.schema.provenance import Box

_MOST_OBJECTS = 6000  # a page with more is a plot of points: what follows adds nothing to its box
_THIN = 2.5  # points; a path thinner than this and longer than twenty is a ruled line
_LONG = 20.0
_PRINTED = 0.6  # of a page: what its margins leave for print, at least


class Drawings(NamedTuple):
    """What is drawn on a page, in points, origin at the top left."""

    rules: list[Box]
    images: list[Box]
    paths: list[Box]


class _Collector:
    def __init__(self, left: float, top: float, area: float, whole: float) -> None:
        self.left, self.top, self.area, self.whole = left, top, area, whole
        self.found = Drawings([], [], [])
        self.count = 0
        self._sides = [ctypes.c_float() for _ in range(4)]
        self._pointers = [ctypes.byref(side) for side in self._sides]
        self._matrix = pdfium.FS_MATRIX()

    def add(self, item: Any, moves: list[tuple[float, ...]], depth: int) -> None:
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT or not pdfium.FPDFPageObj_GetBounds(item, *self._pointers):
            return
        x0, y0, x1, y1 = (side.value for side in self._sides)
        for move in reversed(moves):
            x0, y0, x1, y1 = _moved(move, x0, y0, x1, y1)
        box = Box(round(x0 - self.left, 2), round(self.top - y1, 2), round(x1 - self.left, 2), round(self.top - y0, 2))
        width, height = box.x1 - box.x0, box.y1 - box.y0
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            self._add_form(item, box, moves, depth)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            if width > 8 and height > 8:
                self.found.images.append(box)
        elif (height <= _THIN and width >= _LONG) or (width <= _THIN and height >= _LONG):
            self.found.rules.append(box)
        elif width * height < 0.9 * self.area:
            self.found.paths.append(box)

    def _add_form(self, item: Any, box: Box, moves: list[tuple[float, ...]], depth: int) -> None:
        """A form that fills the page is the page; a smaller one is a picture."""
        if (box.x1 - box.x0) * (box.y1 - box.y0) < 0.5 * self.whole:
            if box.x1 - box.x0 > 20 and box.y1 - box.y0 > 20:
                self.found.images.append(box)
            return
        if depth > 3 or not pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(self._matrix)):
            return
        m = self._matrix
        inner = [*moves, (m.a, m.b, m.c, m.d, m.e, m.f)]
        for index in range(min(pdfium.FPDFFormObj_CountObjects(item), _MOST_OBJECTS)):
            self.count += 1
            if self.count > _MOST_OBJECTS:
                return
            self.add(pdfium.FPDFFormObj_GetObject(item, index), inner, depth + 1)


def _moved(move: tuple[float, ...], x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
    a, b, c, d, e, f = move
    xs = [a * x + c * y + e for x in (x0, x1) for y in (y0, y1)]
    ys = [b * x + d * y + f for x in (x0, x1) for y in (y0, y1)]
    return min(xs), min(ys), max(xs), max(ys)


def read_drawings(page: Any, frame: tuple[float, float, float, float], printed: float = math.inf) -> Drawings:
    """The drawings of a page.

    Parameters
    ----------
    frame: its visible part: left, bottom, right, top.
    printed: the area of what is printed on it, in square points: its sheet may be larger than the page.
    """
    left, bottom, right, top = frame
    area = (right - left) * (top - bottom)
    collector = _Collector(left, top, area, max(0.5 * area, min(area, printed / _PRINTED)))
    for index in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        collector.add(pdfium.FPDFPage_GetObject(page, index), [], 0)
    return collector.found


def read_links(document: Any, page: Any, frame: tuple[float, float, float, float]) -> list[tuple[Box, str]]:
    """The links of a page that lead to an address, with their boxes."""
    left, _, _, top = frame
    links: list[tuple[Box, str]] = []
    position, link, rect = ctypes.c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
    while pdfium.FPDFLink_Enumerate(page, ctypes.byref(position), ctypes.byref(link)) and len(links) < 2000:
        action = pdfium.FPDFLink_GetAction(link)
        if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
            continue
        length = pdfium.FPDFAction_GetURIPath(document, action, None, 0)
        if not 1 < length < 4096 or not pdfium.FPDFLink_GetAnnotRect(link, ctypes.byref(rect)):
            continue
        buffer = ctypes.create_string_buffer(length)
        pdfium.FPDFAction_GetURIPath(document, action, buffer, length)
        box = Box(rect.left - left, top - rect.top, rect.right - left, top - rect.bottom)
        links.append((Box(*(round(side, 2) for side in box)), buffer.value.decode("utf-8", "replace")))
    return links
