"""Fonts of signs whose characters a file calls by the keys they lie on: "p , 0.05" for "p < 0.05", "lg" for "µg".

The keys are those of the fonts, so that they can be read by a font's name alone.
"""

from __future__ import annotations

import re
from functools import lru_cache

# Mathematical Pi, also under the names that typesetters gave it: "mean 6 SD", "3 102", "P 5 0.05", "25.3" for "-5.3".
_MATH_PI = dict(zip("1234567890,.#$", "+\u2212\u00d7\u00f7=\u00b1\u2213\u00b0\u2032\u2033<>\u2264\u2265", strict=True))
# Springer's fonts: "p \\ 0.05", "CD4?", "2 9 2", "P B 0.05".
_SPRINGER = dict(zip("\\[BC9?&", "<>\u2264\u2265\u00d7+\u2248", strict=True))
# Springer's Greek, in the order of the alphabet: "NF-jB", "IFN-c", "v2", "x-3".
_SPRINGER_GREEK = dict(
    zip(
        "abcdefghijklmnopqrstuvwxABCDEFGHIJKLMNOPQRSTUVWX",
        "αβγδεζηθικλμνξοπρστυφχψωΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ",
        strict=True,
    )
)
# TeX's mathabx in the names of the Cork encoding (MDPI in 2015 and 2016): "p \u0103 0.05", "37 \u02ddC", "10\u00b45".
_MATHABX = dict(
    zip(
        "`\u00b4\u02c6\u02dc\u00a8\u02dd\u02da\u02d8\u201c\u201e\u00ab\u0103\u0105\u010f\u011b\u00d1812{",
        "+\u2212\u00d7\u00f7\u00b7\u00b0\u2217\u00b1=\u223c\u2248<>\u2264\u2265\u2192\u221e\u2032\u2033/",
        strict=True,
    )
)
_FONTS = (
    (r"^(?:Math(?:ematical)?-?Pi(?:LT)?(?:Std)?-?(?:One|1)?|Universal-GreekwithMathPi|AdvP7DA6)$", _MATH_PI),
    (r"^AdvP7DB7$", {",": "\u223c"}),
    (r"^(?:AdvPSMP4|AdvTir_symb|AdvPSSPS-AS)$", _SPRINGER),
    (r"^AdvPSMP13$", _SPRINGER_GREEK),
    (r"^AdvPSSym$", {"\x03": "\u00b0"}),
    (r"^TeX-matha\d+$", _MATHABX),
)


@lru_cache(maxsize=512)
def _signs(font: str) -> dict[int, str]:
    found = (signs for pattern, signs in _FONTS if re.match(pattern, font))
    return str.maketrans(next(found, {}))


def as_signs(text: str, font: str) -> str:
    """The signs that a text in a font of this name shows; the text itself where the font is none of signs."""
    signs = _signs(font)
    return text.translate(signs) if signs else text
