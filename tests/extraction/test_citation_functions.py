from __future__ import annotations

import math

import pytest

from invented_paper import invented_document
from k1.extraction.citations.cited_works import is_same_work
from k1.extraction.citations.cues import read_cues
from k1.extraction.citations.features import function_features
from k1.extraction.citations.functions import WEIGHTS, CitationFunction, function_probabilities
from k1.extraction.extract import extract_baseline
from k1.schema.vocabulary import CitationRole, SectionRole


@pytest.mark.parametrize(
    "marker", ["(Miller et al., 2010)", "[3]", "[12-14]", "[@miller2010]", "( Miller , 2010 ; Jones , 1999 )"]
)
def test_a_citation_is_the_same_feature_in_every_style(marker):
    assert "as shown @cite" in function_features(f"This holds, as shown {marker}.")


def test_a_cited_author_is_told_from_a_citation_in_brackets():
    assert "@author" in function_features("Miller et al. (2010) measured stars.")


def test_the_probabilities_of_a_sentence_sum_to_one():
    likely = function_probabilities("We used the method of [1] to fit the data.")
    assert list(likely) == list(CitationFunction)
    assert math.isclose(sum(likely.values()), 1)


@pytest.mark.parametrize(
    ("sentence", "function"),
    [
        ("Samples were analysed using the method described previously [1].", CitationFunction.USES),
        ("Our results are consistent with those of a previous study [1].", CitationFunction.COMPARES),
        ("Diabetes is a common disease that affects many people [1].", CitationFunction.BACKGROUND),
    ],
)
def test_a_plain_sentence_has_its_function(sentence, function):
    likely = function_probabilities(sentence)
    assert max(likely, key=lambda key: likely[key]) is function


def test_agreement_supports_and_disagreement_contrasts():
    for sentence, role in (
        ("Our results are in agreement with the previous study [1].", CitationRole.SUPPORT),
        ("Our results were lower than those reported in the previous study [1].", CitationRole.CONTRAST),
    ):
        at = sentence.index("[1]")
        assert read_cues(sentence, at, at + 3, 1, SectionRole.DISCUSSION).role is role


def test_a_role_told_by_a_rule_has_no_confidence():
    sentence = "We build upon the sampler of Miller [1] here."
    assert read_cues(sentence, 33, 36, 1, SectionRole.METHOD).confidence is None


def test_the_table_is_small_sorted_and_says_where_it_comes_from():
    text = WEIGHTS.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("# ")]
    assert "No licence is stated" in text
    assert len(text) < 200_000
    assert lines[1:] == sorted(lines[1:], key=lambda line: line.split("\t")[0])


def test_an_earlier_paper_on_the_same_work_is_extended_in_whatever_words():
    assert is_same_work("emcee v3: A sampling toolkit", "emcee: The MCMC Hammer")
    assert not is_same_work("emcee v3: A sampling toolkit", "corner.py: Scatterplot matrices")
    assert not is_same_work("The structure of stars", "The structure of stars")


def test_a_marker_that_stands_alone_belongs_to_the_sentence_before():
    text = "We use the sampler of Miller in all runs.\n\n[1]"
    found = extract_baseline(invented_document(((SectionRole.METHOD, text),)))
    quotes = {work.provenance.quote for work in found["cited_works"] if work.provenance}
    assert quotes == {"We use the sampler of Miller in all runs."}
