from __future__ import annotations

import pytest

from k1.text.months import month_number


@pytest.mark.parametrize(("word", "number"), [("January", 1), ("mar", 3), ("SEPT.", 9), ("Tide", None), ("", None)])
def test_a_month_is_known_by_its_first_letters(word: str, number: int | None) -> None:
    assert month_number(word) == number
