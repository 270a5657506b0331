"""Questions about a paper that rows of the graph answer, and such as only look like one."""

from __future__ import annotations

import polars as pl
import pytest

from fixtures.mini_graph import DRIZZLE_PAPER, ELDER, LEAF, mini_graph, open_run
from k1.retrieval.ask.answers import ask
from k1.retrieval.records import AskedOfPaper, Strength
from k1.schema.graph import Node
from k1.schema.vocabulary import Layer

LEAF_TITLE, DRIZZLE_TITLE = "Leaf Counting with Quorl Networks", "Drizzle: Sparse Quorl Networks"


@pytest.mark.parametrize(
    ("question", "asked", "paper", "values"),
    [
        ("Who wrote Drizzle?", "authors", DRIZZLE_PAPER, ("Ben Rain",)),
        ("Please tell me who wrote the Drizzle paper.", "authors", DRIZZLE_PAPER, ("Ben Rain",)),
        (f'who are the authors of "{LEAF_TITLE}"', "authors", LEAF, ("Zoë Green",)),
        ("Who is the author of the paper on leaf counting?", "authors", LEAF, ("Zoë Green",)),
        ("When was the study on leaf counting published?", "year", LEAF, ("2020",)),
        ("Who wrote QuorlNet?", "authors", LEAF, ("Zoë Green",)),
        ("Who wrote On Quorls?", "authors", ELDER, ("Ada Elder",)),
        ("When was Drizzle published?", "year", DRIZZLE_PAPER, ("2022",)),
        ("In which year was On Quorls published?", "year", ELDER, ("1999",)),
        (f"What is the DOI of {LEAF_TITLE}?", "doi", LEAF, ("10.1234/leaf.2020",)),
        (f"Which papers cite {LEAF_TITLE}?", "cited_by", LEAF, (DRIZZLE_TITLE,)),
        ("What does Drizzle cite?", "cites", DRIZZLE_PAPER, (LEAF_TITLE, "On Quorls")),
        ("When was the article by Green published?", "year", LEAF, ("2020",)),
        ("What is the DOI of Zoë Green's study on leaf counting?", "doi", LEAF, ("10.1234/leaf.2020",)),
        ("Who wrote Rain et al. 2022?", "authors", DRIZZLE_PAPER, ("Ben Rain",)),
        ("Which papers cite the 1999 paper by A. Elder?", "cited_by", ELDER, (LEAF_TITLE, DRIZZLE_TITLE)),
        ("Which papers cite Elder?", "cited_by", ELDER, (LEAF_TITLE, DRIZZLE_TITLE)),
        ("How many papers cite On Quorls?", "cited_by", ELDER, (LEAF_TITLE, DRIZZLE_TITLE)),
        ("How many references does Drizzle have?", "cites", DRIZZLE_PAPER, (LEAF_TITLE, "On Quorls")),
        ("When was the Leaf Counting published?", "year", LEAF, ("2020",)),
        ("Which papers did Zoe Green write?", "written", LEAF, ("Zoë Green",)),
        ("How many papers did Ben Rain write?", "written", DRIZZLE_PAPER, ("Ben Rain",)),
        ("What has B. Rain published?", "written", DRIZZLE_PAPER, ("Ben Rain",)),
        ("Which articles are by Elder?", "written", ELDER, ("Ada Elder",)),
        ("Papers by Ben Rain", "written", DRIZZLE_PAPER, ("Ben Rain",)),
    ],
)
def test_what_is_asked_of_a_named_paper_is_told_from_its_rows(mini, question, asked, paper, values):
    answer = ask(mini, question)
    assert (answer.facts.asked, answer.strength, answer.sentences) == (AskedOfPaper(asked), Strength.STRONG, ())
    assert [(one.paper.id, one.values) for one in answer.facts.papers] == [(paper, values)]


def test_a_citation_is_told_with_the_sentence_that_makes_it(mini):
    (told,) = ask(mini, f"Which papers cite {LEAF_TITLE}?").facts.papers
    assert [(place.quote, place.page) for place in told.evidence] == [("Drizzle builds on QuorlNet [1]", 1)]


def test_where_authors_work_is_told_as_their_paper_prints_it(tmp_path):
    tables = mini_graph()
    author = tables["edges"].filter((pl.col("head") == LEAF) & (pl.col("relation") == "authored_by"))
    where = Node(
        id="affiliation:reims", layer=Layer.DOCUMENT, kind="affiliation", name="University of Reims", text="",
        paper=None, papers=1, mentions=1,
    )  # fmt: skip
    works = author.with_columns(
        id=pl.lit("edge:works"), head=pl.col("tail"), relation=pl.lit("AFFILIATED_WITH"), tail=pl.lit(where.id)
    )
    tables["nodes"] = pl.concat([tables["nodes"], _like(tables["nodes"], where)]).sort("id")
    tables["edges"] = pl.concat([tables["edges"], works]).sort("id")
    graph = open_run(tables, tmp_path)
    for question in ("Where do the authors of QuorlNet work?", "What are the affiliations of the authors of QuorlNet?"):
        assert ask(graph, question).facts.papers[0].values == ("University of Reims",)


def _like(nodes: pl.DataFrame, node: Node) -> pl.DataFrame:
    return pl.DataFrame([node.model_dump(mode="json")], schema=nodes.schema)


def test_each_paper_that_bears_the_name_is_told(tmp_path):
    tables = mini_graph()
    titled = pl.when(pl.col("id") == ELDER).then(pl.lit("Drizzle: Older Quorls")).otherwise(pl.col("name"))
    unnamed = pl.col("attributes").str.replace('"file": "drizzle"', '"file": "p2"', literal=True)
    tables["nodes"] = tables["nodes"].with_columns(titled.alias("name"), unnamed)
    graph = open_run(tables, tmp_path)
    told = ask(graph, "Who wrote Drizzle?").facts.papers
    assert [one.values for one in told] == [("Ben Rain",), ("Ada Elder",)]


@pytest.mark.parametrize(
    ("question", "papers"),
    [
        ("Who wrote The Cathedral of Reims and Its Bells?", None),
        ("Who wrote Cathedrals of Reims?", []),
        ("When was the article by Arntzen published?", []),
        ("When was Green et al. 1987 published?", []),
        ("What is the DOI of Green's paper on cathedrals?", []),
        ("Which papers cite Rain and Arntzen 2022?", []),
        ("What is the DOI of Drizzle?", [()]),
        ("What does On Quorls cite?", [()]),
        ("Which papers cite Drizzle?", [()]),
    ],
)
def test_a_paper_that_is_not_there_or_an_empty_row_is_no_answer(mini, question, papers):
    answer = ask(mini, question)
    assert (answer.strength, answer.sentences) == (Strength.NONE, ())
    assert (answer.facts and [one.values for one in answer.facts.papers]) == papers


def test_a_paper_by_a_name_that_is_only_spelt_like_its_own_is_weak_evidence(mini):
    answer = ask(mini, "Who wrote Leaf Countng with Quorl Networks?")
    assert (answer.strength, answer.facts.papers[0].values) == (Strength.WEAK, ("Zoë Green",))


@pytest.mark.parametrize(
    "question",
    [
        "When was QuorlNet used?",
        "Who uses Drizzle?",
        "Who wrote the first draft of the manuscript?",
        "Who wrote about rain?",
        "Who wrote the original paper?",
        "What does the paper cite?",
        "What does Drizzle cite as its limitation?",
        "Which papers cite rain as a limitation?",
        "When were the pictures published?",
        "Which papers use QuorlNet?",
        "Which papers did the authors write?",
        "What has Arntzen published?",
        "Papers of leaves",
        "Where do the authors of QuorlNet count leaves?",
    ],
)
def test_a_question_that_only_looks_like_one_of_a_paper_goes_to_the_quotes(mini, question):
    assert ask(mini, question).facts is None


def test_a_hostile_name_of_a_paper_is_only_looked_for(mini):
    for name in ("Reims (.+)+$", "Reims \ud800", "[bold]Reims[/]", "Reims' OR 1=1", "Reims" * 90):
        assert ask(mini, f"Who wrote {name}?").facts.papers == ()
