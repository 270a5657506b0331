from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from k1.text.normalisation import name_key, singular, title_key, words_of


@pytest.mark.parametrize(
    ("plural", "expected"),
    [
        ("processes", "process"),
        ("networks", "network"),
        ("studies", "study"),
        ("analyses", "analysis"),
        ("physics", "physics"),
        ("bias", "bias"),
        ("analysis", "analysis"),
        ("loss", "loss"),
        ("sizes", "size"),
        ("matrices", "matrix"),
        ("metastases", "metastasis"),
        ("diagnoses", "diagnosis"),
        ("diseases", "disease"),
        ("diabetes", "diabetes"),
        ("leaves", "leaf"),
        ("viruses", "virus"),
        ("fetuses", "fetus"),
        ("stapes", "stapes"),
        ("antibiotics", "antibiotic"),
    ],
)
def test_a_plural_finds_its_singular(plural, expected):
    assert singular(plural) == expected


def test_printings_of_one_name_share_a_key():
    assert name_key("Gaussian Processes") == name_key("gaussian  process") == name_key("Gaussian-process")
    assert name_key("GANs") == name_key("GAN")


@given(st.text(max_size=40))
def test_a_name_key_is_stable(name):
    assert name_key(name_key(name)) == name_key(name_key(name_key(name)))


def test_two_printings_of_a_title_share_a_key():
    assert title_key("emcee: The MCMC Hammer") == title_key("Emcee — the MCMC hammer.")
    assert words_of("A–B, c") == ["a", "b", "c"]
