from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from k1.parsing.references.authors import given_first, read_author_list

THREE = ("P. A. Orlov", "B. Quist", "R. J. Tamm")


@pytest.mark.parametrize(
    "text",
    [
        "Orlov PA, Quist B, Tamm RJ. Slow waves",
        "Orlov, P. A., Quist, B., & Tamm, R. J. (2011)",
        "Orlov, P.A.; Quist, B.; Tamm, R.J. Slow waves",
        "Orlov, P. A., Quist, B. & Tamm, R. J. Slow waves",
        "P. A. Orlov, B. Quist, and R. J. Tamm, \u201cSlow waves",
        "Orlov, P. A., B. Quist, and R. J. Tamm. 2011",
        "Orlov P A, Quist B and Tamm R J 2011 Slow waves",
        "P. A. Orlov, B. Quist and R. J. Tamm, J. Tank Phys. 12, 45 (2011)",
        "P. A. Orlov, B. Quist, R. J. Tamm, Nat. Tank., 2011, 12, 45",
    ],
)
def test_every_order_of_names_yields_the_same_authors(text):
    assert read_author_list(text).names == THREE


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("van der Berg JM", "J. M. van der Berg"),
        ("Berg, J. M. van der", "J. M. van der Berg"),
        ("D'Arno A", "A. D'Arno"),
        ("O\u2019Sund, K.-L.", "K.-L. O\u2019Sund"),
        ("Di Marzo G", "G. Di Marzo"),
        ("Abd-El Rami L", "L. Abd-El Rami"),
        ("Moss, K., Jr.", "K. Moss"),
        ("\u00c5berg, \u00d8.", "\u00d8. \u00c5berg"),
        ("Quist, Berit Anna", "Berit Anna Quist"),
        ("de Quist Berg A H", "A. H. de Quist Berg"),
        ("\u2019t Sund, G.", "G. \u2019t Sund"),
        ("Noor, S.-i.", "S.-i. Noor"),
        ("v. Sund, K.", "K. v. Sund"),
    ],
)
def test_particles_hyphens_and_accents_stay_with_the_family_name(printed, expected):
    assert given_first(printed) == expected


@pytest.mark.parametrize("name", ["Jason C. Hsu", "W. H. E. Day", "A. Yu. Orlov"])
def test_a_family_name_of_three_letters_is_no_initial(name):
    assert read_author_list(f"{name}. Foreword: Tanks and waves").names == (name,)


def test_et_al_ends_the_list_and_is_no_author():
    names, end = read_author_list("Orlov PA, Quist B, et al.: Slow waves")
    assert names == ("P. A. Orlov", "B. Quist")
    assert end == len("Orlov PA, Quist B, et al.")


def test_the_list_ends_where_the_title_begins():
    text = "P. Orlov, B. Quist, Slow waves in E. coli tanks, J. Tank Res. 12 (2011)"
    names, end = read_author_list(text)
    assert names == ("P. Orlov", "B. Quist")
    assert text[end:].startswith(", Slow waves")


def test_joining_words_in_capitals_join_names_in_capitals():
    assert read_author_list("ORLOV, P. A., AND QUIST, B. Slow waves").names == ("P. A. ORLOV", "B. QUIST")


@pytest.mark.parametrize("others", ["et al.", "and others", "and Coauthors", "and co-workers"])
def test_others_are_no_authors(others):
    names, end = read_author_list(f"Orlov, P. A., {others}, 2011: Slow waves")
    assert (names, end) == (("P. A. Orlov",), len(f"Orlov, P. A., {others}"))


def test_et_al_without_marks_ends_names_without_marks():
    names, end = read_author_list("Orlov P A et al 2011 Slow waves")
    assert (names, end) == (("P. A. Orlov",), len("Orlov P A et al"))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Tank Collaboration XIII, 2016, Tank, 594, A13", ("Tank Collaboration XIII",)),
        ("Tank Collaboration, Orlov, P. A., Quist, B., et al. 2011", ("Tank Collaboration", "P. A. Orlov", "B. Quist")),
        ("Orlov PA, Quist B; DEEP Study Group. Slow waves", ("P. A. Orlov", "B. Quist", "DEEP Study Group")),
        ("P. Orlov and the Tank Research Group, \u201cSlow waves", ("P. Orlov", "the Tank Research Group")),
    ],
)
def test_a_collaboration_is_an_author(text, names):
    assert read_author_list(text).names == names


@pytest.mark.parametrize(
    "behind",
    [" et al. (Tank and Basin Collaborations)", " et al (Tank Collaboration)", ", for the Tank Consortium"],
)
def test_a_collaboration_that_the_authors_speak_for_belongs_to_the_list(behind):
    names, end = read_author_list(f"P. Orlov{behind}, Slow waves")
    assert (names, end) == (("P. Orlov",), len(f"P. Orlov{behind}"))


@pytest.mark.parametrize(
    "journal", ["Acc. Tank Res. 1982, 15, 178", "Ber. Tank. 1982, 15, 178", "J. Am. Chem. Soc. 1982, 15, 178"]
)
def test_short_words_up_to_a_volume_are_no_initials(journal):
    assert read_author_list(f"Orlov, P.; Quist, A. {journal}").names == ("P. Orlov", "A. Quist")


@pytest.mark.parametrize(
    ("text", "name"), [("Quist, Berit A. The Tank", "Berit A. Quist"), ("K. v. Sund, Tank 12, 45", "K. v. Sund")]
)
def test_an_initial_ends_given_names_and_a_particle_may_be_cut_short(text, name):
    assert read_author_list(text).names == (name,)


@pytest.mark.parametrize(
    ("text", "names", "title"),
    [
        ("Orlov J. E. coli O157:H7 in tanks. J Tank", ("J. Orlov",), "E. coli"),
        ("Orlov J. U.S. trends in tanks. Tank 12", ("J. Orlov",), "U.S. trends"),
        ("Orlov, P. A., Quist, B. C. elegans in tanks. Tank 12", ("P. A. Orlov", "B. Quist"), "C. elegans"),
    ],
)
def test_letters_before_a_word_without_a_capital_begin_the_title(text, names, title):
    found, end = read_author_list(text)
    assert (found, text[end:].strip().startswith(title)) == (names, True)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("J. M. van der Berg, Slow waves", ("J. M. van der Berg",)),
        ("Orlov, P. A. and Quist, B. C. eds. Slow waves", ("P. A. Orlov", "B. C. Quist")),
        ("Orlov, P. A. et al. Slow waves", ("P. A. Orlov",)),
        ("Orlov, P. A. on behalf of the Tank Team, Slow waves", ("P. A. Orlov",)),
    ],
)
def test_initials_before_particles_and_joining_words_are_the_authors(text, names):
    assert read_author_list(text).names == names


def test_an_initial_among_given_names_does_not_end_the_list():
    names = read_author_list("Orlov, Pavel, Pacer, M., Quist, Berit, & Tamm, Rein. (2018)").names
    assert names == ("Pavel Orlov", "M. Pacer", "Berit Quist", "Rein Tamm")


def test_a_particle_before_a_family_name_is_no_given_name():
    text = "De Orlov, S. Multivariate Calibration; Shoal Press"
    names, end = read_author_list(text)
    assert (names, text[:end]) == (("S. De Orlov",), "De Orlov, S.")


def test_a_title_of_two_things_is_no_name():
    names, end = read_author_list("McOrlov B. Slow and damaging waves. J Tank Res. 1998;338:171-9.")
    assert (names, end) == (("B. McOrlov",), len("McOrlov B."))


def test_the_last_of_a_list_may_have_its_given_name_written_out():
    text = "P. Clint Orlov and Berit Quist. TANK (Waves in Tanks). 2004."
    names, end = read_author_list(text)
    assert (names, text[end:][:6]) == (("P. Clint Orlov", "Berit Quist"), ". TANK")


@pytest.mark.parametrize("initials", ["P A", "P.A", "PA"])
def test_initials_before_a_name_may_lack_full_stops(initials):
    names = read_author_list(
        f"{initials} Orlov, B Quist, and R Tamm. Waves in shallow tanks. Tank Letters, 2010."
    ).names
    assert [name.split()[-1] for name in names] == ["Orlov", "Quist", "Tamm"]


def test_what_and_joins_to_a_name_is_no_journal():
    text = "B. De Orlov and R. Quist. Waves and T-tanks. J. Tank. Anal. Appl., 267:531-547, 2002."
    assert read_author_list(text).names == ("B. De Orlov", "R. Quist")


def test_junior_is_no_given_name_of_the_title_behind_him():
    text = "P. H. Orlov Jr. Hierarchical waves in a tank. J. Tank Res., 58:236, 1963."
    names, end = read_author_list(text)
    assert (names, text[end:][:14].strip()) == (("P. H. Orlov",), "Hierarchical")


def test_a_group_in_a_title_is_no_author():
    assert read_author_list("P. Orlov, The Monster Group, J. Tank 12, 45").names == ("P. Orlov",)


def test_a_sentence_is_no_list_of_authors():
    assert read_author_list("slow waves in shallow tanks").names == ()


@given(st.text(alphabet="Abc .,&;-'", max_size=300))
def test_the_end_of_a_list_lies_in_the_text(text):
    names, end = read_author_list(text)
    assert 0 <= end <= len(text)
    assert bool(names) == (end > 0)
