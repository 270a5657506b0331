"""Simple formulas of titles as words: two printings of one title are one text."""

from __future__ import annotations

import re

# A formula of letters, digits and scripts alone, as in "CO$_2$" and "$^{13}$C"; "$5 and $6" is none.
_PLAIN_FORMULA = re.compile(
    r"(?<![\\$])\$((?:\\(?:(?:math|text)?(?:rm|bf|it|sf|normal)|text)(?![A-Za-z])\s?|[\w^{}+.,-]){1,60})\$(?![\d$])"
)
_STYLE = re.compile(r"\\[A-Za-z]+\s*")
_POWER = re.compile(r"\^(?:\{([^{}]*)\}|.)")
_INDEX = re.compile(r"_(?:\{[^{}]*\}|[^\W_])$|[{}]+$")
# What is raised to a power: a number or a letter alone; but no ion to its charge and no number to its ordinal.
_POWER_BASE = re.compile(r"(?:\d|(?<![^\W\d_])[^\W\d_])$")
_NO_POWER = re.compile(r"\^(?:[+-](?!\d)|\{\d*[+-]\}|\{?(?:st|nd|rd|th)(?!\w)|\{?\d{2,}\}?[A-Z])")


def plain_formulas(text: str) -> str:
    """A title with its simple formulas as words: "CO2", which others write with a subscript or none; "10^6"."""
    return _PLAIN_FORMULA.sub(_as_words, text)


def _as_words(formula: re.Match[str]) -> str:
    """A formula without marks, but for those of powers; their base may stand before the formula ("10$^6$")."""
    before, after = formula.string[max(0, formula.start() - 2) : formula.start()], formula.string[formula.end() :][:1]
    inner = _STYLE.sub("", formula[1])
    whole = before + inner + after
    powers = {mark.start() for mark in _POWER.finditer(whole) if _is_power(whole, mark)}
    shown = ((char, at + len(before)) for at, char in enumerate(inner))
    return "".join(char for char, at in shown if char not in "_^{}" or at in powers)


def _is_power(formula: str, mark: re.Match[str]) -> bool:
    base = _INDEX.sub("", formula[: mark.start()])
    return _POWER_BASE.search(base) is not None and _NO_POWER.match(formula, mark.start()) is None
