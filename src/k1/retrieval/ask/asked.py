# ruff: noqa: E501  (a cue table reads best with one pattern a line)
"""What kind of answer a question wants, told by its words."""

from __future__ import annotations

import re
from enum import StrEnum

from k1.retrieval.store.tokens import root_terms
from k1.text.words import word_set


class Asked(StrEnum):
    """What kind of answer a question wants."""

    DEFINITION = "definition"
    QUANTITY = "quantity"
    REASON = "reason"
    WAY = "way"
    WEAKNESS = "weakness"
    COMPARISON = "comparison"
    NEED = "need"
    PLACE = "place"
    TIME = "time"
    BEST = "best"
    MEMBERS = "members"
    SHOWN = "shown"
    OTHER = "other"


SUPERLATIVES = (
    "most|least|best|worst|highest|lowest|largest|smallest|greatest|longest|shortest|fastest|slowest|strongest|weakest|earliest|latest"
    "|oldest|youngest|main|primary|major|chief|dominant"
)
_DEGREES = (
    "many|much|fast|quickly|rapidly|slow|slowly|large|big|small|long|short|often|frequent|frequently|high|low|tall|far|close|near|deep|thick|thin"
    "|wide|heavy|old|young|early|late|hot|cold|strong|weak|pure|accurate|precise|common|likely|expensive"
)
_COUNTS = "percentage|percent|proportion|fraction|share|number|amount|quantity|rate|ratio|size"
_MEASURES = (
    f"{_COUNTS}|value|length|width|height|depth|weight|mass|age|dose|dosage|concentration|temperature|pressure|speed|duration|frequency|prevalence"
    "|incidence|mean|median|average|price|cost|score|accuracy"
)
_AT = "(?:at|in|with|by|to|for|from|under|over|within)"
_KINDS = (
    (Asked.SHOWN, re.compile(r"^\W*(?:in )?(?:which|what) (?:figures?|tables?|diagrams?)\b(?! of merit\b)", re.I)),
    (Asked.REASON, re.compile(r"^\W*why\b", re.I)),
    (Asked.QUANTITY, re.compile(rf"\bhow (?:{_DEGREES})\b|\bat (?:what|which) \w+\b", re.I)),
    (Asked.QUANTITY, re.compile(rf"^\W*(?:{_AT} )?(?:what|which)(?: (?:is|are|was|were|the|of|total|overall))* (?!means\b)(?:{_MEASURES})s?\b", re.I)),
    (Asked.QUANTITY, re.compile(rf"^\W*what (?:is|are|was|were) the (?:[^\s,;?]+ ){{1,3}}?(?:{_MEASURES})s?\b(?= (?:of|in|for|at|on|between|per|among)\b|\W*$)", re.I)),
    (Asked.WEAKNESS, re.compile(r"\b(?:lose|loses|worse|slower|limit(?:ed|ing|ations?)|drawback\w*|shortcoming\w*|disadvantage\w*|challenge\w*)\b", re.I)),
    (Asked.WEAKNESS, re.compile(r"\b(?:weak(?:ness\w*|er|ly)|weak (?:spots?|points?|sides?|in|at|about)|limits?\b(?! of (?:detection|quanti\w+))|fail(?:s|ed|ing|ures)?|failure (?:modes?|cases?))\b", re.I)),
    (Asked.WEAKNESS, re.compile(r"\bproblem(?:s? (?:of|with|in|remain\w*|aris\w+|occur\w*)|atic)\b|^\W*(?:which|what) (?:\w+ )?problems?\b", re.I)),
    (Asked.COMPARISON, re.compile(r"\b(?:compar\w+|against|versus|vs|differ(?:s|ed|ing|ent(?:ly)?|ences?)?|outperform\w*|better|faster|more|less|fewer)\b", re.I)),
    (Asked.COMPARISON, re.compile(r"\b(?:higher|lower|greater|larger|smaller|longer|shorter)\b.*\bthan\b", re.I)),
    (Asked.REASON, re.compile(r"\breasons?\b|\bbecause\b", re.I)),
    (Asked.PLACE, re.compile(r"^\W*where\b|^\W*(?:in|at|from) (?:which|what) (?:countr(?:y|ies)|regions?|cit(?:y|ies)|places?|sites?|hospitals?|universit(?:y|ies)|institut\w+)\b", re.I)),
    (Asked.TIME, re.compile(r"^\W*when\b|^\W*(?:(?:in|on|since|until) )?(?:which|what) (?:years?|months?|dates?|days?)\b", re.I)),
    (Asked.BEST, re.compile(rf"^\W*(?:which|what)\b.*\b(?:{SUPERLATIVES})\b", re.I)),
    (Asked.DEFINITION, re.compile(r"^\W*(?:what|who)\s+(?:is|are|was|were)\b(?! the )|\b(?:definition|meaning) of\b|^\W*(?:define|what does \S+ do|what (?:does|did|do) .* (?:mean|stand for))\b", re.I)),
    (Asked.NEED, re.compile(r"\b(?:needs?|needed|requires?|required|necessary)\b", re.I)),
    (Asked.MEMBERS, re.compile(r"^\W*(?:which|what)\b", re.I)),
    (Asked.WAY, re.compile(r"^\W*how\b", re.I)),
)  # fmt: skip


SAYS = {
    Asked.QUANTITY: frozenset(f"{_DEGREES}|{_COUNTS}".split("|")),
    Asked.BEST: frozenset(SUPERLATIVES.split("|")),
    Asked.WEAKNESS: word_set(
        "lose loses worse slower limit limits limited limiting limitation limitations drawback drawbacks shortcoming shortcomings disadvantage"
        " disadvantages challenge challenges weak weakness weaknesses fail fails failed problem problems wrong"
    ),
    Asked.COMPARISON: word_set(
        "compare compared comparison versus vs differ differs different difference differences outperform better faster less fewer higher lower"
        " greater larger smaller longer shorter"
    ),
    Asked.REASON: word_set("reason reasons cause causes"),
    Asked.TIME: word_set("year years month months date dates day days"),
    Asked.PLACE: word_set("country countries region regions city cities place places site sites located live"),
    Asked.SHOWN: word_set("figure figures table tables diagram diagrams show shows list lists give gives"),
    Asked.DEFINITION: word_set("mean means meaning stand stands define defined definition called good"),
}  # fmt: skip
"""Words that say what a question asks for. An answer has its form instead of them: "150 g" says how heavy."""


_ASKING = re.compile(
    r"^\W*+(?:(?:hello|hi|hey|please|kindly)\b\W*+)*+"
    r"(?:(?:can|could|would|will) (?:you|some(?:one|body)|any(?:one|body)) (?:please |kindly )?)?"
    r"(?:(?:explain|describe|summari[sz]e)\b(?: (?:to )?(?:me|us)\b)?|(?:tell|give|show|teach|remind) (?:me|us)\b|(?:list|name|give|show) (?=(?:the|all|some|an?)\b)"
    r"|(?:i|we)(?: would|['’]d)? (?:want|wish|need|like) to (?:know|understand|learn)\b|(?:i|we) wonder\b|(?:do|does) (?:you|any(?:one|body)) know\b|what do (?:you|we) know\b)"
    r"(?: more\b| something\b| everything\b)?"
    r"(?: (?:an?|the) (?:(?:short|brief|quick|general) )?(?:overview|summary|explanation|description|introduction)\b)?(?: (?:about|of|to|on)\b)?|\bplease\W*+$",
    re.I,
)
_PAPERS = r"(?:papers?|articles?|authors?|literature)"
_OF_PAPERS = re.compile(
    rf"^\W*+(?:what (?:do|does|did) (?:the|these|this|any) {_PAPERS} (?:say|write|report)\b"
    rf"|(?:which|what|do|does|did)(?: (?:the|these|this|any))? {_PAPERS} (?:discuss|mention|deal with|speak|talk)\b"
    rf"|(?:is|are) there (?:(?:any|some) )?(?:{_PAPERS}|information|anything|something)(?= (?:about|on)\b)"
    rf"|(?:{_PAPERS}|information|anything|something)(?= (?:about|on)\b)|what is known\b|i(?: am|['’]m) looking for\b|according to (?:the|these|this) {_PAPERS}\b)"
    r"(?: (?:about|of|on)\b)?",
    re.I,
)
"""How a question asks what the papers say of something, whatever that is."""
_ASKS_PAPERS = re.compile(  # "what works against rain" asks for none
    r"^\W*(?:(?:in|by) )?(?:which|what) (?:other )?(?:papers|articles|studies|(?<!what )works|publications|authors)\b",
    re.I,
)
_NO_THING = re.compile(r"\b(?:some|any|every)(?:one|body)\b", re.I)


def without_asking(text: str) -> str:
    """A question without the words that only ask: "please tell me what", "give me an overview of".

    Papers do not hold them, and they would count as missed. The whole question where nothing else is said.
    """
    left = _OF_PAPERS.sub("", _NO_THING.sub("", _ASKING.sub("", text)))
    return left if root_terms(left) else text


def asks_for_papers(text: str) -> bool:
    """Whether a question asks for papers: "which studies used R", "which authors report rain"."""
    return _ASKS_PAPERS.search(text) is not None


def asked_for(text: str) -> Asked:
    """What kind of answer a question wants, by the first rule that fits."""
    return next((kind for kind, pattern in _KINDS if pattern.search(text)), Asked.OTHER)
