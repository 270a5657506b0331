"""Names of papers."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from k1.corpus.naming import path_slug, slug, unique


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Rivers", "rivers"),
        ("sub folder/My Paper (1)", "sub-folder-my-paper-1"),
        ("Müller & Ångström 2.5", "muller-angstrom-2.5"),
        ("Größe und Łódź", "grosse-und-lodz"),
        ("../..//etc", "etc"),
    ],
)
def test_a_name_keeps_letters_digits_dots_and_dashes(text: str, name: str):
    assert slug(text) == name


@given(st.text())
def test_any_text_gives_a_name_that_is_safe_as_a_folder(text: str):
    assert re.fullmatch(r"[a-z0-9][a-z0-9.-]{0,79}", slug(text))


@given(st.lists(st.text(), min_size=1))
def test_any_path_gives_a_name_that_is_safe_as_a_folder(parts: list[str]):
    assert re.fullmatch(r"[a-z0-9][a-z0-9.-]{0,79}", path_slug(parts))


def test_a_folder_and_a_word_make_two_names():
    assert path_slug(["deep", "My X"]) == "deep--my-x"
    assert path_slug(["deep My X"]) == "deep-my-x"


def test_names_without_latin_letters_stay_apart():
    assert slug("河") != slug("湖")


def test_long_names_with_one_beginning_stay_apart():
    assert slug("x" * 100 + "a") != slug("x" * 100 + "b")


def test_colliding_names_are_extended_all_alike_and_only_as_far_as_needed():
    names = ["a", "a", "b", "c", "c"]
    formats = ["pdf", "md", "pdf", "pdf", "pdf"]
    asked = []

    def number(place: int) -> str:
        asked.append(place)
        return str(place)

    assert unique(names, formats.__getitem__, number) == ["a-pdf", "a-md", "b", "c-pdf-3", "c-pdf-4"]
    assert asked == [3, 4]
