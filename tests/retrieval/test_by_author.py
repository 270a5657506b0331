"""Papers that a question names by who wrote them, and such as only look like it."""

from __future__ import annotations

import time
from pathlib import Path

import polars as pl
import pytest

from fixtures.mini_graph import DRIZZLE_PAPER, ELDER, LEAF, mini_graph, open_run
from k1.retrieval.ask.answers import ask
from k1.retrieval.ask.paper_facts import paper_facts
from k1.retrieval.ask.question import read_question
from k1.retrieval.operators.by_author import papers_by, references_in, whole_reference, written_by
from k1.retrieval.operators.papers import citations_to, find_papers, paper_card
from k1.retrieval.records import Strength
from k1.retrieval.store.graph_store import KnowledgeGraph


@pytest.mark.parametrize(
    ("name", "people", "year", "topic"),
    [
        ("the article by Arntzen", ("Arntzen",), None, ""),
        ("Smith et al. (2019)", ("Smith",), 2019, ""),
        ("smith et al 2019", ("smith",), 2019, ""),
        ("De Marchis and colleagues, 2016b", ("De Marchis",), 2016, ""),
        ("a 2019 article by O'Rourke & Morgan", ("O'Rourke", "Morgan"), 2019, ""),
        ("Foreman-Mackey's paper on emcee", ("Foreman-Mackey",), None, "emcee"),
        ("Naik and Petersen’s recent 2018 article", ("Naik", "Petersen"), 2018, ""),
        ("the randomised trial by M. Q. Tang, J. van der Berg Jr. and Wu about glass",
         ("M. Q. Tang", "J. van der Berg Jr.", "Wu"), None, "glass"),
        ("Smith JA, Van Dam P et al., 2019", ("Smith JA", "Van Dam P"), 2019, ""),
    ],
)  # fmt: skip
def test_a_name_tells_the_authors_the_year_and_the_topic(name, people, year, topic):
    read = whole_reference(name)
    assert (read.people, read.year, read.topic, read.certain) == (people, year, topic, True)


@pytest.mark.parametrize(
    "text",
    [
        "Moore's law",
        "the work of rain",
        "Where does Ada Elder's wife work at?",
        "the papers",
        "In which Parkinson's disease studies was MRI used?",
        "What did Crohn's disease patients report?",
        "Which method is used in the study by Twitter users?",
        "What does the report by two New York researchers say?",
    ],
)
def test_words_about_no_paper_of_authors_are_no_certain_reference(text):
    assert not any(reference.certain for reference in references_in(text))


def test_a_month_is_nobody_and_a_verb_before_a_name_is_no_part_of_it():
    assert references_in("What was measured in May 2019?") == []
    assert references_in("Summarize Smith's paper on rain.")[0].people == ("Smith",)
    assert references_in("After May (2019), what was measured?")[0].people == ("May",)


@pytest.mark.parametrize(
    ("printed", "asked"),
    [
        ("Jane Smith", "J. Smith"),
        ("Jane A. Smith", "Smith JA"),
        ("J. Smith", "Jane Smith"),
        ("Daniel J. Smith", "Dan Smith"),
        ("CJ Carey", "C. Carey"),
        ("Laurens van der Maaten", "Maaten"),
        ("L. van der Maaten", "van der Maaten, Laurens"),
        ("Gabriel García Márquez", "Garcia Marquez"),
        ("Xiao-Ming Wang", "Xiaoming Wang"),
        ("Bin Yang", "B. Yang"),
        ("Weinan E", "Weinan E"),
    ],
)
def test_an_author_is_asked_for_by_family_name_initials_or_all_names(tmp_path, printed, asked):
    assert [row.number for row in written_by(graph_by(tmp_path, printed), (asked,))]


@pytest.mark.parametrize(
    ("printed", "asked"),
    [("John Smith", "Jane Smith"), ("Wei Zhang", "Wen Zhang"), ("Le Song", "Li Song"), ("Bo Li", "boron Li"),
     ("Alice Li", "B. Li")],
)  # fmt: skip
def test_another_first_name_is_another_author(tmp_path, printed, asked):
    assert not written_by(graph_by(tmp_path, printed), (asked,))


def graph_by(folder: Path, author: str) -> KnowledgeGraph:
    """The graph with another author of the paper on leaves."""
    tables = mini_graph()
    renamed = pl.col("name", "attributes").str.replace("Zoë Green", author, literal=True)
    tables["nodes"] = tables["nodes"].with_columns(renamed)
    return open_run(tables, folder)


def test_what_a_paper_proposes_stands_before_an_author_of_that_name(tmp_path):
    found = paper_facts(graph_by(tmp_path, "S. Gate"), "Which papers cite Sparse Gate?")
    assert found
    assert [fact.paper.id for fact in found[0].papers] == [DRIZZLE_PAPER]


def test_a_thing_that_the_graph_knows_is_no_author_who_is_not_there(mini):
    authors = [
        read_question(mini, f"What does {name}'s article propose?").written.author for name in ("QuorlNet", "Moor")
    ]
    assert authors == ["", "moor"]


def test_a_reference_is_looked_for_in_little_time_in_hostile_text():
    began = time.process_time()
    for part in ("A", "A. ", "Ab-", "Ab'", "Ab, Ab and ", "X. Ab de ", "the work of "):
        references_in((part * 500)[:500])
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("question", "paper", "quote"),
    [
        ("What did Green et al. (2020) propose for leaf counting?", LEAF, "We propose QuorlNet"),
        ("How accurate is the network of Rain's paper on BigRoot?", DRIZZLE_PAPER, "BigRoot"),
        ("What is the study by Rain about?", DRIZZLE_PAPER, "Drizzle"),
        ("What does the Green paper say about blurred pictures?", LEAF, "Rain causes blurred pictures."),
    ],
)
def test_a_paper_that_is_named_by_its_authors_is_the_one_that_is_quoted(mini, question, paper, quote):
    answer = ask(mini, question)
    assert {sentence.evidence.paper for sentence in answer.sentences} == {paper}
    assert quote in answer.sentences[0].evidence.quote


@pytest.mark.parametrize(
    "question",
    [
        "What did Arntzen et al. 2020 propose for leaf counting?",
        "What does Moor's paper on leaf counting propose?",
        "Which causes of blurred pictures does the article by Okonkwo name?",
        "What did Green et al. 1987 propose for leaf counting?",
        "What did Green and Arntzen (2020) propose for leaf counting?",
    ],
)
def test_the_paper_of_an_author_who_is_not_there_is_refused(mini, question):
    assert ask(mini, question).strength is Strength.NONE


@pytest.mark.parametrize(
    ("name", "paper"),
    [
        ("the article by Green", LEAF),
        ("Rain 2022", DRIZZLE_PAPER),
        ("Elder et al. (1999)", ELDER),
        ("Green's paper on leaf counting", LEAF),
    ],
)
def test_a_paper_is_found_by_a_reference_to_its_authors(mini, name, paper):
    assert [row.paper.id for row in find_papers(mini, name).papers if row.score >= 0.8] == [paper]
    assert paper_card(mini, name).paper.id == paper


def test_citations_are_listed_of_a_paper_that_is_named_by_its_author(mini):
    assert {row.citing.id for row in citations_to(mini, "the paper by Elder").citations} == {LEAF, DRIZZLE_PAPER}


@pytest.mark.parametrize(("year", "found"), [(2020, True), (2019, True), (2021, True), (2018, False), (2022, False)])
def test_a_preprint_and_its_article_may_be_a_year_apart(mini, year, found):
    assert bool(papers_by(mini, whole_reference(f"Green et al. {year}"))) is found
