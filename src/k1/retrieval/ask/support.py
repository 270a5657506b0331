"""How far the evidence for a sentence covers a question, and how likely such a sentence answers it."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from k1.retrieval.ask.question import Question, Term, holds
from k1.retrieval.ask.surroundings import Surroundings, roots
from k1.retrieval.records import Strength

SAME_UNIT = 0.85  # of a term that the unit around the sentence holds, or its headings, or the title
SAME_PAPER = 0.6  # of one that the paper holds elsewhere
_NOT_SAID = 0.35  # factor of the weight of "heavy" where no weight is given
_INTERCEPT, _BY_SUPPORT, _BY_SCORE = -6.24, 5.66, 1.62
_HIGHEST_SCORE = 2.0
LEAST_CONFIDENCE = 0.2
STRONG_CONFIDENCE = 0.4


def spoken_of(question: Question, texts: Sequence[str]) -> frozenset[str]:
    """The terms of a question that one of some texts holds."""
    return frozenset(term.text for term in question.terms if any(holds(term, roots(text)) for text in texts))


def support(question: Question, here: Collection[Term], around: Surroundings, *, formed: bool) -> float:
    """The share of the question's weight that a sentence covers by itself (``here``), by its unit and by its paper.

    A word that no paper holds weighs as much as a rare one. ``formed``: the sentence has the form of the answer, which
    stands for the words that ask for it.
    """
    covered = total = 0.0
    for term in question.terms:
        said = term in here or (term.asks and formed)
        weight = term.full * (_NOT_SAID if term.asks and not said else 1.0)
        total += weight
        covered += weight * (1.0 if said else _near(term, around))
    return covered / total if total else 0.0


def _near(term: Term, around: Surroundings) -> float:
    """The share of a term that a sentence is given for what stands around it."""
    if term.text in around.spoken:
        return SAME_UNIT
    return SAME_PAPER if around.paper in term.papers else 0.0


def confidence(covered: float, score: float) -> float:
    """The chance that a quote answers its question, by the support it has and its score.

    A logistic curve over the first quotes of 140 questions to three corpora, 57 of which no paper answers: the share of
    quotes that give the expected answer. It rises with both. docs/evidence/demo.md has the shares on questions that
    were kept apart. Where most questions can be answered it is too low.
    """
    return 1 / (1 + math.exp(-(_INTERCEPT + _BY_SUPPORT * covered + _BY_SCORE * min(score, _HIGHEST_SCORE))))


def strength(best: float) -> Strength:
    """What the confidence of the surest quote says of an answer."""
    if best < LEAST_CONFIDENCE:
        return Strength.NONE
    return Strength.STRONG if best >= STRONG_CONFIDENCE else Strength.WEAK
