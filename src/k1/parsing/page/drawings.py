"""Ruled lines, pictures, drawings and links of a PDF page."""

from __future__ import annotations

import ctypes
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from k1.parsing.page.layout import Sides
from k1.schema.provenance import Box

_MOST_OBJECTS = 6000  # a page with more is a plot of points: what follows adds nothing to its box
_THIN = 2.5  # points; a path thinner than this and longer than twenty is a ruled line
_LONG = 20.0
_SMALLEST_IMAGE, _SMALLEST_FORM = 8, 20  # points each way: smaller ones are signs and ornaments
_PICTURE = 0.5  # of the page: a smaller form is a picture
_WHOLE = 0.9  # of the page: a path as large is its background
_DEEPEST = 3  # forms within forms
_MOST_LINKS, _LONGEST_ADDRESS = 2000, 4096

_Matrix = tuple[float, float, float, float, float, float]


class Drawings(NamedTuple):
    """What is drawn on a page, in points, origin at the top left."""

    rules: list[Box]
    images: list[Box]
    paths: list[Box]


class _Collector:
    def __init__(self, frame: Sides) -> None:
        self._frame = frame
        self._area = (frame.right - frame.left) * (frame.top - frame.bottom)
        self.found = Drawings([], [], [])
        self._count = 0  # of objects within forms
        self._sides = [ctypes.c_float() for _ in range(4)]
        self._pointers = [ctypes.byref(side) for side in self._sides]
        self._matrix = pdfium.FS_MATRIX()

    def add(self, item: Any, moves: list[_Matrix]) -> None:
        """Take in an object of the page, or of a form in it: ``moves`` place the forms around it, outermost first."""
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT or not pdfium.FPDFPageObj_GetBounds(item, *self._pointers):
            return
        sides = Sides(*(side.value for side in self._sides))
        for move in reversed(moves):
            sides = _moved(move, sides)
        box = sides.on(self._frame)
        width, height = box.x1 - box.x0, box.y1 - box.y0
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            self._add_form(item, box, moves)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            if width > _SMALLEST_IMAGE and height > _SMALLEST_IMAGE:
                self.found.images.append(box)
        elif (height <= _THIN and width >= _LONG) or (width <= _THIN and height >= _LONG):
            self.found.rules.append(box)
        elif width * height < _WHOLE * self._area:
            self.found.paths.append(box)

    def _add_form(self, item: Any, box: Box, moves: list[_Matrix]) -> None:
        """A form that fills the page is the page; a smaller one is a picture."""
        width, height = box.x1 - box.x0, box.y1 - box.y0
        if width * height < _PICTURE * self._area:
            if width > _SMALLEST_FORM and height > _SMALLEST_FORM:
                self.found.images.append(box)
            return
        if len(moves) > _DEEPEST or not pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(self._matrix)):
            return
        m = self._matrix
        inner = [*moves, (m.a, m.b, m.c, m.d, m.e, m.f)]
        for index in range(min(pdfium.FPDFFormObj_CountObjects(item), _MOST_OBJECTS)):
            self._count += 1
            if self._count > _MOST_OBJECTS:
                return
            self.add(pdfium.FPDFFormObj_GetObject(item, index), inner)


def _moved(move: _Matrix, sides: Sides) -> Sides:
    a, b, c, d, e, f = move
    corners = [(x, y) for x in (sides.left, sides.right) for y in (sides.bottom, sides.top)]
    xs = [a * x + c * y + e for x, y in corners]
    ys = [b * x + d * y + f for x, y in corners]
    return Sides(min(xs), min(ys), max(xs), max(ys))


def read_drawings(page: Any, frame: Sides) -> Drawings:
    """The drawings of a page, whose visible part is ``frame``."""
    collector = _Collector(frame)
    for index in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        collector.add(pdfium.FPDFPage_GetObject(page, index), [])
    return collector.found


def read_links(document: Any, page: Any, frame: Sides) -> list[tuple[Box, str]]:
    """The links of a page that lead to an address, with their boxes."""
    links: list[tuple[Box, str]] = []
    position, link, rect = ctypes.c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
    while pdfium.FPDFLink_Enumerate(page, ctypes.byref(position), ctypes.byref(link)) and len(links) < _MOST_LINKS:
        action = pdfium.FPDFLink_GetAction(link)
        if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
            continue
        length = pdfium.FPDFAction_GetURIPath(document, action, None, 0)
        if not 1 < length < _LONGEST_ADDRESS or not pdfium.FPDFLink_GetAnnotRect(link, ctypes.byref(rect)):
            continue
        buffer = ctypes.create_string_buffer(length)
        pdfium.FPDFAction_GetURIPath(document, action, buffer, length)
        box = Sides(rect.left, rect.bottom, rect.right, rect.top).on(frame)
        links.append((box, buffer.value.decode("utf-8", "replace")))
    return links
