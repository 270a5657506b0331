"""How well a sentence answers a question: the words it holds, where it stands, and the form of an answer.

The weights were set by hand on the tuned half of ``benchmarks/questions.csv`` and on ten further questions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from k1.retrieval.ask.answer_forms import (
    BEFORE_COUNTED,
    CAPTION,
    FORM_WEIGHTS,
    FORMS,
    IS_A,
    NO_STATEMENT,
    NUMBERS,
    OPENING,
    PLACES,
    THANKS,
)
from k1.retrieval.ask.question import Asked, Question, Term, stand_together
from k1.retrieval.ask.surroundings import Surroundings, roots
from k1.schema.vocabulary import UnitRole

CONTEXT_WEIGHT = 0.4  # of a term that only the sentence before, the headings or the title hold
OWN_TITLE_WEIGHT = 0.7  # of one that the title of the paper that proposes it holds: the sentence may say "it"
PAIR_WEIGHT = 0.15
OWN_PAPER_WEIGHT = 0.25
FORM_WEIGHT = 0.35
PLACE_WEIGHT = 0.08
_SHORT, _LONG = 4, 60  # words; outside, a sentence is a heading or a list that the splitter took for one
_OUT_OF_LENGTH = 0.7
_NO_ANSWER = 0.6  # factor of a caption, of a question, of an entry of a list of works, and of thanks and funding
_SUBJECT = 60  # characters within which the subject of a definition begins


@dataclass(frozen=True)
class Judged:
    """The score of a sentence, its share of the question's weight, and the terms it holds itself."""

    score: float
    coverage: float
    matched: tuple[str, ...]


def score(question: Question, sentence: str, around: Surroundings) -> Judged:
    """How well a sentence answers, from what it says and what stands around it."""
    held, title = roots(sentence), roots(around.title)
    context = (*roots(around.before), *roots(around.headings))
    own = around.paper in question.own_papers
    here = [term for term in question.terms if holds(term, held)]
    covered = sum(term.weight for term in here)
    for term in question.terms:
        if term not in here:
            named = holds(term, title)
            share = OWN_TITLE_WEIGHT if own and named else CONTEXT_WEIGHT if named or holds(term, context) else 0.0
            covered += share * term.weight
    value = covered / question.total + PAIR_WEIGHT * _pairs(question, held) + OWN_PAPER_WEIGHT * own
    if has_form(question, sentence, here):
        value += FORM_WEIGHTS.get(question.asked, FORM_WEIGHT)
    value += PLACE_WEIGHT * (PLACES.get(question.asked, OPENING).search(around.headings) is not None)
    if not _SHORT <= len(held) <= _LONG:
        value *= _OUT_OF_LENGTH
    if CAPTION.match(sentence) or NO_STATEMENT.search(sentence) or _aside(question, around):
        value *= _NO_ANSWER
    if question.naming and not own and not any(holds(term, (*held, *context, *title)) for term in question.naming):
        value *= _NO_ANSWER  # it speaks of another's work
    return Judged(value, covered / question.whole if here else 0.0, tuple(term.text for term in here))


def _aside(question: Question, around: Surroundings) -> bool:
    """Whether a sentence thanks, declares or names who paid, and the question asks for none of this."""
    return around.role == UnitRole.BACK_MATTER.value and not THANKS.search(question.text)


def holds(term: Term, held: Sequence[str]) -> bool:
    """Whether a list of roots holds one of the forms of a term; the words of a phrase must stand together."""
    return any(stand_together(form, held) for form in term.forms)


def _pairs(question: Question, held: Sequence[str]) -> float:
    """The share of neighbouring terms of the question that are neighbours in the sentence."""
    pairs = list(pairwise(term.forms[0][0] for term in question.terms))
    near = {(a, b) for at, a in enumerate(held) for b in held[at + 1 : at + 3]}
    return sum(pair in near for pair in pairs) / len(pairs) if pairs else 0.0


def has_form(question: Question, sentence: str, here: list[Term]) -> bool:
    """Whether a sentence has the form of the answer that the question wants."""
    if question.asked is Asked.DEFINITION:
        return defines(sentence, [form for term in here for form in term.forms])
    if question.counted:
        return counts(roots(sentence), question.counted)
    pattern = FORMS.get(question.asked)
    return pattern is not None and pattern.search(sentence) is not None


def counts(held: Sequence[str], counted: tuple[str, ...]) -> bool:
    """Whether a number stands shortly before what is counted."""
    places = [at for at, word in enumerate(held) if word in counted]
    return any(word in NUMBERS or word[0].isdigit() for at in places for word in held[max(0, at - BEFORE_COUNTED) : at])


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
