from __future__ import annotations

import polars as pl
import pytest

from fixtures.mini_graph import (
    BIGROOT,
    DRIZZLE,
    DRIZZLE_PAPER,
    DRIZZLE_RESULT,
    ELDER,
    LEAF,
    QUORLNET,
    SPARSE_GATE,
    mini_graph,
    open_run,
)
from k1.retrieval.ask.answers import ask
from k1.retrieval.evidence import places
from k1.retrieval.evidence.best_evidence import SPEAKS_OF
from k1.retrieval.evidence.passages import unit_of
from k1.retrieval.operators import papers
from k1.retrieval.operators.anchors import find_anchors
from k1.retrieval.operators.baselines import baselines
from k1.retrieval.operators.explore import evidence_list, neighbours
from k1.retrieval.operators.gaps import find_gaps
from k1.retrieval.operators.lineage import lineage
from k1.retrieval.operators.papers import by_strength, citations_of, citations_to, find_papers, paper_card
from k1.schema.identity import entity_id, paper_id

OLD = entity_id("method", "an undated thing")
YOUNGER = paper_id(title="On Quorls", authors=("Ada Elder",), year=2009)


@pytest.fixture(scope="module")
def placed(tmp_path_factory):
    """The graph, where each paper has a keyword of its own and a place where the other cites it."""
    tables = mini_graph()
    units = tables["nodes"].filter((pl.col("kind") == "unit") & (pl.col("modality") == "text"))
    rows = []
    for paper in (LEAF, DRIZZLE_PAPER):
        for said_by in (LEAF, DRIZZLE_PAPER):
            unit = units.filter(pl.col("paper") == said_by).row(0, named=True)
            end = 7 if said_by == paper else len(unit["text"])
            here = {"paper": said_by, "unit": unit["id"], "extractor": "mini/1", "start": 0, "end": end}
            rows.append({"id": f"place:{paper}{said_by}", "node": paper, "surface": "", "provenance": here})
            rows[-1]["provenance"] |= {"quote": unit["text"][:end], "page": None, "box": None}
    places = pl.DataFrame(rows, schema=tables["evidence"].schema)
    tables["evidence"] = pl.concat([tables["evidence"], places]).sort("id")
    return open_run(tables, tmp_path_factory.mktemp("placed"))


@pytest.mark.parametrize(
    ("asked", "said"), [("leaf", "We propose QuorlNet"), ("drizzle", "Drizzle builds on QuorlNet")]
)
def test_the_evidence_of_a_paper_is_a_sentence_of_its_own_where_others_cite_it(placed, asked, said):
    found = find_papers(placed, asked).papers[0]
    assert [(item.paper, item.quote.startswith(said)) for item in found.evidence] == [(found.paper.id, True)]


def test_the_evidence_of_a_stray_paper_is_a_sentence_of_its_own(placed, tmp_path):
    tables = {name: getattr(placed, name) for name in ("nodes", "edges", "hyperedges")}
    tables |= {name: pl.read_parquet(placed.folder / f"{name}.parquet") for name in ("evidence", "aliases")}
    tables["edges"] = tables["edges"].filter(~pl.col("relation").is_in(["CITES", *SPEAKS_OF]))
    stray = [gap for gap in find_gaps(open_run(tables, tmp_path)).gaps if gap.kind == "stray_paper"]
    (paper,) = (gap.subjects[0].id for gap in stray)
    assert [(item.paper, item.quote[-1:]) for gap in stray for item in gap.evidence] == [(paper, ".")]


@pytest.mark.parametrize("paper", [LEAF, DRIZZLE_PAPER])
def test_the_unit_of_a_paper_is_its_own_where_others_cite_it(placed, paper):
    unit = unit_of(placed, placed.number(paper))
    assert placed.node(unit)["paper"] == paper


def test_the_card_of_a_paper_holds_what_it_proposes_states_and_shows(mini):
    card = paper_card(mini, "leaf")
    assert card is not None
    assert card.authors == ("Zoë Green",)
    assert [row.node.name for row in card.entities if row.proposed] == ["QuorlNet"]
    assert [row.node.kind for row in card.statements] == ["limitation"]
    assert [row.label for row in card.anchors] == ["Figure 1"]
    assert all(row.evidence for row in (*card.entities, *card.statements, *card.anchors))


def test_the_card_of_a_paper_resolves_no_place_of_another_paper_for_its_entities(mini, monkeypatch):
    resolved = []

    def evidence_of(graph, provenance):
        resolved.append(provenance["paper"])
        return places.evidence_of(graph, provenance)

    monkeypatch.setattr(papers, "evidence_of", evidence_of)
    card = paper_card(mini, "leaf")
    assert card is not None
    assert set(resolved) == {card.paper.id}
    assert sum(row.mentions for row in card.entities) >= len(resolved)


def test_the_card_of_a_paper_holds_the_relations_it_says_and_no_others(mini):
    card = paper_card(mini, "drizzle")
    assert card is not None
    assert [(row.head.name, row.relation, row.tail.name) for row in card.relations] == [
        ("Drizzle", "BUILDS_ON", "QuorlNet"),
        ("Drizzle", "EVALUATED_ON", "BigRoot"),
        ("Drizzle", "EVALUATED_ON", "TinyLeaf"),
        ("QuorlNet", "EVALUATED_ON", "TinyLeaf"),
    ]
    assert card.relations[0].evidence[0].quote == "Drizzle builds on QuorlNet"
    assert {item.paper for row in card.relations for item in row.evidence} == {DRIZZLE_PAPER}


def test_the_card_of_a_paper_holds_its_hyperedges_with_what_they_bind(mini):
    card = paper_card(mini, "drizzle")
    assert card is not None
    assert [(row.kind, [(one.role, one.node.name) for one in row.bound]) for row in card.hyperedges] == [
        ("comparison", [("winner", "Drizzle"), ("loser", "QuorlNet"), ("on", "BigRoot")])
    ]
    assert card.hyperedges[0].evidence[0].quote in DRIZZLE_RESULT


def test_citations_are_listed_strongest_first_both_ways(mini):
    of = citations_of(mini, "drizzle").citations
    assert [(row.cited.id, row.level) for row in of] == [(LEAF, 5), (ELDER, 1)]
    assert of[0].evidence[0].quote == "Drizzle builds on QuorlNet [1]"
    assert [row.citing.id for row in citations_to(mini, "On Quorls").citations] == [LEAF, DRIZZLE_PAPER]


def test_of_two_citations_of_one_level_the_one_with_more_strength_stands_first(mini):
    row = citations_to(mini, "On Quorls").citations[0]
    weak, strong, higher = (
        row.model_copy(update={"level": level, "strength": strength})
        for level, strength in ((4, 0.3), (4, 0.7), (5, 0.1))
    )
    assert sorted([weak, strong, higher], key=by_strength) == [higher, strong, weak]


@pytest.mark.parametrize("ask_for", [citations_of, citations_to, paper_card])
def test_the_other_papers_of_a_title_are_told(backwards, ask_for):
    found = ask_for(backwards, "On  Quorls")
    assert [found.paper.id, *(node.id for node in found.homonyms)] == sorted([ELDER, YOUNGER])
    assert found.reason == "name"
    assert ask_for(backwards, ELDER).homonyms == ()


def test_a_paper_of_a_similar_title_is_told_to_be_one(mini):
    assert citations_to(mini, "Leaf Countng with Quorl Networks").reason.startswith("similar to")


def test_a_lineage_is_the_path_of_extending_citations(mini):
    found = lineage(mini, "drizzle", "On Quorls")
    assert [[step.tail.id for step in path.steps] for path in found.paths] == [[LEAF, ELDER]]


def test_a_path_is_found_against_the_order_of_the_question_too(mini):
    assert lineage(mini, "On Quorls", "drizzle").paths == lineage(mini, "drizzle", "On Quorls").paths


def test_background_citations_are_no_lineage(mini):
    steps = [step for path in lineage(mini, "drizzle", "On Quorls").paths for step in path.steps]
    assert (DRIZZLE_PAPER, ELDER) not in {(step.head.id, step.tail.id) for step in steps}


def test_a_lineage_edge_is_as_long_as_its_trust_is_short(mini):
    built = lineage(mini, "QuorlNet").built_upon_by
    assert {step.head.id: step.length for step in built}[DRIZZLE] == pytest.approx(1 / 0.8)


def test_no_path_leads_from_a_thing_to_itself(mini):
    for start, goal in (("drizzle", "On Quorls"), ("QuorlNet", "QuorlNet")):
        assert all(path.steps for path in lineage(mini, start, goal).paths)


@pytest.fixture(scope="module")
def backwards(tmp_path_factory):
    """The graph, where the older QuorlNet is said to build on the younger Drizzle and on an undated thing.

    A younger work has the title of the oldest.
    """
    tables = mini_graph()
    said = tables["edges"].filter(pl.col("relation") == "BUILDS_ON")
    forward = [said.with_columns(pl.lit(QUORLNET).alias("head"), pl.lit(end).alias("tail")) for end in (DRIZZLE, OLD)]
    undated = tables["nodes"].filter(pl.col("id") == DRIZZLE).with_columns(pl.lit(OLD).alias("id"))
    younger = tables["nodes"].filter(pl.col("id") == ELDER).with_columns(pl.lit(YOUNGER).alias("id"))
    edges = pl.concat([edge.with_columns(pl.lit(f"edge:{n}").alias("id")) for n, edge in enumerate(forward)])
    tables["edges"] = pl.concat([tables["edges"], edges]).sort("id")
    tables["nodes"] = pl.concat([tables["nodes"], undated, younger]).sort("id")
    return open_run(tables, tmp_path_factory.mktemp("backwards"))


def test_a_method_does_not_build_on_one_that_was_proposed_later(backwards):
    found = lineage(backwards, QUORLNET)
    assert DRIZZLE not in {step.tail.id for step in found.builds_on}
    assert found.edges_against_time == 1


def test_a_method_that_no_paper_proposes_is_of_no_year(backwards):
    assert OLD in {step.tail.id for step in lineage(backwards, QUORLNET).builds_on}


def test_two_things_without_a_path_have_none(mini):
    found = lineage(mini, "sparse gate", "QuorlNet")
    assert [path for path in found.paths if len(path.steps) == 0] == []
    assert lineage(mini, "TinyLeaf").start == ()


def test_baselines_are_the_evaluated_methods_by_papers(mini):
    rows = baselines(mini, "tinyleaf").rows
    assert [(row.method.id, row.papers) for row in rows] == [(QUORLNET, 2), (DRIZZLE, 1)]
    assert rows[0].metrics == ("accuracy",)
    assert rows[0].confidence == pytest.approx(0.75)
    assert rows[1].confidence is None


def test_anchors_are_of_the_modality_that_was_asked_for(mini):
    assert [row.modality for row in find_anchors(mini, "QuorlNet", ["table"]).anchors] == ["table"]


@pytest.fixture(scope="module")
def labelled(tmp_path_factory):
    """The graph, where the figure's label is a sentence of its own and a paragraph holds every word asked for."""
    tables = mini_graph()
    tables["nodes"] = tables["nodes"].with_columns(
        pl.when(pl.col("modality") == "figure")
        .then(pl.col("text").str.replace("Figure 1:", "Figure 1.", literal=True))
        .when(pl.col("modality") == "table")
        .then(pl.col("text").str.replace(".*", "Table 1. As in figure 1 of QuorlNet"))
        .otherwise(pl.col("text"))
        .alias("text")
    )
    return open_run(tables, tmp_path_factory.mktemp("labelled"))


def test_the_figure_that_a_question_names_by_its_label_stands_first(labelled):
    first = find_anchors(labelled, "figure 1 of QuorlNet", ["figure", "table", "text"]).anchors[0]
    assert (first.label, first.reason) == ("Figure 1", "label and words and grounding")


def test_a_quote_is_no_bare_label(labelled):
    (row,) = find_anchors(labelled, "figure 1 of QuorlNet", ["figure"]).anchors
    assert [item.quote for item in row.evidence] == ["Figure 1. Architecture of QuorlNet."]
    (row,) = find_anchors(labelled, "figure 1 of leaf counting", ["figure"]).anchors
    assert [item.quote for item in row.evidence] == ["Figure 1. Architecture of QuorlNet."]


def test_gaps_name_what_nobody_takes_up_and_what_is_used_once(mini):
    found = find_gaps(mini).gaps
    assert [(gap.kind, gap.subjects[0].id) for gap in found] == [
        ("orphan_method", SPARSE_GATE),
        ("singleton_dataset", BIGROOT),
    ]
    assert all(gap.evidence and gap.query for gap in found)


def test_gaps_of_a_topic_are_those_of_its_papers(mini):
    assert find_gaps(mini, "leaf counting").gaps == ()


def test_gaps_of_an_author_are_those_of_the_authors_papers(mini):
    assert [gap.subjects[0].id for gap in find_gaps(mini, "Ben Rain").gaps] == [SPARSE_GATE, BIGROOT]
    assert find_gaps(mini, "Zoë Green").gaps == ()


def test_every_quote_is_read_back_from_its_unit(mini):
    found = evidence_list(mini, "QuorlNet")
    assert found is not None
    assert len(found.evidence) > 7
    for item in found.evidence:
        unit = mini.node(mini.number(item.unit))
        assert unit["text"][item.start : item.end] == item.quote


@pytest.mark.parametrize("ask_for", [evidence_list, neighbours])
def test_the_other_nodes_of_a_name_are_told(mini, ask_for):
    found = ask_for(mini, "drizzle")
    told = [found.node, *found.homonyms]
    assert {(node.kind, node.id) for node in told} == {("method", DRIZZLE), ("paper", DRIZZLE_PAPER)}


@pytest.mark.parametrize("ask_for", [evidence_list, neighbours])
def test_an_id_has_no_homonyms(mini, ask_for):
    found = ask_for(mini, DRIZZLE)
    assert (found.node.id, found.homonyms) == (DRIZZLE, ())


def test_a_similar_name_is_no_homonym(mini):
    found = neighbours(mini, "TinyLeaf")
    assert found is not None
    assert found.homonyms == ()


def test_a_hyperedge_makes_its_ends_neighbours(mini):
    found = neighbours(mini, "BigRoot")
    assert found is not None
    assert any(step.relation == "comparison" and step.evidence for step in found.steps)


def test_a_question_is_answered_with_a_sentence_of_a_paper(mini):
    best = ask(mini, "Where does Drizzle beat QuorlNet?").sentences[0]
    assert best.evidence.quote == DRIZZLE_RESULT
    assert (best.evidence.section, best.evidence.page) == ("Experiments", 2)


def test_a_question_about_something_else_has_no_answer(mini):
    assert ask(mini, "Who built the cathedral of Reims?").sentences == ()


def test_each_place_of_a_node_comes_with_the_sentence_around_it(mini):
    found = evidence_list(mini, "QuorlNet")
    pairs = list(zip(found.evidence, found.sentences, strict=True))
    assert all(place.quote in sentence for place, sentence in pairs)
    assert any(len(sentence) > len(place.quote) for place, sentence in pairs)
