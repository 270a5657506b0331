"""Who of the authors is the corresponding one: what the notes say of a mark, else the star."""

from __future__ import annotations

import hashlib
import time

import pytest

from k1.parsing.document.emails import EMAIL, is_called
from k1.parsing.front.author_records import make_authors
from k1.parsing.front.authors import Byline

NAMES = ("Pavel Orlov", "Berit Quist", "Rein Tamm")


def _corresponding(marks: tuple[tuple[str, ...], ...], notes: str) -> list[str]:
    byline = Byline(tuple(zip(NAMES, marks, strict=True)), (), ())
    return [author.name for author in make_authors(byline, {}, notes, {}) if author.corresponding]


@pytest.mark.parametrize(
    "notes",
    [
        "*Equal contribution. \u2020Corresponding author.",
        "\u2217 These authors contributed equally to this work.\n\u2020 To whom correspondence should be addressed.",
        "* Joint first authors\n\u2020Correspondence: tamm@shoal.example",
        "* Both authors contributed equally; \u2020 Author for correspondence",
    ],
)
def test_the_mark_that_a_note_explains_is_that_of_the_corresponding_author(notes: str) -> None:
    assert _corresponding((("1", "*"), ("\u2217",), ("1", "\u2020")), notes) == ["Rein Tamm"]


def test_a_star_that_a_note_explains_otherwise_makes_no_corresponding_author() -> None:
    assert _corresponding((("*",), ("*",), ()), "*Equal contribution.") == []


@pytest.mark.parametrize(
    "notes",
    [
        "*These authors contributed equally and are corresponding authors",
        "* Contributed equally to this\nwork and are co-corresponding authors. \u2020 Deceased",
        "*Joint first and corresponding authors",
        "*Corresponding authors who contributed equally.",
    ],
)
def test_a_note_that_says_both_means_both(notes: str) -> None:
    assert _corresponding((("*",), ("*",), ("\u2020",)), notes) == ["Pavel Orlov", "Berit Quist"]


def test_a_note_of_equal_parts_says_nothing_of_the_note_behind_it() -> None:
    notes = "*Equal contribution by Orlov and Quist\nCorresponding author: Rein Tamm"
    assert _corresponding((("*",), ("*",), ()), notes) == []


def test_a_sign_that_is_repeated_is_a_mark_of_its_own() -> None:
    notes = "* These authors contributed equally. ** Corresponding author"
    assert _corresponding((("*",), ("*", "*"), ()), notes) == ["Berit Quist"]


@pytest.mark.parametrize(
    "notes", ["", "The dual A\u2020 of A is its correspondence.", "x\u2020 corresponding to a wave is small"]
)
def test_a_star_without_a_note_marks_the_corresponding_author(notes: str) -> None:
    assert _corresponding((("*",), ("\u2020",), ()), notes) == ["Pavel Orlov"]


def test_an_address_that_spells_no_name_goes_to_the_author_the_note_means() -> None:
    byline = Byline(tuple(zip(NAMES, (("*",), ("*",), ("\u2020",)), strict=True)), (), ())
    notes = "*Equal contribution. \u2020Corresponding author: waves@shoal.example"
    *_, last = make_authors(byline, {}, notes, {})
    assert last.email_sha256 == hashlib.sha256(b"waves@shoal.example").hexdigest()


def emails(names: tuple[str, ...], notes: str) -> list[str | None]:
    """The addresses in the notes that the authors are given."""
    byline = Byline(tuple((name, ()) for name in names), (), ())
    known = {hashlib.sha256(address.encode()).hexdigest(): address for address in EMAIL.findall(notes)}
    authors = make_authors(byline, {}, notes, {})
    return [known[author.email_sha256] if author.email_sha256 else None for author in authors]


def test_an_address_is_of_the_author_whose_initials_stand_behind_it() -> None:
    notes = "tanks@shoal.example (J.K.d.S.); info@shoal.example (R.-M.V.); other@shoal.example (X.Y.)"
    found = emails(("Joy Kelly da Silva", "Rosa-Maria Vidal", "Xavier Young", "Xena Yarrow"), notes)
    assert found == ["tanks@shoal.example", "info@shoal.example", None, None]


def test_an_address_with_a_family_name_that_two_authors_share_needs_a_given_name_too() -> None:
    assert emails(("Ann Liu", "Wei Liu"), "weiliu@shoal.example") == [None, "weiliu@shoal.example"]
    assert emails(("Ann Liu", "Wei Liu"), "liu12@shoal.example") == [None, None]
    one, two = "hfzhang@shoal.example", "hfzhang@tank.example"
    assert emails(("L. Zhang", "H. F. Zhang"), f"{one}; {two}") == [None, one]
    assert emails(("\u00c5\u00e4\u00f6", "\u00d6 \u00c5\u00e4\u00f6"), "aao@shoal.example") == [None, None]


def test_letters_go_to_the_authors_whose_initials_are_told() -> None:
    notes = "Correspondence and requests for materials should be addressed to P.O. (email: p@x.example) or R.T."
    assert _corresponding(((), ("*",), ()), notes) == ["Pavel Orlov", "Rein Tamm"]
    assert _corresponding(((), ("*",), ()), "Correspondence should be addressed to P. Orlov.") == ["Berit Quist"]


def test_initials_before_a_family_name_are_no_other_authors() -> None:
    byline = Byline((("Hans Fischer", ()), ("H. F. Zhang", ()), ("Rein Tamm", ())), (), ())
    authors = make_authors(byline, {}, "Correspondence should be addressed to H. F. Zhang (h@x.example).", {})
    assert not authors[0].corresponding


def test_a_second_address_of_one_author_is_not_that_of_the_corresponding_one() -> None:
    byline = Byline(tuple((name, ("*",) if name == "Pavel Orlov" else ()) for name in NAMES), (), ())
    authors = make_authors(byline, {}, "quist@shoal.example; berit.quist@tank.example", {})
    assert authors[0].corresponding
    assert authors[0].email_sha256 is None


def test_an_address_is_of_the_longest_family_name_that_it_spells() -> None:
    one, two = "martinez@shoal.example", "martin@shoal.example"
    assert emails(("Anna Martin", "Jo Martinez"), f"{one}; {two}") == [two, one]
    assert emails(("Ann Lee", "Bob Kleeman"), "bkleeman@shoal.example") == [None, "bkleeman@shoal.example"]


def test_words_behind_an_address_are_no_initials() -> None:
    assert emails(("Carl Anders", "Wei Liu"), "info@shoal.example (Corresponding Author)") == [None, None]
    assert emails(("Carl Anders", "Wei Liu"), "info@shoal.example (C. Anders)") == ["info@shoal.example", None]


def test_degrees_and_the_initials_of_e_mails_address_no_letters() -> None:
    byline = Byline((("Pavel Orlov", ("*",)), ("Maria Davis", ())), (), ())
    for who in ("Pavel Orlov, M.D., Tank Institute", "P.O. (p@x.example) and m@x.example (M.D.)"):
        authors = make_authors(byline, {}, f"Correspondence should be addressed to {who}.", {})
        assert [author.corresponding for author in authors] == [True, False]


def test_an_address_is_sought_in_a_word_without_end_in_little_time() -> None:
    began = time.process_time()
    assert EMAIL.search("a" * 60_000) is None
    assert EMAIL.findall("orlov@tank.example;(quist@shoal.example)") == ["orlov@tank.example", "quist@shoal.example"]
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("name", "address"), [("Rasmus Bjørn", "rbjorn@tank.example"), ("Ana Đurić", "duric@x.example")]
)
def test_an_address_spells_a_name_without_its_accents(name, address):
    assert is_called(name, address, "")
