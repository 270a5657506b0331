"""The number of a heading, and its words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from k1.text.lexicon import is_english
from k1.text.words import word_set

_NUMBER = re.compile(
    r"(?:\u00a7\s?)?(?P<number>(?:(?:Section|Appendix|APPENDIX)\s+)?"
    r"(?:\d{1,2}(?:\.\d{1,2}){0,4}|[IVX]{1,5}|[A-Z](?:\.\d{1,2})*))"
    r"(?P<stop>\.?\s?\||[.):]?)\s+(?=[\"'\u2018\u201c]?[^\W\d_]|\d{1,2}-?[A-Z])"
)
_EPITHET = re.compile(r"(?:[aio]|ae|us|is|um|ans|ens|ense|[aeo]r|x)\Z")
_ENGLISH_EPITHETS = word_set("coli aureus sapiens tuberculosis niger pylori difficile japonica mays botulinum taurus")


def heading_text(text: str) -> tuple[str | None, str]:
    """A heading's number (without its full stop) and its words."""
    text = " ".join(text.split()).strip("|■●▪ ")
    match = _NUMBER.match(text)
    if match is None:
        return None, text
    number, words = match["number"], text[match.end() :].strip()
    # A capital alone may be the first word ("A case of ..."); as a number it bears a mark or a part.
    if re.fullmatch(r"[A-Z]|[IVX]+", number) and not match["stop"]:
        return None, text
    if len(number) == 1 and number.isalpha() and match["stop"] == "." and _begins_with_epithet(words):
        return None, text
    return number, words


def _begins_with_epithet(words: str) -> bool:
    """Whether the letter before ``words`` stands for a genus: "E. coli strains", but "A. data collection"."""
    first = words.split(maxsplit=1)[0].rstrip(",;:")
    if not (first.isascii() and first.isalpha() and first.islower()):
        return False
    return first in _ENGLISH_EPITHETS or (bool(_EPITHET.search(first)) and not is_english(first))


def is_item(text: str) -> bool:
    """Whether a heading is numbered as items of a list are, "1) Encoder": then it parts the section it stands in."""
    match = _NUMBER.match(text.strip())
    return match is not None and match["stop"] == ")"


def outline_levels(numbers: Sequence[str | None]) -> list[int | None]:
    """The levels that numbers of an outline tell: "I", "II" the first, "A", "B" the second, "1", "2" the third.

    None where a number is none of an outline, and for all of a paper that does not count its sections so.
    """
    levels: list[int | None] = []
    section = letter = part = 0  # the last of each that was counted
    for number in numbers:
        if number == _roman(section + 1) and number != _letter(letter + 1):
            section, letter, part = section + 1, 0, 0
            levels.append(1)
        elif number is not None and section and number == _letter(letter + 1):
            letter, part = letter + 1, 0
            levels.append(2)
        elif section and number == str(part + 1):
            part += 1
            levels.append(3 if letter else 2)
        else:
            levels.append(None)
    return levels if section > 1 else [None] * len(levels)


def _letter(at: int) -> str:
    return chr(ord("A") + at - 1)


def _roman(number: int) -> str:
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
