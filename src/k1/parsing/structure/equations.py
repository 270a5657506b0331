"""Display equations: lines of symbols that stand apart from the running text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from k1.parsing.page.layout import Block, BlockKind, Line, union

_MATH_FONT = re.compile(
    r"cmmi|cmsy|cmex|msam|msbm|eufm|mtsy|mtmi|mtex|rmtmi|symbol|math|euclid|eurm|eusm|stix(?!(?:two)?text)|esint|mathpi|universalmath|advpsmp"
    r"|\b[rn]?[tp]x(?:mi|sy|ex|a|b|mia)\d*\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[(\[]\s?(?:[A-Z]{0,2}\.?\d{1,3}(?:\.\d{1,3})?[a-z]?)\s?[)\]]\s*\Z")
_SYMBOLS = re.compile(r"[=<>≤≥≈≠±×÷∑∏∫√∂∞∝∈∉⊂⊆∪∩→←↔⇒∀∃∇+−*/^|·⋅∼α-ωΑ-Ω]")
_WORD = re.compile(r"[^\W\d_]{4,}")
_TOUCHING = 0.2  # em of white between the parts of one equation
_MOST_LETTERS = 8  # of a part that looks like no equation by itself
_SAME_EDGE = 3.0  # points, of the numbers of an equation of several lines
_MOST_LINES = 60  # of an equation with all its parts


def is_equation(block: Block) -> bool:
    """Whether a block is a display equation: few words, many symbols or a number at its right edge."""
    if len(block.lines) > 6:
        return False
    text = " ".join(line.text for line in block.lines).strip()
    letters = len(re.sub(r"\s", "", text))
    if not letters or letters > 300:
        return False
    in_words = sum(len(word) for word in _WORD.findall(text))
    if in_words > 0.5 * letters:
        return False
    symbols = len(_SYMBOLS.findall(text))
    math = math_share(block)
    numbered = bool(_NUMBER.search(block.lines[0].text) or _NUMBER.search(block.lines[-1].text))
    if "=" in text and (math > 0.1 or symbols >= 2 or numbered):
        return in_words < 0.35 * letters or numbered
    return (symbols >= 2 and numbered) or math > 0.4 or (symbols >= 3 and in_words < 0.2 * letters and letters > 5)


def math_share(block: Block) -> float:
    """Share of a block's characters that are set in a font of symbols."""
    letters = len(re.sub(r"\s", "", " ".join(line.text for line in block.lines)))
    return sum(_math_letters(line) for line in block.lines) / max(letters, 1)


def _math_letters(line: Line) -> int:
    return sum(len(span.text.strip()) for span in line.spans if _MATH_FONT.search(span.font))


def join_equations(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a page's text with each display equation whole: limits, numerators and denominators stand higher
    and lower than its line, and are blocks of their own before.

    Two equations with numbers stay two, however close they stand.
    """
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if last is not None and _is_part(block, last) and not (_is_numbered(last) and _is_numbered(block)):
            last.kind = BlockKind.EQUATION
            last.lines = sorted([*last.lines, *block.lines], key=lambda line: (line.baseline, line.box.x0))
        else:
            joined.append(block)
    return joined


def _is_part(block: Block, last: Block) -> bool:
    """Whether a block overlaps the one before it in height, one is an equation, and the other too or hardly a word."""
    if block.page != last.lines[-1].page or BlockKind.EQUATION not in (block.kind, last.kind):
        return False
    if len(last.lines) > _MOST_LINES:
        return False
    pieces = (block.kind is BlockKind.EQUATION or _is_piece(block)) and (
        last.kind is BlockKind.EQUATION or _is_piece(last)
    )
    box, before = union([line.box for line in block.lines]), union([line.box for line in last.lines])
    touching = _TOUCHING * max(block.lines[0].size, last.lines[-1].size)
    return pieces and box.y0 < before.y1 + touching and before.y0 < box.y1 + touching


def _is_piece(block: Block) -> bool:
    text = " ".join(line.text for line in block.lines)
    return block.kind is BlockKind.PARAGRAPH and len(text) <= _MOST_LETTERS and not _WORD.search(text)


def _is_numbered(block: Block) -> bool:
    return equation_label(block) is not None


def equation_label(block: Block) -> str | None:
    """The number of an equation, as printed at the end of a line at its right edge; the first of several."""
    found = [(line.box.x1, match[0].strip()) for line in block.lines if (match := _NUMBER.search(line.text))]
    edge = max((x1 for x1, _ in found), default=0.0) - _SAME_EDGE
    return next((number for x1, number in found if x1 >= edge), None)
