"""A reward for micro F1: what each reply adds to the F1 of all replies of a step. Our proposal, for relations.

Evaluation counts items over all questions (micro F1), the paper's reward takes the F1 of every reply for itself
(agents-k1 2.3). The two want different things of a model in doubt: micro F1 is highest where every item is stated that
is right with a probability above half the F1 that is reached (Lipton, Elkan and Naryanaswamy 2014), a sixth where
relations are at .33; a reply's own F1 asks for half of what this one reply has reached, nothing of a mute one and up to
one in two of one that is right so far. Here the F1 of a task, 2T / (S + W) over the right, stated and wanted items of
its replies, is taken apart into a value for each reply (Dinkelbach's form of a ratio, 1967): to first order the
differences between values are differences in F1, and their mean is the F1. Advantages must not be divided by the spread
of each group, which would make a question with little to win as loud as one with much: ``grpo.scale`` is batch or none
with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class ItemCounts:
    """Items of one reply that are right (near misses in part, where they earn credit), stated, and of its gold."""

    right: float
    stated: int
    wanted: int


def pooled_f1(counts: Sequence[ItemCounts]) -> float:
    """Micro F1, 2T / (S + W), 0 to 1; 1 where nothing is stated and nothing is wanted."""
    size = sum(count.stated + count.wanted for count in counts)
    return 2 * sum(count.right for count in counts) / size if size else 1.0


def pooled_values(counts: Sequence[ItemCounts]) -> list[float]:
    """A value for each of n replies: F + n (2 right - F (stated + wanted)) / (S + W), with F their micro F1.

    The mean is F. One more item that is right with probability p raises a reply's expected value if p > F / 2, whatever
    else the reply says. A value is at most 1 where all replies have one size, and has no bound below: who states
    everything pays for everything.
    """
    f1 = pooled_f1(counts)
    size = sum(count.stated + count.wanted for count in counts)
    if not size:
        return [f1] * len(counts)
    share = len(counts) / size
    return [f1 + share * (2 * count.right - f1 * (count.stated + count.wanted)) for count in counts]


def gain_of_stating(chance: float, count: ItemCounts, beside: Sequence[ItemCounts] = ()) -> float:
    """What a reply's expected value rises by if it states one more item, right with probability ``chance``.

    ``beside`` are the other replies of the step; without any it is the rise of the reply's own F1.
    """

    def value(right: float, stated: int) -> float:
        return pooled_values([ItemCounts(count.right + right, count.stated + stated, count.wanted), *beside])[0]

    return chance * value(1, 1) + (1 - chance) * value(0, 1) - value(0, 0)
