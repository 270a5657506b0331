"""How well a sentence answers a question: the words it holds, where it stands, and the form of an answer.

The weights were set by hand on the tuned half of ``benchmarks/questions.csv`` and on further questions
(docs/evidence/demo.md).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from k1.retrieval.ask.answer_forms import (
    ANNOUNCEMENT,
    ASKS_PLANS,
    ASKS_SHOWN,
    CAPTION,
    DECLARED,
    FORM_WEIGHTS,
    FORMS,
    IS_A,
    NO_STATEMENT,
    OPENING,
    PLACES,
    REFERS_BACK,
    THANKS,
)
from k1.retrieval.ask.asked import Asked
from k1.retrieval.ask.named_things import gives_name
from k1.retrieval.ask.quantities import gives_quantity, has_number
from k1.retrieval.ask.question import Question, Term, holds
from k1.retrieval.ask.support import support
from k1.retrieval.ask.surroundings import Surroundings, roots
from k1.schema.vocabulary import UnitRole

CONTEXT_WEIGHT = 0.4  # of a term that only the sentence before, the headings or the title hold
REFERRED_WEIGHT = 0.6  # of one that the sentence before holds, where a word of this one stands for what that names
AFTER_WEIGHT = 0.3  # of one that only the sentence behind it holds
OWN_TITLE_WEIGHT = 0.7  # of one that the title of the paper that proposes it holds: the sentence may say "it"
PAIR_WEIGHT = 0.15
OWN_PAPER_WEIGHT = 0.25
FORM_WEIGHT = 0.35
PLACE_WEIGHT = 0.08
DECLARED_WEIGHT = 0.2  # of the matter behind the paper, where who paid or declared is asked for
_SHORT, _LONG = 4, 60  # words; outside, a sentence is a heading or a list that the splitter took for one
_OUT_OF_LENGTH = 0.7
_NO_ANSWER = 0.6  # factor of a caption, of a question, of an entry of a list of works, and of thanks and funding
_NO_NUMBER = 0.7  # factor of a sentence without any number where one is asked for
_NOTHING_FOUND = 0.8  # of one that says what is to be found out, or that something is new
_SUBJECT = 60  # characters within which the subject of a definition begins


@dataclass(frozen=True)
class Judged:
    """The score of a sentence, how far what it says and stands in covers the question, and the terms it holds."""

    score: float
    support: float
    matched: tuple[str, ...]


def score(question: Question, sentence: str, around: Surroundings) -> Judged:
    """How well a sentence answers, from what it says and what stands around it; nothing where it speaks of no term."""
    held = roots(sentence)
    here = [term for term in question.terms if holds(term, held)]
    refers = REFERS_BACK.match(sentence) is not None
    before = roots(around.before) if refers and not here else ()
    if not here and not any(holds(term, before) for term in question.terms):
        return Judged(0.0, 0.0, ())
    covered = sum(term.weight for term in here) + _lent(question, here, around, refers=refers)
    value = covered / question.total + PAIR_WEIGHT * _pairs(question, held)
    value += OWN_PAPER_WEIGHT * (around.paper in question.own_papers)
    formed = has_form(question, sentence, here) or (question.asked is Asked.SHOWN and around.shown)
    if formed:
        value += FORM_WEIGHTS.get(question.asked, FORM_WEIGHT)
    value += PLACE_WEIGHT * (PLACES.get(question.asked, OPENING).search(around.headings) is not None)
    value += DECLARED_WEIGHT * (around.role == UnitRole.BACK_MATTER.value and _asks(DECLARED, question.text))
    value *= _doubt(question, sentence, around)
    return Judged(value, support(question, here, around, formed=formed), tuple(term.text for term in here))


def _lent(question: Question, here: list[Term], around: Surroundings, *, refers: bool) -> float:
    """The weight of the terms that a sentence does not hold, but what stands around it, or what it refers back to."""
    titled = OWN_TITLE_WEIGHT if around.paper in question.own_papers else CONTEXT_WEIGHT
    shares = [
        (roots(around.title), titled),
        (roots(around.before), REFERRED_WEIGHT if refers else CONTEXT_WEIGHT),
        (roots(around.headings), CONTEXT_WEIGHT),
        (roots(around.after), AFTER_WEIGHT),
    ]
    shares.sort(key=lambda share: -share[1])
    missing = (term for term in question.terms if term not in here)
    return sum(term.weight * next((share for held, share in shares if holds(term, held)), 0.0) for term in missing)


def _doubt(question: Question, sentence: str, around: Surroundings) -> float:
    """The factor of a sentence that seldom answers, whatever words it holds."""
    factor = 1.0 if _SHORT <= len(roots(sentence)) <= _LONG else _OUT_OF_LENGTH
    shown = (around.shown or CAPTION.match(sentence)) and not _asks(ASKS_SHOWN, question.text)
    if shown or NO_STATEMENT.search(sentence) or _aside(question, around):
        factor *= _NO_ANSWER
    if question.asked is Asked.QUANTITY and not has_number(sentence):
        factor *= _NO_NUMBER
    if ANNOUNCEMENT.search(sentence) and not _asks(ASKS_PLANS, question.text):
        factor *= _NOTHING_FOUND
    if around.paper not in question.own_papers and not _names_it(question, sentence, around):
        factor *= _NO_ANSWER  # it speaks of another's work
    return factor


def _names_it(question: Question, sentence: str, around: Surroundings) -> bool:
    """Whether a sentence or what stands around it names what the question names, if that names anything."""
    said = tuple(word for text in (sentence, around.before, around.headings, around.title) for word in roots(text))
    return not question.naming or any(holds(term, said) for term in question.naming)


@lru_cache(maxsize=64)
def _asks(pattern: re.Pattern[str], question: str) -> bool:
    """Whether a question asks for something, told once for all sentences."""
    return pattern.search(question) is not None


def _aside(question: Question, around: Surroundings) -> bool:
    """Whether a sentence thanks, declares or names who paid, and the question asks for none of this."""
    return around.role == UnitRole.BACK_MATTER.value and not _asks(THANKS, question.text)


def _pairs(question: Question, held: Sequence[str]) -> float:
    """The share of neighbouring terms of the question that are neighbours in the sentence."""
    pairs = list(pairwise(term.forms[0][0] for term in question.terms))
    near = {(a, b) for at, a in enumerate(held) for b in held[at + 1 : at + 3]}
    return sum(pair in near for pair in pairs) / len(pairs) if pairs else 0.0


def has_form(question: Question, sentence: str, here: list[Term]) -> bool:
    """Whether a sentence has the form of the answer that the question wants."""
    if question.asked is Asked.DEFINITION:
        return defines(sentence, [form for term in here for form in term.forms])
    if question.asked is Asked.QUANTITY:
        return gives_quantity(question, sentence)
    if question.asked is Asked.MEMBERS and gives_name(question.text, sentence):
        return True
    pattern = FORMS.get(question.asked)
    return pattern is not None and pattern.search(sentence) is not None


def defines(sentence: str, forms: list[tuple[str, ...]]) -> bool:
    """Whether a sentence says of one of the names, near its beginning, what it is."""
    named, ends = {word for form in forms for word in form}, {form[-1:] for form in forms}
    for match in re.finditer(r"[\w.+-]+", sentence[: _SUBJECT + 40]):
        if match.start() > _SUBJECT:
            return False
        last = roots(match[0].rstrip(".,"))  # two roots of "GPT-4"
        is_named = named.issuperset(last) and tuple(last[-1:]) in ends
        if is_named and IS_A.match(sentence[match.end() : match.end() + 160]):
            return True
    return False
