"""Whether a sentence gives the number that a question asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from k1.retrieval.ask.answer_forms import CITATION
from k1.retrieval.ask.question import Question
from k1.retrieval.ask.surroundings import roots
from k1.retrieval.store.tokens import root

_WRITTEN = "one two three four five six seven eight nine ten eleven twelve dozen hundred thousand million half"
# Not that of a name ("COVID-19"), but one below zero and the end of a range ("10-20%").
_NUMBER = rf"(?:(?<![\w.])(?<![^\W\d]-)\d[\d.,]*|\b(?i:{_WRITTEN.replace(' ', '|')})\b)"
_ANY = re.compile(_NUMBER)
_NUMBERS = frozenset(map(root, _WRITTEN.split()))  # "thre", "hundr"
_BEFORE_COUNTED = 4  # words between a number and what it counts
_TIMES = r"m?s|sec\w*|min\w*|h|hours?|days?|weeks?|months?|years?"
_LENGTHS = r"[nmck\u00b5\u03bc]?m|met(?:er|re)s?|pixels?"
_UNITS = (
    ("percent\\w*|proportion|fraction|share", r"%|per ?cent\b"),
    ("how long (?:is|are|was|were)|length", rf"(?:{_TIMES}|{_LENGTHS})\b"),
    ("how long|duration", rf"(?:{_TIMES})\b"),
    ("how (?:old|young)|age", r"(?:days?|weeks?|months?|years?)\b"),
    ("how (?:far|tall|deep|thick|thin|wide)|width|height|depth", rf"(?:{_LENGTHS})\b"),
    ("wavelength", r"nm\b"),
    ("how heavy|weight|mass", r"(?:[mk\u00b5\u03bc]?g|grams?|tons?)\b"),
    ("how (?:hot|cold)|temperature", r"(?:[\u00b0\u00ba\u02da\u25e6\u2218]\s?)?(?:[CFK]\b|degrees)"),
    ("(?:in|at) (?:what|which) ratios?", r"(?:[:/]|to)\s?\d"),
    ("dose|dosage|concentration", r"(?:%|[mk\u00b5\u03bc]?g\b|m?[lL]\b|mol\b|[mn\u00b5\u03bc]?M\b|I?U\b|Gy\b)"),
)
_MEASURED = tuple(
    (re.compile(rf"\b(?:{asked})\b", re.IGNORECASE), re.compile(rf"{_NUMBER}\s?-?(?:{unit})")) for asked, unit in _UNITS
)
"""The units in which an answer gives what a question asks for."""
_COUNTS_NOTHING = re.compile(
    rf"{CITATION}|\b(?:fig(?:ure|s)?|tab(?:le)?s?|eqs?|equations?|sections?|refs?)\b\.?\s?\(?\d[\w.]*",
    re.IGNORECASE,
)
"""Citations and labels."""


def gives_quantity(question: Question, sentence: str) -> bool:
    """Whether a sentence has the number that is asked for, shortly before what is counted or in its unit."""
    rest = _COUNTS_NOTHING.sub(" ", sentence)
    if question.counted:
        return counts(roots(rest), question.counted)
    return _unit_asked(question.text).search(rest) is not None


@lru_cache(maxsize=16)
def _unit_asked(question: str) -> re.Pattern[str]:
    """The number that a question asks for: one with its unit, or any."""
    return next((answer for asked, answer in _MEASURED if asked.search(question)), _ANY)


def has_number(sentence: str) -> bool:
    """Whether a sentence has a number that is no citation and no label."""
    return _ANY.search(_COUNTS_NOTHING.sub(" ", sentence)) is not None


def counts(held: Sequence[str], counted: tuple[str, ...]) -> bool:
    """Whether a number stands shortly before what is counted."""
    places = [at for at, word in enumerate(held) if word in counted]
    near = (word for at in places for word in held[max(0, at - _BEFORE_COUNTED) : at])
    return any(word in _NUMBERS or word[0].isdigit() for word in near)
