"""Noun phrases, and the letters in them that name or that only count."""

from __future__ import annotations

import pytest

from invented_paper import invented_document
from k1.extraction.extract import extract_baseline
from k1.extraction.grammar.phrases import phrases
from k1.extraction.reading.paper import read_document
from k1.schema.vocabulary import SectionRole


def phrases_of(text: str) -> list[str]:
    (sentence,) = read_document(invented_document(((SectionRole.METHOD, text),))).sentences
    return [" ".join(word.text for word in words) for words in phrases(sentence)]


@pytest.mark.parametrize(
    "name",
    [
        "vitamin D deficiency",
        "hepatitis B virus",
        "X-ray diffraction",
        "K-means clustering",
        "k-means clustering",
        "C-reactive protein",
        "T-cell receptor",
        "T lymphocyte activation",
        "F. poae isolates",
        "Hartree\u2013Fock calculation",
        "adenoma\u2013carcinoma sequence",
        "standard deviation parameter",
        "small molecule inhibitor",
        "\u03b2-lactam antibiotics",
    ],
)
def test_a_letter_may_be_part_of_a_name(name):
    assert phrases_of(f"The role of {name} in adults.") == [name.replace(".", "")]


@pytest.mark.parametrize("text", ["In b tidal friction here.", "(b) tidal friction here.", "(B) tidal friction here."])
def test_a_lone_small_letter_and_the_mark_of_a_list_are_no_part_of_a_name(text):
    assert phrases_of(text) == ["tidal friction"]


@pytest.mark.parametrize(
    "words",
    ["p-value inflation", "P-value inflation", "x-axis orientation", "parameter k estimation", "2-year survival"],
)
def test_a_letter_that_stands_for_a_quantity_names_nothing(words):
    assert phrases_of(f"The role of {words} in adults.") == []


@pytest.mark.parametrize("words", ["group B streptococcus", "matrix X decomposition", "panel B friction"])
def test_a_letter_behind_a_common_word_counts(words):
    assert phrases_of(f"The role of {words} in adults.") == []


def test_a_name_with_a_letter_is_an_end_of_relations():
    text = "T lymphocyte activation causes orbital decay."
    found = extract_baseline(invented_document(((SectionRole.ABSTRACT, text),)))
    assert {mention.name for mention in found["mentions"]} == {"T lymphocyte activation", "orbital decay"}
