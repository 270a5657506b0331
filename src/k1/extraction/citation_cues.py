# ruff: noqa: E501  (a cue table reads best with one pattern a line)
"""The cue table of module D: what the words around a citation say of its role, level and weight."""

from __future__ import annotations

import re
from typing import NamedTuple

from k1.schema.vocabulary import CitationRole, SectionRole


class CueReading(NamedTuple):
    """Role, level (1 to 5) and lexical weight of one mention."""

    role: CitationRole
    level: int
    weight: float


OWN_LEVEL = 4
"""From this level on a mention says what the citing work itself rests on."""
_NONE = CueReading(CitationRole.BACKGROUND, 2, 0.2)
_LIST = CueReading(CitationRole.BACKGROUND, 1, 0.1)
_WE = r"(?:we|our|this (?:work|paper|study|package|method|approach|tool|library))"
_TABLE: tuple[tuple[CueReading, re.Pattern[str]], ...] = tuple(
    (reading, re.compile(pattern, re.IGNORECASE))
    for reading, pattern in (
        (
            CueReading(CitationRole.EXTEND, 5, 1.0),
            r"\b(?:build(?:s|ing)? (?:up)?on|built (?:up)?on(?: top of)?|extend(?:s|ing)? (?:the|our|upon|this|on)|extends\b"
            r"|an? extension (?:of|to)|generali[sz](?:es?|ing|ation of)|(?:is|are|was|were) (?:\w+ly )?(?:based on|an adaptation of)"
            rf"|\b{_WE}\b.{{0,80}}\b(?:follow(?:s|ing)?|adapt(?:s|ed)?|modif(?:y|ied|ies)|improv(?:e|ed|es) (?:up)?on)\b)",
        ),
        (
            CueReading(CitationRole.CONTRAST, 4, 0.8),
            r"\b(?:in contrast (?:to|with)|contrary to|unlike|as opposed to|differs? from|different from|outperforms?"
            r"|outperformed|compare[sd]? (?:\w+ ){0,3}(?:to|with|against)|comparison (?:to|with)|compared? against"
            r"|inconsistent with|disagree(?:s|ment)? with|contradict\w*|better than|worse than|faster than|higher than|lower than"
            r"|whereas|on the other hand)\b",
        ),
        (
            CueReading(CitationRole.SUPPORT, 3, 0.5),
            r"\b(?:inspired by|motivated by|consistent with|in (?:good |close )?agreement with|in line with|agrees? with"
            r"|similar (?:to|findings|results|observations?)|confirm(?:s|ed|ing)?|in accordance with|support(?:s|ed|ing) "
            r"(?:the|this|our|by)|corroborat\w+|as (?:reported|shown|demonstrated|observed|suggested) (?:by|in)"
            r"|previously (?:reported|shown|described|observed)|also (?:reported|found|observed|shown))\b",
        ),
        (
            CueReading(CitationRole.SUPPORT, 4, 0.8),
            r"\b(?:(?:is|are|was|were) (?:\w+ ){0,2}(?:used|performed|calculated|computed|implemented|obtained|estimated"
            r"|measured|determined|analy[sz]ed|carried out|conducted|processed|extracted|downloaded|trained|evaluated|assessed)"
            r"|using (?:the )?|by using|we (?:\w+ly |also |then )?(?:use[ds]?|employ(?:ed)?|appl(?:y|ied)|adopt(?:ed)?|utili[sz]ed?"
            r"|implement(?:ed)?|train(?:ed)?|perform(?:ed)?|evaluate[d]?|extract(?:ed)?|obtain(?:ed)?|leverage)"
            r"|uses|through the use of|leverag(?:es|ing)|relies on|makes use of|implements|implementation of|wrapper (?:for|around)|interfaces? (?:to|with)"
            r"|powered by|according to (?:the )?|following (?:the )?|as (?:described|proposed|introduced|detailed) (?:by|in|previously)"
            r"|with the (?:\w+ ){0,3}(?:package|software|method|algorithm|toolkit|library))\b",
        ),
        (
            CueReading(CitationRole.BACKGROUND, 1, 0.1),
            r"\b(?:for (?:an? |more |further |the )?(?:\w+ )?(?:overview|review|survey|details?|discussion|introduction)s?,? ?(?:of|see|on)?"
            r"|see (?:also )?(?:e\.g\.|for example|for instance|the review)|reviewed (?:in|by))\b",
        ),
    )
)
_OTHERS_SPEAK = frozenset({SectionRole.INTRODUCTION, SectionRole.RELATED_WORK})
_FIRST_PERSON = re.compile(rf"\b{_WE}\b", re.IGNORECASE)
_LIST_LENGTH = 3
_WINDOW = 160  # characters on each side of the marker; farther cues speak of other works


def read_cues(sentence: str, start: int, end: int, listed: int, zone: SectionRole) -> CueReading:
    """What the sentence says of the work cited at ``start:end``, one of ``listed`` in its marker.

    Where a paper tells what others did, a cue of use or of building counts only beside "we" or "this work".
    """
    window = sentence[max(0, start - _WINDOW) : start] + " " + sentence[end : end + _WINDOW]
    own = zone not in _OTHERS_SPEAK or _FIRST_PERSON.search(window) is not None
    for reading, pattern in _TABLE:
        if (own or reading.level < OWN_LEVEL) and pattern.search(window):
            return reading
    return _LIST if listed >= _LIST_LENGTH else _NONE
