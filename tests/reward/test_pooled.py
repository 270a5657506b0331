"""The reward for micro F1: what a reply adds to the F1 of all replies."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from k1.models.instances import Instance
from k1.models.prompt import reply
from k1.reward.pooled import ItemCounts, gain_of_stating, pooled_f1, pooled_values
from k1.training.measuring.scoring import measure, step_rewards
from k1.training.profile.settings import RewardSettings


@st.composite
def counted(draw: st.DrawFn) -> ItemCounts:
    stated, wanted = draw(st.integers(0, 6)), draw(st.integers(0, 6))
    return ItemCounts(draw(st.integers(0, min(stated, wanted))), stated, wanted)


def with_one_more(counts: list[ItemCounts], right: float) -> list[ItemCounts]:
    first = counts[0]
    return [ItemCounts(first.right + right, first.stated + 1, first.wanted), *counts[1:]]


@given(st.lists(counted(), min_size=1, max_size=12))
def test_the_mean_of_the_values_is_the_micro_f1(counts):
    assert sum(pooled_values(counts)) / len(counts) == pytest.approx(pooled_f1(counts), abs=1e-9)


@given(st.lists(counted(), min_size=2, max_size=12))
def test_of_two_replies_to_one_question_that_state_as_much_the_one_with_more_right_is_worth_more(counts):
    one = counts[0]
    assume(one.right > 0)
    fewer = ItemCounts(one.right - 1, one.stated, one.wanted)
    values = pooled_values([one, fewer, *counts[1:]])
    assert values[0] > values[1]


@given(st.lists(counted(), min_size=4, max_size=12), st.floats(0, 1))
def test_among_many_replies_an_item_is_worth_stating_if_it_is_right_more_often_than_half_their_f1(counts, chance):
    many = counts * 500
    f1 = pooled_f1(many)
    assume(f1 > 0.02 and abs(chance - f1 / 2) > 0.02)
    assert (gain_of_stating(chance, counts[0], many) > 0) == (chance > f1 / 2)


@given(counted(), st.floats(0, 1))
def test_for_its_own_f1_an_item_is_worth_stating_if_it_is_right_more_often_than_half_of_that(count, chance):
    assume(count.right < count.wanted)
    own = pooled_f1([count])
    assume(abs(chance - own / 2) > 1e-6)
    assert (gain_of_stating(chance, count) > 0) == (chance > own / 2)


@given(st.lists(counted(), min_size=2, max_size=12))
def test_raising_a_reply_by_an_item_moves_the_f1_as_the_values_say(counts):
    assume(counts[0].right < counts[0].wanted)
    many = counts * 500
    f1 = pooled_f1(many)
    said = pooled_values([*with_one_more(many, 1)[:1], *many])
    assert pooled_f1(with_one_more(many, 1)) - f1 == pytest.approx((said[0] - said[1]) / len(many), rel=0.02)


def test_silence_where_nothing_is_wanted_anywhere_is_worth_one():
    assert pooled_values([ItemCounts(0, 0, 0)] * 3) == [1.0, 1.0, 1.0]


def test_who_states_everything_is_worth_less_than_silence():
    flood, silence, exact = ItemCounts(2, 40, 2), ItemCounts(0, 0, 2), ItemCounts(2, 2, 2)
    values = pooled_values([flood, silence, exact, exact])
    assert values[0] < values[1] < values[2]


# --- as the reward of a step -------------------------------------------------------------------------------------

ASKED = Instance("RE", "set", "Find the pairs.", ("uses",), "a uses b", {"uses": [{"subject": "a", "object": "b"}]})
NAMED = Instance("NER", "set", "Find the names.", ("tool",), "a uses b", {"tool": ["a"]})
RIGHT, MUTE = reply("x", {"uses": [{"subject": "a", "object": "b"}]}), reply("x", {"uses": []})
WRONG = reply("x", {"uses": [{"subject": "b", "object": "a"}]})
STEP = RewardSettings(f1_of="step")


def test_each_task_of_a_step_has_an_f1_of_its_own():
    texts = [RIGHT, MUTE, reply("x", {"tool": ["a"]}), reply("x", {"tool": ["a"]})]
    terms = step_rewards(texts, [ASKED, ASKED, NAMED, NAMED], STEP)
    assert [term.f1 for term in terms[2:]] == [1.0, 1.0]
    assert (terms[0].f1 + terms[1].f1) / 2 == pytest.approx(measure(texts[:2], [ASKED, ASKED]).f1)


def test_a_doubtful_relation_is_worth_stating_where_few_are_right():
    # One right of four stated, and as many mute: F1 is 2/12, and one in four is more than half of it.
    texts = [RIGHT, WRONG, WRONG, WRONG, MUTE, MUTE, MUTE, MUTE]
    values = [term.f1 for term in step_rewards(texts, [ASKED] * 8, STEP)]
    assert sum(values[:4]) > sum(values[4:])


def test_the_terms_of_form_are_as_in_the_papers_reward():
    [term] = step_rewards(["no answer at all"], [ASKED], STEP)
    [plain] = step_rewards(["no answer at all"], [ASKED], RewardSettings())
    assert (term.format, term.json) == (plain.format, plain.json) == (0.0, 0.0)


def test_credit_for_near_misses_counts_in_the_f1_of_a_step():
    near = reply("x", {"uses": [{"subject": "a", "object": "b c"}]})
    exact, graded = (
        step_rewards([near, MUTE], [ASKED] * 2, RewardSettings(f1_of="step", boundary=boundary))
        for boundary in (0.0, 0.5)
    )
    assert exact[0].f1 <= exact[1].f1
    assert graded[0].f1 > graded[1].f1
