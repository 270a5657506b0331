"""Where the author list of an entry ends: initials without full stops, bodies as authors, titles of one word."""

from __future__ import annotations

import pytest
from tests.parsing.lines_by_hand import make_line

from k1.parsing.references.entries import split_entries
from k1.parsing.references.fields import read_reference_fields

TITLE = "Slow waves in shallow tanks"
REST = f"{TITLE}. J Tank Res 2011;12:45-59."


def authors(text: str) -> tuple[str, ...]:
    fields = read_reference_fields(text)
    assert fields.title == TITLE
    return fields.authors


def test_initials_without_full_stops_before_the_family_name_may_be_hyphenated() -> None:
    assert authors(f"J-P Quist, A Tamm. {REST}") == ("J-P Quist", "A Tamm")


@pytest.mark.parametrize("body", ["British Tank Society", "Shoal Task Force"])
def test_a_body_behind_a_semicolon_is_an_author(body: str) -> None:
    assert authors(f"Quist B, Tamm R; {body}. {REST}") == ("B. Quist", "R. Tamm", body)


def test_those_in_whose_name_authors_write_are_no_part_of_the_title() -> None:
    assert authors(f"Quist B, Tamm R; for the TANKS study group. {REST}") == ("B. Quist", "R. Tamm")


def test_a_body_may_print_its_short_name_behind_its_own() -> None:
    assert authors(f"Centers for Tank Control (CTC). {REST}") == ("Centers for Tank Control (CTC)",)


def test_the_one_word_of_a_title_before_its_subtitle_is_no_family_name() -> None:
    fields = read_reference_fields("Quist DP, Ba J. Adam: A method for tanks. arXiv. 2014.")
    assert (fields.authors, fields.title) == (("D. P. Quist", "J. Ba"), "Adam: A method for tanks")


def test_a_title_of_one_word_before_its_journal_is_no_family_name() -> None:
    fields = read_reference_fields("Quist B. Hypertension. N Engl J Med. 2001;45:5-32.")
    assert (fields.authors, fields.title, fields.venue) == (("B. Quist",), "Hypertension", "N Engl J Med")


def test_a_single_name_with_an_initial_in_its_midst_is_read_whole() -> None:
    assert authors(f"Berit A. Quist. {REST}") == ("Berit A. Quist",)


def test_labels_of_names_and_years_in_brackets_are_no_part_of_entries() -> None:
    texts = [
        "[Quist and Tamm, 2011] Quist, B. and Tamm, R. (2011). Waves.",
        "[Reed et al., 2012a] Reed, N. (2012a). Tanks.",
    ]
    entries = split_entries([make_line(text, 50, 100 + 12 * n) for n, text in enumerate(texts)])
    assert [entry.label for entry in entries] == ["Quist and Tamm, 2011", "Reed et al., 2012a"]


def test_the_editors_of_a_book_are_no_part_of_its_name() -> None:
    text = f"Quist B. {TITLE}. In: Tamm R, Reed N, editors. Handbook of tanks. Narva: Shoal Press; 2001. p. 12-39."
    assert (read_reference_fields(text).venue or "").startswith("Handbook of tanks")
