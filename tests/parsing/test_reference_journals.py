"""Journals that no mark parts from the authors before them or from the title before them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from k1.parsing.references.journal import begins_journal, journal_start


@pytest.mark.parametrize(
    "text",
    [
        "J. Tank Phys. 98, 5648 (1993)",
        "Nat. Tanks., 2007, 6, 183",
        "Rev. Mod. Tank. 82 (2010) 3045",
        "Ann. Tank. (N.Y.) 321, 2 (2006)",
        "J. Tank. 2011, 12, 451",
        "Nat. Photonics, 2014, 8, 488",
    ],
)
def test_abbreviations_up_to_a_volume_are_a_journal(text: str) -> None:
    assert begins_journal(text, 0)


@pytest.mark.parametrize(
    "text",
    [
        "R. Tamm. 2010. Slow waves",
        "R. Tamm, and P. Orlov, Rev. Mod. Tank. 73, 515",
        "R. Tamm. Slow waves. 12, 45",
        "Tamm R J and Orlov P 1996 Tank Lett. 77 3865",
        "R. Tamm, 12, 45",
        "Tamm R. 1,25-Dihydroxy waves",
        "R. Tamm. 1,25-Dihydroxy waves",
        "Tamm R. 2:1 mixtures of waves",
        "R. Tamm, 2011, 3D waves, Tank 12, 45",
    ],
)
def test_names_of_authors_are_no_journal(text: str) -> None:
    assert not begins_journal(text, 0)


@pytest.mark.parametrize(
    ("title", "journal"),
    [
        ("Slow waves in shallow tanks", "Rev. Mod. Tank."),
        ("Slow waves in shallow tanks", "New J. Phys."),
        ("Slow waves in shallow tanks", "Nature"),
        ("Slow waves in shallow tanks", "J. Tank.: Condens. Water"),
        ("Slow waves in shallow tanks", "Ann. Tank., NY"),
        ("Slow waves in shallow tanks", "Journal of the Tank Society"),
        ("Slow waves in shallow tanks", "Tank Sci. & Technol."),
        ("Can waves in tanks be slow?", "Tank Lett."),
        ("Slow waves observed at the LHC", "Tank Lett. B"),
        ("Slow waves of water above GaAs", "Appl. Tank. Lett."),
        ("Slow waves in shallow tanks", "IEEE Trans. Tank Theory"),
        ("Slow Waves in Shallow Tanks", "Rev. Mod. Tank."),
        ("Theory of Waves", "Tank. Rev."),
    ],
)
def test_a_journal_begins_where_the_capitalised_words_at_the_end_do(title: str, journal: str) -> None:
    assert f"{title} {journal}"[journal_start(f"{title} {journal}") :] == journal


def test_a_text_that_is_all_journal_has_no_title() -> None:
    assert journal_start("Tank. Rev. Lett.") == 0


def test_a_text_that_ends_in_prose_has_no_journal() -> None:
    assert journal_start("Slow waves in tanks") == len("Slow waves in tanks")


@given(st.text(alphabet="Ab. ,;(1of", max_size=300))
def test_a_journal_begins_inside_its_text(text: str) -> None:
    assert 0 <= journal_start(text) <= len(text)
    assert begins_journal(text, 0) in {True, False}


@pytest.mark.parametrize("piece", ["J. ", "of the ", "Phys", "A", "12 "])
def test_a_journal_is_sought_in_a_few_words_of_a_long_text_only(piece: str) -> None:
    text = piece * 100_000
    began = time.process_time()
    journal_start(text)
    begins_journal(text, 0)
    assert time.process_time() - began < 0.5
