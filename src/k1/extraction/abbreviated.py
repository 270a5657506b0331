"""The abbreviations that a paper declares, found before anything else is read."""

from __future__ import annotations

from k1.extraction.reading import Reading
from k1.text.abbreviations import Abbreviation, find_abbreviations
from k1.text.lexicon import FUNCTION_WORDS


def declared_abbreviations(reading: Reading) -> dict[str, str]:
    """Long form by short form; the first declaration of a paper decides."""
    found: dict[str, str] = {}
    for sentences in reading.by_unit.values():
        text = sentences[0].unit.text
        marks = [mark for sentence in sentences for mark in sentence.cited]
        for pair in find_abbreviations(text):
            inside = any(start < pair.short_end and pair.short_start < end for start, end in marks)
            if not inside and _is_plausible(pair):
                found.setdefault(pair.short, " ".join(pair.long.split()))
    return found


def _is_plausible(pair: Abbreviation) -> bool:
    """Whether the long form is a phrase: more than one word or part, not begun or ended by a function word."""
    words = pair.long.casefold().replace("-", " ").split()
    if words[0] in FUNCTION_WORDS or words[-1] in FUNCTION_WORDS:
        return False
    capitals = sum(character.isupper() for character in pair.short)
    return capitals >= 2 and len(pair.long) < 90 and not any(character in pair.long for character in '=;:"')
