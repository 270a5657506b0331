"""What raises, lowers or leads to another thing: which relation a change is, and between which ends."""

from __future__ import annotations

import pytest
from tests.extraction.triples import triples


@pytest.mark.parametrize(
    ("change", "relation"),
    [
        ("an increase in", "MODULATES"),
        ("a significant reduction in", "INHIBITS"),
        ("a decline of", "INHIBITS"),
        ("a rapid drop in", "INHIBITS"),
        ("a 20% rise in", "MODULATES"),
    ],
)
def test_who_causes_a_change_acts_on_what_changes(change, relation):
    assert triples(f"Tidal friction led to {change} storm surge.") == {("tidal friction", relation, "storm surge")}


def test_a_change_of_one_thing_in_another_acts_on_the_first():
    found = triples("Tidal friction led to a blood pressure reduction in hypoxemia.")
    assert found == {("tidal friction", "CAUSES", "blood pressure reduction")}


@pytest.mark.parametrize(
    "said", ["plays little role in", "resulted in little change in", "caused negligible", "contributed little to"]
)
def test_what_is_next_to_nothing_is_no_relation(said):
    assert triples(f"Tidal friction {said} orbital decay.") == set()


def test_what_leads_to_a_thing_that_may_be_a_verb_causes_it():
    assert triples("Tidal friction leads to scar formation.") == {("tidal friction", "CAUSES", "scar formation")}


@pytest.mark.parametrize(("verb", "relation"), [("reduce", "INHIBITS"), ("improve", "MODULATES")])
@pytest.mark.parametrize("told", ["led", "contributes"])
def test_what_leads_to_do_a_thing_does_it(told, verb, relation):
    assert triples(f"Tidal friction {told} to {verb} storm surge.") == {("tidal friction", relation, "storm surge")}


def test_the_lower_part_of_a_body_is_no_lower_degree():
    assert {said for _, said, _ in triples("Tidal friction leads to lower respiratory storm surges.")} == {"CAUSES"}


@pytest.mark.parametrize(("grade", "relation"), [("less", "INHIBITS"), ("faster", "MODULATES"), ("tidal", "CAUSES")])
def test_what_leads_to_less_of_a_thing_does_not_cause_it(grade, relation):
    assert {said for _, said, _ in triples(f"Tidal friction leads to {grade} storm surges.")} == {relation}
