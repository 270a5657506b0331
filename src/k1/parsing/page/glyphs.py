"""Characters as print meant them: ligatures, private-use glyphs, stray accents and control characters."""

from __future__ import annotations

import re
import unicodedata

_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}

# The Adobe Symbol encoding that PDFium passes on as private-use characters: code & 0xFF in that encoding.
_SYMBOL = {
    0xF020 + offset: char
    for offset, char in enumerate(
        " !∀#∃%&∍()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_\u00afαβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
    )
}
_SYMBOL_HIGH = {
    0xF0A3: "≤", 0xF0A5: "∞", 0xF0A7: "•", 0xF0B0: "°", 0xF0B1: "±", 0xF0B2: "″", 0xF0B3: "≥", 0xF0B4: "×",
    0xF0B5: "∝", 0xF0B6: "∂", 0xF0B7: "•", 0xF0B8: "÷", 0xF0B9: "≠", 0xF0BA: "≡", 0xF0BB: "≈", 0xF0BC: "…",
    0xF0C5: "⊕", 0xF0C7: "∩", 0xF0C8: "∪", 0xF0CE: "∈", 0xF0CF: "∉", 0xF0D1: "∇", 0xF0D5: "∏", 0xF0D6: "√",
    0xF0D7: "⋅", 0xF0DE: "⇒", 0xF0AE: "→", 0xF0AC: "←", 0xF0E5: "∑", 0xF0F2: "∫", 0xF0D8: "•", 0xF0FC: "✓",
}  # fmt: skip
# Pieces of tall brackets in the Adobe and Microsoft symbol fonts: the top piece stands for the whole bracket.
_BRACKETS = {
    0xF8EB: "(", 0xF8EC: "", 0xF8ED: "", 0xF8EE: "[", 0xF8EF: "", 0xF8F0: "", 0xF8F1: "{", 0xF8F2: "", 0xF8F3: "",
    0xF8F4: "", 0xF8F6: ")", 0xF8F7: "", 0xF8F8: "", 0xF8F9: "]", 0xF8FA: "", 0xF8FB: "", 0xF8FC: "}", 0xF8FD: "",
    0xF8FE: "", 0xF8E7: "",
}  # fmt: skip
_SPACES = dict.fromkeys([*range(0x2000, 0x200B), 0x00A0, 0x202F, 0x205F, 0x3000, 0x09], " ")
_DROPPED = dict.fromkeys(
    [
        *range(0x00, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0x200B, 0x200C, 0x200D, 0x200E, 0x200F,
        0x2060, 0xFEFF, 0xFFFD, 0xFFFF, *range(0x202A, 0x202F),
    ],
    "",
)  # fmt: skip
# The Cork encoding of TeX's bitmap fonts, which come without Unicode.
_CORK = {
    0x10: "“", 0x11: "”", 0x12: "„", 0x15: "–", 0x16: "—", 0x1B: "ff", 0x1C: "fi", 0x1D: "fl", 0x1E: "ffi", 0x1F: "ffl",
}  # fmt: skip
# PDFium marks a hyphen at a line end; whether it belongs to the word is decided in blocks.py.
_HYPHENS = dict.fromkeys([0xFFFE, 0x00AD, 0x0002, 0x2010, 0x2011], "-")
_MAP: dict[int, str] = {
    **_DROPPED, **_CORK, **_SPACES, **_SYMBOL, **_SYMBOL_HIGH, **_BRACKETS, **_LIGATURES, **_HYPHENS,
}  # fmt: skip

# A spacing accent printed over a letter arrives beside it: "o¨" or "¨o" for "ö".
_ACCENTS = {
    "¨": "\u0308", "´": "\u0301", "`": "\u0300", "ˆ": "\u0302", "˜": "\u0303", "ˇ": "\u030c", "˚": "\u030a",
    "¸": "\u0327", "˙": "\u0307", "˝": "\u030b", "˘": "\u0306", "˛": "\u0328",
}  # fmt: skip
# "Strumbelj" is often written with a breve, which no S has, for a caron.
_BREVE, _CARON = "˘", "\u030c"
# A blank may part an accent from its letter ("M¨ uller", "Andr´ e", "¨ Ozt¨ urk"), but not from a word of its own
# ("Duran´ and"). An acute behind an "s" is then an apostrophe, but for "Jos´ e"; a ring is a degree.
_WORD = r"(?:and|are|et|in|is|of|or)(?!\w)"
_ACCENT_BEFORE = re.compile(
    r"(?<!\d)(?:[¨´ˆ˜ˇ˚¸˙˝˘˛][A-Za-zı]"
    rf"|(?<=[^\W\d_])[¨ˆ˜ˇ¸˙˝˘˛]\s(?!{_WORD})[a-zı]"
    rf"|(?<=[^\W\d_s])´\s(?!{_WORD}|s(?!\w))[aceilnorsuyzı]|(?<=s)´\s(?:ı|e(?!\w))"
    r"|(?<![^\s(])(?<!\d\s)[¨´ˇ˚]\s[A-Z](?=[a-z¨´ˆ˜ˇ˚¸˙˝˘˛]))"
)
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])´(?:s(?!\w)|[A-Z][a-z])")  # "Johne´s disease", "Côte d´Ivoire"
# Ghostscript 9.5 to 10.0 wrote the letters of a ligature with their bytes exchanged ("scienti\u6600\u6900c"), of three
# letters the last two as their sum ("e\u6600\ucf00cient"). Two such characters in a row are in no Chinese word.
_EXCHANGED = re.compile(
    "[\u5400\u6600\u6800\u6900\u6a00\u6c00\u7400][\u6600\u6800\u6900\u6a00\u6c00\u7400\ucf00\ud200]+"
)
_SUMS = {0xCF: "fi", 0xD2: "fl"}
_SURROGATE = re.compile("[\ud800-\udfff]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")


def clean(text: str) -> str:
    """Text with ligatures spelled out, private-use glyphs mapped where known, and control characters removed."""
    if text.isascii() and text.isprintable():
        return text
    if _SURROGATE.search(text):  # PDFium hands out characters beyond the BMP in two halves
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    return _PRIVATE.sub("", _EXCHANGED.sub(_letters_exchanged, text).translate(_MAP))


def _letters_exchanged(match: re.Match[str]) -> str:
    codes = (ord(char) >> 8 for char in match[0])
    return "".join(_SUMS.get(code, chr(code)) for code in codes)


def is_accent(text: str) -> bool:
    """Whether a text is one spacing accent."""
    return text in _ACCENTS


def compose_accents(text: str) -> str:
    """Put a spacing accent onto the letter that follows it, where that makes one character.

    What follows a number is a prime or a degree, and an acute may stand for an apostrophe; these stay.
    """
    if text.isascii():
        return text
    kept = {match.start() for match in _APOSTROPHE.finditer(text)}
    return _ACCENT_BEFORE.sub(lambda match: match[0] if match.start() in kept else _compose(match), text)


def _compose(match: re.Match[str]) -> str:
    whole = accented(match[0][-1], match[0][0])
    return whole if len(whole) == 1 else match[0]


def accented(letter: str, accent: str) -> str:
    """A letter with the spacing accent that is printed over it; the accent before it, where no such letter is."""
    letter = "i" if letter == "ı" else letter
    marks = [_ACCENTS[accent], *([_CARON] if accent == _BREVE else [])]
    made = (unicodedata.normalize("NFC", letter + mark) for mark in marks)
    return next((whole for whole in made if len(whole) == 1), accent + letter)
