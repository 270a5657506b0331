"""The abbreviations that a paper declares, found before anything else is read."""

from __future__ import annotations

import re

from k1.extraction.grammar.phrases import VERBS
from k1.extraction.reading.paper import Reading
from k1.text.abbreviations import Abbreviation, find_abbreviations, match_initials
from k1.text.lexicon import FUNCTION_WORDS
from k1.text.normalisation import singular

_NOTE = re.compile(r"(?<=[a-z]{3})\d{1,3}$")


def declared_abbreviations(reading: Reading) -> dict[str, str]:
    """Long form by short form; the first declaration of a paper decides."""
    found: dict[str, str] = {}
    for sentences in reading.by_unit.values():
        text = sentences[0].unit.text
        marks = [mark for sentence in sentences for mark in sentence.cited]
        for pair in find_abbreviations(text):
            inside = any(start < pair.short_end and pair.short_start < end for start, end in marks)
            if not inside and _is_plausible(pair):
                found.setdefault(pair.short, clean_long_form(pair.long))
    return found


def clean_long_form(long: str) -> str:
    """A long form without the line numbers of drafts and the notes that follow a word; its last word singular."""
    words = [_NOTE.sub("", word) for word in long.split() if not word.isdigit()]
    return " ".join([*words[:-1], singular(words[-1]) if words[-1].islower() else words[-1]])


def _is_plausible(pair: Abbreviation) -> bool:
    """Whether the long form is a phrase: more than one word or part, not begun or ended by a function word."""
    words = pair.long.casefold().replace("-", " ").split()
    if all(word.isdigit() for word in pair.long.split()) or len(words) > 2 * len(pair.short):
        return False
    if words[0] in FUNCTION_WORDS or words[-1] in FUNCTION_WORDS:
        return False
    # Many a noun is a form of a verb too ("support vector machine"). Initials prove the pair; a looser match has no
    # proof but its words, and a verb among them tells of a long form that begins too early.
    if VERBS & set(words) and match_initials(pair.short, pair.long) != 0:
        return False
    capitals = sum(character.isupper() for character in pair.short)
    return capitals >= 2 and len(pair.long) < 90 and not any(character in pair.long for character in '=;:"')
