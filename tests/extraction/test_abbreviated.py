"""Which of the pairs in brackets a paper's abbreviations are."""

from __future__ import annotations

import pytest

from invented_paper import invented_document
from k1.extraction.entities.abbreviated import declared_abbreviations
from k1.extraction.extract import extract_baseline
from k1.extraction.reading.paper import read_document
from k1.schema.vocabulary import SectionRole


def declared(text: str) -> dict[str, str]:
    return declared_abbreviations(read_document(invented_document(((SectionRole.METHOD, text),))))


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("SVM", "support vector machine"),
        ("CT", "computed tomography"),
        ("ROC", "receiver operating characteristic"),
        ("LVEF", "left ventricular ejection fraction"),
        ("PPS", "probability proportional to size"),
    ],
)
def test_initials_prove_an_abbreviation_whatever_its_words_may_be(short, long):
    assert declared(f"We use a {long} ({short}) here.") == {short: long}
    assert declared(f"We use {short} ({long}) here.") == {short: long}


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (
            "Type 1 diabetes mellitus (T1DM) and type 2 diabetes mellitus (T2DM) differ.",
            {"T1DM": "Type 1 diabetes mellitus", "T2DM": "type 2 diabetes mellitus"},
        ),
        ("The matrix metalloproteinase 9 (MMP-9) rose.", {"MMP-9": "matrix metalloproteinase 9"}),
        ("The toll-like receptor 4 (TLR4) rose.", {"TLR4": "toll-like receptor 4"}),
        ("The coronavirus disease 2019 (COVID-19) spread.", {"COVID-19": "coronavirus disease 2019"}),
    ],
)
def test_a_number_that_the_short_form_prints_is_part_of_the_name(text, pairs):
    assert declared(text) == pairs


def test_line_numbers_and_notes_are_no_part_of_a_long_form():
    assert declared("We use Markov chain 17 Monte Carlo3 (MCMC) here.") == {"MCMC": "Markov chain Monte Carlo"}


@pytest.mark.parametrize(
    "text", ["We show that support for tides (SFTD) fell.", "Tools based on tidal friction (BTDF) fell."]
)
def test_a_looser_match_with_a_verb_among_its_words_is_none(text):
    assert declared(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "It was retrieved in main memory (RAM) there.",
        "It is trimethyltin 5 \u00b5M (TMT) here.",
        "On old rocks, tides rose, subjected to rain (ORTR), by hand.",
    ],
)
def test_a_looser_match_over_clauses_or_from_a_participle_is_none(text):
    assert declared(text) == {}


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("DMF", "N,N-dimethylformamide"),
        ("EDC", "1-ethyl-3-(3-dimethylaminopropyl)carbodiimide"),
        ("oxLDL", "oxidized low density lipoprotein"),
        ("PUFA", "polyunsaturated fatty acid"),
        ("DCS", "docetaxel, cisplatin and S-1"),
    ],
)
def test_marks_inside_a_word_a_list_and_a_participle_before_its_noun_may_be_of_a_long_form(short, long):
    assert declared(f"We gave {long} ({short}) there.") == {short: long}


def test_an_abbreviation_with_a_verb_in_its_long_form_is_one_entity_with_it():
    text = "We use a support vector machine (SVM) here. The SVM is old."
    found = extract_baseline(invented_document(((SectionRole.METHOD, text),)))
    assert {(m.name, m.abbreviation) for m in found["mentions"]} == {("support vector machine", "SVM")}
