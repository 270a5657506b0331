from __future__ import annotations

import time
from dataclasses import replace

import pytest

from fixtures.mini_graph import LEAF, LEAF_METHOD
from k1.retrieval.ask.answers import ask
from k1.retrieval.ask.asked import without_asking
from k1.retrieval.ask.question import read_question
from k1.retrieval.ask.ranking import score
from k1.retrieval.ask.support import LEAST_CONFIDENCE, STRONG_CONFIDENCE, confidence, spoken_of, strength
from k1.retrieval.records import Strength
from retrieval.questions_by_hand import NOWHERE


def test_what_stands_nearer_supports_a_sentence_more(mini):
    read = read_question(mini, "Which picture of a plant does QuorlNet read?")
    sentence = "It reads one picture."
    unit = replace(NOWHERE, spoken=spoken_of(read, (LEAF_METHOD,)))
    paper = replace(NOWHERE, paper=LEAF)
    supports = [score(read, sentence, around).support for around in (NOWHERE, paper, unit)]
    assert supports == sorted(set(supports))


def test_a_word_that_says_what_is_asked_for_is_answered_by_the_form_of_the_answer(mini):
    read = read_question(mini, "How heavy is a leaf?")
    assert score(read, "A leaf has 3 g.", NOWHERE).support == 1
    assert score(read, "A leaf is green.", NOWHERE).support < 1


@pytest.mark.parametrize(("nearer", "farther"), [((0.9, 1.0), (0.5, 1.0)), ((0.9, 1.2), (0.9, 0.8))])
def test_confidence_rises_with_support_and_score(nearer, farther):
    assert 0 < confidence(*farther) < confidence(*nearer) < 1


def test_an_answer_is_as_strong_as_its_surest_quote():
    told = [strength(value) for value in (0.0, LEAST_CONFIDENCE, STRONG_CONFIDENCE)]
    assert told == [Strength.NONE, Strength.WEAK, Strength.STRONG]


def test_a_question_whose_words_stand_in_no_paper_together_has_only_nearest_quotes(mini):
    answer = ask(mini, "Which rain does the sparse gate of BigRoot bring to the cathedral of Reims?")
    assert (answer.strength, answer.sentences) == (Strength.NONE, ())
    assert answer.nearest
    assert set(answer.absent) == {"bring", "cathedral", "reims"}


def test_a_question_that_a_sentence_answers_has_no_nearest_quotes(mini):
    answer = ask(mini, "What makes Drizzle faster?")
    assert (answer.strength, answer.nearest, answer.absent) == (Strength.STRONG, (), ())
    assert answer.papers == 2


def test_no_quote_that_is_no_answer_stands_behind_one_that_is(mini):
    quoted = ask(mini, "What accuracy does QuorlNet reach on TinyLeaf?", 20).sentences
    assert all(sentence.confidence >= LEAST_CONFIDENCE for sentence in quoted)


def test_one_spelling_of_a_word_the_form_asks_for_is_not_missed(mini):
    assert "many" not in ask(mini, "How many times faster is Drizzle?").unmatched


@pytest.mark.parametrize(
    "asking",
    [
        "Tell me about {}",
        "Please explain {}.",
        "Can you give me a short overview of {}?",
        "I'd like to know what {} is",
    ],
)
def test_words_that_only_ask_for_an_answer_are_not_missed(mini, asking):
    answer = ask(mini, asking.format("QuorlNet"))
    assert (answer.terms, answer.strength) == (("quorlnet",), Strength.STRONG)


@pytest.mark.parametrize(
    "asking",
    [
        "What do the papers say about {}?",
        "Which papers mention {}?",
        "Are there any papers on {}?",
        "What is known about {}?",
        "Information on {}",
        "I'm looking for {}",
        "According to the authors, what is {}?",
    ],
)
def test_a_question_for_what_papers_say_of_a_thing_asks_for_the_thing(mini, asking):
    answer = ask(mini, asking.format("rain"))
    assert (answer.terms, answer.strength) == (("rain",), Strength.STRONG)


@pytest.mark.parametrize(
    "named",
    [
        "Show and tell",
        "List decoding",
        "Papers",
        "Information theory",
        "Which papers share authors?",
        "Explanations of leaves",
        "Please",
        "Hi-C maps",
    ],
)
def test_what_begins_like_a_request_and_is_none_keeps_its_words(named):
    assert without_asking(named) == named


def test_a_request_is_read_in_linear_time_in_hostile_text():
    began = time.process_time()
    for hostile in (" " * 100_000, "please! " * 20_000, "hi " * 40_000, "!" * 100_000 + "please"):
        without_asking(hostile + "x")
    assert time.process_time() - began < 5


@pytest.mark.parametrize("asked", ["Which pictores are blurred?", "Which limitasion has QuorlNet?"])
def test_a_word_that_the_corpus_spells_with_another_letter_is_found(mini, asked):
    answer = ask(mini, asked)
    assert (answer.strength, answer.absent) == (Strength.STRONG, ())
    assert list(answer.respelt) == [asked.split()[1]]


@pytest.mark.parametrize("asked", ["Which leef is bright?", "Which sictures are blurred?"])
def test_a_short_word_and_one_of_another_first_letter_are_words_of_their_own(mini, asked):
    assert len(ask(mini, asked).absent) == 1


@pytest.mark.parametrize(
    ("asked", "absent"),
    [
        ("Which kind of device reads a picture?", ("kind", "device")),
        ("Which algorithm makes blurred pictures?", ("algorithm",)),
    ],
)
def test_a_word_for_the_class_of_the_answer_is_no_reason_to_refuse(mini, asked, absent):
    answer = ask(mini, asked)
    assert answer.absent[: len(absent)] == absent
    assert answer.sentences
