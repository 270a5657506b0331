"""What a question calls is found: nodes by their names, papers by their handles, authors by their names."""

from __future__ import annotations

import time

import polars as pl
import pytest

from fixtures.mini_graph import DRIZZLE_PAPER, ELDER, LEAF, QUORLNET, mini_graph, open_run
from k1.errors import FailureKind
from k1.retrieval.ask.answers import ask
from k1.retrieval.operators import papers
from k1.retrieval.operators.left_out import why_left_out
from k1.retrieval.operators.papers import citations_to, find_papers, paper_card
from k1.retrieval.operators.seeds import best_seeds, resolve, seeds_in
from k1.runtime.tables import frame, write_table
from k1.schema.corpus import Failure
from k1.schema.tables import FAILURES


@pytest.mark.parametrize(
    ("mention", "score"),
    [("quorlnet", 1.0), ("QNN", 0.9), ("Quorlnets", 0.8), (QUORLNET, 1.0)],
)
def test_a_mention_is_resolved_with_the_score_of_its_reason(mini, mention, score):
    best = resolve(mini, mention, ["method"])[0]
    assert (best.node.id, best.score) == (QUORLNET, score)


def test_a_misspelled_name_is_found_with_at_most_seven_tenths(mini):
    best = resolve(mini, "leaf countng", ["task"])[0]
    assert best.node.name == "leaf counting"
    assert 0.5 <= best.score <= 0.7


def test_a_question_names_its_nodes_once_each(mini):
    found = seeds_in(mini, "Does QuorlNet do leaf counting on TinyLeaf, or does QuorlNet not?")
    assert {seed.node.name for seed in found} == {"QuorlNet", "leaf counting", "TinyLeaf"}


@pytest.mark.parametrize(
    ("question", "paper"),
    [
        ("https://doi.org/10.1234/LEAF.2020", LEAF),
        ("arXiv:2201.00001v3", DRIZZLE_PAPER),
        ("Green", LEAF),
        ("Rain, Ben", DRIZZLE_PAPER),
        ("bright light", LEAF),
        ("drizzle: sparse quorl networks", DRIZZLE_PAPER),
    ],
)
def test_a_paper_is_found_by_any_of_its_handles(mini, question, paper):
    first = find_papers(mini, question).papers[0]
    assert first.paper.id == paper
    assert first.evidence


def test_a_paper_is_found_by_the_name_that_its_title_begins_with(tmp_path):
    tables = mini_graph()
    titled = pl.when(pl.col("id") == LEAF).then(pl.lit("Leafmap: Green maps of light")).otherwise(pl.col("name"))
    tables["nodes"] = tables["nodes"].with_columns(titled.alias("name"))
    graph = open_run(tables, tmp_path)
    assert [(seed.node.id, seed.score) for seed in best_seeds(resolve(graph, "leafmap", ["paper"]))] == [(LEAF, 0.9)]
    assert paper_card(graph, "Leafmap").paper.id == LEAF
    assert LEAF not in {seed.node.id for seed in resolve(graph, "Leaf", ["paper"]) if seed.score == 0.9}


def test_a_word_that_no_paper_holds_finds_none(mini):
    assert find_papers(mini, "zeppelin").papers == ()


@pytest.mark.parametrize(
    "question",
    ["https://doi.org/10.1234/quorl.2021", "arXiv:2201.00002v1 [cs.LG] 3 Jan 2022",
     "https://pmc.ncbi.nlm.nih.gov/articles/PMC5448358/"],
)  # fmt: skip
def test_the_words_of_an_identifier_that_the_graph_lacks_find_no_paper(mini, monkeypatch, question):
    monkeypatch.setattr(papers, "_by_words", lambda graph, _: {0: (0.5, "words of the text", ())})
    assert find_papers(mini, question).papers == ()


def test_an_identifier_that_the_graph_lacks_is_no_other_paper(mini):
    assert paper_card(mini, "10.1234/leaf.2021") is None
    assert citations_to(mini, "https://doi.org/10.1234/leaf.2021").paper is None


@pytest.mark.parametrize("author", ["Elder", "Ada Elder", "A. Elder", "Elder, Ada", "Ada Elder, Jr.", "Ada Elder III"])
def test_a_work_that_is_only_cited_is_found_by_its_authors(mini, author):
    assert find_papers(mini, author).papers[0].paper.id == ELDER


@pytest.mark.parametrize(
    ("printed", "asked"),
    [
        ("Ada O’Keeffe", "O'Keeffe"),
        ("Ada Weiß", "Weiß"),
        ("Ada Weiß", "Weiss"),
        ("Ada Łęski", "Leski"),
        ("Ada Leski", "Łęski"),
        ("Ada Smith‐Lee", "Smith-Lee"),
    ],
)
def test_an_author_of_a_cited_work_is_found_however_the_name_is_printed(tmp_path, printed, asked):
    tables = mini_graph()
    renamed = pl.col("attributes").str.replace("Ada Elder", printed, literal=True)
    tables["nodes"] = tables["nodes"].with_columns(renamed)
    assert [row.paper.id for row in find_papers(open_run(tables, tmp_path), asked).papers] == [ELDER]


@pytest.mark.parametrize(
    ("asked", "score"),
    [
        ("Leaf On Light.pdf", 0.8),
        ("trees/Leaf On Light.PDF", 1.0),
        ("papers/trees/Leaf On Light.pdf", 1.0),
        ("papers\\trees\\Leaf On Light.pdf", 1.0),
        ("On Leaf Light.pdf", None),
        ("On Light.pdf", None),
        ("Light.pdf", None),
    ],
)
def test_a_paper_is_found_by_its_file_however_much_of_the_folders_is_told(tmp_path, asked, score):
    tables = mini_graph()
    renamed = pl.col("attributes").str.replace('"leaf"', '"trees--leaf-on-light"', literal=True)
    tables["nodes"] = tables["nodes"].with_columns(renamed)
    seeds = resolve(open_run(tables, tmp_path), asked, ["paper"])
    assert [seed.score for seed in seeds if seed.node.id == LEAF and seed.score > 0.7] == ([score] if score else [])


@pytest.mark.parametrize(
    ("names", "asked", "meant"),
    [
        (("x-pdf", "x-markdown"), "X.pdf", [0]),
        (("x-pdf", "x-markdown"), "papers/X.md", [1]),
        (("x-pdf-0123abcd", "x-pdf-89ef4567"), "X.pdf", [0, 1]),
        (("x", "deep-x"), "X.pdf", [0]),
        (("deep-x", "deeper-x"), "X.pdf", []),
        (("x", "deep--x"), "X.pdf", [0]),
        (("x", "deep--x"), "papers/deep/X.pdf", [1]),
        (("deep--x-pdf", "deep--x-markdown"), "X.md", [1]),
    ],
)
def test_of_files_with_like_names_the_one_that_is_asked_for_is_found(tmp_path, names, asked, meant):
    tables, nodes = mini_graph(), (LEAF, DRIZZLE_PAPER)
    for node, name in zip(nodes, names, strict=True):
        named = pl.col("attributes").str.replace(r'"file": "[^"]*"', f'"file": "{name}"')
        changed = pl.when(pl.col("id") == node).then(named).otherwise("attributes").alias("attributes")
        tables["nodes"] = tables["nodes"].with_columns(changed)
    seeds = resolve(open_run(tables, tmp_path), asked, ["paper"])
    assert {seed.node.id for seed in seeds if seed.score > 0.7} == {nodes[place] for place in meant}


def test_a_path_without_end_is_sought_in_little_time(mini):
    began = time.process_time()
    assert all(seed.score < 0.7 for seed in resolve(mini, "a/" * 20_000 + "x.pdf", ["paper"]))
    assert time.process_time() - began < 3


def test_another_given_name_is_another_author(mini):
    assert ELDER not in {row.paper.id for row in find_papers(mini, "Zoe Elder").papers}


@pytest.mark.parametrize("asked", ["What is \ud83d QuorlNet?", "What is QuorlNet\udcff?"])
def test_half_a_surrogate_pair_hides_no_name(mini, asked):
    assert [seed.node.name for seed in seeds_in(mini, asked)][:1] == ["QuorlNet"]
    assert ask(mini, asked).sentences


def test_of_a_file_that_the_build_left_out_it_is_said_why(tmp_path):
    failure = Failure(
        name="copy", sha256=None, stage="documents", kind=FailureKind.SHARED_ID, message="papers/copy.pdf: two papers",
        remedy="correct the id",
    )  # fmt: skip
    graph = open_run(mini_graph(), tmp_path)
    assert why_left_out(graph, "papers/copy.pdf") == ""
    write_table(FAILURES, frame(FAILURES, [failure]), tmp_path / "failures.parquet")
    said = "copy is left out of the graph (shared_id): papers/copy.pdf: two papers -> correct the id"
    assert (why_left_out(graph, "papers/copy.pdf"), find_papers(graph, "papers/copy.pdf").papers) == (said, ())
    assert why_left_out(graph, "copy") == why_left_out(graph, "drizzle.pdf") == ""
