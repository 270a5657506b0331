"""The rule reward: the thirteen cases of agents-k1 2.3, its properties, and adversarial replies."""

from __future__ import annotations

import ast
import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from k1.models.instances import AnswerTask
from k1.models.prompt import reply
from k1.reward import graded, rule
from k1.reward.rule import FORM_ALONE, RewardTerms, RewardWeights, reward_terms

LABELS = ("person", "place")
GOLD = {"person": ["Ada Byron"], "place": ["London"]}
WORKS = ("works for",)
TRIPLE = {"works for": [{"subject": "Ada", "object": "Acme"}]}


def ner(text: str, gold: dict = GOLD, labels: tuple[str, ...] = LABELS) -> RewardTerms:
    return reward_terms(text, gold, AnswerTask.NER, labels)


def wrapped(body: str, thought: str = "names") -> str:
    return f"<think>{thought}</think><answer>{body}</answer>"


# --- the listed cases --------------------------------------------------------------------------------------------


def test_a_perfect_reply_earns_one():
    assert ner(reply("names", GOLD)).total == 1.0


def test_half_the_f1_in_a_well_formed_reply_earns_065():
    terms = ner(reply("names", {"person": ["Ada Byron"], "place": ["Paris"]}))
    assert terms.f1 == 0.5
    assert terms.total == pytest.approx(0.65)


@pytest.mark.parametrize("empty", [{}, {"person": [], "place": []}])
def test_a_valid_empty_answer_earns_the_form_alone(empty):
    assert ner(reply("nothing", empty)).total == pytest.approx(FORM_ALONE)


def test_fenced_json_earns_only_the_tags():
    assert ner(wrapped(f"```json\n{json.dumps(GOLD)}\n```")).total == pytest.approx(0.2)


def test_a_label_outside_the_schema_costs_validity_and_precision():
    terms = ner(reply("names", {**GOLD, "thing": ["lamp"]}))
    assert not terms.valid
    assert terms.f1 == pytest.approx(2 * 2 / (3 + 2))
    assert terms.total == pytest.approx(0.25 + 0.7 * 0.8)


def test_an_empty_label_outside_the_schema_costs_validity_only():
    assert ner(reply("names", {**GOLD, "thing": []})).total == pytest.approx(0.95)


def test_a_reply_without_thought_loses_a_tenth():
    assert ner(f"<answer>{json.dumps(GOLD)}</answer>").total == pytest.approx(0.9)


def test_text_after_the_answer_loses_a_tenth():
    assert ner(reply("names", GOLD) + " That is all.").total == pytest.approx(0.9)


def test_two_answers_earn_the_thought_alone():
    twice = f"<answer>{json.dumps(GOLD)}</answer>" * 2
    assert ner(f"<think>names</think>{twice}").total == pytest.approx(0.1)
    assert ner(twice).total == 0.0


def test_subject_and_object_changed_over_earn_the_form_alone():
    swapped = {"works for": [{"subject": "Acme", "object": "Ada"}]}
    assert reward_terms(reply("who", swapped), TRIPLE, AnswerTask.RE, WORKS).total == pytest.approx(0.3)


def test_an_empty_reply_earns_nothing():
    assert ner("").total == 0.0


def test_silence_where_nothing_is_to_be_said_earns_one():
    assert ner(reply("nothing", {"person": [], "place": []}), {"person": [], "place": []}).total == 1.0


def test_an_unparsable_answer_to_an_empty_gold_earns_the_tags():
    assert ner(wrapped("none"), {}).total == pytest.approx(0.2)


def test_a_repeated_mention_earns_nothing_more():
    once = ner(reply("names", {"person": ["Ada Byron"]}))
    often = ner(reply("names", {"person": ["Ada Byron"] * 50}))
    assert often == once


# --- the tags ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["<think> \n</think>", "so <think>x</think>", "</think>x<think>", "<think>x"])
def test_a_thought_must_open_the_reply_be_closed_and_not_be_blank(text):
    assert not ner(text + f"<answer>{json.dumps(GOLD)}</answer>").think


def test_white_space_before_the_thought_and_after_the_answer_is_allowed():
    assert ner("\n " + reply("names", GOLD) + "\n\n").total == 1.0


def test_an_answer_inside_the_thought_is_no_answer():
    terms = ner(f"<think>so <answer>{json.dumps(GOLD)}</answer></think>")
    assert terms.think
    assert not terms.answer


def test_a_second_pair_of_thoughts_is_no_thought():
    assert not ner(reply("a</think><think>b", GOLD)).think


@pytest.mark.parametrize("body", ["3", '"x"', "[]", "null", "true", "", "{", "{'a': 1}"])
def test_only_a_json_object_parses(body):
    terms = ner(wrapped(body))
    assert not terms.parses
    assert terms.total == pytest.approx(0.2)


# --- the shapes --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("task", "value"),
    [
        (AnswerTask.NER, "Ada"),
        (AnswerTask.NER, [1]),
        (AnswerTask.NER, [["Ada"]]),
        (AnswerTask.RE, [{"subject": "Ada"}]),
        (AnswerTask.RE, [{"subject": "Ada", "object": "Acme", "since": "1843"}]),
        (AnswerTask.RE, [{"subject": "Ada", "object": None}]),
        (AnswerTask.STRUCT_NER, ["Ada"]),
        (AnswerTask.STRUCT_NER, {"Ada": "born 1815"}),
    ],
)
def test_a_value_of_another_shape_is_not_valid(task, value):
    terms = reward_terms(reply("x", {"person": value}), {"person": []}, task, ("person",))
    assert terms.parses
    assert not terms.valid


def test_malformed_members_are_skipped_and_the_rest_counts():
    terms = ner(reply("names", {"person": ["Ada Byron", 7, None, {}], "place": ["London"]}))
    assert terms.f1 == 1.0
    assert not terms.valid


def test_structured_answers_count_names_and_attributes_with_lists_flattened():
    gold = {"person": {"Ada": {"field": ["mathematics", "computing"], "born": "1815"}}}
    answer = {"person": {"Ada": {"field": ["computing", ["mathematics"]], "born": 1815}}}
    assert reward_terms(reply("x", answer), gold, AnswerTask.STRUCT_NER, ("person",)).total == 1.0
    poorer = {"person": {"Ada": {"field": "computing"}}}
    terms = reward_terms(reply("x", poorer), gold, AnswerTask.STRUCT_NER, ("person",))
    assert terms.f1 == pytest.approx(2 * 2 / (2 + 4))


def test_mentions_are_compared_after_normalisation_with_case_kept():
    assert ner(reply("x", {"person": [" Ada\u00a0 Byron "], "place": ["London"]})).f1 == 1.0
    assert ner(reply("x", {"person": ["ada byron"], "place": ["London"]})).f1 == 0.5


# --- properties --------------------------------------------------------------------------------------------------

mention = st.sampled_from(["Ada", "Ada Byron", "Bo", "London", "ﬁsh", "a b", ""])
answers = st.dictionaries(st.sampled_from([*LABELS, "thing"]), st.lists(mention, max_size=4), max_size=3)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=12,
)
pieces = st.sampled_from(
    ["<think>", "</think>", "<answer>", "</answer>", "{", "}", "[", "]", '"', ",", ":", "person", "Ada", " ", "\\", "é"]
)


@given(st.lists(pieces, max_size=30).map("".join), answers, st.sampled_from(AnswerTask))
def test_every_reply_earns_between_nothing_and_one(text, gold, task):
    assert 0.0 <= reward_terms(text, gold, task, LABELS).total <= 1.0


@given(st.dictionaries(st.sampled_from([*LABELS, "x"]), anything, max_size=3), answers, st.sampled_from(AnswerTask))
def test_any_json_object_is_scored_without_an_error(answer, gold, task):
    assert 0.0 <= reward_terms(wrapped(json.dumps(answer)), gold, task, LABELS).total <= 1.0


@given(answers, answers, answers)
def test_among_answers_of_equal_form_the_better_f1_wins(gold, one, other):
    first, second = ner(reply("x", one), gold), ner(reply("x", other), gold)
    if (first.valid, first.f1) == (second.valid, second.f1):
        assert first.total == second.total
    elif first.valid == second.valid:
        assert (first.total > second.total) == (first.f1 > second.f1)


@given(answers, answers)
def test_without_a_right_item_form_alone_earns_at_most_030(gold, answer):
    terms = ner(reply("x", answer), gold)
    if terms.f1 == 0:
        assert terms.total <= FORM_ALONE


@given(st.sets(mention, min_size=1), st.sets(mention))
def test_adding_a_right_mention_never_lowers_the_reward_and_a_wrong_one_never_raises_it(gold, stated):
    wanted = {"person": sorted(gold)}
    before = ner(reply("x", {"person": sorted(stated)}), wanted).total
    right = ner(reply("x", {"person": sorted(stated | {sorted(gold)[0]})}), wanted).total
    wrong = ner(reply("x", {"person": [*sorted(stated), "nobody"]}), wanted).total
    assert wrong <= before <= right


@given(answers)
def test_the_gold_itself_earns_one_wherever_its_labels_are_the_schemas(gold):
    assert ner(reply("x", gold), gold, (*LABELS, "thing")).total == 1.0


# --- hostile replies ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "[" * 100_000,
        '{"person":' * 50_000,
        '{"person": ' + "[" * 5_000 + "]" * 5_000 + "}",
        '{"person": ' + "9" * 10_000 + "}",
        '{"person": [NaN, Infinity, -Infinity]}',
        '{"person": ["\\ud800"]}',
        '{"person": ["' + "a" * 1_000_000 + '"]}',
        '{"person": ["\u0000"]}',
        "\ufeff{}",
    ],
    ids=["brackets", "objects", "nested", "digits", "nan", "surrogate", "long", "nul", "mark"],
)
def test_hostile_answers_are_scored_and_earn_no_more_than_form(body):
    assert ner(wrapped(body)).total <= FORM_ALONE


def test_many_tags_are_read_in_linear_time():
    start = time.process_time()
    assert ner("<think>" * 200_000 + "<answer>" * 200_000).total == 0.0
    assert time.process_time() - start < 1.0


def test_ten_thousand_replies_are_scored_in_less_than_two_seconds():
    texts = [reply(f"names {n}", {"person": ["Ada Byron", f"Person {n}"], "place": ["London"]}) for n in range(10_000)]
    start = time.process_time()
    totals = [ner(text).total for text in texts]
    assert time.process_time() - start < 2.0
    assert all(total == pytest.approx(0.3 + 0.7 * 0.8) for total in totals)


def test_weights_are_configuration_for_ablations():
    weights = RewardWeights(think=0, answer=0, parses=0, valid=0, f1=1)
    terms = reward_terms("x" + reply("x", GOLD), GOLD, AnswerTask.NER, LABELS, weights=weights)
    assert terms.total == 1.0


def test_terms_add_up_to_the_total():
    terms = ner(reply("names", {"person": ["Ada Byron"]}))
    assert terms.total == pytest.approx(terms.format + terms.json + terms.task)


def test_the_reward_imports_neither_torch_nor_trl():
    for module in (rule, graded):
        tree = ast.parse(Path(module.__file__).read_text())
        names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not {name.split(".")[0] for name in names} & {"torch", "trl", "transformers"}
