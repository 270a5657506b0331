"""Books, chapters, proceedings, theses and software: what of an invented entry is title, book and publisher."""

from __future__ import annotations

import pytest

from k1.parsing.references.fields import read_reference_fields


def test_a_book_yields_its_publisher_as_venue():
    fields = read_reference_fields("Tamm, R. (2004). Basins of the north. Tallinn: Shoal Press.")
    assert (fields.title, fields.venue, fields.year) == ("Basins of the north", "Tallinn: Shoal Press", 2004)


def test_a_chapter_yields_the_book_as_venue():
    fields = read_reference_fields(
        "Tamm, R. J. Basins. In Waters of the North; Orlov, P., Quist, B., Eds.; Shoal Press: Tallinn, 2004; pp. 9-30."
    )
    assert (fields.title, fields.venue, fields.pages) == ("Basins", "Waters of the North", "9-30")


@pytest.mark.parametrize(
    "entry",
    [
        "P. Orlov and B. Quist, Basins of the North (Shoal Press, Tallinn, 2004).",
        "P. Orlov and B. Quist, Basins of the North, 2nd ed. (Shoal Press, Tallinn, 2004), p. 45.",
        "Orlov, P. & Quist, B. Basins of the North (Shoal Press, Tallinn, 2004).",
        "P. Orlov and B. Quist, Basins of the North, Shoal Press, Tallinn, 2004.",
        "P.A. Orlov, B. Quist, Basins of the North, second ed., Shoal Press, Tallinn, 2004.",
        "Orlov P, Quist B. Basins of the North, Shoal Press, Tallinn, 2004",
    ],
    ids=["APS", "APS with a page", "Nature", "RSC", "Elsevier", "no stop behind the title"],
)
def test_the_title_of_a_book_ends_before_edition_and_publisher(entry: str) -> None:
    fields = read_reference_fields(entry)
    assert (fields.title, fields.year, fields.volume) == ("Basins of the North", 2004, None)
    assert "Shoal Press, Tallinn" in (fields.venue or "")


def test_place_and_publisher_in_brackets_are_the_venue_of_a_book() -> None:
    fields = read_reference_fields("Orlov P A and Quist B 2004 Basins of the North (Tallinn: Shoal Press)")
    assert (fields.title, fields.venue) == ("Basins of the North", "Tallinn: Shoal Press")


@pytest.mark.parametrize("kind", ["Diploma thesis, University of Tallinn", "Ph.D. thesis, Shoal Institute", "1991"])
def test_commas_part_a_title_from_thesis_and_year(kind: str) -> None:
    fields = read_reference_fields(f"P. Orlov, Slow waves, fast tides, {kind}, 1991.")
    assert (fields.title, fields.year) == ("Slow waves, fast tides", 1991)


def test_two_names_between_title_and_year_are_publisher_and_place() -> None:
    fields = read_reference_fields("P. Orlov, Against Basins, Shoal, Tallinn, 1993.")
    assert (fields.title, fields.venue, fields.year) == ("Against Basins", "Shoal, Tallinn", 1993)


@pytest.mark.parametrize("edition", [", 2nd edn", " (2nd ed.)", ", second edition"])
def test_an_edition_that_a_full_stop_ends_is_no_part_of_the_title(edition: str) -> None:
    fields = read_reference_fields(f"Orlov P., 2008, Galactic tanks{edition}. Shoal Press, Tallinn")
    assert (fields.title, fields.venue) == ("Galactic tanks", "Shoal Press, Tallinn")


def test_the_version_of_a_package_is_no_part_of_its_title() -> None:
    fields = read_reference_fields("P. Orlov and B. Quist. tanks: Documents for R. R package version 2.1. 2020.")
    assert (fields.title, fields.venue, fields.year) == ("tanks: Documents for R", "R package version 2.1", 2020)


def test_a_chapter_that_only_its_book_names_has_no_title() -> None:
    fields = read_reference_fields(
        "P. Orlov, in Proceedings of the 3rd Tank Symposium (Shoal Press, Tallinn, 2004), pp. 33-42."
    )
    assert (fields.title, fields.venue) == (None, "Proceedings of the 3rd Tank Symposium")
    assert (fields.year, fields.pages) == (2004, "33-42")


def test_a_chapter_with_a_title_has_its_book_as_venue_and_not_the_publisher() -> None:
    fields = read_reference_fields("P. Orlov, Slow waves, in Basins of the North (Shoal Press, Tallinn, 2004), p. 45.")
    assert (fields.title, fields.venue, fields.pages) == ("Slow waves", "Basins of the North", "45")


def test_the_year_of_a_conference_is_not_its_volume() -> None:
    fields = read_reference_fields("P. Orlov, \u201cSlow waves,\u201d in Proc. Tank Conf., Jun. 2016, pp. 770-778.")
    assert (fields.year, fields.volume, fields.pages) == (2016, None, "770-778")


@pytest.mark.parametrize("comma", ["", ","])
def test_pages_may_stand_between_a_book_and_its_publisher(comma: str) -> None:
    fields = read_reference_fields(f"Orlov, P. et al. Slow waves. In Tank Conference{comma} 87-93 (Shoal, 2021).")
    assert (fields.title, fields.venue) == ("Slow waves", "Tank Conference")
    assert (fields.year, fields.pages) == (2021, "87-93")


def test_pages_in_brackets_behind_a_title_are_pages_and_no_title() -> None:
    fields = read_reference_fields("Orlov, P. (2011). Slow waves: Tools and tanks (pp. 1-157). Shoal Press.")
    assert (fields.title, fields.venue, fields.pages) == ("Slow waves: Tools and tanks", "Shoal Press", "1-157")


def test_pages_at_the_end_of_proceedings_need_no_volume() -> None:
    fields = read_reference_fields("Orlov, P. (2011). Slow waves. Proceedings of the 3rd Tank Symposium, 197-200.")
    assert (fields.venue, fields.pages) == ("Proceedings of the 3rd Tank Symposium", "197-200")


def test_the_editors_of_a_book_are_no_part_of_its_name() -> None:
    fields = read_reference_fields(
        "P. Orlov, in Handbook of Tanks, edited by B. Quist and R. Tamm (Shoal, Tallinn, 1956), Vol. 15, p. 274."
    )
    assert (fields.title, fields.venue) == (None, "Handbook of Tanks")
    assert (fields.year, fields.volume, fields.pages) == (1956, "15", "274")


def test_an_edition_may_stand_behind_the_publisher() -> None:
    fields = read_reference_fields("P. Orlov, Basins of the North (Shoal, Tallinn, 2010), 5th ed., Chap. 2.")
    assert (fields.title, fields.venue, fields.volume) == ("Basins of the North", "Shoal, Tallinn", None)


def test_the_number_of_a_version_is_no_volume() -> None:
    fields = read_reference_fields("Orlov, P. The Tank Graphics System, Version 1.8 (2015).")
    assert (fields.year, fields.volume) == (2015, None)


@pytest.mark.parametrize(
    "entry",
    [
        "P. Orlov, Tanks: A Shoal System, Addison-Wesley, Reading, Mass., 1994.",
        "Orlov, P.O., Quist, B. Tanks: A Shoal System, Chapman & Hall, London (1994).",
    ],
)
def test_a_known_publisher_behind_a_title_ends_it(entry: str) -> None:
    fields = read_reference_fields(entry)
    assert (fields.title, fields.year) == ("Tanks: A Shoal System", 1994)
