"""Sentences of scientific prose, as character spans.

A boundary is refused after abbreviations ("et al.", "Fig.", "e.g."), initials, list numbers and inside decimals,
and a citation printed after the full stop belongs to the sentence it closes. Every test looks at a bounded number
of characters around a full stop, so the time is linear in the length of the text, whatever it holds.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from k1.text.lexicon import is_english
from k1.text.normalisation import singular
from k1.text.words import word_set

Span = tuple[int, int]
"""Start and end of a piece of text, in characters."""

_STOP = re.compile(r"[.!?\u2026\u3002]+")
# Closing quotes and brackets, then a citation set after the stop: "shown.12,13", "shown.[4]".
_CLOSERS = re.compile(
    r"[\"'\u2019\u201d)\]\u00bb*_]{0,3}(?:\[[\d,;\s\u2013-]{1,40}\]|\d{1,3}(?:[,\u2013-]\d{1,3}){0,9})?"
)
# A citation whose superscript was lost: "shown. 12,13 However". In drafts it is the number of a line.
_LATE_NOTE = re.compile(r"\s\d{1,3}(?:[,\u2013-]\d{1,3}){0,9}(?=\s[A-Z][a-z])")
_GAP = re.compile(r"\s{1,64}")
_BLANK_LINE = re.compile(r"\n[ \t\r\f\v]*\n")
_LAST_WORD = re.compile(r"[^\s(\[{\"'\u2018\u201c]+$")
_INITIALS = re.compile(r"^(?:[^\W\d_]\.)*[^\W\d_]$")
# Unit of a number: "for 24 h.", "12,000 x g.", "30 sec.". A year stands before an author ("in 2010 J. Smith").
_UNIT = re.compile(
    r"(?<![\w.,])(?!(?:1[5-9]|20)\d\d\s[A-Z]$)\d(?:[\d.,]*\d)?\s?(?:[\u00d7x]\s?)?"
    r"(?:[dghlmsy\u00b5\u03bc]|sec|[\u00b0\u00ba\u02da\u25e6\u2218]\s?[CFK]|(?P<capital>[ACGKLMTVW\u00c5\u03a9]))$"
)
# "in group A.", "hepatitis B.": the letter by which one of a kind is called; "wild-type S." is none.
_LABEL = re.compile(
    r"\b(?<!-)(?:groups?|types?|subtypes?|class|grade|stage|phase|panel|arm|cohort|category|level|part|appendix"
    r"|hepatitis|influenza|vitamins?|immunoglobulin)\s(?P<capital>[A-Z])$",
    re.IGNORECASE,
)
_FIRST_WORDS = re.compile(r"([A-Z][a-z]{2,})\s(?!(?:et|and|und|y)\b)([a-z]+)\b")
_COPULAS = word_set("is are was were has have had can could may might must should will would")
_ENUMERATOR = re.compile(r"^\s*[(\[]?(?:\d{1,3}|[ivxIVX]{1,4}|[A-Za-z])[)\]]?$")
_FIRST_WORD = re.compile(r"[\"'\u2018\u201c(\[*_]*([^\W\d_]+)")
_SUBJECT = re.compile(
    r"[^\W\d_][\w.+-]{2,29}(?: \([^)]{1,20}\))? (?:is|was|has|can|will|provides?|uses|includes|implements|supports"
    r"|allows|offers|enables|extends|relies|computes|contains|requires|also|currently)\b"
)
_UNSPACED = re.compile(r"([A-Z][a-z]*) [a-z]")
# No name of code, of a file or of a host ("Parallel.For", "sys.In", "www.site.At").
_WHOLE_WORD = re.compile(r"(?<![\w.@/])([a-z]{4,})[)\]]?$")
_CONTEXT = 40  # characters looked at before a stop

_NEVER_LAST = word_set("""
    fig figs eq eqs eqn eqns ref refs sec secs sect tab tabs appx ch chap chaps cf vs viz dr mr mrs prof
    approx resp ca vol vols no nos nr ed eds pp p st rev suppl supp e.g i.e eg ie w.r.t a.k.a esp incl
    ver def thm lem prop cor alg dept univ sp spp subsp cv     jan feb mar apr jun jul aug sep sept oct nov dec""")
_SELDOM_LAST = word_set("al etc inc ltd co corp jr sr est u.s u.k e.u ph.d m.sc b.sc d.c a.m p.m")
_STARTERS = word_set("""
    but the this these those that there then thus therefore they their it its in on at for from by with we our here
    however moreover furthermore additionally although while when where if as to an such each all both most many
    some several another after before since because although despite finally first second third next also he she
    his her i you your what which who how why note recently similarly conversely instead overall hence consequently
    nevertheless unlike given using based compared besides while during through under over between among""")


def split_sentences(text: str) -> list[Span]:
    """The sentences of ``text`` in order, without surrounding white space.

    Spans do not overlap, and every character between them is white space.
    """
    spans: list[Span] = []
    start = 0
    for end in (*_boundaries(text), len(text)):
        span = _trimmed(text, start, end)
        if span[0] < span[1]:
            spans.append(span)
        start = end
    return spans


def sentence_index(sentences: Sequence[Span], position: int) -> int:
    """Index of the sentence that holds ``position``, or of the last one before it (0 where there is none)."""
    return max(0, bisect_right(sentences, position, key=lambda span: span[0]) - 1)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _boundaries(text: str) -> list[int]:
    """Where sentences end, in order."""
    ends = {match.start() for match in _BLANK_LINE.finditer(text)}
    opened = 0
    for stop in _STOP.finditer(text):
        end = _sentence_end(text, stop.start(), stop.end(), opened)
        if end is not None:
            ends.add(end)
            opened = end
    return sorted(ends)


def _sentence_end(text: str, start: int, end: int, opened: int) -> int | None:
    """The end of the sentence whose stop fills ``start:end``; None where it is no sentence's stop."""
    closed = _CLOSERS.match(text, end)
    after = closed.end() if closed else end
    if after > end and text[end].isdigit() and (start == 0 or text[start - 1].isdigit()):
        return None  # a decimal number, not a citation
    if (
        after == end
        and end - start == 1
        and start
        and text[start - 1].isalpha()
        and (note := _LATE_NOTE.match(text, end))
    ):
        after = note.end()
    gap = _GAP.match(text, after)
    if gap is None and _follows_unspaced(text, start, after):
        return after
    if gap is None or gap.end() == len(text):
        return None
    following = text[gap.end() : gap.end() + _CONTEXT]
    if not _can_open(following):
        return None
    if text[start:end] == "." and _is_abbreviation(text[max(opened, start - _CONTEXT) : start], following):
        return None
    return after


def _follows_unspaced(text: str, start: int, after: int) -> bool:
    """Whether a sentence begins right behind a stop whose space was lost: "by the method.The oil was"."""
    first = _UNSPACED.match(text, after)
    if first is None or first[1].casefold() not in _STARTERS:
        return False
    last = _WHOLE_WORD.search(text, max(0, start - _CONTEXT), start)
    return last is not None and last[1] not in _NEVER_LAST


def _can_open(following: str) -> bool:
    """Whether a sentence may begin so: not in lower case, and not with a closing mark."""
    first = following.lstrip("\"'\u2018\u201c([*_`")[:1]
    if not first:
        return False
    if first.islower():
        # Names of programs in lower case open sentences: "`emcee`", "samplics is a package".
        return following[0] in "`*_" or _SUBJECT.match(following) is not None
    return first.isalnum() or first in "\\$<#@\u2022-+~\u00a7\u00b1|/&%"


def _is_abbreviation(before: str, following: str) -> bool:
    """Whether the full stop after ``before`` belongs to an abbreviation, an initial or a list number."""
    if _ENUMERATOR.match(before):
        return True
    match = _LAST_WORD.search(before)
    if match is None or _ends_with_letter(before, following):
        return False
    word = match[0].casefold()
    starts_anew = _starts_anew(following)
    if word in _NEVER_LAST:
        return word not in {"no", "p"} or not starts_anew
    if word in _SELDOM_LAST or _INITIALS.match(match[0]):
        return not starts_anew
    return False


def _starts_anew(following: str) -> bool:
    opener = _FIRST_WORD.match(following)
    return opener is not None and opener[1].casefold() in _STARTERS and opener[1][0].isupper()


def _ends_with_letter(before: str, following: str) -> bool:
    """Whether a sentence ends with the letter of a unit or a label; a capital may begin a name ("25 P. Falciparum")."""
    ending = _LABEL.search(before) or (None if following[0].isdigit() else _UNIT.search(before))
    return ending is not None and (not ending["capital"] or _starts_anew(following) or _begins_with_thing(following))


def _begins_with_thing(following: str) -> bool:
    """Whether a text begins with an English noun and no name: in the plural, or with "is", "was", ... behind it."""
    words = _FIRST_WORDS.match(following)
    if words is None or not is_english(words[1]):
        return False
    word = words[1].casefold()
    return words[2] in _COPULAS or (singular(word) != word and is_english(singular(word)))
