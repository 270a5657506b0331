from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invented_paper import TEXTS, invented_document
from k1.extraction import extract
from k1.extraction.extract import extract_baseline, extract_shard
from k1.runtime.tables import frame
from k1.schema.configuration import ExtractionSettings
from k1.schema.documents import Document
from k1.schema.tables import CITATIONS, KNOWLEDGE_TABLES, PAPERS, REFERENCES, SECTIONS, UNITS
from k1.schema.vocabulary import (
    CitationRole,
    EntityKind,
    RelationType,
    SectionRole,
    StatementKind,
    UnitRole,
)

WORDS = st.sampled_from(
    [
        "we", "present", "tidewheel", "is", "a", "Python", "package", "for", "Gaussian process", "(GP)", "GP", "using",
        "NumPy", "[1]", "[2].", "The", "results show that", "because", "not", "future work", "3.5 %",
        "however", "storm surge.", "é", "(", ")", "MCMC", "consists of", "outperforms", "\n",
    ]
)  # fmt: skip
PARAGRAPHS = st.lists(st.lists(WORDS, min_size=1, max_size=40).map(" ".join), min_size=1, max_size=4)


def tables(document: Document) -> dict:
    return {
        "papers": frame(PAPERS, [document.paper]),
        "sections": frame(SECTIONS, document.sections),
        "units": frame(UNITS, document.units),
        "references": frame(REFERENCES, document.references),
        "citations": frame(CITATIONS, document.citations),
    }


@pytest.fixture(scope="module")
def found():
    return extract_baseline(invented_document())


def test_the_tables_of_a_shard_are_complete_and_equal_on_a_second_run():
    documents = tables(invented_document())
    first = extract_shard(documents, ExtractionSettings())
    assert set(first) == {table.name for table in KNOWLEDGE_TABLES}
    second = extract_shard(documents, ExtractionSettings())
    assert all(first[name].equals(second[name]) for name in first)


def test_a_shard_says_how_far_its_extraction_is(capsys):
    extract_shard(tables(invented_document()), ExtractionSettings())
    first, last = capsys.readouterr().err.splitlines()
    assert (first, last[:23]) == ("extract: 1 paper", "extract: 1 of 1 paper, ")


@settings(max_examples=60, deadline=None)
@given(PARAGRAPHS)
def test_every_quote_reads_back_from_the_units(paragraphs):
    zones = [SectionRole.ABSTRACT, SectionRole.METHOD, SectionRole.RESULTS, SectionRole.DISCUSSION]
    document = invented_document(tuple(zip(zones, paragraphs, strict=False)))
    texts = {unit.id: unit.text for unit in document.units}
    for name, rows in extract_baseline(document).items():
        for row in rows:
            place = row.provenance
            if place is not None:
                assert texts[place.unit][place.start : place.end] == place.quote, name


def test_the_papers_own_work_is_found_and_marked(found):
    own = {mention.name for mention in found["mentions"] if mention.proposed}
    assert own == {"tidewheel"}
    kinds = {mention.name: mention.kind for mention in found["mentions"]}
    assert kinds["tidewheel"] is EntityKind.TOOL
    assert kinds["NumPy"] is EntityKind.TOOL


def test_an_abbreviation_stands_for_its_long_form(found):
    chain = [mention for mention in found["mentions"] if mention.name == "Markov chain Monte Carlo"]
    assert {mention.surface for mention in chain} == {"Markov chain Monte Carlo", "MCMC"}
    assert {mention.abbreviation for mention in chain} == {"MCMC"}


def test_statements_have_the_kind_their_cue_and_zone_tell(found):
    kinds = {statement.kind for statement in found["statements"]}
    assert {
        StatementKind.CONTRIBUTION,
        StatementKind.FINDING,
        StatementKind.LIMITATION,
        StatementKind.FUTURE_WORK,
        StatementKind.MOTIVATION,
        StatementKind.RATIONALE,
    } <= kinds
    finding = next(s for s in found["statements"] if s.kind is StatementKind.FINDING)
    assert finding.quantitative


def test_citations_have_role_and_level_by_cue_and_zone(found):
    by_level = {work.provenance.quote[:8] if work.provenance else "": work for work in found["cited_works"]}
    assert (by_level["We use t"].level, by_level["We use t"].strong) == (4, True)
    assert by_level["Several "].level == 2
    assert by_level["In contr"].role is CitationRole.CONTRAST
    never = by_level[""]
    assert (never.level, never.mentions, never.strength, never.relation) == (1, 0, 0.0, None)


def test_relations_join_entities_of_module_b(found):
    entities = {mention.entity: mention for mention in found["mentions"]}
    triples = {(entities[r.head].name, r.relation, entities[r.tail].name) for r in found["relations"]}
    assert ("tidewheel", RelationType.REQUIRES, "NumPy") in triples
    assert ("tidewheel", RelationType.IMPLEMENTS, "Markov chain Monte Carlo") in triples
    assert all({relation.head, relation.tail} <= entities.keys() for relation in found["relations"])


def test_only_fitted_citation_roles_claim_a_confidence(found):
    others = [row for name, rows in found.items() if name not in ("failures", "cited_works") for row in rows]
    assert all(row.confidence is None for row in others)
    assert any(work.confidence is not None and 0.25 < work.confidence <= 1 for work in found["cited_works"])
    assert all(work.confidence is None for work in found["cited_works"] if not work.mentions)


def test_furniture_and_references_are_not_read():
    document = invented_document()
    hidden = document.model_copy(
        update={"units": tuple(u.model_copy(update={"role": UnitRole.REFERENCE}) for u in document.units)}
    )
    found = extract_baseline(hidden)
    assert found["mentions"] == found["statements"] == found["relations"] == []


@pytest.mark.parametrize("error", [ValueError, TypeError, AttributeError, ZeroDivisionError, MemoryError])
def test_a_paper_that_breaks_the_extractor_is_a_failure(monkeypatch, error):
    def broken(document: Document):
        raise error("odd paper")

    monkeypatch.setattr(extract, "EXTRACTORS", dict.fromkeys(extract.EXTRACTORS, broken))
    found = extract_shard(tables(invented_document()), ExtractionSettings())
    (failure,) = found["failures"].to_dicts()
    assert (failure["name"], failure["stage"]) == ("tidewheel", "extract")
    assert "odd paper" in failure["message"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "hostile",
    ["a" * 400_000, "(" * 400_000, "tidewheel is a " * 26_700, "However, " * 44_500, "We use " * 57_200 + "."],
    ids=["letters", "brackets", "names", "cues", "verbs"],
)
def test_a_unit_of_400_000_characters_is_read_in_little_time(hostile):
    began = time.process_time()  # a busy machine is no quadratic rule
    extract_baseline(invented_document((*TEXTS, (SectionRole.RESULTS, hostile))))
    assert time.process_time() - began < 4


def test_a_name_behind_its_class_is_the_entity_and_not_the_class_with_it():
    text = "We load the R package tidecoin. The R package tidecoin is old."
    found = extract_baseline(invented_document(((SectionRole.METHOD, text),)))
    assert {(m.name, m.kind) for m in found["mentions"]} == {("tidecoin", EntityKind.TOOL)}


def test_one_cue_among_many_places_tells_no_kind_of_what_has_a_long_form():
    text = "The tidal surge disease (TSD) is old. TSD models are few. " + "TSD is a slow one. " * 20
    found = extract_baseline(invented_document(((SectionRole.METHOD, text),)))
    assert {m.kind for m in found["mentions"] if m.abbreviation == "TSD"} == {EntityKind.TERM}


def test_a_noun_behind_library_is_no_name_but_part_of_a_phrase():
    text = "The amplicon library preparation is old. The amplicon library preparation is slow."
    found = extract_baseline(invented_document(((SectionRole.METHOD, text),)))
    assert "amplicon library preparation" in {m.name for m in found["mentions"]}
