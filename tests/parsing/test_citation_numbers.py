from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from k1.parsing.citations.numbers import bracketed, expand_numbers, flattened, parenthesised, raised


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("3", (3,)),
        ("3-7, 12", (3, 4, 5, 6, 7, 12)),
        ("1,2,3", (1, 2, 3)),
        ("1\u20133; 5", (1, 2, 3, 5)),
        ("2, 2", (2,)),
        ("9-7", (9, 7)),
        ("1-999", (1, 999)),
    ],
)
def test_ranges_and_lists_are_expanded(printed, expected):
    assert expand_numbers(printed) == expected


@given(st.lists(st.tuples(st.integers(1, 400), st.integers(0, 60)), min_size=1, max_size=8))
def test_expansion_names_every_number_of_every_range_once(ranges):
    printed = ", ".join(f"{first}\u2013{first + more}" if more else str(first) for first, more in ranges)
    expected = [number for first, more in ranges for number in range(first, first + more + 1)]
    assert expand_numbers(printed) == tuple(dict.fromkeys(expected))


@given(st.text(alphabet="0123456789,;-\u2013 ()[]ab", max_size=200))
def test_markers_lie_in_the_text(text):
    for marker in (*bracketed(text), *parenthesised(text), *flattened(text)):
        assert 0 <= marker.start < marker.end <= len(text)


def test_brackets_with_places_and_words_are_markers():
    text = "as shown [see 4, p. 12] and [1]\u2013[3] but not f[2] or [a, b]"
    assert [marker.targets for marker in bracketed(text)] == [(4,), (1, 2, 3)]


@pytest.mark.parametrize(
    ("marker", "numbers"),
    [
        *[
            ("[12d,e]", (12,)),
            ("[3d, 5]", (3, 5)),
            ("[3a, 5d]", (3, 5)),
            ("[12a,b]", (12,)),
            ("[12a\u2013c, 14]", (12, 14)),
            ("[3a-5b]", (3, 4, 5)),
            ("[1, 2, and 3]", (1, 2, 3)),
        ],
        *[("[3 and references therein]", (3,)), ("[3, 5 and refs. therein]", (3, 5))],
    ],
)
def test_parts_of_entries_a_last_and_and_references_therein_belong_to_a_marker(marker, numbers):
    text = f"as shown {marker} here"
    (found,) = bracketed(text)
    assert (text[found.start : found.end], found.targets) == (marker, numbers)


@pytest.mark.parametrize(
    "text",
    [
        "in [2D] space",
        "of [13C] labels",
        "the [12abc] group",
        "a [3 and more] set",
        "of [3d]",
        "the [4h, 6h] window",
        "in [2h-4h and 6h]",
    ],
)
def test_other_words_in_brackets_are_no_markers(text):
    assert bracketed(text) == []


def test_superscripts_after_words_and_stops_are_markers():
    text = "waves1,2 in tanks.3\u20135 Basins"
    spans = [(5, 8), (18, 21)]
    assert [marker.targets for marker in raised(text, spans)] == [(1, 2), (3, 4, 5)]


@pytest.mark.parametrize(
    ("text", "span"),
    [("10 m2 of water", (4, 5)), ("about 106 cells", (8, 9)), ("R2 was high", (1, 2)), ("of 13C labels", (3, 5))],
    ids=["unit", "power of ten", "symbol", "isotope"],
)
def test_exponents_units_and_isotopes_are_no_markers(text, span):
    assert raised(text, [span]) == []


@pytest.mark.parametrize(
    ("text", "span"),
    [
        *[("1.5\u00d7106 cells", (6, 7)), ("2x108 cells", (4, 5)), ("of cells1012/L", (10, 12))],
        *[("of 1.5X106 cells", (9, 10)), ("of 3E105 cells", (7, 8)), ("CFU108 in", (5, 6))],
        *[("titer:106 in", (8, 9)), ("ca.106 cells", (5, 6))],
        *[("the x12 term", (6, 7)), ("SO42\u2212 ions", (3, 4)), ("of H218O in", (5, 7))],
    ],
    ids=[
        "ten",
        "ten after a letter x",
        "ten after a lost sign",
        *(f"ten {n}" for n in range(5)),
        "symbol with an index",
        "charge",
        "isotope",
    ],
)
def test_a_superscript_after_the_digit_of_a_power_an_ion_or_an_isotope_is_no_marker(text, span):
    assert raised(text, [span]) == []


@pytest.mark.parametrize(
    ("name", "number"),
    [("COVID-19", 12), ("IL-10", 6), ("CO2", 5), ("PD-L1", 3), ("GPT-4", 2), ("H2O2", 7), ("p53", 12), ("in 2019", 4)],
)
def test_a_superscript_after_a_name_that_ends_in_a_digit_is_a_marker(name, number):
    text = f"{name}{number} is"
    (marker,) = raised(text, [(len(name), len(name) + len(str(number)))])
    assert marker.targets == (number,)


def test_pieces_of_one_superscript_are_one_marker():
    text = "waves1, 2 in tanks"
    assert [marker.targets for marker in raised(text, [(5, 6), (6, 7), (8, 9)])] == [(1, 2)]
