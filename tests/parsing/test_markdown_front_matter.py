"""Front matter of Markdown papers in the forms of JOSS, pandoc, Quarto, R Markdown and MyST."""

from __future__ import annotations

from time import process_time

import pytest

from k1.errors import PaperError
from k1.parsing.markdown.authors import read_authors
from k1.parsing.markdown.document import parse_markdown
from k1.schema.documents import Paper


def read(front: str) -> Paper:
    return parse_markdown(f"---\ntitle: T\n{front}\n---\n\nText.".encode(), name="x", file_sha256="0" * 64).paper


@pytest.mark.parametrize(
    ("named", "names"),
    [
        ('"Michael I. Love, Simon Anders, and Wolfgang Huber"', ["Michael I. Love", "Simon Anders", "Wolfgang Huber"]),
        ("Sebastian Weber & Paul Bürkner", ["Sebastian Weber", "Paul Bürkner"]),
        ("Ada King and Charles Babbage, PhD", ["Ada King", "Charles Babbage"]),
        ("Ada King^1,\\*^", ["Ada King"]),
        ("The Foo and Bar Team", ["The Foo and Bar Team"]),
        ("Sun and Moon", ["Sun and Moon"]),
        ("[Ada King, Charles Babbage]", ["Ada King", "Charles Babbage"]),
    ],
)
def test_authors_that_one_line_names_are_several(named: str, names: list[str]) -> None:
    assert [author.name for author in read(f"author: {named}").authors] == names


@pytest.mark.parametrize(
    ("given", "orcid"), [("0000-0002-1825-0097", "0000-0002-1825-0097"), ("0000-0000-0000-0000", None)]
)
def test_an_orcid_that_a_template_left_there_is_none(given: str, orcid: str | None) -> None:
    assert read(f"authors:\n  - name: Ada King\n    orcid: {given}").authors[0].orcid == orcid


@pytest.mark.parametrize("named", [f"A{' ' * 15_000}x", f"A{'*' * 15_000}x", "^[" * 25_000])
def test_authors_of_odd_signs_are_read_in_time_that_grows_as_they_do(named: str) -> None:
    began = process_time()
    read_authors({"author": named})
    assert process_time() - began < 2


def test_an_e_mail_beside_several_names_is_of_the_one_that_it_spells() -> None:
    first, second = read("author:\n- name: Ada King, Charles Babbage\n  affiliation: U\n  email: babbage@x.org").authors
    assert (first.email_sha256, second.email_sha256 is not None) == (None, True)
    assert first.affiliations == second.affiliations == ("U",)


@pytest.mark.parametrize(
    ("places", "of"),
    [
        ("affiliation:\n  - {id: 1, institution: U One}\n  - {id: 2, institution: U Two}", ("U One", "U Two")),
        (
            "affiliations:\n  - {id: 1, name: U One, department: Maths, city: Graz}\n  - {id: 2, name: None}",
            ("Maths, U One, Graz",),
        ),
    ],
)
def test_affiliations_are_found_by_their_marks_in_all_forms(places: str, of: tuple[str, ...]) -> None:
    author = "author:\n  - name: Ada King\n    affiliation: 1,2\n    attributes: {corresponding: true}\n"
    (found,) = read(author + places).authors
    assert (found.affiliations, found.corresponding) == (of, True)


def test_affiliations_that_an_author_spells_out_are_apart_at_semicolons() -> None:
    (author,) = read("author:\n  - name: Ada King\n    affiliation: U One, City; U Two").authors
    assert author.affiliations == ("U One, City", "U Two")


def test_a_subtitle_is_part_of_the_title() -> None:
    assert read("subtitle: A *story*").title == "T: A story"


def test_keywords_may_be_apart_at_semicolons() -> None:
    assert read("keywords: a, b; c").keywords == ("a, b", "c")


def test_a_title_block_of_pandoc_is_front_matter() -> None:
    source = b"% A title\n  goes on\n% Ada King; Cy D\n  E F\n% May 2001\n\n# One\n\nText.\n"
    document = parse_markdown(source, name="x", file_sha256="0" * 64)
    assert (document.paper.title, document.paper.year) == ("A title goes on", 2001)
    assert [author.name for author in document.paper.authors] == ["Ada King", "Cy D", "E F"]
    assert [section.heading for section in document.sections] == ["One"]


@pytest.mark.parametrize(
    "front",
    [
        "doi: 10.1121/10.0009794\njournal: JASA\nlicense: CC-BY-4.0\ndate: 2022",
        "citation: {doi: 10.1121/10.0009794, container-title: JASA, issued: 2022-03}\nlicense: {text: CC-BY-4.0}",
        "doi: 10.1121/10.0009794\njournal: {name: JASA}\nlicense: {id: CC-BY-4.0}\nyear: 2022",
    ],
)
def test_what_is_said_of_the_publication_is_found_in_all_forms(front: str) -> None:
    paper = read(front)
    assert (paper.doi, paper.venue, paper.licence, paper.year) == ("10.1121/10.0009794", "JASA", "CC-BY-4.0", 2022)


def test_a_tab_may_stand_between_a_key_and_its_value() -> None:
    (author,) = read("author:\n  -\tname: \tAda King\n    email:\tking@x.org").authors
    assert (author.name, author.email_sha256 is not None) == ("Ada King", True)


def test_a_colon_without_quotes_in_the_front_matter_is_told_with_the_remedy() -> None:
    with pytest.raises(PaperError) as refused:
        parse_markdown(b"---\ntitle: Tides: a study\n---\n\nText.\n", name="x", file_sha256="0" * 64)
    assert refused.value.remedy == "repair the YAML block (what holds a colon and a blank goes in quotes)"
