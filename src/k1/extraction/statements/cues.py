# ruff: noqa: E501  (a cue table reads best with one pattern a line)
"""The cue phrases of module C. In order: the first cue found in its zones decides.

Every gap in a pattern is bounded, so that a search takes time linear in the length of the sentence.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from k1.schema.vocabulary import SectionRole, StatementKind
from k1.text.lexicon import WORKS

_Z = SectionRole
_EVERYWHERE = frozenset(SectionRole) - {_Z.BACK_MATTER}
_FRAME = frozenset({_Z.ABSTRACT, _Z.INTRODUCTION, _Z.CONCLUSION, _Z.OTHER})
_OPENING = frozenset({_Z.ABSTRACT, _Z.INTRODUCTION, _Z.RELATED_WORK, _Z.OTHER})
_OUTCOME = frozenset({_Z.ABSTRACT, _Z.RESULTS, _Z.EXPERIMENT, _Z.DISCUSSION, _Z.CONCLUSION})
_PLAINLY_OWN = frozenset({_Z.RESULTS, _Z.EXPERIMENT, _Z.CONCLUSION})
_OWN = _EVERYWHERE - {_Z.INTRODUCTION, _Z.RELATED_WORK, _Z.ABSTRACT}
_WORK = r"(?:paper|article|work|study|manuscript|report|package|library|toolkit|software|framework|tool|contribution)"

_REPORTED = r"(?:show(?:s|n|ed)?|report(?:s|ed)?|demonstrate[sd]?|suggest(?:s|ed)?|indicate[sd]?|reveal(?:s|ed)?|f(?:ind|inds|ound)|observed?|documented|describe[sd]?|confirm(?:s|ed)?)"
_FINDS = (
    r"\bwe (?:\w+ly |also |further |then )?(?:find|found|observed?|show(?:ed)?|demonstrated?|discover(?:ed)?) that\b"
    r"|\b(?:results?|findings?|experiments?|analys[ie]s|data|study|studies|simulations?|evidence) (?:\w+ ){0,3}"
    r"(?:shows?|showed|indicates?|indicated|suggests?|suggested|demonstrates?|demonstrated|reveal(?:s|ed)?|confirm(?:s|ed)?)"
    r" (?:that|a|an|the|no|significant)\b"
    r"|\boutperform(?:s|ed)?\b|\b(?:was|were|is|are) (?:\w+ly )?(?:higher|lower|greater|smaller|better|worse|larger"
    r"|faster|slower|longer|shorter)\b.{0,80}\b(?:than|compared)\b"
    r"|\bsignificant(?:ly)? (?:higher|lower|increase|decrease|difference|correlat|associat|improve|reduc|greater)\w*"
    r"|\b(?:was|were|is|are) (?:\w+ly )?(?:associated|correlated) with\b"
)
_CITED = r"(?:\[\d[\d, \u2013-]{0,30}\]|\((?:[^()]{0,80}[ ,])?(?:19|20)\d\d[a-z]?\)|\bet al\b)"
_BY_OTHERS = (
    r"(?:(?:(?:previous|prior|earlier|other|another|several|many|numerous|some|recent|past|various|few) (?:[\w-]+ ){0,3}"
    r"(?:stud(?:y|ies)|works?|reports?|research|authors|researchers|investigators|literature|trials)|(?:a|one|the) study by [^\s,]+"
    r"|(?:[\w-]+ ){0,3}the literature)(?: (?:by|in|on|of|from) (?:[\w-]+ ){1,4}?| )"
    r"|(?:[^\s,;:]+ ){1,8}et al\b\.?,?\d{0,3}(?: ?[(\[][^()\[\]]{0,40}[)\]])? "
    r"|(?-i:[A-Z])[\w'-]{1,30}(?: (?:and|&) (?-i:[A-Z])[\w'-]{1,30})? (?:\((?:19|20)\d\d[a-z]?\)|\[\d[\d, \u2013-]{0,30}\]) )"
    rf"(?:[(\[][^()\[\]]{{0,80}}[)\]] )?(?:(?:has|have|had|also|recently|\w+ly) ){{0,2}}{_REPORTED}\b"
)
_HAS_BEEN_FOUND = (
    r"(?:(?!(?:than|which|that|as|to|with)\b)[^\s,;:]+ ){0,10}(?:has|have) (?:\w+ )?been (?:\w+ly )?"
    r"(?:shown|reported|demonstrated|suggested|documented)\b"
)
# The authors, their study, a place in the paper: what stands beside them is the paper's own.
_OURS = (
    r"\b(?:we|ours?|here|(?:this|(?:the )?(?:present|current)) (?:study|work|paper|analysis|trial|experiment|section)s?"
    r"|in (?:conclusion|summary)|(?:tables?|fig(?:ure|\.)?s?) ?\d+)\b"
)
# A finding of its own behind ";" outside brackets, too, is no finding of others.
_THEN_OWN = (
    rf"[^;]{{0,400}};(?![^()\[\]]{{0,200}}[)\]]) (?!others? |{_BY_OTHERS}|{_HAS_BEEN_FOUND})[^;]{{0,400}}?(?:{_FINDS})"
)


def _by_others(*frames: str) -> str:
    """What others found, where neither the authors nor a finding of their own stands in the sentence too."""
    return rf"^(?!.*{_OURS})(?!{_THEN_OWN})(?:[^,;:]{{0,60}}, )?(?:{'|'.join(frames)})"


_FOUND_BY_OTHERS = _by_others(_BY_OTHERS, rf"(?=.*{_CITED}){_HAS_BEEN_FOUND}")
_FOUND_SOMEWHERE = _by_others(_BY_OTHERS, _HAS_BEEN_FOUND)

SPEAKS_OF_ITSELF = re.compile(
    rf"{_OURS}|\bin this (?:study|work|paper|article|review|report)\b|\b(?:aim|objective|purpose|goal)s?\b|\b(?:was|were)\b"
    r"|\b(?:results|findings|experiments|simulations)\b|\bthis (?:article|review|report)\b",
    re.IGNORECASE,
)
"""What the first sentence of an abstract has that speaks of the paper, or of what was done for it."""
SAYS_WHAT_IT_IS = re.compile(
    rf"^\W{{0,3}}(?:\([^)]{{2,60}}\) ?)?(?:version \S{{1,8}} )?(?:is|was) (?:an?|the) (?:[\w+/,-]+ ){{0,7}}(?:{WORKS}|method|algorithm|model|agent)\b"
    r"|^\W{0,3}(?:also |currently |thus |therefore )?(?:provides?|implements?|offers?|enables?|supports?|allows?|extends?|facilitates?|introduces?|includes?|combines?|comprises?)\b",
    re.IGNORECASE,
)
"""What follows the name of the paper's own work where a sentence says what it is or does."""


class Cue(NamedTuple):
    """A pattern, the kind it stands for, the zones it is read in, and what speaks against it."""

    kind: StatementKind
    zones: frozenset[SectionRole]
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None = None


def _cue(kind: StatementKind, zones: frozenset[SectionRole], pattern: str, unless: str | None = None) -> Cue:
    against = re.compile(unless, re.IGNORECASE) if unless else None
    return Cue(kind, zones, re.compile(pattern, re.IGNORECASE), against)


CUES: tuple[Cue, ...] = (
    _cue(
        StatementKind.FUTURE_WORK,
        _EVERYWHERE,
        r"\bfuture (?:works?|research|studies|study|versions?|releases?|developments?|directions?|extensions?"
        r"|investigations?|improvements?|efforts?)\b|\bwe (?:also )?(?:plan|intend|hope|aim) to\b.{0,60}\bfuture\b"
        r"|\bin (?:the|a) (?:near )?future\b.{0,40}\b(?:we|will|plan (?:to|an?|the)|work on|add|extend|support)\b"
        r"|\bfurther (?:research|studies|work|investigations?) (?:is|are|will be|should|is still)\b"
        r"|\bwe (?:plan|intend) to (?:add|extend|implement|include|support|explore|investigate|develop|incorporate)\b",
        r"\b(?:predict|forecast|anticipat)\w* (?:\w+ ){0,2}future\b|^(?:fig|tab)",
    ),
    _cue(
        StatementKind.HYPOTHESIS,
        _EVERYWHERE,
        r"\b(?:we|i|authors|study|also|therefore|thus) hypothesi[sz]ed?\b|\bour (?:\w+ ){0,2}hypothes[ie]s\b"
        r"|\b(?:it (?:is|was|has been)) hypothesi[sz]ed\b|\bwe conjectured?\b|\bhypothes[ie]s (?:is|was|that|of this)\b",
        r"\b(?:null|alternative) hypothes|\bhypothesis test",
    ),
    _cue(
        StatementKind.ERROR_ANALYSIS,
        _OUTCOME | {_Z.LIMITATIONS},
        r"\berror analysis\b|\bfailure (?:cases?|modes?)\b|\b(?:misclassified|misclassification)\b"
        r"|\bmost (?:of the )?errors (?:are|were|come|occur)|\b(?:main|common) (?:source|cause)s? of errors?\b",
    ),
    _cue(
        StatementKind.LIMITATION,
        _EVERYWHERE - {_Z.RELATED_WORK, _Z.INTRODUCTION},
        r"\b(?:a|one|an?other|main|major|key|important|potential|several|some|possible) (?:\w+ )?"
        r"(?:limitation|drawback|shortcoming|disadvantage|weakness|caveat)s?\b"
        r"|\blimitations? of (?:the|this|our)\b (?:present |current |proposed )?(?:study|work|method|approach|package|paper|analysis)"
        r"|\b(?:our|this|the present|the current) (?:study|work|method|approach|analysis|implementation|package)\b.{0,60}"
        r"\b(?:is|are|was|were) (?:\w+ )?limited (?:to|by|in)\b"
        r"|\b(?:not (?:yet|currently)|currently not|does not currently|do not currently) (?:\w+ )?"
        r"(?:support|implement|handle|available|include|possible|allow)",
        r"\bovercom\w+|\baddress\w* (?:this|these|the)\b",
    ),
    _cue(
        StatementKind.RATIONALE,
        _OWN | {_Z.ABSTRACT, _Z.INTRODUCTION},
        r"\bwe (?:have )?(?:chose|choose|chosen|selected|opted|decided|adopt|adopted|prefer|use|used)\b.{3,160}"
        r"\b(?:because|since it|since they|due to its|due to their|so that|as it is|as they are)\b"
        r"|\b(?:was|were|is|are|has been) (?:chosen|designed|selected|adopted|preferred)\b.{0,120}"
        r"\b(?:because|so that|due to|in order to)\b|\bfor (?:this|these) reasons?,? we\b"
        r"|\bis designed (?:to|so that|for|with)\b",
    ),
    _cue(
        StatementKind.EXPLANATION,
        _OUTCOME | {_Z.METHOD},
        r"\b(?:this|these|which|it|difference|discrepancy|increase|decrease|effect|finding|result)s? "
        r"(?:\w+ )?(?:is|are|was|were|may be|might be|can be|could be) (?:\w+ )?"
        r"(?:because|due to|explained by|attributed to|attributable to|caused by|a consequence of|a result of)\b"
        r"|\b(?:possible|likely|plausible|potential|one) (?:explanation|reason|mechanism)s? (?:for|is|are|may|could)\b",
    ),
    _cue(
        StatementKind.CONTRIBUTION,
        _FRAME,
        rf"\b(?:we|here,? we|this {_WORK}|the present {_WORK})\b (?:\w+ly |also |then |first |further |here )?"
        r"(?:present|introduce|propose|develop|release|contribute|describe)(?:s|d|ed)?\b"
        rf"|\bin this {_WORK},? we\b|\bour (?:main |key |primary )?contributions?\b",
        r"\bwe (?:describe|present|introduce|develop)(?:ed)? (?:\w+ ){0,4}(?:previously|elsewhere|in section|below|in appendix)",
    ),
    *(
        _cue(StatementKind.FINDING, zones, _FINDS, rf"\bif\b.{{0,80}}\bthen\b|\?$|{others}")
        for zones, others in ((_OUTCOME & _PLAINLY_OWN, _FOUND_BY_OTHERS), (_OUTCOME - _PLAINLY_OWN, _FOUND_SOMEWHERE))
    ),
    _cue(
        StatementKind.PROBLEM,
        _OPENING,
        rf"\bwe (?:address|tackle|consider|study|investigate|focus on) the (?:\w+ )?(?:problem|task|question|challenge)\b"
        rf"|\b(?:aim|goal|purpose|objective)s? of (?:this|our|the present) {_WORK}\b"
        rf"|\bthis {_WORK} (?:aims|seeks|aimed|sought) to\b|\bthe (?:problem|task|challenge) of \w+ing\b.{{0,80}}\bis\b"
        r"|\ban? (?:\w+ )?(?:central|key|common|important|fundamental|major|open|long-?standing) (?:\w+ )?"
        r"(?:problem|challenge|question|task) (?:in|of|for|is)\b",
    ),
    _cue(
        StatementKind.MOTIVATION,
        _OPENING,
        r"\bthere (?:is|are|has been|exists?|remains?) (?:\w+ ){0,3}(?:need|lack|demand|gap|no (?:\w+ ){0,4}(?:package|tool"
        r"|method|software|library|framework|standard|consensus))\b|\blittle is known\b|\bmotivated by\b"
        r"|\b(?:however|unfortunately|yet|but|although)\b.{0,160}\b(?:lack(?:s|ing)?|limited|difficult|challeng\w+|expensive"
        r"|time-consuming|cumbersome|error-prone|intractable|not (?:\w+ )?(?:available|possible|support\w*|suitable)"
        r"|fails?|prohibitive\w*|unclear|unknown|inefficient|cannot|scarce|insufficient)\b"
        r"|\bis (?:\w+ )?(?:time-consuming|cumbersome|error-prone|computationally (?:expensive|prohibitive|intractable))\b"
        r"|\b(?:highlights?|underlines?|emphasi[sz]es?|creates?|created|increas\w+|growing|clear|urgent|is) (?:the|a|an)? ?need (?:for|to)\b",
        r"\bobviat\w+|\bno need (?:for|to)\b|\bour (?:method|package|approach|model)\b",
    ),
)

QUANTITY = re.compile(
    r"\d(?:[\d.,]{0,12}\d)? ?(?:%|percent|per cent|fold|times|x\b|[kmn\u00b5]?[gmslVK]\b|mg|ms|GB|MB|hours?|days?|years?|points?)"
    r"|\b[pPrRnN]\d? ?[<>=\u2264\u2265\u2248] ?-?\d?\.?\d|[\u00b1]|\b\d+\.\d+\b|\b(?:twice|two-?fold|three-?fold|half)\b"
)
