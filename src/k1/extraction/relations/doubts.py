# ruff: noqa: E501  (a pattern reads best with one frame a line)
"""Frames that take back what clauses say: conditions, questions, hypotheses, predictions, missing evidence.

Every gap is bounded, so that a search takes time linear in the length of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from k1.extraction.grammar.word_classes import DOUBTING

_WORDS = r"(?:(?!(?:and|or|but)\b)[\w-]+ )"
_TELLING = r"(?:find|found|show|shown|suggest|indicat|observ|support|demonstrat|reveal|prove[dn]?|confirm|report|impl[yi]|mean|claim|argu|conclu)\w{0,4}"
_CONDITION = re.compile(r"\b(?:if|whether|unless)\b|\?\W{0,3}$", re.IGNORECASE)
_DOUBT = re.compile(
    rf"(?P<held>(?<!\bto )\b(?:support|confirm|verif|validat|corroborat|strengthen)\w{{0,4}} {_WORDS}{{0,3}}hypothes[ie]s {_WORDS}{{0,2}}that\b)"
    rf"|\b(?:no|little|insufficient|limited|scarce|scant|weak) {_WORDS}{{0,2}}(?:evidence|indication|proof) {_WORDS}{{0,3}}that\b"
    rf"|\b(?:no|few) {_WORDS}{{0,2}}(?:reports?|studies|data|information|evidence) (?:on|of|about|for)\b"
    rf"|\bhypothes[ie]s {_WORDS}{{0,2}}that\b"
    rf"|\b(?:{'|'.join(sorted(DOUBTING))}) that\b"
    rf"|\b(?:possible|plausible|potential|alternative) {_WORDS}{{0,1}}(?:explanation|mechanism|interpretation|reason|scenario) {_WORDS}{{0,3}}that\b"
    r"|\bunlikely (?:to|that)\b|\b(?:possible|conceivable|plausible|doubtful|possibility) that\b|(?<!no )\bdoubt(?:s|ed)? that\b"
    rf"|\b(?:not|never|cannot|nor|fail(?:s|ed)? to) (?!only\b){_WORDS}{{0,2}}{_TELLING} {_WORDS}{{0,2}}that\b",
    re.IGNORECASE,
)
# What follows is no fact yet (undone), or none that is easy to have (hard).
_UNDONE = re.compile(
    r"\b(?:we|authors?) (?:\w+ ){0,2}(?:plan|intend|hope|wish)(?:s|ed)? to\b|\bhoped? that\b|\bfuture (?:\w+ )?(?:work|versions?|releases?|extensions?)\b"
    r"|\bwill\b(?=[^;]{0,200}\bin (?:(?:a|an|the|our) )?(?:near )?(?:future|(?:next|later|coming|upcoming|subsequent|forthcoming) (?:version|release)))"
    r"|\b(?:ha(?:s|ve|d)|is|are|remains?) yet to\b"
    r"|\bfurther (?:\w+ )?(?:work|research|studies|experiments?|investigations?) (?:is|are|will be) (?:\w+ )?(?:needed|required|necessary) to\b",
    re.IGNORECASE,
)
_HARD = re.compile(
    r"\b(?:is|are|was|were|be|been|mak\w+|render\w*|find|found|prove\w*) (?:it )?(?:\w+ ){0,2}"
    r"(?:hard|difficult|impossible|infeasible|impractical|challenging|desirable|tempting|unable|insufficient|inadequate|reluctant) to\b",
    re.IGNORECASE,
)
_WISHED = re.compile(r"\b(?:is|are|would be|were) (?:highly |very |also )?desirable\b", re.IGNORECASE)
_HARD_ENDS = re.compile(r";|, (?:and|so|yet|but|whereas|while)\b")
_DENIED = re.compile(
    r"\b(?:no|not|nor|never|neither|cannot|little|lack\w{0,3}|fail\w{0,3})\b[^,;]{0,60}$", re.IGNORECASE
)
_ENDS = re.compile(r", (?:(?:and|so|yet) )?(?:we|I)\b|;(?! (?:and |or )?that\b)|, (?:but|whereas|while)\b")
_FRONTED = re.compile(
    r"(?:^|[;:] |, (?:and|but) )\W{0,3}(?:although|though|as|because|since|while|whereas|given|assuming|supposing|presuming)\b[^,;:]*$",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r";|, (?!(?:which|who|where|and|or|thereby|thus|\w+ing)\b)")


def is_conditional(text: str) -> bool:
    """Whether a sentence supposes or asks rather than says."""
    wished = _WISHED.search(text)
    return _CONDITION.search(text) is not None or (wished is not None and not _FRONTED.search(text[: wished.end()]))


def doubted_spans(text: str) -> list[tuple[int, int]]:
    """What stands behind each frame that takes it back: up to ";", to "but", to what the authors themselves did.

    A frame in a clause that opens a sentence ("Although it was assumed that ..., ") takes back no more than that clause.
    """
    found: list[tuple[int, int]] = []
    frames = [(frame, _ENDS) for frame in (*_doubts(text), *_UNDONE.finditer(text))]
    for frame, ends in (*frames, *((frame, _HARD_ENDS) for frame in _HARD.finditer(text))):
        fronted = _FRONTED.search(text[: frame.end()]) is not None
        last = (_CLAUSE_END if fronted else ends).search(text, frame.end() + 1)
        found.append((frame.end(), last.start() if last else len(text)))
    return found


def _doubts(text: str) -> Iterator[re.Match[str]]:
    """The frames that take back what follows; who supports a hypothesis holds it, unless that is denied."""
    for frame in _DOUBT.finditer(text):
        if frame.lastgroup is None or _DENIED.search(text[: frame.start()]):
            yield frame
