# ruff: noqa: E501  (a pattern reads best with one frame a line)
"""Frames that take back what clauses say: conditions, questions, hypotheses, missing evidence.

Every gap is bounded, so that a search takes time linear in the length of the sentence.
"""

from __future__ import annotations

import re

_TELLING = r"(?:find|found|show|shown|suggest|indicat|observ|support|demonstrat|reveal|prove[dn]?|confirm|report|impl[yi]|mean)\w{0,4}"
_CONDITION = re.compile(r"\b(?:if|whether|unless)\b|\?\W{0,3}$", re.IGNORECASE)
_DOUBT = re.compile(
    r"\b(?:no|little|insufficient|limited|scarce|scant|weak) (?:[\w-]+ ){0,2}(?:evidence|indication|proof) (?:\w+ ){0,3}that\b"
    r"|\bhypothes[ie]s (?:\w+ ){0,2}that\b"
    r"|\b(?:hypothesi[sz]|conjectur|speculat|postulat|presum|suppos|assum|expect)(?:e|es|ed|s|ing)? that\b"
    r"|\bunlikely (?:to|that)\b|\b(?:possible|conceivable|plausible|doubtful|possibility) that\b|(?<!no )\bdoubt(?:s|ed)? that\b"
    rf"|\b(?:not|never|cannot|nor|fail(?:s|ed)? to) (?!only\b)(?:\w+ ){{0,2}}{_TELLING} (?:\w+ ){{0,2}}that\b",
    re.IGNORECASE,
)
_OWN_AGAIN = re.compile(r", (?:we|I)\b")


def is_conditional(text: str) -> bool:
    """Whether a sentence supposes or asks rather than says."""
    return _CONDITION.search(text) is not None


def doubted_spans(text: str) -> list[tuple[int, int]]:
    """What stands behind the "that" of a frame that takes it back, up to what the authors themselves did."""
    found: list[tuple[int, int]] = []
    for frame in _DOUBT.finditer(text):
        again = _OWN_AGAIN.search(text, frame.end())
        found.append((frame.end(), again.start() if again else len(text)))
    return found
