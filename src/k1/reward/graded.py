"""A reward that is conditioned on relations: part of the credit for an answer that is nearly right. Our proposal.

Exact match makes a boundary error as bad as an invention (agents-k1 2.3), and relations are where the original stays
at .22. Here a triple that is not in the gold may earn part of the credit of one that is: for the right relation with
other boundaries, for the right pair under another relation, for the right pair the wrong way round. Each item of the
gold gives credit once and every item of the answer counts in the denominator, so that a near miss beside the exact
triple only lowers the score. Under doubt between two directions, saying both pays with exact match (2/3 against 1/2)
and no longer pays once the credit for direction is above 1/3.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from itertools import product

from k1.models.answers import Item, items
from k1.models.instances import Answer, AnswerTask
from k1.reward.rule import PAPER_WEIGHTS, RewardTerms, RewardWeights, read_reply, task_f1


@dataclass(frozen=True)
class Credit:
    """The share of an exact item's credit for what is nearly one; each in [0, 1), all 0 is the plain F1.

    ``boundary``: the right label, mentions that overlap (times the token F1 of each mention).
    ``pair``: the right arguments under another label (for entities: the right mention under another type).
    ``direction``: the right relation, subject and object changed over.
    """

    boundary: float = 0.5
    pair: float = 0.3
    direction: float = 0.3

    def __post_init__(self) -> None:
        for name in ("boundary", "pair", "direction"):
            if not 0 <= getattr(self, name) < 1:
                raise ValueError(f"credit {name} is {getattr(self, name)}, must be at least 0 and less than 1")


EXACT = Credit(0.0, 0.0, 0.0)
"""No credit for near misses: the plain F1 of agents-k1 2.3."""

RELATION_CREDIT = Credit()


def overlap(one: str, other: str) -> float:
    """F1 of two mentions as bags of words, 0 to 1."""
    if one == other:
        return 1.0
    left, right = one.split(), other.split()
    if not left or not right:
        return 0.0
    return 2 * (Counter(left) & Counter(right)).total() / (len(left) + len(right))


def likeness(predicted: Item, gold: Item, task: AnswerTask, credit: Credit) -> float:
    """The credit that ``predicted`` earns for ``gold``: 1 if equal, else less than 1."""
    if predicted == gold:
        return 1.0
    if task is AnswerTask.NER:
        return _entity_likeness(predicted, gold, credit)
    if task is AnswerTask.RE:
        return _relation_likeness(predicted, gold, credit)
    return 0.0  # structured answers have no graded form: a value is right or wrong


def _entity_likeness(predicted: Item, gold: Item, credit: Credit) -> float:
    if predicted[0] == gold[0]:
        return credit.boundary * overlap(predicted[1], gold[1])
    return credit.pair if predicted[1] == gold[1] else 0.0


def _relation_likeness(predicted: Item, gold: Item, credit: Credit) -> float:
    (subject, relation, target), (gold_subject, gold_relation, gold_target) = predicted, gold
    if relation != gold_relation:
        return credit.pair if (subject, target) == (gold_subject, gold_target) else 0.0
    forward = credit.boundary * overlap(subject, gold_subject) * overlap(target, gold_target)
    backward = credit.direction if (subject, target) == (gold_target, gold_subject) else 0.0
    return max(forward, backward)


def _matched_credit(predicted: Set[Item], gold: Set[Item], task: AnswerTask, credit: Credit) -> float:
    """The credit of a one-to-one matching, best likeness first; equal likeness in the items' own order."""
    candidates = sorted(
        (
            (value, one, other)
            for one, other in product(predicted, gold)
            if (value := likeness(one, other, task, credit))
        ),
        key=lambda found: (-found[0], found[1], found[2]),
    )
    total = 0.0
    used: set[Item] = set()
    met: set[Item] = set()
    for value, one, other in candidates:
        if one not in used and other not in met:
            used.add(one)
            met.add(other)
            total += value
    return total


def graded_f1(predicted: Set[Item], gold: Set[Item], task: AnswerTask, credit: Credit, *, valid: bool) -> float:
    """F1 with part credit. It equals the plain F1 for ``EXACT``, and is 1 only for an answer that is exact."""
    if not predicted or not gold:
        return task_f1(predicted, gold, valid=valid)
    return 2 * graded_right(predicted, gold, task, credit) / (len(predicted) + len(gold))


def graded_right(predicted: Set[Item], gold: Set[Item], task: AnswerTask, credit: Credit) -> float:
    """How many items of the answer are right, near misses in part."""
    exact = predicted & gold
    if credit == EXACT:
        return float(len(exact))
    return len(exact) + _matched_credit(predicted - exact, gold - exact, task, credit)


def graded_reward_terms(
    reply: str,
    gold: Answer,
    task: AnswerTask,
    labels: Sequence[str],
    *,
    credit: Credit = RELATION_CREDIT,
    weights: RewardWeights = PAPER_WEIGHTS,
) -> RewardTerms:
    """The reward of ``reply`` with part credit in its F1 term; all other terms as in ``reward_terms``."""
    form, predicted = read_reply(reply, task, labels)
    f1 = graded_f1(predicted, items(gold, task), task, credit, valid=form.valid) if form.parses else 0.0
    return replace(form, f1=f1, weights=weights)
