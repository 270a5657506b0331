"""Ids: one thing by two routes has one id, and no two things share one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from k1.schema import identity
from k1.schema.identity import ID_PATTERN, canonical_text, entity_id, make_id, paper_id

names = st.text(min_size=1, max_size=40)


@given(st.lists(names, max_size=4), st.lists(names, max_size=4))
def test_two_lists_of_parts_have_one_id_only_if_they_are_equal(left: list[str], right: list[str]) -> None:
    assert (make_id("entity", *left) == make_id("entity", *right)) == (left == right)


@given(names)
def test_an_id_has_its_kind_and_twenty_four_base32_characters(name: str) -> None:
    assert ID_PATTERN.match(make_id("entity", name))


@given(st.text(max_size=80))
def test_folding_a_name_twice_changes_nothing(name: str) -> None:
    assert canonical_text(canonical_text(name)) == canonical_text(name)


@pytest.mark.parametrize(
    "name", ["O`Keeffe", "  A\tPlain-Name\x1f of  3 \n", "", "\"q\" - 's'", "".join(map(chr, range(128)))]
)
def test_plain_text_is_folded_as_it_is_beside_other_letters(name: str) -> None:
    assert canonical_text(f"{name}x\u00e9") == canonical_text(f"{name}x") + "\u00e9"


def test_a_hundred_thousand_canonical_forms_differ_in_either_half_of_their_ids() -> None:
    ids = [make_id("entity", str(number)) for number in range(100_000)]
    for half in (slice(-24, -12), slice(-12, None)):
        assert len({made[half] for made in ids}) == len(ids)


@given(names)
def test_case_dashes_and_spaces_do_not_make_another_entity(name: str) -> None:
    assert entity_id("method", f" {name}  x\u2013y ") == entity_id("method", f"{name} X-Y")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"doi": "10.1000/ABC.1"}, {"doi": "https://doi.org/10.1000/abc.1"}),
        ({"arxiv_id": "2501.10120v1"}, {"arxiv_id": "arXiv:2501.10120"}),
        ({"arxiv_id": "2501.10120"}, {"doi": "10.48550/arXiv.2501.10120"}),
        ({"pmcid": "PMC1397864"}, {"pmcid": "1397864"}),
    ],
)
def test_one_paper_by_two_routes_has_one_id(one: dict[str, str], other: dict[str, str]) -> None:
    assert paper_id(title="A", **one) == paper_id(title="B", **other)


def test_a_paper_without_identifier_is_known_by_title_first_author_and_year() -> None:
    printed = paper_id(title="On Graphs: A Study", authors=("Ada Lovelace",), year=1843)
    cited = paper_id(title="On graphs \u2013 a study.", authors=("Lovelace, A.",), year=1843)
    assert printed == cited
    assert printed != paper_id(title="On Graphs: A Study", authors=("Ada Lovelace",), year=1844)


@pytest.mark.parametrize("text", ["", "10.1000", "doi", "https://example.org/10.1000/x", "10.12/x"])
def test_what_is_no_doi_is_not_taken_for_one(text: str) -> None:
    assert identity.canonical_doi(text) == ""


@pytest.mark.parametrize(
    "text",
    ["doi:https://doi.org/10.1000/A.1", "DOI: https://dx.doi.org/10.1000/a.1", "https://www.doi.org/10.1000/a.1",
     "DOI 10.1000/a.1", "10.1000/a.1)."],
)  # fmt: skip
def test_a_doi_is_the_same_however_its_resolver_is_written(text: str) -> None:
    assert identity.canonical_doi(text) == "10.1000/a.1"


@pytest.mark.parametrize("doi", ["10.1000/abc(2020)", "10.1000/s0140(20)30366-5", "10.1000/a[1]"])
def test_brackets_that_a_doi_opens_stay(doi: str) -> None:
    assert identity.canonical_doi(f"{doi}).") == identity.canonical_doi(doi) == doi


def test_a_million_closing_brackets_are_cut_in_one_go() -> None:
    assert identity.canonical_doi("10.1000/a" + ")" * 1_000_000) == "10.1000/a"


@pytest.mark.parametrize(
    "text",
    ["https://export.arxiv.org/abs/2501.10120", "https://arxiv.org/abs/2501.10120v2?context=cs",
     "https://arxiv.org/pdf/2501.10120.pdf#page=2"],
)  # fmt: skip
def test_an_arxiv_id_is_read_from_a_mirror_and_before_a_query(text: str) -> None:
    assert identity.canonical_arxiv(text) == "2501.10120"


@pytest.mark.parametrize(
    "text",
    ["https://arxiv.org/html/2501.10120v1", "arXiv:2501.10120v2 [cs.IR] 30 May 2025", "2501.10120 [cond-mat.mtrl-sci]"],
)
def test_an_arxiv_id_is_read_from_a_web_page_and_a_stamp(text: str) -> None:
    assert identity.canonical_arxiv(text) == "2501.10120"


@pytest.mark.parametrize("text", ["2501.10120 and 2501.10121", "[cs.IR] 2501.10120", "2501.10120 30 May 2025"])
def test_more_than_an_arxiv_id_is_none(text: str) -> None:
    assert identity.canonical_arxiv(text) == ""


@pytest.mark.parametrize(
    "text",
    ["https://pmc.ncbi.nlm.nih.gov/articles/PMC5448358/", "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC5448358",
     "PMCID: PMC5448358", "5448358", "PMC5448358.1", "https://pmc.ncbi.nlm.nih.gov/articles/PMC5448358/pdf/x.pdf"],
)  # fmt: skip
def test_a_pmcid_is_read_from_its_address(text: str) -> None:
    assert identity.canonical_pmcid(text) == "pmc5448358"


@pytest.mark.parametrize("text", ["pmc", "PMC12", "https://example.org/articles/PMC5448358", "PMC5448358 PMC5448359"])
def test_what_is_no_pmcid_is_not_taken_for_one(text: str) -> None:
    assert identity.canonical_pmcid(text) == ""


@pytest.mark.parametrize("text", ["2106.09685", "2020/05/01", "123.456", "pmcid: 123.456"])
def test_numbers_with_something_behind_them_are_no_pmcid(text: str) -> None:
    assert identity.canonical_pmcid(text) == ""


@pytest.mark.parametrize(
    ("author", "family"),
    [
        ("Fred Brooks Jr.", "brooks"),
        ("John Smith III", "smith"),
        ("Marie Curie PhD", "curie"),
        ("Marie Curie, Ph.D., MD", "curie"),
        ("Fred Brooks, Jr.", "brooks"),
        ("Brooks Jr., Fred", "brooks"),
    ],
)
def test_what_follows_a_name_is_no_family_name(author: str, family: str) -> None:
    assert identity.family_name(author) == family


@pytest.mark.parametrize(
    ("author", "family"),
    [
        ("Smith, J.", "smith"),
        ("García Márquez, M.D.", "garcía márquez"),
        ("van der Berg,", "van der berg"),
        ("Jack Ma", "ma"),
        ("Plato", "plato"),
        ("Jr.", "jr."),
        ("Chinedu Mba", "mba"),
        ("", ""),
    ],
)
def test_family_names_before_initials_or_alone_stay_whole(author: str, family: str) -> None:
    assert identity.family_name(author) == family


def test_a_sense_key_tells_homonyms_apart() -> None:
    assert entity_id("method", "GP", "gaussian process") != entity_id("method", "GP", "genetic programming")
