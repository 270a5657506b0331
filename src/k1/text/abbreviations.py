"""Abbreviations and their expansions inside one text, after Schwartz and Hearst (PSB 2003).

"Markov chain Monte Carlo (MCMC)" and "MCMC (Markov chain Monte Carlo)" both declare a pair. The candidates before
a bracket are bounded in words and characters, so the time is linear in the length of the text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from k1.text.words import word_set

_BRACKET = re.compile(r"\(([^()\n]{2,120})\)")
_SEPARATOR = re.compile(r"[;,]| or | and |\s[=\u2013-]\s")
_SHORT = re.compile(r"^[^\W_][\w.+/&\u2013-]{0,9}(?: [\w.+/&\u2013-]{1,9})?$")
_NUMBERED = re.compile(r"[^\W\d_]{2,}[\u2013-]?\d{1,2}(?:\.\d)?")  # "IL-6", "PM2.5"
_WORD = re.compile(r"\S+")
_LAST_TOKEN = re.compile(r"(?:^|(?<=[\s(]))([^\W_][\w+/&\u2013-]{1,9})\s*$")
_PART = re.compile(r"[^\W_]+")
_SMALL = word_set("of the and for in to on with by a an from at or de la")
_MAX_BEFORE = 160  # characters before a bracket in which the long form may stand
_BREAK = re.compile(r"[.;:!?()\[\]](?=\s|$)|\n")


class Abbreviation(NamedTuple):
    """A short form and its long form, with the place of the short one where the text declares the pair."""

    short: str
    long: str
    short_start: int
    short_end: int


def find_abbreviations(text: str) -> list[Abbreviation]:
    """The abbreviation pairs that ``text`` declares, in the order of their brackets; a short form once."""
    found: dict[str, Abbreviation] = {}
    for bracket in _BRACKET.finditer(text):
        pair = _short_in_bracket(text, bracket) or _long_in_bracket(text, bracket)
        if pair is not None:
            found.setdefault(pair.short, pair)
    return list(found.values())


def _short_in_bracket(text: str, bracket: re.Match[str]) -> Abbreviation | None:
    """The pair of "long form (SF)"."""
    short = _SEPARATOR.split(bracket[1], maxsplit=1)[0].strip()
    if not is_short_form(short):
        return None
    before = text[_candidate_start(text, bracket.start(), short) : bracket.start()].rstrip()
    long_start = match_initials(short, before)
    if long_start is None:
        long_start = _match_long_form(short, before)
    if long_start is None:
        return None
    at = text.index(short, bracket.start())
    return Abbreviation(short, before[long_start:], at, at + len(short))


def _long_in_bracket(text: str, bracket: re.Match[str]) -> Abbreviation | None:
    """The pair of "SF (long form)"."""
    token = _LAST_TOKEN.search(text, max(0, bracket.start() - 12), bracket.start())
    long = _SEPARATOR.split(bracket[1], maxsplit=1)[0].strip()
    if token is None or not is_short_form(token[1]) or " " not in long:
        return None
    matches = match_initials(token[1], long) == 0 or _match_long_form(token[1], long) == 0
    if not matches or len(long.split()) > _most_words(token[1]):
        return None
    return Abbreviation(token[1], long, token.start(1), token.end(1))


def is_short_form(short: str) -> bool:
    """Whether a string looks like an abbreviation: 2 to 10 characters, a capital, mostly letters.

    Letters before a number are enough ("IL-6"); a capitalised word is none, unless it has no small letter ("T2D").
    """
    if not 2 <= len(short) <= 10 or not _SHORT.match(short):
        return False
    letters = [character for character in short if character.isalpha()]
    if not any(letter.isupper() for letter in letters) or (short.istitle() and any(map(str.islower, letters))):
        return False
    return len(letters) * 2 > len(short) or _NUMBERED.fullmatch(short) is not None


def _most_words(short: str) -> int:
    return min(len(short) + 5, 2 * len(short))


def _candidate_start(text: str, end: int, short: str) -> int:
    """Where the words begin in which the long form of ``short`` may stand."""
    floor = max(0, end - _MAX_BEFORE)
    breaks = [match.end() for match in _BREAK.finditer(text, floor, end)]
    start = breaks[-1] if breaks else floor
    words = [match.start() for match in _WORD.finditer(text, start, end)]
    if not words:
        return end
    return words[-min(len(words), _most_words(short))]


def match_initials(short: str, candidate: str) -> int | None:
    """Where the last words of ``candidate`` begin whose first letters spell ``short``; small words may be passed over.

    Tried first: "probability proportional to size (PPS)" has a shorter match by letters alone.
    """
    letters = [character.casefold() for character in short.rstrip("s") if character.isalnum()]
    words = [(match.start(), match[0].casefold()) for match in _PART.finditer(candidate)]
    start: int | None = None
    for at, word in reversed(words):
        if not letters:
            break
        if word[0] == letters[-1] or (letters[-1] == "x" and word.startswith("ex")):
            letters.pop()
            start = at
        elif word not in _SMALL or start is None:
            return None
    return start if not letters and len(short) > 1 else None


def _match_long_form(short: str, candidate: str) -> int | None:
    """Where in ``candidate`` the long form of ``short`` begins, matching its letters from right to left.

    The first letter of the short form must begin a word. None where the letters do not fit.
    """
    at = len(candidate) - 1
    for position in range(len(short) - 1, -1, -1):
        letter = short[position].casefold()
        if not letter.isalnum():
            continue
        while at >= 0 and (
            candidate[at].casefold() != letter or (position == 0 and at > 0 and candidate[at - 1].isalnum())
        ):
            at -= 1
        if at < 0:
            return None
        at -= 1
    start = candidate.rfind(" ", 0, at + 1) + 1
    long = candidate[start:]
    if len(long) <= len(short) or short.casefold() in {word.casefold() for word in long.split()}:
        return None
    return start if long.count("(") == long.count(")") else None
