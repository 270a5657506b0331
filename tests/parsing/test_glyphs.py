"""Characters as print meant them."""

from hypothesis import given
from hypothesis import strategies as st

from k1.parsing.page.glyphs import clean, compose_accents


def test_ligatures_are_spelled_out() -> None:
    assert clean("e\ufb03cient \ufb02ow") == "efficient flow"


def test_ligatures_of_fonts_without_unicode_are_spelled_out() -> None:
    assert clean("e\x1bect, su\x1ecient, 2\x155") == "effect, sufficient, 2–5"


def test_symbols_in_the_private_use_area_become_greek_letters() -> None:
    assert clean("\uf061 \uf0b1 1") == "α ± 1"


def test_unknown_private_characters_and_control_characters_vanish() -> None:
    assert clean("a\ue123b\x07c\u200b") == "abc"


def test_two_halves_of_a_character_become_one() -> None:
    assert clean("\ud835\udc65") == "\U0001d465"


def test_a_spacing_accent_goes_onto_its_letter() -> None:
    assert compose_accents("M¨uller, Ay¸se") == "Müller, Ayşe"


@given(st.text())
def test_clean_text_holds_nothing_private_and_no_surrogates(text: str) -> None:
    assert not any("\ue000" <= char <= "\uf8ff" or "\ud800" <= char <= "\udfff" for char in clean(text))
