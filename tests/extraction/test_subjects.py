"""Who does what a verb says: number, purposes, means, and what only stands near."""

from __future__ import annotations

import pytest
from tests.extraction.triples import MCMC, triples


@pytest.mark.parametrize(
    ("sentence", "triple"),
    [
        ("We use MCMC to estimate tidal amplitudes.", (MCMC, "APPLIED_TO", "tidal amplitude")),
        ("We propose MCMC to estimate tidal amplitudes.", (MCMC, "APPLIED_TO", "tidal amplitude")),
        ("We use tidal friction to prevent orbital decay.", ("tidal friction", "INHIBITS", "orbital decay")),
    ],
)
def test_what_somebody_uses_to_do_a_thing_does_it(sentence, triple):
    assert triple in triples(sentence)


@pytest.mark.parametrize(
    ("sentence", "heads"),
    [
        ("We see harmonic oscillations of tidal friction that prevent orbital decay.", {"harmonic oscillation"}),
        ("We see moons of tidal friction that prevents orbital decay.", {"tidal friction"}),
        ("Tidal friction slows moons, which prevents orbital decay.", set()),
    ],
)
def test_a_relative_clause_tells_of_what_has_its_number(sentence, heads):
    assert {head for head, _, _ in triples(sentence)} == heads


def test_a_plural_is_no_subject_of_a_singular():
    assert triples("Harmonic oscillations prevents orbital decay.") == set()
    assert triples("Harmonic oscillations prevent orbital decay.")


@pytest.mark.parametrize("verb", ["inhibit", "suppress", "counteract", "eliminate"])
def test_a_plain_form_that_is_no_noun_acts_behind_a_plural(verb):
    assert triples(f"Harmonic oscillations {verb} orbital decay.") == {
        ("harmonic oscillation", "INHIBITS", "orbital decay")
    }


def test_a_subject_waits_for_its_verb_behind_a_clause_that_has_its_own():
    found = triples("Harmonic oscillations, which tidal samplers contain, prevent orbital decay.")
    assert found == {("harmonic oscillation", "INHIBITS", "orbital decay")}


def test_who_does_a_thing_to_do_another_is_not_the_other():
    assert triples("In order to prevent orbital decay we used tidal friction.") == set()


def test_a_plain_form_behind_and_goes_on_past_a_participle():
    found = triples(
        "Harmonic oscillations require the tidal friction caused by storm surges and prevent orbital decay."
    )
    assert {head for head, _, tail in found if tail == "orbital decay"} == {"harmonic oscillation"}


def test_a_second_which_tells_of_what_the_first_does():
    found = triples("MCMC, which is used in harmonic oscillations and which prevents orbital decay, is old.")
    assert (MCMC, "INHIBITS", "orbital decay") in found


@pytest.mark.parametrize(
    "sentence",
    [
        "Tidal samples were wrapped in foil to prevent orbital decay.",
        "Tidal friction was reached by preventing orbital decay.",
        "Tidal friction has the impact of preventing orbital decay.",
        "Loss of tidal friction caused by orbital decay was seen.",
        "Tidal friction was computed in moons with orbital decay.",
        "The control of tidal friction by preventing orbital decay is old.",
        "The docks show the loss of tidal friction, which is due to orbital decay.",
        "The docks show the loss of tidal friction, which is caused by orbital decay.",
        "The docks show the prevention of tidal friction, which requires orbital decay.",
        "Tidal friction was stopped, preventing orbital decay.",
        "We use tidewheel to plot tidal amplitudes.",
    ],
)
def test_who_does_a_thing_is_not_told_by_nearness(sentence):
    assert triples(sentence) == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "Tidal friction was added to prevent orbital decay.",
        "Tidal friction has been specified to prevent orbital decay.",
        "Tidal friction prevents storm surges by preventing orbital decay.",
        "Tidal friction is capable of preventing orbital decay.",
        "The frequency of storm surges prevented by tidal friction is low, preventing orbital decay.",
    ],
)
def test_a_deed_that_is_the_subjects_own_is_told_of_it(sentence):
    assert any(relation == "INHIBITS" for _, relation, _ in triples(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "Tidal friction needs no moon in which storm surges can prevent orbital decay.",
        "Tidal friction does not need a moon in which storm surges can prevent orbital decay.",
        "Tidal friction may slow moons by preventing orbital decay.",
        "Harmonic oscillations may enhance storm surges and prevent orbital decay.",
        "Harmonic oscillations do not enhance storm surges or prevent orbital decay.",
        "Harmonic oscillations are unable to enhance storm surges and prevent orbital decay.",
        "Moons should help in building tidal friction to prevent orbital decay.",
    ],
)
def test_what_goes_on_with_what_is_not_said_is_not_said(sentence):
    assert triples(sentence) == set()


def test_a_participle_that_opens_a_sentence_belongs_to_its_noun():
    found = triples("Activated tidal friction prevents orbital decay.")
    assert {relation for _, relation, _ in found} == {"INHIBITS"}


@pytest.mark.parametrize(
    ("sentence", "triple"),
    [
        ("Tidal friction is the most common cause of orbital decay.", ("tidal friction", "CAUSES", "orbital decay")),
        ("Tidal friction is one of the causes of orbital decay.", ("tidal friction", "CAUSES", "orbital decay")),
        ("The commonest cause of orbital decay is tidal friction.", ("tidal friction", "CAUSES", "orbital decay")),
        ("A component of tidal friction is orbital decay.", ("tidal friction", "CONSISTS_OF", "orbital decay")),
        ("Orbital decay is due to tidal friction.", ("tidal friction", "CAUSES", "orbital decay")),
        ("Tidal friction is a potent inhibitor of orbital decay.", ("tidal friction", "INHIBITS", "orbital decay")),
        ("Tidal friction is a mediator of orbital decay.", ("tidal friction", "MODULATES", "orbital decay")),
        ("Orbital decay is an integral part of tidal friction.", ("tidal friction", "CONSISTS_OF", "orbital decay")),
        ("Tidal friction is rich in orbital decay.", ("tidal friction", "CONSISTS_OF", "orbital decay")),
        ("Tidal friction is predictive of orbital decay.", ("orbital decay", "CORRELATED_WITH", "tidal friction")),
        ("Tidal friction is the most common orbital decay.", ("tidal friction", "SUBSET_OF", "orbital decay")),
        ("Tidal friction reduces the risk of orbital decay.", ("tidal friction", "INHIBITS", "orbital decay")),
    ],
)
def test_a_noun_or_adjective_behind_is_relates_its_subject(sentence, triple):
    assert triple in triples(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Tidal friction probably prevents orbital decay.",
        "Tidal friction is old, possibly preventing orbital decay.",
        "Tidal friction slows moons, possibly by heating tides, preventing orbital decay.",
        "Tidal friction could most likely prevent orbital decay.",
        "Orbital decay is wrongly attributed to tidal friction.",
        "Tidal friction barely prevents orbital decay.",
        "Tidal friction has yet to prevent orbital decay.",
        "A possible mechanism is that tidal friction prevents orbital decay.",
    ],
)
def test_an_adverb_of_doubt_makes_a_supposition(sentence):
    assert triples(sentence) == set()


@pytest.mark.parametrize("word", ["possible", "likely", "putative", "potential"])
def test_an_adjective_of_doubt_makes_a_supposition_of_what_a_noun_relates(word):
    assert triples(f"Tidal friction is a {word} cause of orbital decay.") == set()
    assert triples(f"A {word} cause of orbital decay is tidal friction.") == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "The commonest cause of orbital decay is not tidal friction.",
        "A cause of orbital decay is a tidal friction.",
        "Orbital decay is less dependent on tidal friction.",
    ],
)
def test_what_is_denied_or_a_class_or_less_is_not_related(sentence):
    assert triples(sentence) == set()


def test_a_verb_form_without_an_object_behind_a_noun_is_a_noun():
    found = triples("MCMC is a method for calculating tidal amplitude estimates and errors.")
    assert (MCMC, "APPLIED_TO", "tidal amplitude estimate") in found


def test_behind_a_comma_and_goes_on_the_main_clause():
    found = triples("MCMC is based on a library which has moons, and prevents orbital decay.")
    assert (MCMC, "INHIBITS", "orbital decay") in found


def test_the_members_of_a_class_that_is_a_subject_are_none_of_the_object_before():
    assert triples("The docks show a tidal pattern upon which things such as storm surges are seen.") == set()


def test_what_characterizes_a_thing_is_a_property_of_it():
    found = triples("Tidal friction is characterized by orbital decay.")
    assert found == {("tidal friction", "HAS_PROPERTY", "orbital decay")}


def test_what_the_next_version_will_do_is_not_said():
    assert triples("MCMC will be implemented in the subsequent version of tidewheel.") == set()


def test_not_before_a_preposition_denies_what_follows_it():
    assert triples("Orbital decay is due not to tidal friction.") == set()
    assert triples("Orbital decay is associated not with tidal friction.") == set()
    assert triples("Orbital decay is associated not only with tidal friction.")


def test_a_gerund_right_behind_a_noun_tells_of_it():
    found = triples(
        "The tidal friction regulating orbital decay is used in MCMC.", "MCMC shows moons preventing storm surges."
    )
    assert (MCMC, "INHIBITS", "storm surge") not in found


def test_what_effects_on_a_thing_are_caused_by_causes_not_the_thing():
    assert triples("We see effects on tidal friction caused by orbital decay.") == set()


def test_a_measure_is_named_with_what_it_is_of():
    found = triples("The squared coefficient of tidal variation prevents orbital decay.")
    assert found == {("squared coefficient of tidal variation", "INHIBITS", "orbital decay")}


def test_what_is_adopted_to_implement_a_thing_is_what_it_is_made_with():
    found = triples("We adopt PyMC to implement MCMC.")
    assert ("PyMC", "IMPLEMENTS", MCMC) not in found
    assert (MCMC, "USES_COMPONENT", "PyMC") in found


@pytest.mark.parametrize("deed", ["is good for slow moons and for reducing", "is good in moons as well as reducing"])
def test_a_second_deed_is_that_of_the_subject(deed):
    assert triples(f"Tidal friction {deed} orbital decay.") == {("tidal friction", "INHIBITS", "orbital decay")}


@pytest.mark.parametrize(
    "sentence",
    [
        "Beyond changing the tidal friction, increasing orbital decay is common.",
        "Tidal friction has opened opportunities to use MCMC.",
        "Using tidal friction is not as good in moons as using MCMC.",
        "It is MCMC for tuning the moons, by preventing orbital decay.",
        "The storms on harmonic oscillations are removed, which prevents orbital decay.",
    ],
)
def test_what_anybody_does_is_no_deed_of_the_noun_before(sentence):
    assert triples(sentence) == set()


@pytest.mark.parametrize("verb", ["emit", "secrete", "absorb"])
def test_a_plain_form_whose_past_is_as_common_acts_behind_a_plural(verb):
    found = triples(f"Harmonic oscillations {verb} cytokines and prevent orbital decay.")
    assert found == {("harmonic oscillation", "INHIBITS", "orbital decay")}


def test_a_verb_that_no_list_has_acts_behind_which():
    found = triples("We see harmonic oscillations that bind the storm surge causing orbital decay.")
    assert {head for head, _, _ in found} <= {"harmonic oscillation"}


def test_a_version_of_a_work_is_a_work_of_its_own():
    found = triples("tidewheel is a version of MCMC that uses PyMC.")
    assert found == {("tidewheel", "DERIVED_FROM", MCMC), ("tidewheel", "REQUIRES", "PyMC")}


def test_a_clause_behind_a_passive_tells_of_its_subject():
    found = triples("A harmonic oscillation is proposed which causes orbital decay.")
    assert found == {("harmonic oscillation", "CAUSES", "orbital decay")}


def test_a_name_without_a_plural_ending_is_no_subject_of_a_plural():
    assert triples("We see moons of the reduction of NiO, which prevent orbital decay.") == set()


def test_limited_is_an_adjective_and_parts_no_object_from_its_verb():
    assert (MCMC, "ENABLES", "orbital decay") in triples("MCMC enables limited tidal friction and orbital decay.")
