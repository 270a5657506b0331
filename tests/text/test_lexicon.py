from __future__ import annotations

from k1.text.lexicon import is_english, rarity


def test_common_words_are_less_rare_than_terms_and_unknown_words_are_rarest():
    assert rarity("the") < rarity("model") < rarity("eigenvalue") < rarity("pymatgen") == 10.0


def test_case_does_not_matter():
    assert is_english("House")
    assert rarity("House") == rarity("house")
