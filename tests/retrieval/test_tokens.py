"""Words of the lexical index: one form of a word, however a text or a question writes it."""

from __future__ import annotations

import re
from time import process_time

import polars as pl
import pytest

from fixtures.mini_graph import LEAF_RESULT, QUORLNET, mini_graph, open_run
from k1.retrieval.ask.answers import ask
from k1.retrieval.operators.seeds import seeds_in
from k1.retrieval.store.graph_store import KnowledgeGraph
from k1.retrieval.store.tokens import one_edit_apart, search_terms, sorted_key, words


@pytest.mark.parametrize("printed", ["BERT's", "BERT\u2019s", "BERTs"])
def test_a_possessive_is_found_by_its_word(printed):
    assert search_terms(printed) == search_terms("BERT")


@pytest.mark.parametrize(
    "printings",
    [
        ("GPT4", "GPT-4", "GPT 4"),
        ("GPT3.5", "GPT-3.5"),
        ("CIFAR10", "CIFAR-10"),
        ("IL6", "IL-6"),
        ("ResNet50", "ResNet-50"),
        ("Llama2-7b", "Llama 2 7b"),
        ("IL1b", "IL-1b"),
        ("wav2vec2", "wav2vec 2"),
        ("5000Hz", "5000 Hz"),
        ("10\u00b5m", "10 \u03bcm"),
    ],
)
def test_a_number_is_a_word_whether_a_space_a_hyphen_or_nothing_parts_it(printings):
    assert len({tuple(search_terms(printing)) for printing in printings}) == 1


def test_words_of_a_script_without_spaces_are_found_within_a_title():
    title = "BERT模型: 深層学習による自然言語処理の研究"
    for asked in ("深層学習", "自然言語", "模型", "BERT"):
        assert set(search_terms(asked)) <= set(search_terms(title))
    assert not set(search_terms("統計")) & set(search_terms(title))
    assert search_terms("naïve 한국어 연구") == ["naïve", "한국어", "연구"]
    assert set(search_terms("人々")) <= set(search_terms("様々な人々の𠮷野家"))
    assert set(search_terms("𠮷野")) <= set(search_terms("様々な人々の𠮷野家"))


@pytest.mark.parametrize("text", ["mortality.12 However", "mortality12 However", "mortality\u00b9\u00b2 However"])
def test_the_word_before_a_raised_citation_is_found(text):
    assert "mortality" in search_terms(text)


@pytest.mark.parametrize(
    "name",
    [
        "p53",
        "H2O",
        "H2O2",
        "2D",
        "7B",
        "C++",
        "C#",
        "node2vec",
        "seq2seq",
        "NO2",
        "1st",
        "10th",
        "v1.2",
        "e.g",
        "Fe2O3",
    ],
)
def test_a_name_whose_letters_alone_say_nothing_stays_one_word(name):
    assert words(name) == [name.casefold()]


@pytest.mark.parametrize("name", ["COVID-19", "BM25", "GPT-4", "TNF-\u03b1", "Alzheimer's disease"])
def test_a_name_is_found_by_itself_and_not_by_its_letters_alone(name):
    assert set(search_terms(name)) <= set(search_terms(f"We study {name}, which is known."))
    assert sorted_key(name) != sorted_key(re.split(r"\W|\d", name)[0])


@pytest.mark.parametrize(
    "printings",
    [
        ("TNF-alpha", "TNF-\u03b1", "TNF\u03b1"),
        ("IL-1\u03b2", "IL1\u03b2", "IL-1 beta", "IL-1beta"),
        ("TGF-\u03b21", "TGF-beta1", "TGF-beta 1"),
        ("NF-\u03baB", "NF-kappaB"),
        ("A\u03b242", "Abeta-42"),
        ("\u03c3", "\u03a3", "sigma"),
        ("\u03bc-opioid", "mu-opioid"),
    ],
)
def test_a_greek_letter_is_its_name(printings):
    assert len({tuple(words(printing)) for printing in printings}) == 1


def test_greek_words_and_units_keep_their_letters():
    assert words("\u03c6\u03b9\u03bb\u03af\u03b1 5 \u03bcm") == ["\u03c6\u03b9\u03bb\u03af\u03b1", "5", "\u03bcm"]


@pytest.mark.parametrize("text", ["a" * 200_000, "a1" * 100_000, "ab1." * 50_000, "\u03b1" * 200_000, "1.1" * 70_000])
def test_words_are_found_in_linear_time_in_hostile_text(text):
    started = process_time()
    words(text)
    assert process_time() - started < 3


def printed_otherwise(tmp_path, column: str, old: str, new: str) -> KnowledgeGraph:
    """The graph of the two papers with a word of its texts or names printed in another way."""
    tables = mini_graph()
    printed = pl.col(column).str.replace_all(old, new, literal=True)
    return open_run({**tables, "nodes": tables["nodes"].with_columns(printed)}, tmp_path)


def test_a_question_with_a_possessive_names_the_thing(mini):
    assert QUORLNET in {seed.node.id for seed in seeds_in(mini, "What is QuorlNet's accuracy?")}


def test_a_contraction_is_no_name_of_two_letters(tmp_path):
    graph = printed_otherwise(tmp_path, "name", "Drizzle", "IT")
    assert seeds_in(graph, "It's raining, isn't it?") == ()


def test_a_name_asked_for_with_a_glued_number_is_answered_where_it_has_a_hyphen(tmp_path):
    graph = printed_otherwise(tmp_path, "text", "TinyLeaf", "TinyLeaf-7")
    found = ask(graph, "What accuracy is reached on TinyLeaf7?").sentences
    assert found[0].evidence.quote == LEAF_RESULT.replace("TinyLeaf", "TinyLeaf-7").split(". ")[0] + "."


def test_a_verb_in_y_is_answered_by_its_past(tmp_path):
    graph = printed_otherwise(tmp_path, "text", "Rain causes", "The rain varied and")
    assert "vary" in ask(graph, "Does rain vary with pictures?").sentences[0].matched


@pytest.mark.parametrize(
    ("left", "right", "near"),
    [
        ("licence", "license", True),
        ("sceptical", "skeptical", True),
        ("exoplnet", "exoplanet", True),
        ("fibre", "fiber", True),
        ("tumour", "tumor", True),
        ("tumour", "tumour", False),
        ("hamlet", "hamper", False),
        ("center", "centers", True),
        ("form", "from", True),
        ("abcd", "badc", False),
        ("", "a", True),
    ],
)
def test_one_letter_more_less_or_other_or_two_changed_over_is_one_edit(left, right, near):
    assert one_edit_apart(left, right) is one_edit_apart(right, left) is near


@pytest.mark.parametrize(
    ("printed", "asked"),
    [
        ("pictures by Schrödinger", "Schrodinger"),
        ("pictures by Schrodinger", "Schrödinger"),
        ("pictures by Łukasz", "Lukasz"),
        ("pictures of PyGale", "py gale"),
        ("pictures of gale.py", "gale py"),
        ("pictures of the time series", "timeseries"),
        ("pictures of a coloured fibre", "colored fiber"),
        ("pictures of leukemia", "leukaemia"),
        ("pictures by modeling", "modelling"),
    ],
)
def test_a_word_is_answered_where_it_has_other_accents_or_letters_or_is_joined_or_apart(tmp_path, printed, asked):
    answer = ask(printed_otherwise(tmp_path, "text", "blurred pictures", printed), asked)
    assert (answer.absent, answer.unmatched) == ((), ())
    assert answer.sentences[0].evidence.quote == f"Rain causes {printed}."


@pytest.mark.parametrize(
    ("printed", "asked"),
    [("nitrate", "nitrites"), ("propane", "propene"), ("chloride", "chlorine"), ("absorption", "adsorption")],
)
def test_a_thing_of_another_ending_or_beginning_is_no_slip_of_the_one_that_is_printed(tmp_path, printed, asked):
    answer = ask(printed_otherwise(tmp_path, "text", "blurred pictures", printed), f"Does rain cause {asked}?")
    assert (answer.respelt, answer.absent) == ({}, (asked,))


def test_two_words_of_a_text_that_are_not_side_by_side_are_no_compound(tmp_path):
    graph = printed_otherwise(tmp_path, "text", "blurred pictures", "black holes and birds")
    assert ask(graph, "blackbird").absent == ("blackbird",)


@pytest.mark.parametrize(("printed", "asked"), [("Łukasz Kaiser", "Lukasz Kaiser"), ("Søren Größe", "Soren Grosse")])
def test_a_name_is_asked_for_without_its_accents(printed, asked):
    assert sorted_key(printed) == sorted_key(asked)
