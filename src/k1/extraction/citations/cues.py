# ruff: noqa: E501  (a cue table reads best with one pattern a line)
"""What a sentence says of a work it cites: role, level and weight, by the fitted table and a few cues."""

from __future__ import annotations

import re
from typing import NamedTuple

from k1.extraction.citations.features import AUTHOR, CITED
from k1.extraction.citations.functions import CitationFunction, Probabilities, function_probabilities
from k1.schema.vocabulary import CitationRole, SectionRole
from k1.text.lexicon import WORKS


class CueReading(NamedTuple):
    """Role, level (1 to 5) and lexical weight of one mention.

    ``confidence`` is the probability of the role by the fitted table, None where a cue overruled the table. Which
    comparisons support and which contrast is told by a cue, which the probability does not weigh.
    """

    role: CitationRole
    level: int
    weight: float
    confidence: float | None


# Not each of WORKS: "this corpus" and "this system" are often others'.
_OURS = "work|paper|package|method|approach|tool|library"
_WE = rf"(?:we|our|this (?:{_OURS}|study))"
_MADE = (
    rf"(?:{_OURS}|{WORKS}|algorithm|model|system|architecture|network|parser|classifier|sampler|formulation|strategy"
    r"|technique|protocol|procedure|function)s?"
)
_FIRST_PERSON = re.compile(rf"\b{_WE}\b", re.IGNORECASE)
_BUILDS = re.compile(
    r"\b(?:build(?:s|ing)? (?:up)?on|built (?:up)?on(?: top of)?|extends\b(?! (?:from|to)\b)|an? extension (?:of|to)"
    rf"|\b{_WE}\b.{{0,80}}\b(?:follow(?:s|ing)?|adapt(?:s|ed)?|extend(?:s|ed)?(?! (?:paper|version|example|report))|modif(?:y|ied|ies)|improv(?:e|ed|es) (?:up)?on)\b)",
    re.IGNORECASE,
)
# What is based on a work extends it where that is a work: a model, not a diagnosis.
_BASED = r"(?:is|are|was|were) (?:\w+ly )?(?:based on|an adaptation of)\b"
_OURS_BASED = re.compile(
    rf"(?:\b(?:our|this|the (?:proposed|present)) (?:[\w-]+ ){{0,3}}?{_MADE}(?: (?:of|for|to|in) [\w -]{{1,40}}?)?(?:,? (?:which|that))?"
    rf"|\bwe\b[^.;:]{{1,80}}?\b(?:{_MADE}|(?-i:[A-Z])[\w-]*),? (?:which|that)) {_BASED}",
    re.IGNORECASE,
)
_NAME_BASED = re.compile(rf"\b{_BASED}", re.IGNORECASE)
_OPPOSES = re.compile(
    r"\b(?:in contrast (?:to|with)|contrary to|unlike|as opposed to|inconsistent with)\b", re.IGNORECASE
)
# Where what is opposed ends: "Unlike BERT [5], we use"; not in a list of names nor before a relative clause.
_CLAUSE_END = re.compile(r"[,;:] (?!(?:and|or|which|where|who|as)\b)[a-z]|; ")
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_RESTS_ON = re.compile(
    r"\b(?:mak(?:es?|ing) (?:\w+ )?use of|reli(?:es|ed) (?:\w+ )?(?:up)?on|(?:is|are) (?:\w+ )?(?:written|implemented|built) (?:in|with|using))\b",
    re.IGNORECASE,
)
_AGREES = re.compile(
    r"\b(?:(?:consistent|in (?:good |close |excellent )?agreement|in line|in accordance|accord(?:s|ed)?|agree(?:s|d)?|concordant|compatible) with"
    r"|similar(?:ly)?|confirm(?:s|ed|ing)?|support(?:s|ed|ing)?|corroborat\w+|comparable to|as (?:reported|shown|demonstrated|observed|suggested) (?:by|in)"
    r"|also (?:reported|found|observed|shown))\b",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:not|inconsistent|in contrast|contrary|unlike|whereas|however|differ\w*|disagree\w*)\b", re.I
)
_REVIEW = re.compile(
    r"\b(?:for (?:an? |more |further |the )?(?:\w+ )?(?:overview|review|survey|details?|discussion|introduction)s?,? ?(?:of|see|on)?"
    r"|see (?:also )?(?:e\.g\.|for example|for instance|the review)|reviewed (?:in|by))\b",
    re.IGNORECASE,
)
_OTHERS_SPEAK = frozenset({SectionRole.INTRODUCTION, SectionRole.RELATED_WORK})
_LIST_LENGTH = 3
_WINDOW = 160  # characters on each side of the marker; farther cues speak of other works
_F = CitationFunction


def read_cues(sentence: str, start: int, end: int, listed: int, zone: SectionRole, *, own: bool = False) -> CueReading:
    """What the sentence says of the work cited at ``start:end``, one of ``listed`` in its marker.

    Where a paper tells what others did, use and building count only beside "we" or "this work", or where the
    sentence names the paper's own work (``own``).
    """
    before, after = sentence[max(0, start - _WINDOW) : start], sentence[end : end + _WINDOW]
    window = f"{before} {after}"
    speaks = own or _FIRST_PERSON.search(window) is not None
    based = _NAME_BASED if own else _OURS_BASED
    own = speaks or zone not in _OTHERS_SPEAK
    if speaks and (_BUILDS.search(window) or based.search(window)):
        return CueReading(CitationRole.EXTEND, 5, 1.0, None)
    if _is_opposed(before, after):
        return CueReading(CitationRole.CONTRAST, 4, 0.8, None)
    mark = CITED if sentence[start : start + 1] in "[(" or not sentence[start : start + 1].isalpha() else AUTHOR
    likely = function_probabilities(f"{before} {mark} {after}")
    if own and _RESTS_ON.search(before):
        return CueReading(CitationRole.SUPPORT, 4, 0.8, None)
    agrees = _AGREES.search(window) is not None and _DENIES.search(window) is None
    role, probability = _role(likely, agrees=agrees)
    takes_up = role is CitationRole.EXTEND or (role is CitationRole.SUPPORT and _is_use(likely))
    if takes_up and not own:
        return _background(window, listed, None)
    if role is CitationRole.BACKGROUND:
        return _background(window, listed, probability)
    level, weight = _level(role, likely)
    return CueReading(role, level, weight, probability)


def _is_opposed(before: str, after: str) -> bool:
    """Whether a cited work is opposed: named behind the cue, or before "in contrast to our results"."""
    before = _IN_BRACKETS.sub("", before)
    cues = list(_OPPOSES.finditer(before))
    behind = before[cues[-1].end() :] if cues else ""
    if cues and not _CLAUSE_END.search(behind):
        return True
    later = _OPPOSES.search(after)
    complements = [behind, _IN_BRACKETS.sub("", after[later.end() :]) if later else ""]
    return any(_FIRST_PERSON.search(_CLAUSE_END.split(complement, maxsplit=1)[0]) for complement in complements)


def _role(likely: Probabilities, *, agrees: bool) -> tuple[CitationRole, float]:
    compared = likely[_F.COMPARES]
    shares = {
        CitationRole.BACKGROUND: likely[_F.BACKGROUND] + likely[_F.FUTURE],
        CitationRole.SUPPORT: likely[_F.USES] + likely[_F.MOTIVATION] + (compared if agrees else 0.0),
        CitationRole.EXTEND: likely[_F.EXTENDS],
        CitationRole.CONTRAST: 0.0 if agrees else compared,
    }
    role = max(shares, key=lambda role: shares[role])
    return role, round(shares[role], 4)


def _is_use(likely: Probabilities) -> bool:
    return likely[_F.USES] > max(likely[_F.MOTIVATION], likely[_F.COMPARES])


def _level(role: CitationRole, likely: Probabilities) -> tuple[int, float]:
    if role is CitationRole.EXTEND:
        return 5, 1.0
    if role is CitationRole.CONTRAST or _is_use(likely):
        return 4, 0.8
    return 3, 0.5


def _background(window: str, listed: int, probability: float | None) -> CueReading:
    if listed >= _LIST_LENGTH or _REVIEW.search(window):
        return CueReading(CitationRole.BACKGROUND, 1, 0.1, probability)
    return CueReading(CitationRole.BACKGROUND, 2, 0.2, probability)
