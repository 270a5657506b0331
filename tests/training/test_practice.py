"""Practice: questions about open text that a rule answers."""

from __future__ import annotations

import random

from k1.models.answers import items
from k1.training.data.practice import (
    SHORTEST,
    entity_practice,
    entity_spans,
    practice_questions,
    relation_practice,
    relation_spans,
    sentences,
)
from k1.training.measuring.scoring import task_of

SENTENCE = "The yield of olive oil from Tunisia rose in 2021 , said the Olive Council ( OC ) ."
WORDS_OF = SENTENCE.split()
TEXTS = [
    "Old mills stand by the river. The yield of olive oil (OO) from Tunisia rose in 2021.",
    "A long-lasting frost in Umbria was a threat to the growers of the region for months.",
]


def _said(spans: dict[str, list[tuple[int, int]]]) -> dict[str, list[str]]:
    return {label: [" ".join(WORDS_OF[first:last]) for first, last in found] for label, found in spans.items()}


def test_an_entity_label_says_by_rule_which_words_it_means():
    said = _said(entity_spans(WORDS_OF))
    assert said["Name"] == ["Tunisia", "Olive Council", "OC"]
    assert said["Number"] == ["2021"]
    assert said["Abbreviation"] == said["Bracketed"] == ["OC"]
    assert said["After-of"] == ["olive oil"]
    assert said["Before-from"] == ["olive oil"]
    assert "Hyphenated" not in said


def test_a_relation_label_names_the_word_between_two_runs_of_content_words():
    found = relation_spans(WORDS_OF)
    pairs = {label: [_said({"": list(pair)})[""] for pair in pairs] for label, pairs in found.items()}
    assert pairs["Linked-by-of"] == [["yield", "olive oil"]]
    assert pairs["Linked-by-in"] == [["Tunisia rose", "2021"]]
    assert pairs["Short-for"] == [["OC", "Olive Council"]]


def test_sentences_are_cut_into_words_with_punctuation_apart_and_short_ones_are_left_out():
    found = [
        " ".join(words) for words in sentences("Stop here. " + SENTENCE.replace(" ,", ",").replace("( OC )", "(OC)"))
    ]
    assert found == [SENTENCE]
    assert not list(sentences("word " * (SHORTEST - 1)))


def test_a_label_asked_for_without_an_answer_does_not_occur_in_the_text():
    for seed in range(40):
        for question in entity_practice(WORDS_OF, random.Random(seed)):
            empty = {label for label in question.labels if not question.answer[label]}
            assert empty.isdisjoint(entity_spans(WORDS_OF))
        for question in relation_practice(WORDS_OF, random.Random(seed)):
            empty = {label for label in question.labels if not question.answer[label]}
            assert empty.isdisjoint(relation_spans(WORDS_OF))


def test_every_answer_can_be_copied_from_the_text():
    for question in practice_questions(TEXTS, 20, 12, seed=1):
        for item in items(question.answer, task_of(question)):
            mentions = item[1:] if question.task == "NER" else (item[0], item[2])
            assert all(mention in question.text for mention in mentions)


def test_a_question_is_about_no_more_words_than_asked_for():
    assert max(len(question.text.split()) for question in practice_questions(TEXTS * 20, 40, 6, seed=1)) == 6


def test_questions_are_limited_and_equal_for_equal_seeds():
    many = practice_questions(TEXTS * 20, 30, 12, seed=3)
    assert len(many) == 30
    assert {question.task for question in many} == {"NER", "RE"}
    assert many == practice_questions(TEXTS * 20, 30, 12, seed=3)
