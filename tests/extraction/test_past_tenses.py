"""Past tenses, which look like participles."""

from __future__ import annotations

import pytest
from tests.extraction.triples import triples


@pytest.mark.parametrize("verb", ["reduced", "significantly reduced", "also markedly reduced", "somewhat reduced"])
def test_an_adverb_leaves_a_past_tense_what_it_is(verb):
    assert triples(f"Tidal friction {verb} orbital decay.") == {("tidal friction", "INHIBITS", "orbital decay")}


@pytest.mark.parametrize("verb", ["was significantly reduced in", "never reduced"])
def test_an_adverb_makes_no_past_tense_of_another_form(verb):
    assert triples(f"Tidal friction {verb} orbital decay.") == set()


@pytest.mark.parametrize("verb", ["led to", "resulted in", "was old and resulted in"])
def test_a_verb_that_has_no_passive_is_past_behind_its_subject(verb):
    assert triples(f"Tidal friction {verb} orbital decay.") == {("tidal friction", "CAUSES", "orbital decay")}


@pytest.mark.parametrize("told", ["led by", "correlated with", "highly correlated with"])
def test_it_is_none_where_the_verb_of_the_sentence_follows(told):
    assert ("tidal friction", "CAUSES", "orbital decay") in triples(
        f"Tidal friction {told} storm surge caused orbital decay."
    )


def test_a_past_tense_goes_on_behind_and():
    found = triples("Tidal friction reduced orbital decay and increased storm surge.")
    assert found == {("tidal friction", "INHIBITS", "orbital decay"), ("tidal friction", "MODULATES", "storm surge")}


@pytest.mark.parametrize("seen", ["was seen", "did not appear"])
def test_what_is_reduced_behind_and_is_the_subject_of_its_own_verb(seen):
    found = triples(f"Tidal friction reduced orbital decay and increased storm surge {seen}.")
    assert found == {("tidal friction", "INHIBITS", "orbital decay")}


def test_what_correlated_is_the_subject_and_not_the_noun_before():
    found = triples("Orbital decay at the end of tidal moons correlated with storm surge.")
    assert {name for head, _, tail in found for name in (head, tail)} == {"orbital decay", "storm surge"}


@pytest.mark.parametrize("joined", ["and", ", and"])
def test_a_past_tense_with_a_subject_of_its_own_begins_a_clause(joined):
    found = triples(f"Tidal friction reduced orbital decay {joined} harmonic oscillations increased storm surge.")
    assert found == {
        ("tidal friction", "INHIBITS", "orbital decay"), ("harmonic oscillation", "MODULATES", "storm surge"),
    }  # fmt: skip


def test_a_participle_behind_a_present_tense_begins_none():
    found = triples("Tidal friction requires orbital decay and storm surge reduced by MCMC.")
    assert {tail for head, _, tail in found if head == "tidal friction"} == {"orbital decay", "storm surge"}
