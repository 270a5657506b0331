# ruff: noqa: E501  (a cue table reads best with one pattern a line)
"""What a sentence says of a work it cites: role, level and weight, by the fitted table and a few cues."""

from __future__ import annotations

import re
from typing import NamedTuple

from k1.extraction.citations.features import AUTHOR, CITED
from k1.extraction.citations.functions import CitationFunction, Probabilities, function_probabilities
from k1.extraction.grammar.word_classes import VerbForm, WordClass, verb_of, word_class
from k1.schema.vocabulary import CitationRole, SectionRole
from k1.text.lexicon import WORKS
from k1.text.words import word_set


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
_OURS = "work|paper|article|manuscript|vignette|description|package|method|approach|tool|library"
_WE = rf"(?:we|our|this (?:{_OURS}|study))"
_MADE = (
    rf"(?:{_OURS}|{WORKS}|algorithm|model|system|architecture|network|parser|classifier|sampler|formulation|strategy"
    r"|technique|protocol|procedure|function)s?"
)
_FIRST_PERSON = re.compile(rf"\b{_WE}\b", re.IGNORECASE)
_BUILDS = re.compile(
    r"\b(?:build(?:s|ing)? (?:up)?on|built (?:up)?on(?: top of)?|extends\b(?! (?:from|to)\b)|an? extension (?:of|to)"
    r"|\b(?:modified|extended|improved|adapted) version of|\bis an? (?:\W?\w+\W? )?(?:updated|revised) version of"
    rf"|\b{_WE}\b.{{0,80}}\b(?:follow(?:s|ing)?|adapt(?:s|ed)?|extend(?:s|ed)?(?! (?:paper|version|example|report))|modif(?:y|ied|ies)|improv(?:e|ed|es) (?:up)?on)\b)",
    re.IGNORECASE,
)
# What is based on a work extends it where that is a work: a model, not a diagnosis.
_BASED = r"(?:is|are|was|were) (?:\w+ly )?(?:based on|an adaptation of)\b"
_PRESENT = r"(?:present|propose|introduce|describe|develop|release|implement|create|design|contribute)(?:d|ed)?"
_OURS_BASED = re.compile(
    rf"(?:\b(?:our|this|the (?:proposed|present)) (?:[\w-]+ ){{0,3}}?{_MADE}(?: (?:of|for|to|in) [\w -]{{1,40}}?)?(?:,? (?:which|that))?"
    rf"|\bwe (?:\w+ ){{0,2}}?(?:{_PRESENT} [^.;:]{{0,60}}?\b(?:{_MADE}|(?-i:[A-Z])[\w-]*)|(?:us|employ|train)(?:e|ed)? an? [^.;:]{{0,60}}?\b{_MADE}),? (?:which|that)) {_BASED}",
    re.IGNORECASE,
)
_NAME_BASED = re.compile(rf"\b{_BASED}", re.IGNORECASE)
_OPPOSES = re.compile(
    r"\b(?:in contrast (?:to|with)|contrary to|unlike|as opposed to|inconsistent with)\b", re.IGNORECASE
)
# "Contrary to our results"; "the current model" may be anyone's.
_OUR_FINDINGS = re.compile(
    rf"\b(?:{_WE}|ours|the (?:present|current) (?:results?|findings?|data|observations?|study|work|analysis|experiments?))\b",
    re.IGNORECASE,
)
# What is opposed behind a citation, of those who were cited: "contrary to their findings", "unlike many others".
_THEIRS = re.compile(r" (?:[\w-]+ ){0,2}(?:theirs?|his|them|others)\b", re.IGNORECASE)
_BREAK = re.compile(r"[,;:](?= )")
_CONTINUES = re.compile(r",? *(?:and|or|which|where|whose|who|as)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w'-]*")
_SUBJECTS = word_set("we i it they he she you there ours")
_OPENS_CLAUSE = word_set("this these our here")
_FINITE = frozenset({WordClass.BE, WordClass.HAVE, WordClass.MODAL})
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_OPEN_BRACKET = re.compile(r"[(\[][^()\[\]]*$")
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
    behind = _OPEN_BRACKET.sub("", before[cues[-1].end() :]) if cues else ""
    if cues and not _leaves_clause(behind):
        return True
    later = _OPPOSES.search(after)
    next_opposed = _first_part(after[later.end() :]) if later else ""
    ours = any(_OUR_FINDINGS.search(part) for part in (_first_part(behind), next_opposed))
    return ours or _THEIRS.match(next_opposed) is not None


def _first_part(text: str) -> str:
    return _BREAK.split(_IN_BRACKETS.sub("", text), maxsplit=1)[0]


def _leaves_clause(behind: str) -> bool:
    """Whether another clause begins behind a cue: "BERT [5], we use", not "BERT [5], old nets [6] and forests"."""
    parts = _BREAK.split(behind)[1:]
    return "; " in behind or any(_is_clause(part) for part in parts if not _CONTINUES.match(part))


def _is_clause(part: str) -> bool:
    """Whether words between commas begin with "these" or "our", or have a subject pronoun or a noun and its verb."""
    words = [match[0].casefold() for match in _WORD.finditer(part)]
    if words and words[0] in _OPENS_CLAUSE:
        return True
    before: WordClass | None = None
    for word, following in zip(words, [*words, ""][1:], strict=True):
        kind = word_class(word, before, following)
        if word in _SUBJECTS or kind in _FINITE:
            return True
        verb = verb_of(word) if kind is WordClass.VERB and before is WordClass.NOUN else None
        if verb is not None and verb.form is not VerbForm.GERUND:
            return True
        before = kind
    return False


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
