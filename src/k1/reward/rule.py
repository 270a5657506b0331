"""The rule reward of the backbone: three terms for format, JSON and task F1. Pure: text in, numbers out.

Source: agents-k1 2.3. The paper [P sections 1 and 7.6.1] says that R = R_fmt + R_json + R_F1; the maxima 0.2, 0.1 and
0.7 are reported at second hand [S1]; section 5.2 with the exact rules was not seen, so the rules are our choice,
written down there in full.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from k1.models.answers import Item, has_shape, items, open_envelope, parse_object
from k1.models.instances import Answer, AnswerTask


@dataclass(frozen=True)
class RewardWeights:
    """What each condition earns. The defaults are the paper's, and sum to 1."""

    think: float = 0.1
    answer: float = 0.1
    parses: float = 0.05
    valid: float = 0.05
    f1: float = 0.7


PAPER_WEIGHTS = RewardWeights()

FORM_ALONE = 0.3
"""The largest share of the reward that a well-formed answer earns without one right item."""


@dataclass(frozen=True)
class RewardTerms:
    """The conditions of agents-k1 2.3 for one reply, and what they earn.

    ``think`` t, ``answer`` a, ``parses`` p and ``valid`` v are true or false; ``f1`` is F1 of the task, 0 to 1, or the
    value that ``k1.reward.pooled`` puts in its place.
    """

    think: bool
    answer: bool
    parses: bool
    valid: bool
    f1: float
    weights: RewardWeights = PAPER_WEIGHTS

    @property
    def format(self) -> float:
        """R_fmt = 0.1 t + 0.1 a."""
        return self.weights.think * self.think + self.weights.answer * self.answer

    @property
    def json(self) -> float:
        """R_json = 0.05 p + 0.05 p v."""
        return self.weights.parses * self.parses + self.weights.valid * (self.parses and self.valid)

    @property
    def task(self) -> float:
        """R_F1 = 0.7 F1."""
        return self.weights.f1 * self.f1

    @property
    def total(self) -> float:
        """R = R_fmt + R_json + R_F1, to twelve places: a perfect reply earns 1, not a binary fraction more."""
        return round(self.format + self.json + self.task, 12)


def task_f1(predicted: Set[Item], gold: Set[Item], *, valid: bool) -> float:
    """F1 of agents-k1 2.3, 2|P∩G| / (|P|+|G|): silence where nothing is to be said earns 1, if it is well formed."""
    if not predicted and not gold:
        return 1.0 if valid else 0.0
    return 2 * len(predicted & gold) / (len(predicted) + len(gold))


def read_reply(reply: str, task: AnswerTask, labels: Sequence[str]) -> tuple[RewardTerms, Set[Item]]:
    """The terms of ``reply`` that need no gold (F1 left at 0), and the items that it states."""
    envelope = open_envelope(reply)
    answer = parse_object(envelope.body)
    terms = RewardTerms(
        think=envelope.think,
        answer=envelope.answer,
        parses=answer is not None,
        valid=answer is not None and has_shape(answer, task, labels),
        f1=0.0,
    )
    return terms, frozenset() if answer is None else items(answer, task)


def reward_terms(
    reply: str,
    gold: Answer,
    task: AnswerTask,
    labels: Sequence[str],
    *,
    weights: RewardWeights = PAPER_WEIGHTS,
) -> RewardTerms:
    """The reward of ``reply`` against the answer ``gold``, term by term (agents-k1 2.3).

    ``labels`` are the schema's labels. Never raises for any reply: what cannot be read earns nothing.
    """
    form, predicted = read_reply(reply, task, labels)
    f1 = task_f1(predicted, items(gold, task), valid=form.valid) if form.parses else 0.0
    return replace(form, f1=f1, weights=weights)
