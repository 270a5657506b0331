"""The abbreviations that a paper declares, found before anything else is read."""

from __future__ import annotations

import re

from k1.extraction.grammar.phrases import PARTICIPLES, VERBS
from k1.extraction.reading.paper import Reading
from k1.text.abbreviations import Abbreviation, find_abbreviations, match_initials
from k1.text.lexicon import FUNCTION_WORDS
from k1.text.normalisation import singular

_LEAST_OF_DEED = 5  # letters of what may be a participle: not "seed"
# Commas and brackets within a word are of chemistry: "N,N-dimethylformamide", "poly(methyl methacrylate)".
_CLAUSES = re.compile(r"[,)]\s|(?:^|\s)\(")
_NUMBER = re.compile(r"\d+")
_VALUE = re.compile(r"\s+(?:of|at|=)\s+\d.*$", re.DOTALL)  # "interstimulus interval of 250 ms"
_STRAY_NUMBER = re.compile(r"^\d+$|(?<=[a-z]{3})\d{1,3}$")  # the number of a line, the mark of a note


def declared_abbreviations(reading: Reading) -> dict[str, str]:
    """Long form by short form; the first declaration of a paper decides."""
    found: dict[str, str] = {}
    for sentences in reading.by_unit.values():
        text = sentences[0].unit.text
        marks = [mark for sentence in sentences for mark in sentence.cited]
        for pair in find_abbreviations(text):
            inside = any(start < pair.short_end and pair.short_start < end for start, end in marks)
            if not inside and _is_plausible(pair):
                found.setdefault(pair.short, _clean_long_form(pair))
    return found


def _clean_long_form(pair: Abbreviation) -> str:
    """A long form without the line numbers of drafts and the notes that follow a word; its last word singular.

    A number that the short form prints is part of the name: T1DM and T2DM, MMP-2, COVID-19 ("disease 2019").
    """
    printed = tuple(_NUMBER.findall(pair.short))

    def unless_printed(number: re.Match[str]) -> str:
        return number[0] if printed and number[0].endswith(printed) else ""

    long = pair.long if printed else _VALUE.sub("", pair.long)
    words = [word for word in (_STRAY_NUMBER.sub(unless_printed, word) for word in long.split()) if word]
    words[-1] = words[-1].rstrip("'\u2019")
    return " ".join([*words[:-1], singular(words[-1]) if words[-1].islower() else words[-1]])


def _is_loose(short: str, long: str) -> bool:
    """Whether words before a bracket are more than a name: of several clauses or brackets, or begun by a deed."""
    first, *others = long.casefold().split()
    deed = first.endswith("ed") and len(first) > _LEAST_OF_DEED and "-" not in first and first not in PARTICIPLES
    if deed and (not others or others[0] in FUNCTION_WORDS):
        return True  # "retrieved in main memory", but not "oxidized low density lipoprotein"
    return _CLAUSES.search(long) is not None and not _is_list(short, long)


def _is_list(short: str, long: str) -> bool:
    """Whether an abbreviation has one letter of each thing in a list: "docetaxel, cisplatin and S-1 (DCS)"."""
    things = [word for word in long.casefold().replace(",", " ").split() if word not in FUNCTION_WORDS]
    return "".join(thing[0] for thing in things) == short.casefold()


def _is_plausible(pair: Abbreviation) -> bool:
    """Whether the long form is a phrase: more than one word or part, not begun or ended by a function word."""
    words = pair.long.casefold().replace("-", " ").split()
    if " \u00b5" in pair.long or " \u03bc" in pair.long:
        return False  # a dose
    if all(word.isdigit() for word in pair.long.split()) or len(words) > 2 * len(pair.short):
        return False
    if words[0] in FUNCTION_WORDS or words[-1] in FUNCTION_WORDS:
        return False
    # Many a noun is a form of a verb too ("support vector machine"). Initials prove the pair; a looser match has no
    # proof but its words, and a verb among them tells of a long form that begins too early.
    if match_initials(pair.short, pair.long) != 0 and (VERBS & set(words) or _is_loose(pair.short, pair.long)):
        return False
    capitals = sum(character.isupper() for character in pair.short)
    return capitals >= 2 and len(pair.long) < 90 and not any(character in pair.long for character in '=;:"')
