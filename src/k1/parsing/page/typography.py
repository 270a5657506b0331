"""How a paper sets its running text: size, fonts and leading, against which everything else stands out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from k1.parsing.page.layout import Line, Span

# Parts of one font that some typesetters number (AdvTT3713a231+20), and the design sizes of TeX's (CMR10, SFRM1000).
_SUBSET = re.compile(r"(?:\+[0-9a-f]{2}|(?<=[a-z])\d|(?<=^[A-Z]{3})\d{1,4}|(?<=^[A-Z]{4})\d{1,4})$")
_MONO = re.compile(
    r"mono|courier|cour\b|\b(?:cm|sf|ec)(?:sl|i)?tt|\b(?:sf|ec)(?:st|it)(?:\d|\b)|consol|typewriter|menlo|hack-"
    r"|code(?:pro)?\b|lmtt|-tt\b|cursor\b",
    re.IGNORECASE,
)
_SMALLER = 0.4  # points
_TYPED = 0.75  # of a line's characters
_TEXT = 0.3  # share of the characters that are at least running text in a paper full of listings


@dataclass(frozen=True, slots=True)
class Typography:
    """Size and fonts of the running text; ``leading``: distance of base lines, in points."""

    size: float
    fonts: frozenset[str]
    leading: float

    def is_body(self, line: Line) -> bool:
        """Whether a line is set as the running text is."""
        return abs(line.size - self.size) <= 0.06 * self.size + 0.05 and main_font(line) in self.fonts

    def is_smaller(self, size: float) -> bool:
        """Whether a font size is that of smaller print than the running text, as notes are set in."""
        return size < self.size - _SMALLER


def font_family(font: str) -> str:
    """The name of a font without the part or the design size that its number stands for."""
    return _SUBSET.sub("", font)


def main_font(line: Line) -> str:
    """The font of most of a line's characters."""
    if len(line.spans) == 1:
        return font_family(line.spans[0].font)
    letters: Counter[str] = Counter()
    for span in line.spans:
        letters[font_family(span.font)] += len(span.text)
    return letters.most_common(1)[0][0]


def look(span: Span) -> tuple[bool, bool, str]:
    """How a span is set, but for its size: what tells a heading from the text that it runs into."""
    return span.bold, span.italic, font_family(span.font)


@lru_cache(maxsize=256)  # a paper has few fonts and asks for each of its spans
def is_typewriter(font: str) -> bool:
    """Whether the name of a font is that of a typewriter."""
    return bool(_MONO.search(font_family(font)))


def is_monospaced(line: Line) -> bool:
    """Whether a line stands in a typewriter font, but for a word or two: text may be full of names of functions."""
    typed = sum(len(span.text) for span in line.spans if is_typewriter(span.font))
    return typed > _TYPED * sum(len(span.text) for span in line.spans)


def read_typography(lines: Iterable[Line]) -> Typography:
    """The typography of a paper from its upright lines: what most of its letters are set in.

    A typewriter font is that of the running text only where hardly any text stands in another: a manuscript may be
    typed, listings are.
    """
    kept = [line for line in lines if not line.turned]
    style = _typography(kept)
    proportional = frozenset(font for font in style.fonts if not _MONO.search(font))
    if proportional:
        return replace(style, fonts=proportional)
    text = [line for line in kept if not is_monospaced(line)]
    enough = sum(len(line.text) for line in text) >= _TEXT * sum(len(line.text) for line in kept)
    return _typography(text) if text and enough else style


def _typography(kept: Sequence[Line]) -> Typography:
    """Size, fonts and leading of most letters of some lines."""
    sizes: Counter[float] = Counter()
    for line in kept:
        sizes[round(line.size * 5) / 5] += len(line.text)
    if not sizes:
        return Typography(10.0, frozenset(), 12.0)
    size = max(sizes, key=lambda s: (sizes[s] + 0.5 * (sizes[round(s + 0.2, 1)] + sizes[round(s - 0.2, 1)]), s))
    fonts: Counter[str] = Counter()
    gaps: Counter[float] = Counter()
    last: Line | None = None
    for line in kept:
        if abs(line.size - size) > 0.05 * size:
            continue
        fonts[main_font(line)] += len(line.text)
        if last is not None and last.page == line.page and 0.9 * size < line.baseline - last.baseline < 2.6 * size:
            gaps[round(line.baseline - last.baseline, 1)] += 1
        last = line
    main = frozenset(font for font, count in fonts.items() if count >= 0.35 * max(fonts.values()))
    return Typography(size, main, gaps.most_common(1)[0][0] if gaps else 1.2 * size)
