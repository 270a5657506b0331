from __future__ import annotations

import pytest

from k1.parsing.document.identifiers import (
    find_arxiv_id,
    find_doi,
    find_dois,
    find_orcids,
    find_pmcid,
    find_urls,
    without_links,
)


@pytest.mark.parametrize(
    "text",
    [
        "doi:10.5555/ABC.12.",
        "(https://doi.org/10.5555/abc.12)",
        "see http://dx.doi.org/10.5555/abc.12, and",
        "DOI: 10.5555/abc.12;",
    ],
)
def test_a_doi_is_read_without_prefix_and_closing_punctuation(text):
    assert find_doi(text) == "10.5555/abc.12"


def test_brackets_that_belong_to_a_doi_stay():
    assert find_doi("(10.5555/s0140-6736(20)30366-5)") == "10.5555/s0140-6736(20)30366-5"


def test_each_doi_is_given_once():
    assert find_dois("10.5555/a1 and 10.5555/a2 and 10.5555/A1") == ["10.5555/a1", "10.5555/a2"]


@pytest.mark.parametrize(
    "text", ["arXiv:2101.00042v2", "arxiv.org/abs/2101.00042", "arXiv e-prints, 2021. 2101.00042."]
)
def test_arxiv_ids_lose_their_version(text):
    assert find_arxiv_id(text) == "2101.00042"


def test_a_bare_number_is_no_arxiv_id_without_the_word():
    assert find_arxiv_id("pages 2101.00042") is None


def test_an_orcid_needs_its_check_digit():
    assert find_orcids("0000-0002-1825-0097 and 0000-0002-1825-0098") == ["0000-0002-1825-0097"]


def test_pmcids_are_canonical():
    assert find_pmcid("PMCID: PMC1234567") == "pmc1234567"


def test_urls_lose_closing_punctuation():
    assert find_urls("(see https://tanks.example/a_(b)).") == ["https://tanks.example/a_(b)"]


def test_links_are_blanked_so_that_their_digits_are_no_years():
    assert "2011" not in without_links("at https://tanks.example/2011/x and doi 10.5555/2011.3, arXiv 2011.00042")


def test_a_link_ends_where_its_command_or_its_code_does():
    assert find_urls(r"\url{https://x.org/a},\\ and `https://y.org/b`.") == ["https://x.org/a", "https://y.org/b"]


def test_a_link_right_behind_a_doi_is_no_part_of_it() -> None:
    assert find_doi("DOI: 10.1007/s10817-012-9256-3http://tanks.example/orlov/") == "10.1007/s10817-012-9256-3"
