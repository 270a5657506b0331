"""Display equations: lines of symbols that stand apart from the running text."""

from __future__ import annotations

import re

from k1.parsing.page.layout import Block, Line

_MATH_FONT = re.compile(
    r"cmmi|cmsy|cmex|msam|msbm|eufm|mtsy|mtmi|mtex|rmtmi|symbol|math|euclid|eurm|eusm|stix(?!(?:two)?text)|esint|mathpi|universalmath|advpsmp"
    r"|\b[rn]?[tp]x(?:mi|sy|ex|a|b|mia)\d*\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[(\[]\s?(?:[A-Z]{0,2}\.?\d{1,3}(?:\.\d{1,3})?[a-z]?)\s?[)\]]\s*\Z")
_SYMBOLS = re.compile(r"[=<>≤≥≈≠±×÷∑∏∫√∂∞∝∈∉⊂⊆∪∩→←↔⇒∀∃∇+−*/^|·⋅∼α-ωΑ-Ω]")
_WORD = re.compile(r"[^\W\d_]{4,}")


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


def equation_label(text: str) -> str | None:
    """The number of an equation, as printed."""
    match = _NUMBER.search(text)
    return match[0].strip() if match else None
