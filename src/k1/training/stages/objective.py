"""The loss of GRPO by hand: advantages, ratio, clip, KL. Plain numbers, so that a reader can follow every step.

Source: agents-k1 2.4, Eqs. 9 to 12. Training uses TRL's own tensors; a test computes the loss with these functions on
a tiny model and compares. The notebook shows them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from statistics import fmean, pstdev, stdev
from typing import Literal

Deviation = Literal["population", "sample"]

PAPER_EPSILON = 1e-6
TRL_EPSILON = 1e-4


def group_advantages(
    rewards: Sequence[float], *, deviation: Deviation = "population", epsilon: float = PAPER_EPSILON
) -> list[float]:
    """Eq. 9: how much better each reply of a group is than the group, in deviations.

    The paper divides by the population deviation; TRL by the sample deviation, with an epsilon of 1e-4. A group
    without spread has advantages of 0 and teaches nothing.
    """
    mean = fmean(rewards)
    spread = pstdev(rewards) if deviation == "population" else stdev(rewards)
    return [(reward - mean) / (spread + epsilon) for reward in rewards]


def clipped_term(ratio: float, advantage: float, clip: float, clip_high: float | None = None) -> float:
    """Eq. 10, one token: the smaller of the plain and the clipped gain. ``clip_high`` is the upper epsilon of DAPO."""
    upper = clip if clip_high is None else clip_high
    return min(ratio * advantage, min(max(ratio, 1 - clip), 1 + upper) * advantage)


def token_ratios(policy: Sequence[float], old: Sequence[float]) -> list[float]:
    """How much likelier each token of a reply has become, from its log-probabilities."""
    return [math.exp(now - before) for now, before in zip(policy, old, strict=True)]


def sequence_ratios(policy: Sequence[float], old: Sequence[float]) -> list[float]:
    """GSPO: one ratio for all tokens of a reply, the geometric mean of theirs (Zheng et al. 2025)."""
    mean = fmean(now - before for now, before in zip(policy, old, strict=True))
    return [math.exp(mean)] * len(policy)


def k3(reference: float, policy: float) -> float:
    """Eq. 11, one token: exp(d) - d - 1 with d = log pi_ref - log pi_theta, never negative. Not clamped, as in TRL."""
    difference = reference - policy
    return math.exp(difference) - difference - 1


def token_losses(
    policy: Sequence[float],
    old: Sequence[float],
    reference: Sequence[float],
    advantage: float,
    *,
    clip: float,
    beta: float,
    clip_high: float | None = None,
    ratios: Callable[[Sequence[float], Sequence[float]], list[float]] = token_ratios,
) -> list[float]:
    """The loss of each token of one reply, from its log-probabilities under the three policies."""
    return [
        -clipped_term(ratio, advantage, clip, clip_high) + beta * k3(fixed, now)
        for ratio, now, fixed in zip(ratios(policy, old), policy, reference, strict=True)
    ]


def token_steps(
    policy: Sequence[float], old: Sequence[float], reference: Sequence[float], losses: Sequence[float]
) -> list[dict[str, float]]:
    """What the losses of one reply's tokens come from, a row a token: token (from 1), ratio, kl, loss."""
    kls = [k3(fixed, now) for fixed, now in zip(reference, policy, strict=True)]
    return [
        {"token": token, "ratio": ratio, "kl": kl, "loss": loss}
        for token, (ratio, kl, loss) in enumerate(zip(token_ratios(policy, old), kls, losses, strict=True), start=1)
    ]


def batch_loss(losses: Sequence[Sequence[float]]) -> float:
    """The mean over all tokens of all replies, so that length does not bias the weight (agents-k1 2.4, our choice)."""
    return fmean(loss for reply in losses for loss in reply)


def reply_mean_loss(losses: Sequence[Sequence[float]]) -> float:
    """The mean of the replies' means, as GRPO was first written: a token of a long reply weighs less."""
    return fmean(fmean(reply) for reply in losses)


def constant_loss(losses: Sequence[Sequence[float]], longest: int) -> float:
    """Dr. GRPO: the sum over all tokens by replies times the longest length allowed, a constant (Liu et al. 2025)."""
    return sum(loss for reply in losses for loss in reply) / (len(losses) * longest)
