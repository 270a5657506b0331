from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from k1.text.abbreviations import find_abbreviations, is_short_form


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("We use Markov chain Monte Carlo (MCMC) here.", "MCMC", "Markov chain Monte Carlo"),
        ("by PCA (principal component analysis) of", "PCA", "principal component analysis"),
        ("by PPS (probability proportional to size) of", "PPS", "probability proportional to size"),
        ("the Gaussian process (GP; Rasmussen 2006) is", "GP", "Gaussian process"),
        ("a heat shock transcription factor (HSF) was", "HSF", "heat shock transcription factor"),
        ("Tests fail. Graph neural networks (GNNs) do not", "GNNs", "Graph neural networks"),
        ("risk of type 2 diabetes (T2D) was", "T2D", "type 2 diabetes"),
        ("the levels of interleukin-6 (IL-6) rose", "IL-6", "interleukin-6"),
        ("money for research and development (R&D) fell", "R&D", "research and development"),
        ("the particulate matter 10 (PM10) of", "PM10", "particulate matter 10"),
        ("the particulate matter 2.5 (PM2.5) of", "PM2.5", "particulate matter 2.5"),
        ("named-entity recognition (NER)", "NER", "named-entity recognition"),
    ],
)
def test_a_declared_abbreviation_is_found_with_its_long_form(text, short, long):
    (pair,) = find_abbreviations(text)
    assert (pair.short, pair.long) == (short, long)


@pytest.mark.parametrize(
    "text",
    [
        "as shown (see Fig. 2) here",
        "in the year (2010) we",
        "the first (and last) of",
        "nothing to see (XYZ) here",
        "(A)",
    ],
)
def test_other_brackets_declare_nothing(text):
    assert find_abbreviations(text) == []


def test_a_capitalised_word_is_no_short_form():
    assert not is_short_form("Smith")
    assert is_short_form("mRNA")


@pytest.mark.parametrize("text", ["Fig. 2", "Table 2", "Eq. 5", "A1", "2010", "NIPS 2010", "Day 10", "Smith-Jones"])
def test_a_place_in_the_paper_a_number_and_a_year_are_no_short_forms(text):
    assert not is_short_form(text)


@given(
    st.lists(st.sampled_from(["Markov", "chain", "(MC)", "MC", "(Markov chain)", ".", "(", ")", "é", "\n"])).map(
        " ".join
    )
)
def test_offsets_read_back(text):
    for pair in find_abbreviations(text):
        assert text[pair.short_start : pair.short_end] == pair.short
        assert pair.long in text


@pytest.mark.parametrize("hostile", ["(" * 500_000, "(AB) " * 30_000, "a" * 500_000 + " (AB)", "( " * 250_000])
def test_hostile_text_takes_linear_time(hostile):
    began = time.process_time()
    find_abbreviations(hostile)
    assert time.process_time() - began < 8
