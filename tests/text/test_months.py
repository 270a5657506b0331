from __future__ import annotations

import re

import pytest

from k1.text.months import MONTH, MONTHS, month_number


@pytest.mark.parametrize(("word", "number"), [("January", 1), ("mar", 3), ("SEPT.", 9), ("Tide", None), ("", None)])
def test_a_month_is_known_by_its_first_letters(word: str, number: int | None) -> None:
    assert month_number(word) == number


@pytest.mark.parametrize("word", ["May", "JUNE", "sept", "Sep", "december", *MONTHS])
def test_the_name_of_a_month_is_found_whole_or_cut_in_any_case(word: str) -> None:
    assert re.fullmatch(MONTH, word)


@pytest.mark.parametrize("word", ["Mayer", "Marine", "Janssen", "Decimal", "Augustin"])
def test_a_word_that_begins_as_a_month_does_is_none(word: str) -> None:
    assert not re.search(MONTH, word)
