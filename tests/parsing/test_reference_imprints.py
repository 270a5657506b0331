"""Publisher, place and year of books: where they begin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from k1.parsing.references.fields import read_reference_fields
from k1.parsing.references.imprint import find_imprint, imprint_start, without_notes


@pytest.mark.parametrize("behind", ["", ".", ", p. 446.", ", Chap. 3", " pp 333-42"])
def test_a_bracket_with_publisher_and_year_is_an_imprint_whatever_part_follows(behind: str) -> None:
    found = find_imprint(f"Basins of the North (Shoal Press, Tallinn, 2004){behind}")
    assert found is not None
    assert found["imprint"] == "Shoal Press, Tallinn, 2004"


@pytest.mark.parametrize("text", ["J. Tank 12 (2004)", "Tank (Oct. 2004), pp. 1-2", "Waves (in Estonian)", "Tank ("])
def test_a_bracket_without_publisher_is_no_imprint(text: str) -> None:
    assert find_imprint(text) is None


@pytest.mark.parametrize(
    "imprint",
    ["3rd ed., Verso, Tallinn, 2004", "Shoal Press, Tallinn", "Diploma thesis, TU Tallinn, 2004", "2004, open source"],
)
def test_edition_publisher_thesis_or_year_begin_an_imprint(imprint: str) -> None:
    start = imprint_start(f"Basins, tanks, and the press, {imprint}")
    assert start == len("Basins, tanks, and the press")


def test_a_title_of_commas_has_no_imprint() -> None:
    assert imprint_start("Basins, tanks, and the press") is None


@pytest.mark.parametrize(
    "title",
    [
        "Media, Press and Democracy",
        "Students, University Life, and Success",
        "Temperature, Pressure, Salinity",
        "Cities, Universities, Growth",
        "Basins of Saaremaa, Estonia (PhD thesis, University of Tallinn)",
        "Basins of Saaremaa (Shoal Press, Tallinn)",
    ],
)
def test_words_for_a_house_in_a_list_or_a_bracket_begin_no_imprint(title: str) -> None:
    assert imprint_start(title) is None


@pytest.mark.parametrize("title", ["Basins of Estonia (July 2010)", "The state of the basins in 2010"])
def test_a_title_before_an_imprint_keeps_its_own_year(title: str) -> None:
    assert read_reference_fields(f"Orlov P, Quist B. {title}, 2012").title == title


@pytest.mark.parametrize("edition", [", 3rd ed.", ", second edition", " (2nd edn)", ". Rev. ed."])
def test_an_edition_is_no_part_of_the_title(edition: str) -> None:
    assert without_notes(f"Basins{edition}") == "Basins"


@pytest.mark.parametrize(
    "note",
    [
        " (Version v0.10.0)",
        " (Version 1.2) [Computer software]",
        " (2nd ed.) (pp. 1-157)",
        " (Vol. 3, pp. 1-157)",
        " [Doctoral dissertation, University of Tallinn]",
        " [Data set]",
        " [Computer program]",
    ],
)
def test_notes_of_version_part_and_kind_are_no_part_of_the_title(note: str) -> None:
    assert without_notes(f"Basins (v) of the north{note}") == "Basins (v) of the north"


@given(st.text(alphabet="A, ed.(20)04:", max_size=200))
def test_an_imprint_begins_inside_its_text(text: str) -> None:
    start = imprint_start(text)
    assert start is None or 0 <= start < len(text)
