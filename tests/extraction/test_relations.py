from __future__ import annotations

import pytest
from tests.extraction.triples import MCMC, OPENING, triples

from invented_paper import invented_document
from k1.extraction.extract import extract_baseline
from k1.schema.vocabulary import EntityKind, RelationSource, SectionRole


@pytest.mark.parametrize(
    ("sentence", "triple"),
    [
        ("tidewheel implements MCMC.", ("tidewheel", "IMPLEMENTS", MCMC)),
        ("MCMC is implemented in tidewheel.", ("tidewheel", "IMPLEMENTS", MCMC)),
        ("tidewheel is a library that implements MCMC.", ("tidewheel", "IMPLEMENTS", MCMC)),
        ("We implement MCMC with great care.", ("tidewheel", "IMPLEMENTS", MCMC)),
        ("Our package relies heavily on the PyMC library.", ("tidewheel", "REQUIRES", "PyMC")),
        ("tidewheel, a package for sea level, requires PyMC.", ("tidewheel", "REQUIRES", "PyMC")),
        ("tidewheel provides tools for estimating tidal amplitudes.", ("tidewheel", "ENABLES", "tidal amplitude")),
        ("MCMC is used to estimate tidal amplitudes.", (MCMC, "APPLIED_TO", "tidal amplitude")),
        ("MCMC suffers from poor tidal convergence.", (MCMC, "HAS_LIMITATION", "poor tidal convergence")),
        ("Tidal friction causes orbital decay.", ("tidal friction", "CAUSES", "orbital decay")),
        ("Orbital decay is caused by tidal friction.", ("tidal friction", "CAUSES", "orbital decay")),
        ("Tidal friction is correlated with orbital decay.", ("orbital decay", "CORRELATED_WITH", "tidal friction")),
        ("We compare tidewheel with PyMC.", ("tidewheel", "COMPARED_WITH", "PyMC")),
        ("tide: Calculates the orbital decay using MCMC.", ("orbital decay", "USES_TECHNIQUE", MCMC)),
    ],
)
def test_a_clause_says_a_relation(sentence, triple):
    found = triples(sentence)
    head, relation, tail = triple
    assert triple in found or (relation == "CORRELATED_WITH" and (tail, relation, head) in found)


def test_every_member_of_a_list_has_the_relation():
    found = triples("tidewheel integrates orbital decay, tidal friction, and storm surge.")
    assert {tail for _, relation, tail in found if relation == "COMBINES"} == {
        "orbital decay", "tidal friction", "storm surge",
    }  # fmt: skip


def test_two_verbs_share_their_subject():
    found = triples("tidewheel requires PyMC and implements MCMC.")
    assert found == {("tidewheel", "REQUIRES", "PyMC"), ("tidewheel", "IMPLEMENTS", MCMC)}


def test_it_stands_for_the_subject_of_the_sentence_before():
    texts = ((SectionRole.ABSTRACT, OPENING), (SectionRole.METHOD, "tidewheel is fast. It implements MCMC."))
    found = extract_baseline(invented_document(texts))
    assert any(r.relation == "IMPLEMENTS" and r.provenance.quote == "It implements MCMC." for r in found["relations"])


def test_the_end_that_no_mention_knows_becomes_a_mention_with_its_place():
    texts = ((SectionRole.ABSTRACT, OPENING), (SectionRole.METHOD, "tidewheel simulates tidal friction."))
    found = extract_baseline(invented_document(texts))
    (new,) = [mention for mention in found["mentions"] if mention.name == "tidal friction"]
    assert (new.kind, new.provenance.quote) == (EntityKind.TERM, "tidal friction")
    assert {relation.source for relation in found["relations"]} == {RelationSource.SEMANTIC}


def test_what_stands_behind_the_of_of_a_subject_belongs_to_it():
    found = triples("Depletion of storm surge prevents orbital decay.")
    assert {(name.casefold(), *rest) for name, *rest in found} == {
        ("depletion of storm surge", "INHIBITS", "orbital decay")
    }
    assert triples("Use of tidal friction prevents orbital decay.") == {("tidal friction", "INHIBITS", "orbital decay")}


@pytest.mark.parametrize(
    "sentence",
    [
        "Inhibition prevents orbital decay.",
        "Loss of tidal friction prevents orbital decay.",
        "Tidal pretreatment of moons with storm surge prevents orbital decay.",
    ],
)
def test_a_deed_without_what_it_is_done_to_or_with_does_nothing(sentence):
    assert triples(sentence) == set()


def test_the_of_of_a_participle_is_none_of_the_subject():
    found = triples("Tidal friction composed of orbital decay and storm surge has been seen.")
    assert ("tidal friction", "CONSISTS_OF", "orbital decay") in found


def test_with_behind_a_participle_belongs_to_the_participle():
    found = triples("The frequency of tidal friction associated with orbital decay is low.")
    assert {relation for _, relation, _ in found} == {"CORRELATED_WITH"}


def test_what_points_elsewhere_ends_no_name():
    assert triples("Depletion of these storm surges prevents orbital decay.") == set()
    assert triples("Tidal friction prevents depletion of their storm surges.") == set()


@pytest.mark.parametrize(
    "rest",
    [
        ", causing orbital decay",
        " and prevents orbital decay",
        " to prevent orbital decay",
        " by inhibiting orbital decay",
    ],
)
def test_the_object_of_a_deed_done_with_a_thing_does_nothing_itself(rest):
    assert triples(f"Treatment of moons with storm surge reduces tidal friction{rest}.") == set()


def test_what_a_method_predicts_serves_a_purpose():
    found = triples("MCMC predicts orbital decay to prevent storm surge.")
    assert found == {(MCMC, "APPLIED_TO", "orbital decay"), (MCMC, "INHIBITS", "storm surge")}


def test_a_name_before_what_points_elsewhere_is_a_name():
    found = triples("Tidal friction causes orbital decay of these moons.")
    assert found == {("tidal friction", "CAUSES", "orbital decay")}


@pytest.mark.parametrize(
    ("sentence", "triple"),
    [
        (
            "The orbital decay is in line with the tidal friction adopted in the docks, preventing storm surges.",
            ("orbital decay", "INHIBITS", "storm surge"),
        ),
        (
            "We describe the harmonic method, which in analogy to tidal friction reduces orbital decay.",
            ("harmonic method", "INHIBITS", "orbital decay"),
        ),
        ("PyMC is a library for tidal friction written in Fortran.", ("PyMC", "REQUIRES", "Fortran")),
        ("Although it is old, we instead implemented MCMC.", ("tidewheel", "IMPLEMENTS", MCMC)),
        ("Tidal friction that reduced orbital decay was seen.", ("tidal friction", "INHIBITS", "orbital decay")),
        ("tidewheel implements a unified approach to MCMC.", ("tidewheel", "IMPLEMENTS", MCMC)),
        ("MCMC gives more accurate fits than PyMC.", (MCMC, "COMPARED_WITH", "PyMC")),
        ("tidewheel requires the sampling software Stanix.", ("tidewheel", "REQUIRES", "Stanix")),
        ("tidewheel requires the probabilistic language Stan.", ("tidewheel", "REQUIRES", "Stan")),
        (
            "PyMC is a library for tidal friction and heat designed to prevent orbital decay.",
            ("PyMC", "INHIBITS", "orbital decay"),
        ),
        (
            "tidewheel provides tools for tidal friction and the rapid estimation of masses.",
            ("tidewheel", "ENABLES", "rapid estimation of mass"),
        ),
        ("MCMC allows tides for reducing moons and uses tidal friction.", (MCMC, "USES_TECHNIQUE", "tidal friction")),
        ("Tidal friction improves convergence speed.", ("tidal friction", "MODULATES", "convergence speed")),
        ("We see that predicted orbital decay is correlated with MCMC.", ("orbital decay", "CORRELATED_WITH", MCMC)),
        ("MCMC can hold moons to speed up tides using tidal friction.", (MCMC, "USES_TECHNIQUE", "tidal friction")),
        ("tidewheel requires the R package coin.", ("tidewheel", "REQUIRES", "coin")),
        ("MCMC is suitable for the purpose of tidal detection.", (MCMC, "APPLIED_TO", "tidal detection")),
        ("tidewheel is old and models the tidal friction.", ("tidewheel", "ENABLES", "tidal friction")),
        ("The modularity of tides prevents storm surges.", ("modularity of tide", "INHIBITS", "storm surge")),
    ],
)
def test_a_subject_or_an_end_is_read_through_what_stands_between(sentence, triple):
    assert triple in triples(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The role of moons, that is, those of old, in tidal friction prevents orbital decay.",
        "Ways of ruling: applying tidal friction, lowering moons, and using MCMC.",
        "Tidal friction helps moons in using MCMC.",
        "Ways of finding tidal masses such as MCMC are old.",
        "In contrast to things such as tidal friction or orbital decay, moons relying on MCMC are old.",
        "A comparison between tidewheel and PyMC for predicting tidal friction is old.",
        "The software that is old and slow is a tidal friction.",
        "Tidal treatment with salt reduced orbital decay.",
        "Tidal friction uses moons without preventing orbital decay.",
        "Tidal friction uses moons rather than preventing orbital decay.",
        "Tidal friction was slow compared to control storm surges.",
        "Tidal friction was developed in the orbital system.",
        "Tidal friction lacks orbital decay.",
        "Tidal friction becomes a harmonic oscillation.",
        "Tidal friction is a growing harmonic body.",
        "In moons uses the tidal friction and in moons uses the orbital decay.",
        "Tidal friction writes logs, a file containing orbital decay.",
        "Moons use a tidal detection, including storm surges and heat.",
        "Moons use a tidal analysis, including storm surges and heat.",
        "Tidal friction is the main feature of many orbital decays.",
    ],
)
def test_what_only_stands_near_a_verb_is_no_end_of_a_relation(sentence):
    assert triples(sentence) == set()


@pytest.mark.parametrize(
    "ends",
    [
        "Harmonic and tidal activities require orbital decay",
        "One of the most effective strategies for preventing orbital decay is rest",
        "Tidal friction causes upper two surges",
        "Orbital decay causes a tidal counterpart",
        "Orbital decay causes a tidal set named groundbeef",
        "An anonymous referee uses orbital decay",
        "The storm surge is a tidal string specifying which moons fall",
        "MCMC uses tides to attain tidal friction",
        "The package reimplements some tides that include orbital decay and includes storm surges",
        "Moons which synthesize tidal friction cause orbital decay",
        "The Grange and Kiefer method uses orbital decay",
    ],
)
def test_words_that_name_nothing_alone_are_no_ends(ends):
    assert not {name for head, _, tail in triples(f"{ends}.") for name in (head, tail)} & {
        "harmonic", "effective strategy", "upper two surge", "tidal counterpart", "tidal set named groundbeef",
        "anonymous referee", "tidal string specifying", "attain tidal friction", "reimplements",
        "synthesize tidal friction", "Kiefer method",
    }  # fmt: skip


def test_what_is_done_to_a_thing_is_no_part_of_its_name():
    found = triples("tidewheel provides functionality for constructing and manipulating orbital basis functions.")
    assert found == {("tidewheel", "ENABLES", "orbital basis function")}


def test_a_list_behind_a_fronted_clause_is_the_subject_of_the_next():
    found = triples("While orbital decay depends on tidal friction, the harmonic tides, surges, and waves are old.")
    assert found == {("orbital decay", "REQUIRES", "tidal friction")}


def test_it_before_what_it_stands_for_is_none_of_the_sentence_before():
    texts = (
        (SectionRole.ABSTRACT, OPENING),
        (SectionRole.METHOD, "Tidal friction is old. It is a tidal race to slow."),
    )
    found = extract_baseline(invented_document(texts))
    assert not [r for r in found["relations"] if r.provenance.quote == "It is a tidal race to slow."]


@pytest.mark.parametrize(
    ("sentence", "triple"),
    [
        ("In old cells the tidal friction causes orbital decay.", ("tidal friction", "CAUSES", "orbital decay")),
        ("For seas and models the tidal friction causes orbital decay.", ("tidal friction", "CAUSES", "orbital decay")),
        ("Tidal friction that causes orbital decay was seen.", ("tidal friction", "CAUSES", "orbital decay")),
        (
            "Tidal friction is seen via moons and requires an orbital decay.",
            ("tidal friction", "REQUIRES", "orbital decay"),
        ),
        ("Tidal friction is a kind of orbital decay.", ("tidal friction", "SUBSET_OF", "orbital decay")),
        ("tidewheel lacks tidal friction.", ("tidewheel", "HAS_LIMITATION", "tidal friction")),
        (
            "Since rest is desirable, tidal friction causes orbital decay.",
            ("tidal friction", "CAUSES", "orbital decay"),
        ),
        (
            "Rest is hard to find, and tidal friction causes orbital decay.",
            ("tidal friction", "CAUSES", "orbital decay"),
        ),
        (
            "Heat, storm surges, tidal friction caused by orbital decay, and rest are old.",
            ("orbital decay", "CAUSES", "tidal friction"),
        ),
    ],
)
def test_what_stands_around_a_clause_leaves_it_its_ends(sentence, triple):
    assert triples(sentence) == {triple}


@pytest.mark.parametrize(
    ("name", "subject"),
    [
        ("near infrared spectroscopy", "Near infrared spectroscopy"),
        ("inclusion body", "Inclusion bodies"),
        ("boiling water reactor", "Boiling water reactors"),
        ("cytosine base editor", "Cytosine base editors"),
        ("corpus luteum", "The corpus luteum"),
        ("Metformin", "Metformin and dietary fibres"),
    ],
)
def test_a_name_keeps_words_that_are_weak_elsewhere(name, subject):
    assert name in {head for head, _, _ in triples(f"{subject} prevent orbital decay.")}


@pytest.mark.parametrize(
    ("sentence", "triple"),
    [
        ("Storm surge is required for orbital decay.", ("orbital decay", "REQUIRES", "storm surge")),
        ("Tidal gas was isolated from storm surge.", ("tidal gas", "DERIVED_FROM", "storm surge")),
        ("Storm surge plays a central role in orbital decay.", ("storm surge", "MODULATES", "orbital decay")),
        ("Tidal friction catalyzes orbital decay.", ("tidal friction", "ENABLES", "orbital decay")),
        ("Tidal friction up-regulated orbital decay.", ("tidal friction", "MODULATES", "orbital decay")),
        ("Tidal friction reduced the level of storm surge.", ("tidal friction", "INHIBITS", "level of storm surge")),
        ("Storm surge plays the tidal game in orbital decay.", None),
        ("Storm surge plays little role in orbital decay.", None),
    ],
)
def test_a_frame_says_a_relation(sentence, triple):
    assert triples(sentence) == ({triple} if triple else set())


def test_what_suffers_is_the_noun_before():
    found = triples("Tidal friction was observed in tidal moons suffering from orbital decay.")
    assert found == {("tidal moon", "HAS_LIMITATION", "orbital decay")}


def test_an_adjective_shares_the_noun_of_the_next_phrase():
    found = triples("Systemic or intraventricular diphenhydramine and storm surge reduced orbital decay.")
    assert {head for head, _, _ in found} == {"intraventricular diphenhydramine", "storm surge"}


def test_a_word_before_a_plural_of_two_words_keeps_its_place_in_a_list():
    found = triples("Tidal friction reduced apoptosis, cytokine levels and orbital decay.")
    assert found == {("tidal friction", "INHIBITS", "apoptosis"), ("tidal friction", "INHIBITS", "orbital decay")}


def test_a_capital_behind_a_label_is_that_of_the_sentence():
    assert triples("Results: Storm surge causes orbital decay.") == {("storm surge", "CAUSES", "orbital decay")}


def test_a_capital_within_a_sentence_belongs_to_the_name():
    found = triples("Tidal friction causes Bacillus megaterium.", "Bacillus growth causes orbital decay.")
    assert {name for head, _, tail in found for name in (head, tail)} == {
        "tidal friction", "Bacillus megaterium", "bacillus growth", "orbital decay",
    }  # fmt: skip


def test_means_are_for_what_a_verb_of_their_trade_acts_on():
    assert (MCMC, "APPLIED_TO", "storm surge") in triples("We use MCMC to estimate storm surge.")
    assert {head for head, _, _ in triples("We use MCMC to consider storm surge.")} == {"tidewheel"}


def test_evidence_makes_nothing_possible():
    assert triples("Orbital decay was supported by tidal friction.") == set()


def test_a_sentence_that_evaluates_a_method_on_data_by_a_metric_binds_all_three():
    said = "The MCMC method is evaluated on the GaugeSet dataset by the root mean square error (RMSE) metric."
    texts = (
        (SectionRole.ABSTRACT, OPENING),
        (SectionRole.METHOD, f"{said} The GaugeSet dataset is small. RMSE is low."),
    )
    found = extract_baseline(invented_document(texts))
    names = {mention.entity: mention.name for mention in found["mentions"]}
    [bound] = found["hyperedges"]
    assert bound.provenance.quote == said
    assert {role.role: names[role.entity] for role in bound.roles} == {
        "method": MCMC, "dataset": "GaugeSet", "metric": "root mean square error",
    }  # fmt: skip


def test_an_of_makes_another_thing_of_a_term_of_one_word():
    known = "Its prolactin was high. Moons had no prolactin. The prolactin of moons rose."
    assert ("tidal friction", "INHIBITS", "sorption of storm surge") in triples(
        known.replace("prolactin", "sorption"), "Tidal friction reduced the sorption of storm surge."
    )


def test_an_epithet_is_no_plural_and_she_no_name():
    found = triples("Tidal friction causes G. sulfurreducens.", "She causes orbital decay.")
    assert found == {("tidal friction", "CAUSES", "G. sulfurreducens")}
