"""What a sentence denies, supposes, plans or asks is no relation."""

from __future__ import annotations

import pytest
from tests.extraction.triples import MCMC, triples


@pytest.mark.parametrize(
    "sentence",
    [
        "tidewheel does not implement MCMC.",
        "tidewheel could implement MCMC.",
        "It is unknown whether tidewheel implements MCMC.",
        "Unlike tidewheel, MCMC.",
        "A widget implements several other features.",
    ],
)
def test_what_is_denied_supposed_or_unnamed_is_no_relation(sentence):
    assert triples(sentence) == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "tidewheel requires no PyMC.",
        "tidewheel makes no use of PyMC.",
        "No PyMC is required by tidewheel.",
        "There is no PyMC that implements MCMC.",
        "tidewheel is no package that implements MCMC.",
        "tidewheel provides no tools to estimate tidal amplitudes.",
        "None of PyMC and tidewheel implements MCMC.",
    ],
)
def test_a_clause_about_none_of_a_thing_is_denied(sentence):
    assert triples(sentence) == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "Neither MCMC nor PyMC improves tidal friction.",
        "Tidal friction causes neither orbital decay nor storm surge.",
        "tidewheel requires neither PyMC nor NumPy.",
        "tidewheel neither requires PyMC nor implements MCMC.",
        "tidewheel does not use PyMC, nor does it implement MCMC.",
        "tidewheel no longer requires PyMC.",
    ],
)
def test_neither_nor_and_no_longer_deny(sentence):
    assert triples(sentence) == set()


def test_what_may_be_is_supposed():
    assert triples("Tidal friction may induce orbital decay.") == set()
    assert triples("Tidal friction can cause orbital decay.") == {("tidal friction", "CAUSES", "orbital decay")}


@pytest.mark.parametrize(
    "sentence",
    [
        "tidewheel requires PyMC but no NumPy.",
        "tidewheel requires PyMC with no NumPy.",
        "tidewheel implements no MCMC and requires PyMC.",
        "tidewheel with no tuning requires PyMC.",
    ],
)
def test_a_denied_noun_phrase_denies_nothing_beside_it(sentence):
    assert triples(sentence) == {("tidewheel", "REQUIRES", "PyMC")}


@pytest.mark.parametrize(
    "sentence",
    [
        "We found no evidence that tidal friction causes orbital decay.",
        "There is little evidence suggesting that tidal friction causes orbital decay.",
        "We hypothesized that tidal friction causes orbital decay.",
        "To test the hypothesis that tidal friction causes orbital decay, moons were timed.",
        "Tidal friction is unlikely to cause orbital decay.",
        "Tidal friction was expected to cause orbital decay.",
        "We assume tidal friction to cause orbital decay.",
        "Tidal friction is predicted to cause orbital decay.",
        "Tidal friction was believed to cause orbital decay.",
        "It was thought that tidal friction causes orbital decay.",
        "Many are thinking that tidal friction causes orbital decay.",
        "Our results do not support the hypothesis that tidal friction causes orbital decay.",
        "To confirm the hypothesis that tidal friction causes orbital decay, moons were timed.",
        "Although we assumed that tidal friction causes orbital decay, moons fall.",
        "We cannot exclude the possibility that tidal friction causes orbital decay.",
        "It has not been shown that tidal friction causes orbital decay.",
        "Can tidal friction cause orbital decay?",
    ],
)
def test_what_its_frame_denies_supposes_or_asks_is_no_relation(sentence):
    assert triples(sentence) == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "Our results confirm that tidal friction causes orbital decay.",
        "We not only show that tidal friction causes orbital decay.",
        "Because tidal friction causes orbital decay, we hypothesized that moons fall.",
        "To test the hypothesis that moons fall, we show that tidal friction causes orbital decay.",
        "Tidal friction causes orbital decay where errors are assumed to be small.",
        "There is no doubt that tidal friction causes orbital decay.",
        "Our results support the hypothesis that tidal friction causes orbital decay.",
        "We confirmed the hypothesis that tidal friction causes orbital decay.",
        "We did not retrain and found that tidal friction causes orbital decay.",
        "We found no evidence of storm surge, but tidal friction causes orbital decay.",
    ],
)
def test_a_frame_that_confirms_takes_nothing_back(sentence):
    assert ("tidal friction", "CAUSES", "orbital decay") in triples(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Tidal friction, but not storm surge, prevents orbital decay.",
        "Tidal friction but not storm surge prevents orbital decay.",
        "Tidal friction, and not storm surge or heat, prevents orbital decay.",
        "Tidal friction prevents orbital decay but not storm surge.",
        "Tidal friction prevents orbital decay but not all moons prevent storm surge.",
    ],
)
def test_what_is_denied_beside_another_is_left_out(sentence):
    assert triples(sentence) == {("tidal friction", "INHIBITS", "orbital decay")}


@pytest.mark.parametrize(
    "opening",
    [
        "Assuming that errors are small,",
        "We hypothesized that moons fall;",
        "We assume that moons fall, whereas",
        "We assume that moons fall, but",
        "Although previous work assumed that moons fall,",
        "As rain is unlikely to matter,",
    ],
)
def test_a_frame_takes_back_no_more_than_its_clause(opening):
    assert triples(f"{opening} tidal friction causes orbital decay.") == {("tidal friction", "CAUSES", "orbital decay")}


@pytest.mark.parametrize("quality", ["useful but not perfect", "useful but not fast"])
def test_but_not_between_qualities_leaves_what_they_are_of(quality):
    assert triples(f"MCMC is a {quality} method for tidal amplitudes.") == {(MCMC, "APPLIED_TO", "tidal amplitude")}


@pytest.mark.parametrize(
    "sentence",
    [
        "We plan to implement MCMC.",
        "Moons make it hard to build tidal friction that prevents orbital decay.",
        "Oceans with tidal friction preventing orbital decay are desirable.",
        "There are no reports on tidal friction related to orbital decay.",
    ],
)
def test_what_is_planned_hard_to_have_or_wished_for_is_no_relation(sentence):
    assert triples(sentence) == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "We will implement MCMC in a future release.",
        "MCMC will be implemented in the next version of tidewheel.",
        "We hope that tidewheel prevents orbital decay.",
        "Further work is needed to show that tidal friction causes orbital decay.",
        "Nobody has used tidewheel for tidal friction.",
        "We do not claim that tidal friction causes orbital decay.",
    ],
)
def test_what_is_to_come_or_nobody_did_is_no_relation(sentence):
    assert triples(sentence) == set()


def test_what_a_thing_is_unable_to_do_serves_no_purpose():
    assert triples("Tidal moons are unable to capture storms fully to prevent orbital decay.") == set()
