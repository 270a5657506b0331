"""The loss by hand: advantages, clip and KL as agents-k1 2.4 has them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from k1.training.stages import objective

REWARDS = [1.0, 0.9, 0.65, 0.3, 0.3, 0.3, 0.2, 0.0]
rewards = st.lists(st.floats(0, 1), min_size=2, max_size=16)


def test_a_group_without_spread_teaches_nothing():
    assert objective.group_advantages([0.3] * 8) == [0.0] * 8


def test_trls_advantages_are_0935_times_the_papers_at_eight_replies():
    paper = objective.group_advantages(REWARDS)
    trl = objective.group_advantages(REWARDS, deviation="sample", epsilon=objective.TRL_EPSILON)
    assert all(b / a == pytest.approx(math.sqrt(7 / 8), abs=1e-3) for a, b in zip(paper, trl, strict=True) if a)


@given(rewards)
def test_advantages_sum_to_zero_and_keep_the_order_of_the_rewards(values):
    advantages = objective.group_advantages(values)
    assert sum(advantages) == pytest.approx(0.0, abs=1e-3)
    assert sorted(range(len(values)), key=lambda i: (values[i], i)) == sorted(
        range(len(values)), key=lambda i: (advantages[i], values[i], i)
    )


@given(st.floats(0.01, 10), st.floats(-3, 3))
def test_the_clip_only_ever_lowers_the_gain(ratio, advantage):
    assert objective.clipped_term(ratio, advantage, 0.2) <= ratio * advantage + 1e-12


def test_a_ratio_past_the_clip_gains_nothing_more():
    assert objective.clipped_term(2.0, 1.0, 0.2) == objective.clipped_term(1.2, 1.0, 0.2) == 1.2
    assert objective.clipped_term(0.5, -1.0, 0.2) == -0.8


@given(st.floats(-5, 0), st.floats(-5, 0))
def test_the_kl_estimate_is_never_negative_and_zero_for_equal_policies(reference, policy):
    assert objective.k3(reference, policy) >= -1e-12
    assert objective.k3(policy, policy) == 0.0


def test_the_mean_of_the_kl_estimate_under_the_policy_is_the_kl():
    policy, reference = [0.7, 0.2, 0.1], [0.5, 0.25, 0.25]
    estimate = sum(p * objective.k3(math.log(r), math.log(p)) for p, r in zip(policy, reference, strict=True))
    exact = sum(p * math.log(p / r) for p, r in zip(policy, reference, strict=True))
    assert estimate == pytest.approx(exact)


def test_on_policy_without_kl_the_loss_is_minus_the_advantage():
    logs = [-0.1, -2.0]
    assert objective.token_losses(logs, logs, logs, 1.5, clip=0.2, beta=0.1) == [-1.5, -1.5]


def test_long_replies_count_token_by_token():
    assert objective.batch_loss([[1.0, 1.0, 1.0], [5.0]]) == 2.0


def test_gspo_gives_all_tokens_of_a_reply_the_geometric_mean_of_their_ratios():
    policy, old = [-1.0, -2.0, -0.5], [-1.5, -1.0, -0.5]
    ratios = objective.token_ratios(policy, old)
    assert objective.sequence_ratios(policy, old) == [pytest.approx(math.prod(ratios) ** (1 / 3))] * 3


def test_dapos_upper_clip_lets_a_good_token_grow_further_and_leaves_bad_ones_alone():
    assert objective.clipped_term(2.0, 1.0, 0.2, 0.28) == 1.28
    assert objective.clipped_term(0.5, -1.0, 0.2, 0.28) == objective.clipped_term(0.5, -1.0, 0.2)


def test_a_long_reply_weighs_as_a_short_one_in_the_mean_of_replies_and_by_a_constant_in_dr_grpo():
    losses = [[1.0, 1.0, 1.0], [5.0]]
    assert objective.reply_mean_loss(losses) == 3.0
    assert objective.constant_loss(losses, 4) == 1.0


def test_the_steps_of_a_token_lead_from_ratio_and_kl_to_its_loss():
    reply = ([-0.5, -1.6], [-0.7, -1.2], [-0.8, -1.1])
    steps = objective.token_steps(*reply, objective.token_losses(*reply, 1.5, clip=0.2, beta=0.1))
    assert [step["token"] for step in steps] == [1, 2]
    for step in steps:
        gain = min(step["ratio"] * 1.5, min(max(step["ratio"], 0.8), 1.2) * 1.5)
        assert step["loss"] == pytest.approx(-gain + 0.1 * step["kl"])
