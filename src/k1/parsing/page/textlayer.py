"""The text layer of a PDF page as words with place, size and font: the one file that calls PDFium's text functions.

PDFium is called through ctypes with reused buffers: a call costs half a microsecond, and only the first and last
character of a word are asked for their place.
"""

from __future__ import annotations

import ctypes
import math
import re
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from k1.parsing.page.glyphs import clean
from k1.parsing.page.symbol_fonts import as_signs


class Font(NamedTuple):
    """A font of the file. ``bold`` and ``italic`` come from its name, else from its flags and stem width."""

    name: str
    bold: bool
    italic: bool


class Word(NamedTuple):
    """Characters of one text object without white space between them, in points, y down, seen upright.

    ``baseline`` is the distance of the base line from the top; ``quarter`` the quarter turns, counter-clockwise, at
    which it stands in the file; ``piece`` the number of its text object; ``spaced``: white space stands before it;
    ``white``: it is filled white.
    """

    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    font: Font
    quarter: int
    piece: int
    spaced: bool
    white: bool = False


class _Piece(NamedTuple):
    """What the characters of one text object share."""

    number: int
    size: float
    quarter: int
    baseline: float
    font: Font
    white: bool
    slanting: bool


# Fonts of old TeX without Unicode hold ligatures at 1B to 1F, which count as white space elsewhere.
_WORD = re.compile(r"[^ \t\n\r\f\v\x00\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_BOLD = re.compile(
    r"bold|bolit|black|heavy|semib|demi|medi(?!um)|[.,-]b(?![a-z])|[.,-]bd|[a-z]bd\b|timesb(?:\b|i)"
    r"|\b(?:cm|sf|ec|tc)(?:bx|ssbx|sx|xc|bi|b(?=\d))",  # TeX's
    re.IGNORECASE,
)
_PLAIN = re.compile(
    r"regular|roman|book|light|-r\b|-it\b|italic|oblique|medium|\b(?:cm|sf|ec|tc)[a-z]{1,4}\d|thin|-roma|-ital|-regu",
    re.IGNORECASE,
)
_ITALIC = re.compile(
    r"ital|obliq|it\b|slant|cmmi|\b(?:cm|sf|ec|tc)(?:ti|bi|si|sl|bxti|bxsl|it)\d|[.,-]b?i\b|kursiv|timesb?i\b",
    re.IGNORECASE,
)
_FORCE_BOLD, _ITALIC_FLAG = 1 << 18, 1 << 6
_WHITE = 250  # of 255
_SLANTING = 10.0  # degrees off the upright or the quarter turns: more than a crooked scan
_WATERMARK = 20.0  # points; slanting labels of a chart and heads of columns are smaller
_NO_FONT = Font("", False, False)

# The same function as in pypdfium2.raw, answering with a plain number instead of a new pointer object a call.
_object_of = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
    ctypes.cast(pdfium.FPDFText_GetTextObject, ctypes.c_void_p).value or 0
)


def font_of(name: str, weight: int, flags: int) -> Font:
    """What a font's name says of it; where the name says nothing (``AdvP7627``), its stem width and flags do."""
    name = re.sub(r"^[A-Z]{6}\+", "", name)
    bold = bool(_BOLD.search(name))
    if not bold and not _PLAIN.search(name):
        bold = bool(flags & _FORCE_BOLD) or weight >= 650
    return Font(name, bold, bool(_ITALIC.search(name) or flags & _ITALIC_FLAG))


class TextLayer:
    """Reads the words of one page after another of one file; a font is looked up once a file."""

    def __init__(self) -> None:
        self._fonts: dict[int, Font] = {}
        self._name = ctypes.create_string_buffer(256)
        self._size = ctypes.c_float()
        self._matrix = pdfium.FS_MATRIX()
        self._rect = pdfium.FS_RECTF()
        self._rect_at = ctypes.byref(self._rect)
        self._colour = [ctypes.c_uint() for _ in range(4)]
        self._colour_at = [ctypes.byref(part) for part in self._colour]
        self._x, self._y = ctypes.c_double(), ctypes.c_double()

    def words(
        self,
        textpage: Any,
        text: str,
        frame: tuple[float, float, float, float],
        hidden: frozenset[int] = frozenset(),
    ) -> list[Word]:
        """The words of a text page in the order of the content stream.

        ``text`` is what `characters` gives; ``frame`` the visible part of the page: left, bottom, right, top;
        ``hidden`` the addresses of text objects that are not shown. Large slanting words, as of a watermark across the
        page, are left out: they are no part of any line.
        """
        pieces: dict[int, _Piece] = {}
        words: list[Word] = []
        for match in _WORD.finditer(text):
            begin, end = match.span()
            spaced = True
            for start, stop, handle in _split_by_object(textpage, begin, end):
                if handle in hidden:
                    continue
                piece = pieces.get(handle)
                if piece is None:
                    piece = pieces[handle] = self._piece(textpage, start, handle, len(pieces), frame)
                if piece.slanting:
                    continue
                x0, x1 = self._extent(textpage, start, stop - 1, piece.quarter, frame)
                shown = clean(as_signs(text[start:stop], piece.font.name))
                if shown and x1 > x0:
                    at = (piece.baseline, piece.size, piece.font, piece.quarter, piece.number)
                    words.append(Word(shown, x0, x1, *at, spaced, piece.white))
                    spaced = False
        return words

    def _piece(
        self, textpage: Any, index: int, handle: int, number: int, frame: tuple[float, float, float, float]
    ) -> _Piece:
        left, bottom, right, top = frame
        matrix = self._matrix
        pdfium.FPDFText_GetMatrix(textpage, index, ctypes.byref(matrix))
        pdfium.FPDFText_GetCharOrigin(textpage, index, ctypes.byref(self._x), ctypes.byref(self._y))
        x, y = self._x.value, self._y.value
        angle = math.degrees(math.atan2(matrix.b, matrix.a))
        quarter = round(angle / 90) % 4
        baseline = (top - y, x - left, y - bottom, right - x)[quarter]
        size = pdfium.FPDFText_GetFontSize(textpage, index) * math.hypot(matrix.c, matrix.d)
        slanting = abs(angle - 90 * round(angle / 90)) > _SLANTING and abs(size) > _WATERMARK
        font, white = self._font(handle), self._is_white(handle)
        return _Piece(number, abs(size) or 1.0, quarter, baseline, font, white, slanting)

    def _is_white(self, handle: int) -> bool:
        found = handle and pdfium.FPDFPageObj_GetFillColor(
            ctypes.cast(handle, pdfium.FPDF_PAGEOBJECT), *self._colour_at
        )
        return bool(found) and all(part.value >= _WHITE for part in self._colour[:3])

    def _font(self, handle: int) -> Font:
        font = pdfium.FPDFTextObj_GetFont(ctypes.cast(handle, pdfium.FPDF_PAGEOBJECT)) if handle else None
        if not font:
            return _NO_FONT
        key = ctypes.addressof(font.contents)
        if key not in self._fonts:
            length = pdfium.FPDFFont_GetBaseFontName(font, self._name, 256)
            name = self._name.raw[: max(0, min(length, 256) - 1)].decode("utf-8", "replace")
            read = font_of(name, pdfium.FPDFFont_GetWeight(font), pdfium.FPDFFont_GetFlags(font))
            # Fonts drawn glyph by glyph (Type 3) have no name, but are still as different as named ones.
            self._fonts[key] = read if read.name else read._replace(name=f"unnamed {len(self._fonts)}")
        return self._fonts[key]

    def _extent(
        self, textpage: Any, first: int, last: int, quarter: int, frame: tuple[float, float, float, float]
    ) -> tuple[float, float]:
        """Where the characters begin and end along their base line."""
        left, bottom, right, top = frame
        rect, box_of = self._rect, pdfium.FPDFText_GetLooseCharBox
        box_of(textpage, first, self._rect_at)
        if quarter == 0:
            x0 = rect.left - left
            if last != first:
                box_of(textpage, last, self._rect_at)
            return x0, rect.right - left
        start = (rect.left - left, rect.bottom - bottom, right - rect.right, top - rect.top)[quarter]
        box_of(textpage, last, self._rect_at)
        return start, (rect.right - left, rect.top - bottom, right - rect.left, top - rect.bottom)[quarter]


def characters(textpage: Any) -> str:
    """The characters of a text page, one for each of its indices (a character beyond the BMP is two halves)."""
    count = pdfium.FPDFText_CountChars(textpage)
    buffer = (ctypes.c_ushort * (count + 1))()
    if pdfium.FPDFText_GetText(textpage, 0, count, buffer) == count + 1:
        codes = buffer[:count]
        if 0 not in codes:
            return "".join(map(chr, codes))
    # Characters without Unicode were left out, and what follows them has moved up: ask for each.
    unicode_of = pdfium.FPDFText_GetUnicode
    return "".join([chr(min(unicode_of(textpage, index), 0x10FFFF)) for index in range(count)])


def _split_by_object(textpage: Any, begin: int, end: int) -> list[tuple[int, int, int]]:
    """The parts of the characters from ``begin`` to ``end`` that stand in one text object each, with its address."""
    first = _object_of(textpage, begin) or 0
    if end - begin == 1 or first == (_object_of(textpage, end - 1) or 0):
        return [(begin, end, first)]
    parts: list[tuple[int, int, int]] = []
    start, current = begin, first
    for index in range(begin + 1, end):
        address = _object_of(textpage, index) or 0
        if address != current:
            parts.append((start, index, current))
            start, current = index, address
    parts.append((start, end, current))
    return parts
