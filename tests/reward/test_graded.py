"""Part credit for relations: what is nearly right earns a share, and hedging never pays."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from k1.models.instances import AnswerTask
from k1.models.prompt import reply
from k1.reward.graded import EXACT, RELATION_CREDIT, Credit, graded_f1, graded_reward_terms, likeness, overlap
from k1.reward.rule import reward_terms, task_f1

CREDIT = Credit(boundary=0.5, pair=0.3, direction=0.2)
GOLD = ("graph kernel", "used for", "node classification")


def f1(predicted: set, gold: set, credit: Credit = CREDIT) -> float:
    return graded_f1(frozenset(predicted), frozenset(gold), AnswerTask.RE, credit, valid=True)


def test_the_right_relation_with_a_shorter_mention_earns_its_overlap():
    near = ("kernel", "used for", "node classification")
    assert f1({near}, {GOLD}) == pytest.approx(0.5 * 2 / 3)


def test_the_right_pair_under_another_relation_earns_pair_credit():
    assert f1({("graph kernel", "part of", "node classification")}, {GOLD}) == pytest.approx(0.3)


def test_the_right_pair_the_wrong_way_round_earns_direction_credit():
    assert f1({(GOLD[2], GOLD[1], GOLD[0])}, {GOLD}) == pytest.approx(0.2)


def test_an_invention_earns_nothing():
    assert f1({("x", "used for", "y")}, {GOLD}) == 0.0


def test_saying_both_directions_earns_less_than_the_right_one():
    swapped = (GOLD[2], GOLD[1], GOLD[0])
    assert f1({GOLD, swapped}, {GOLD}) < f1({GOLD}, {GOLD})


def test_saying_every_relation_earns_less_than_the_right_one():
    everything = {(GOLD[0], relation, GOLD[2]) for relation in ("used for", "part of", "compare")}
    assert f1(everything, {GOLD}) < f1({GOLD}, {GOLD})


def test_a_mention_under_another_type_earns_pair_credit():
    got = graded_f1(frozenset({("org", "Acme")}), frozenset({("place", "Acme")}), AnswerTask.NER, CREDIT, valid=True)
    assert got == pytest.approx(0.3)


def test_a_credit_of_one_is_refused():
    with pytest.raises(ValueError, match="direction"):
        Credit(direction=1.0)


def test_the_reward_changes_in_its_f1_term_alone():
    gold = {"used for": [{"subject": "graph kernel", "object": "node classification"}]}
    text = reply("x", {"used for": [{"subject": "kernel", "object": "node classification"}]})
    plain = reward_terms(text, gold, AnswerTask.RE, ("used for",))
    conditioned = graded_reward_terms(text, gold, AnswerTask.RE, ("used for",), credit=CREDIT)
    assert plain.total == pytest.approx(0.3)
    assert conditioned.total == pytest.approx(0.3 + 0.7 * 0.5 * 2 / 3)
    assert (plain.format, plain.json) == (conditioned.format, conditioned.json)


words = st.lists(st.sampled_from(["graph", "kernel", "node"]), min_size=1, max_size=2).map(" ".join)
triples = st.frozensets(st.tuples(words, st.sampled_from(["used for", "part of"]), words), max_size=5)


@given(triples, triples)
def test_graded_f1_lies_between_the_plain_f1_and_one(predicted, gold):
    graded = graded_f1(predicted, gold, AnswerTask.RE, RELATION_CREDIT, valid=True)
    assert task_f1(predicted, gold, valid=True) <= graded <= 1.0


@given(triples, triples)
def test_only_the_exact_answer_earns_one(predicted, gold):
    graded = graded_f1(predicted, gold, AnswerTask.RE, RELATION_CREDIT, valid=True)
    assert (graded == 1.0) == (predicted == gold)


@given(triples, triples)
def test_without_credit_it_is_the_plain_f1(predicted, gold):
    assert graded_f1(predicted, gold, AnswerTask.RE, EXACT, valid=True) == task_f1(predicted, gold, valid=True)


@given(triples.filter(bool), st.tuples(words, st.sampled_from(["used for", "part of"]), words))
def test_a_near_miss_beside_an_exact_answer_never_pays(gold, extra):
    exact = graded_f1(gold, gold, AnswerTask.RE, RELATION_CREDIT, valid=True)
    assert graded_f1(gold | {extra}, gold, AnswerTask.RE, RELATION_CREDIT, valid=True) <= exact


@given(words, words)
def test_overlap_is_symmetric_and_bounded(one, other):
    assert overlap(one, other) == overlap(other, one)
    assert 0.0 <= overlap(one, other) <= 1.0


@given(triples.filter(bool), triples.filter(bool))
def test_likeness_is_one_for_equal_triples_alone(one, other):
    left, right = min(one), min(other)
    assert (likeness(left, right, AnswerTask.RE, RELATION_CREDIT) == 1.0) == (left == right)


# --- as a reward -------------------------------------------------------------------------------------------------

LABELS = ("used for", "part of")
RELATION_GOLD = {
    "used for": [{"subject": "graph kernel", "object": "parsing"}, {"subject": "SVM", "object": "tagging"}]
}
answers = st.dictionaries(
    st.sampled_from([*LABELS, "other"]),
    st.lists(st.fixed_dictionaries({"subject": words, "object": words}), max_size=4),
    max_size=3,
)


@given(st.text(alphabet='<think>/answer{}[]":, used for', max_size=80))
def test_every_reply_earns_between_nothing_and_one(text):
    assert 0.0 <= graded_reward_terms(text, RELATION_GOLD, AnswerTask.RE, LABELS).total <= 1.0


@given(answers, answers)
def test_it_never_earns_less_than_the_plain_reward_and_one_only_where_that_does(answer, gold):
    text = reply("x", answer)
    graded = graded_reward_terms(text, gold, AnswerTask.RE, LABELS).total
    plain = reward_terms(text, gold, AnswerTask.RE, LABELS).total
    assert plain <= graded
    assert (graded == 1.0) == (plain == 1.0)


def test_ten_thousand_replies_are_scored_in_less_than_two_seconds():
    near = [
        {"used for": [{"subject": "kernel", "object": "parsing"}, {"subject": f"x{n}", "object": "tagging"}]}
        for n in range(10_000)
    ]
    texts = [reply("links", answer) for answer in near]
    start = time.process_time()
    totals = [graded_reward_terms(text, RELATION_GOLD, AnswerTask.RE, LABELS).total for text in texts]
    assert time.process_time() - start < 2.0
    assert all(total == pytest.approx(0.3 + 0.7 * 0.5 * 2 / 3 / 2) for total in totals)


def test_a_reply_with_thousands_of_inventions_is_scored_in_bounded_time_and_earns_form_alone():
    answer = {"used for": [{"subject": f"a{n}", "object": f"b{n}"} for n in range(20_000)]}
    text = f"<think>x</think><answer>{json.dumps(answer)}</answer>"
    start = time.process_time()
    assert graded_reward_terms(text, RELATION_GOLD, AnswerTask.RE, LABELS).total == pytest.approx(0.3)
    assert time.process_time() - start < 1.0
