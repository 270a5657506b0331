"""The number of a heading, and its words."""

from __future__ import annotations

import re

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
