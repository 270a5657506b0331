"""Reading damaged replies for the pipeline: each damage mended, each repair named."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from k1.models.answers import read_leniently
from k1.models.prompt import reply

ANSWER = {"method": ["graph, kernel", "SVM"], "task": ["a ] or } b"]}
BODY = json.dumps(ANSWER)


@pytest.mark.parametrize(
    ("text", "repairs"),
    [
        (reply("x", ANSWER), ()),
        (f"<think>x</think><answer>{BODY}", ("unclosed answer tag",)),
        (f"<think>x</think>{BODY}", ("no answer tag",)),
        (f"<answer>{{}}</answer><answer>{BODY}</answer>", ("several answer tags",)),
        (f"<answer>```json\n{BODY}\n```</answer>", ("code fence",)),
        (f"<answer>```\n{BODY}```</answer>", ("code fence",)),
        (f"<answer>Here it is: {BODY} Good luck!</answer>", ("surrounding text",)),
        (f"<answer>{BODY[:-2]},],}}</answer>", ("trailing comma",)),
    ],
)
def test_a_damaged_reply_is_mended_and_the_repair_is_named(text, repairs):
    reading = read_leniently(text)
    assert reading.answer == ANSWER
    assert reading.repairs == repairs


def test_a_mention_that_was_cut_is_dropped_and_the_whole_ones_stay():
    reading = read_leniently('<answer>{"method": ["graph kernel", "support vec')
    assert reading.answer == {"method": ["graph kernel"]}
    assert "cut end" in reading.repairs


def test_a_reply_cut_after_a_key_keeps_what_came_before():
    assert read_leniently('<answer>{"method": ["SVM"], "task": ').answer == {"method": ["SVM"]}


def test_commas_and_brackets_inside_strings_are_left_alone():
    reading = read_leniently('<answer>{"method": ["a,]", "b,}",]}</answer>')
    assert reading.answer == {"method": ["a,]", "b,}"]}


@pytest.mark.parametrize("text", ["", "no idea", "<answer></answer>", "<answer>[1, 2]</answer>", "}{", "<answer>42"])
def test_what_holds_no_object_gives_none(text):
    assert read_leniently(text).answer is None


@given(st.integers(min_value=0, max_value=len(BODY)))
def test_a_reply_cut_anywhere_gives_a_part_of_the_answer_or_none(cut):
    answer = read_leniently("<answer>" + BODY[:cut]).answer
    for label, mentions in (answer or {}).items():
        assert set(mentions or ()) <= set(ANSWER[label])


@given(st.text(alphabet='<answer>/{}[]":,\\`ab 1', max_size=200))
def test_any_reply_is_read_as_an_object_or_as_nothing(text):
    reading = read_leniently(text)
    assert reading.answer is None or isinstance(reading.answer, dict)
    assert len(set(reading.repairs)) == len(reading.repairs)


@pytest.mark.parametrize("text", ["[" * 20_000, '{"a": [' * 50_000, '{"a": ["b"' + " ,c" * 300_000])
def test_a_huge_cut_reply_is_given_up_in_bounded_time(text):
    began = time.process_time()
    assert read_leniently("<answer>" + text).answer is None
    assert time.process_time() - began < 5
