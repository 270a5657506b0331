from __future__ import annotations

import pytest

from k1.text.accents import without_accents


@pytest.mark.parametrize(
    ("word", "plain"),
    [
        ("naïve", "naive"),
        ("Poincaré", "Poincare"),
        ("Møller", "Moller"),
        ("Łukasz Đurić", "Lukasz Duric"),
        ("Größe", "Grosse"),
        ("Ærø", "Aero"),
        ("Işık", "Isik"),
        ("がく", "がく"),
    ],
)
def test_latin_letters_alone_lose_their_marks_and_none_is_left_out(word: str, plain: str) -> None:
    assert without_accents(word) == plain
