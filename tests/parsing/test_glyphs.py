"""Characters as print meant them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from k1.parsing.page.glyphs import clean, compose_accents


def test_ligatures_are_spelled_out() -> None:
    assert clean("e\ufb03cient \ufb02ow") == "efficient flow"


def test_ligatures_of_fonts_without_unicode_are_spelled_out() -> None:
    assert clean("e\x1bect, su\x1ecient, 2\x155") == "effect, sufficient, 2–5"


@pytest.mark.parametrize(
    ("stored", "printed"),
    [
        ("scienti\u6600\u6900c", "scientific"),
        ("e\u6600\ucf00cient", "efficient"),
        ("shu\u6600\ud200e", "shuffle"),
        ("so\u6600\u7400ware", "software"),
        ("\u5400\u6800e", "The"),
        ("\u6600", "\u6600"),
        ("\u4e00\u6600", "\u4e00\u6600"),
    ],
)
def test_ligatures_whose_bytes_were_exchanged_are_spelled_out(stored: str, printed: str) -> None:
    assert clean(stored) == printed


def test_symbols_in_the_private_use_area_become_greek_letters() -> None:
    assert clean("\uf061 \uf0b1 1") == "α ± 1"


def test_unknown_private_characters_and_control_characters_vanish() -> None:
    assert clean("a\ue123b\x07c\u200b") == "abc"


def test_two_halves_of_a_character_become_one() -> None:
    assert clean("\ud835\udc65") == "\U0001d465"


def test_a_spacing_accent_goes_onto_its_letter() -> None:
    assert compose_accents("M¨uller, Ay¸se") == "Müller, Ayşe"


def test_a_breve_over_a_letter_that_has_none_is_a_caron() -> None:
    assert compose_accents("˘Strumbelj, Er˘gin") == "Štrumbelj, Erğin"


@pytest.mark.parametrize(
    ("printed", "composed"),
    [
        ("M¨ uller, Zdenˇ ek", "Müller, Zdeněk"),
        ("Andr´ e Gonz´ alez, Jos´ e Garc´ ıa", "André González, José García"),
        ("Poincar´ e, Universit´ e de Montr´ eal", "Poincaré, Université de Montréal"),
        ("¨ Ozt¨ urk, Bras´ ılia, Demirta¸ s", "Öztürk, Brasília, Demirtaş"),
        ("Garc´ıa, GARC´IA, Rodr´ıguez-P´erez", "García, GARCÍA, Rodríguez-Pérez"),
        ("´Swiat, ´s", "Świat, ś"),
        ("˚Angstr¨om, H˚akan", "Ångström, Håkan"),
    ],
)
def test_an_accent_goes_onto_its_letter_within_a_word(printed: str, composed: str) -> None:
    assert compose_accents(printed) == composed


@pytest.mark.parametrize(
    "printed",
    [
        "Alzheimer´s disease",
        "Côte d´Ivoire and L´Aquila",
        "the 5´ end and the 3´end",
        "at 45˚ and 30˚C, at 60˚and",
        "the patients´ age",
        "Alzheimer´ s disease",
        "S. Duran´ and Zdenekˇ and L. Roe",
        "S. Duran´ L. Roe",
        "Zdenekˇ Hurák",
        "the gradient ˆ clip",
    ],
)
def test_primes_degrees_apostrophes_and_accents_that_stand_apart_stay(printed: str) -> None:
    assert compose_accents(printed) == printed


@given(st.text())
def test_clean_text_holds_nothing_private_and_no_surrogates(text: str) -> None:
    assert not any("\ue000" <= char <= "\uf8ff" or "\ud800" <= char <= "\udfff" for char in clean(text))
