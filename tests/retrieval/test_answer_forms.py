"""What counts as an answer: a word that refers back, a name of the kind asked for, each paper once."""

from __future__ import annotations

import time

import pytest

from fixtures.mini_graph import DRIZZLE_PAPER, LEAF
from k1.retrieval.ask.answers import ask
from k1.retrieval.ask.asked import Asked, asked_for, asks_for_papers
from k1.retrieval.ask.named_things import gives_name
from k1.retrieval.ask.ranking import has_form, score
from k1.retrieval.ask.surroundings import Surroundings
from retrieval.questions_by_hand import question


def after(sentence: str) -> Surroundings:
    return Surroundings(sentence, "", "", "paper:x", spoken=frozenset(sentence.lower().rstrip(".").split()))


@pytest.mark.parametrize(
    "sentence",
    [
        "It is driven by the moon.",
        "This comes of the moon.",
        "In general, its cause is the moon.",
        "It is believed to be so.",
    ],
)
def test_a_sentence_that_refers_back_speaks_of_what_the_one_before_it_names(sentence):
    judged = score(question("What drives the tide?"), sentence, after("The tide is high."))
    assert judged.support
    assert not score(question("What drives the tide?"), sentence, after("Rain is wet.")).support


@pytest.mark.parametrize(
    "sentence", ["Gauges are read by hand.", "This study reads gauges.", "It is known that gauges fail."]
)
def test_a_sentence_that_refers_to_nothing_speaks_of_its_own_words_alone(sentence):
    assert not score(question("What drives the tide?"), sentence, after("The tide is high.")).support


def test_what_a_sentence_refers_back_to_weighs_more_than_what_stands_before_it():
    asked, before = question("How is the tide read?"), after("The tide is high.")
    assert score(asked, "Yet it is read twice.", before).score > score(asked, "Gauges are read twice.", before).score


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("Which pump did patients wear?", "Patients were given a pump (Paradigm 712, Tideworks)."),
        ("What packages does it use?", "It uses the package lme4."),
        ("In which kind of gauge was it seen?", None),
        ("Which old tide gauge was read?", "We read the gauge at Brest."),
    ],
)
def test_a_name_beside_its_kind_answers_which_one(asked, sentence):
    assert gives_name(asked, sentence) if sentence else not gives_name(asked, "It was seen in a gauge.")


@pytest.mark.parametrize(
    "sentence",
    [
        "Patients wore a pump.",
        "A pump is worn, as Rivers found in quite another country.",
        "A pump was worn (Rivers, 2019).",
        "The Insulin pump was worn.",
    ],
)
def test_names_of_other_things_and_of_cited_people_answer_nothing(sentence):
    assert not gives_name("Which insulin pump did patients wear?", sentence)


def test_a_long_question_and_a_long_sentence_are_looked_through_in_linear_time():
    started = time.process_time()
    gives_name(f"Which {'tide ' * 20_000}", f"{'pump ' * 20_000}")
    gives_name("Which pump is it?", f"{'pump x ' * 50_000}")
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    ("asked", "counted"),
    [
        ("How many old spotted tide gauges were read?", ("gaug",)),
        ("How many gauges with old dials were read?", ("gaug",)),
        ("How many of the gauges failed?", ("gaug", "fail")),
        ("How many gauges in the bay failed?", ("gaug",)),
        ("How many gauges?", ("gaug",)),
    ],
)
def test_what_is_counted_is_the_noun_and_not_what_says_which_ones(asked, counted):
    assert question(asked).counted == counted


def test_the_head_of_what_is_counted_is_looked_for_in_linear_time():
    started = time.process_time()
    for hostile in ("how many " * 50_000, f"how many {'a of ' * 50_000}", f"how many {'x' * 100_000} !"):
        assert asked_for(hostile) is Asked.QUANTITY
        assert question(hostile).counted is not None
    assert time.process_time() - started < 2


@pytest.mark.parametrize("text", ["What works against rain?", "Which groups of patients were compared?"])
def test_not_all_that_papers_may_be_called_asks_for_papers(text):
    assert not asks_for_papers(text)
    assert asks_for_papers("Which works deal with rain?")


def test_where_papers_are_asked_for_each_is_quoted_once(mini):
    quoted = [one.evidence.paper for one in ask(mini, "Which papers use QuorlNet on TinyLeaf?").sentences]
    assert sorted(quoted) == sorted((LEAF, DRIZZLE_PAPER))


def test_a_caption_is_the_answer_where_a_figure_is_asked_for(mini):
    assert (
        ask(mini, "Which figure shows the architecture of QuorlNet?").sentences[0].evidence.quote.startswith("Figure 1")
    )


def test_a_sentence_that_names_a_table_by_its_number_tells_which_one_shows_it():
    assert has_form(question("Which table compares tides?"), "As Table 5 says, tides differ.", [])
    assert not has_form(question("Which table compares tides?"), "The table of tides is old.", [])
