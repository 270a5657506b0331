"""Latin letters without their marks: the one place where these are folded."""

from __future__ import annotations

import re
import unicodedata

_MARKS = re.compile(r"(?<=[A-Za-z])[\u0300-\u036f]+")
_SMALL = {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe"}
_CAPITAL = {letter.upper(): plain.title() for letter, plain in _SMALL.items() if letter != "ß"}
_LETTERS = str.maketrans(_SMALL | _CAPITAL | {"ẞ": "SS"})


def without_accents(text: str) -> str:
    """A text whose Latin letters are those of ASCII: "Schrodinger" for "Schrödinger", "Lukasz" for "Łukasz"."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", text))).translate(_LETTERS)
