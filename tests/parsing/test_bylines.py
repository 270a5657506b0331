"""Who is an author: names with places, e-mails, groups or notes beside them, and titles that could be names."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.parsing.first_pages import BODY, HEADED, block, first_page, line, read

from k1.parsing.front.affiliations import find_affiliations
from k1.parsing.front.authors import find_byline, is_name, split_names
from k1.parsing.page.layout import Line


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("P. A. Orlov, B. Quist, Tank Institute, Menlo Park, USA", ["P. A. Orlov", "B. Quist"]),
        ("Pavel Orlov, Shoal College, Narva", ["Pavel Orlov"]),
        ("Pavel Orlov, Shoal Research", ["Pavel Orlov"]),
        ("Pavel Orlov (Researcher) and Berit Quist (Co-ordinator)", ["Pavel Orlov", "Berit Quist"]),
        ("Pavel Orlov p.orlov@tank.example and Berit Quist quist@tank.example", ["Pavel Orlov", "Berit Quist"]),
        ("PAVEL ORLOV and BERIT QUIST, The Shoal Group, Narva", ["Pavel Orlov", "Berit Quist"]),
    ],
)
def test_what_stands_with_names_in_their_line_is_no_name(byline, names):
    front = read(first_page(abstract=HEADED, byline=line(byline, 130, size=11)))
    assert [author.name for author in front.authors] == names


@pytest.mark.parametrize("over", ["https://tanks.example/herring", "28 November 2012", "(March 2, 2013)", "A PREPRINT"])
def test_an_address_of_the_web_a_date_or_a_stamp_may_stand_over_the_names(over):
    byline = find_byline([line(over, 110), line("Pavel Orlov and Berit Quist", 130, size=11), line("Abstract", 200)])
    assert [name for name, _ in byline.names] == ["Pavel Orlov", "Berit Quist"]


def test_a_place_that_is_called_tech_parts_the_names_above_it_from_those_below():
    rows = ("Pavel Orlov", "Virginia Tech, Blacksburg", "Berit Quist", "University of Tanks", "Abstract")
    byline = find_byline([line(text, 130 + 15 * at, size=11) for at, text in enumerate(rows)])
    assert [name for name, _ in byline.names] == ["Pavel Orlov", "Berit Quist"]


@pytest.mark.parametrize(
    "under", ["Revised October 30, 2015", "R Core Development Team", "Virginia Tech", "PII: S01", "PII S01"]
)
def test_a_date_a_team_or_a_number_under_the_names_is_no_name(under):
    byline = find_byline([line("Pavel Orlov", 130, size=11), line(under, 145, size=11), line("Abstract", 200)])
    assert [name for name, _ in byline.names] == ["Pavel Orlov"]


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("Berit M. Quist Pavel C. Orlov", ["Berit M. Quist", "Pavel C. Orlov"]),
        ("Berit M. Quist Pavel C. D. O'Lov Ana L. Ruiz", ["Berit M. Quist", "Pavel C. D. O'Lov", "Ana L. Ruiz"]),
        ("Berit M. Quist Orlov", ["Berit M. Quist Orlov"]),
        ("Berit M. C. Quist", ["Berit M. C. Quist"]),
        ("B. Maria Quist", ["B. Maria Quist"]),
    ],
)
def test_names_a_blank_apart_are_told_by_their_initials(printed, names):
    assert [name for name, _ in split_names(printed)] == names


@pytest.mark.parametrize("label", ["Author: ", "Authors: ", "by "])
def test_a_label_before_names_is_no_part_of_them(label):
    byline = find_byline([line(f"{label}Pavel Orlov", 130, size=11), line("FH Technikum Narva, Estonia", 145, size=11)])
    assert [name for name, _ in byline.names] == ["Pavel Orlov"]


def test_lines_that_begin_like_the_first_and_go_on_with_a_place_hold_names():
    first = line("P. A. Orlov, Tank Institute, Tallinn", 130, size=11)
    second = line("B. Quist, Shoal College, Menlo Park, USA", 143, size=11)
    blocks = first_page(abstract=HEADED, byline=first)
    blocks[3] = block(first, second)
    assert [author.name for author in read(blocks).authors] == ["P. A. Orlov", "B. Quist"]


@pytest.mark.parametrize(
    "text", ["Shoal Shoal Shoal", "The Shoal Group", "Northern Wave Consortium", "Shoal Study Collaboration"]
)
def test_groups_and_rows_of_one_place_are_no_persons(text):
    assert not is_name(text)


def test_a_line_upright_after_names_in_italics_is_no_name():
    name = line("Pavel Orlov", 130, size=11)
    name = Line((replace(name.spans[0], italic=True),), name.text, name.box, 1, 11, italic=True)
    blocks = first_page(abstract=HEADED, byline=name)
    blocks[4] = block(line("Music Technology Area", 143, size=11), line("Shoal College, Narva", 156, size=11))
    assert [author.name for author in read(blocks).authors] == ["Pavel Orlov"]


def test_an_author_named_again_in_a_note_is_one_author():
    blocks = first_page(abstract=HEADED, byline=line("Pavel Orlov", 130, size=11))
    blocks[4] = block(line("Tank Institute, Narva", 145, size=11))
    blocks[5] = block(line("Pavel Orlov", 190, size=11))
    assert [author.name for author in read(blocks).authors] == ["Pavel Orlov"]


@pytest.mark.parametrize("title", ["Tanks", "Shallow Tanks"])
@pytest.mark.parametrize("names", ["Pavel Orlov", "Pavel Orlov, Berit Quist"])
def test_a_short_title_over_names_is_the_title(title, names):
    blocks = [
        block(line(title, 90, size=18)),
        block(line(names, 130, size=12)),
        block(line("1 The measurement of waves", 200, size=14)),
        block(line(BODY, 440)),
    ]
    front = read(blocks)
    assert front.title == title
    assert [author.name for author in front.authors] == names.split(", ")


def test_a_journals_name_over_a_title_that_could_be_a_name_is_not_the_title():
    blocks = [
        block(line("Northern Waves", 30, size=26)),
        block(line("Shallow Northern Tanks", 90, size=18)),
        block(line("Pavel Orlov", 130, size=12)),
        block(line(BODY, 440)),
    ]
    assert read(blocks).title == "Shallow Northern Tanks"


def test_a_department_under_a_name_is_no_name_though_an_and_parts_it():
    blocks = first_page(abstract=HEADED, byline=line("Pavel Orlov", 130, size=11))
    blocks[4] = block(
        line("Dept of Tidal and Coastal Engineering", 143, size=11), line("Narva, New Tallinn", 156, size=11)
    )
    assert [author.name for author in read(blocks).authors] == ["Pavel Orlov"]


def test_names_in_a_narrow_column_beside_the_abstract_are_all_read():
    names = ["Pavel Orlov*", "Tank Institute, Tallinn", "Berit Tamm-", "Quist", "Shoal College, Narva", "Rein Tamm"]
    column = [line(text, 130 + 12 * at, size=7 if at in (1, 4) else 9) for at, text in enumerate(names)]
    abstract = [line("Abstract", 132, size=10, x=200, bold=True)]
    abstract += [line("some words of an abstract beside the names", 145 + 11 * at, size=8, x=200) for at in range(8)]
    rows = sorted([*column, *abstract], key=lambda each: each.box.y0)
    blocks = [
        block(line("Slow waves in shallow tanks", 90, size=18, bold=True)),
        *(block(row) for row in rows),
        block(line(BODY, 260)),
    ]
    assert [author.name for author in read(blocks).authors] == ["Pavel Orlov", "Berit Tamm-Quist", "Rein Tamm"]


def test_a_laboratory_under_names_holds_no_names():
    blocks = first_page(abstract=HEADED, byline=line("PAVEL ORLOV AND BERIT QUIST", 130, size=11))
    blocks[4] = block(line("Laboratory of Slow Waves, Natural Tanks, Cold and Deep", 143, size=11))
    assert [author.name for author in read(blocks).authors] == ["Pavel Orlov", "Berit Quist"]


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Pavel Orlov, Member, IEEE, Berit Quist, Fellow, IEEE", ["Pavel Orlov", "Berit Quist"]),
        ("Pavel Orlov, Student Member, IEEE, and Rein Tamm, Senior Member, IEEE", ["Pavel Orlov", "Rein Tamm"]),
        ("Pavel Orlov, Graduate Student Member, IEEE", ["Pavel Orlov"]),
        ("PAVEL ORLOV (Member, IEEE), AND BERIT QUIST (Life Fellow, IEEE)", ["Pavel Orlov", "Berit Quist"]),
        ("Pavel Orlov, Senior Member, and Berit Quist, Fellow", ["Pavel Orlov", "Berit Quist"]),
    ],
)
def test_a_grade_of_membership_is_no_name(byline, names):
    front = read(first_page(abstract=HEADED, byline=line(byline, 130, size=11)))
    assert [author.name for author in front.authors] == names


def test_a_grade_of_membership_may_be_broken_by_the_end_of_a_line():
    blocks = first_page(abstract=HEADED)
    blocks[3] = block(
        line("Pavel Orlov, Student", 130, size=11), line("Member, IEEE, and Berit Quist, Fellow, IEEE", 143, size=11)
    )
    assert [author.name for author in read(blocks).authors] == ["Pavel Orlov", "Berit Quist"]


@pytest.mark.parametrize("marks", [("st", "nd"), ()])
def test_the_place_of_an_author_in_the_list_is_no_part_of_the_name(marks):
    blocks = first_page(abstract=HEADED)
    names = line("1st Pavel Orlov, 2nd Berit Quist", 130, size=11, marks=marks)
    blocks[3:5] = [block(names), block(line("Tank Institute, Narva", 145, size=9))]
    assert [author.name for author in read(blocks).authors] == ["Pavel Orlov", "Berit Quist"]


def test_numbered_names_side_by_side_are_parted():
    blocks = first_page(abstract=HEADED)
    left = line("1st Pavel Orlov", 130, size=11, x=50, marks=("st",))
    right = line("2nd Berit Quist", 130, size=11, x=320, marks=("nd",))
    places = [line("Tank Institute, Narva", 143, size=9, x=50), line("Shoal College, Tallinn", 143, size=9, x=320)]
    blocks[3:5] = [block(left, right), block(*places)]
    assert [author.name for author in read(blocks).authors] == ["Pavel Orlov", "Berit Quist"]


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Rein D Tamm, Pavel Orlov", ["Rein D Tamm", "Pavel Orlov"]),
        ("Pavel Orlov D, Rein D Tamm D 1 and Berit Quist D", ["Pavel Orlov", "Rein D Tamm", "Berit Quist"]),
        ("Pavel Orlov iD, Berit Quist ID", ["Pavel Orlov", "Berit Quist"]),
    ],
)
def test_a_lone_d_is_an_icon_only_where_a_name_ends(byline, names):
    front = read(first_page(abstract=HEADED, byline=line(byline, 130, size=11)))
    assert [author.name for author in front.authors] == names


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("M.A. Orlov and R.N. Quist", ["M.A. Orlov", "R.N. Quist"]),
        ("M.S. ORLOV, B. QUIST", ["M.S. Orlov", "B. Quist"]),
        ("Pavel Orlov, M.D., Ph.D., Berit Quist, M.A.", ["Pavel Orlov", "Berit Quist"]),
        ("Pavel Orlov, M.S. PhD, Berit Quist, M.D. and Rein Tamm", ["Pavel Orlov", "Berit Quist", "Rein Tamm"]),
        ("PAVEL ORLOV, M.D. AND BERIT QUIST, M.P.H.", ["Pavel Orlov", "Berit Quist"]),
    ],
)
def test_dotted_letters_are_initials_before_a_family_name_and_a_degree_elsewhere(byline, names):
    front = read(first_page(abstract=HEADED, byline=line(byline, 130, size=11)))
    assert [author.name for author in front.authors] == names


SENTENCES = (
    "The association of waves with tanks has long been held to be a matter of how shallow they",
    "are, and a society for the north was built to measure how slow they are in the very end,",
    "which this paper does for most of the tanks that the people of the north have ever built",
    "and for those that no national survey has seen so far, as the tanks were shallow and the",
    "waves in them were not fast enough to be seen by the naked eye in the light of the north.",
)


def test_a_sentence_that_names_a_society_is_no_address():
    blocks = first_page(byline=line("Pavel Orlov and Berit Quist", 130, size=11))
    blocks[4] = block(*(line(text, 160 + 11 * at, size=9) for at, text in enumerate(SENTENCES)))
    front = read(blocks)
    assert [author.affiliations for author in front.authors] == [(), ()]
    assert front.abstract == " ".join(SENTENCES)


def test_an_address_ends_where_sentences_begin():
    blocks = first_page(byline=line("Pavel Orlov and Berit Quist", 130, size=11))
    place = line("Tank Institute, Narva", 145, size=9)
    blocks[4:5] = [block(place), block(*(line(text, 156 + 11 * at, size=9) for at, text in enumerate(SENTENCES)))]
    front = read(blocks)
    assert [author.affiliations for author in front.authors] == [("Tank Institute, Narva",)] * 2
    assert front.abstract == " ".join(SENTENCES)


def test_an_address_may_be_in_small_letters():
    place = "Laboratoire de physique de la mer et des hautes vagues, universit\u00e9 de la c\u00f4te, France"
    blocks = first_page(byline=line("Pavel Orlov", 130, size=11))
    blocks[4] = block(line(place, 145, size=9))
    assert [author.affiliations for author in read(blocks).authors] == [(place,)]


def test_a_line_of_small_letters_may_go_on_with_an_address_that_a_mark_began():
    blocks = first_page(byline=line("Pavel Orlov1 and Berit Quist2", 130, size=11, marks=("1", "2")))
    blocks[4] = block(
        line("1Institute of the North for Waves, with the", 145, size=9, marks=("1",)),
        line("centre of the national society that was built for slow waves, Narva", 156, size=9),
        line("2Shoal College, Tallinn", 167, size=9, marks=("2",)),
    )
    assert [author.affiliations for author in read(blocks).authors][1] == ("Shoal College, Tallinn",)


@pytest.mark.parametrize(
    ("printed", "places"),
    [
        (
            "Department of Waves, Shoal Hospital, 75 Francis Street, Narva",
            {"": "Department of Waves, Shoal Hospital, 75 Francis Street, Narva"},
        ),
        (
            "1 Tank Institute, 12 Shore Road, Tallinn, 2 Shoal College, 3a Quay, Narva",
            {"1": "Tank Institute, 12 Shore Road, Tallinn", "2": "Shoal College, 3a Quay, Narva"},
        ),
        (
            "1 Tank Institute, Tallinn, Estonia 2 Shoal College, Narva, Estonia \u00b6 Corresponding author",
            {"1": "Tank Institute, Tallinn, Estonia", "2": "Shoal College, Narva, Estonia"},
        ),
        ("Tank Institute, 1 Shore Road, Tallinn", {"": "Tank Institute, 1 Shore Road, Tallinn"}),
        (
            "2 Department of Waves, 3 Shore Road, Tallinn 3 Department of Tides, Shoal College, Narva",
            {"2": "Department of Waves, 3 Shore Road, Tallinn", "3": "Department of Tides, Shoal College, Narva"},
        ),
        (
            "2 Department of Waves, Tallinn 3 Department of Tides, Shoal College, Narva",
            {"2": "Department of Waves, Tallinn", "3": "Department of Tides, Shoal College, Narva"},
        ),
        ("2 Hospital Road, Shoal College, Narva", {"": "2 Hospital Road, Shoal College, Narva"}),
        ("Tank Institute. 3 University Avenue, Narva", {"": "Tank Institute. 3 University Avenue, Narva"}),
    ],
)
def test_plain_numbers_lead_to_addresses_where_they_count_them(printed: str, places: dict[str, str]) -> None:
    byline = find_byline([name := line("Pavel Orlov and Berit Quist", 130, size=11)])
    assert find_affiliations([name, line(printed, 150, size=8)], byline)[0] == places


def test_a_number_of_a_street_beside_raised_marks_is_no_mark() -> None:
    byline = find_byline([name := line("Pavel Orlov1 and Berit Quist2", 130, size=11, marks=("1", "2"))])
    below = [
        line("1Tank Institute, 2 Shore Road, Tallinn", 150, size=8, marks=("1",)),
        line("2Shoal College, Narva", 160, size=8, marks=("2",)),
    ]
    places, _ = find_affiliations([name, *below], byline)
    assert places == {"1": "Tank Institute, 2 Shore Road, Tallinn", "2": "Shoal College, Narva"}


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("YI MA, JOHN SMITH, and WEI BA", ["YI MA", "John Smith", "WEI BA"]),
        ("Yi MA and John Smith", ["Yi MA", "John Smith"]),
        ("Jane Doe MA, John Smith, BA, Wei Ba MD MS", ["Jane Doe", "John Smith", "Wei Ba"]),
        ("Jane Doe, PhD MA, John Smith", ["Jane Doe", "John Smith"]),
    ],
)
def test_two_letters_behind_a_single_word_are_a_family_name(byline: str, names: list[str]) -> None:
    assert [name for name, _ in split_names(byline)] == names


@pytest.mark.parametrize(
    "name",
    [
        "Jan van \u2019t Hoff",
        "Jan van 't Hoff",
        "Nawal el-Sayed",
        "Omar al-Rashid",
        "Carlo dell\u2019Acqua",
        "Juan dela Cruz",
        "Ada degli Esposti",
    ],
)
def test_names_hold_the_particles_of_many_languages(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize("text", ["Jan don\u2019t", "The well-being Study", "Tanks all-over"])
def test_words_that_are_like_particles_make_no_name(text: str) -> None:
    assert not is_name(text)


def test_names_may_stand_in_a_column_left_of_the_title():
    title = block(line("Slow waves in shallow tanks", 90, x=200, size=18, bold=True))
    beside = block(line("Pavel ORLOV", 92), line("Shoal College, Narva", 110, size=8))
    front = read([title, beside, block(line(BODY, 440, x=200))])
    assert [author.name for author in front.authors] == ["Pavel ORLOV"]


@pytest.mark.parametrize("sidebar", [("Handling Editor", "Pavel Orlov"), ("Marine Biology", "2011")])
def test_a_sidebar_left_of_the_title_names_no_authors(sidebar):
    title = block(line("Slow waves in shallow tanks", 90, x=260, size=18, bold=True))
    beside = block(*(line(text, 92 + 10 * at, size=8) for at, text in enumerate(sidebar)))
    assert read([title, beside, block(line(BODY, 440, x=260))]).authors == ()


def test_pii_is_a_given_name_too():
    byline = find_byline([line("Pii Nyman and Berit Quist", 130, size=11), line("Abstract", 200)])
    assert [name for name, _ in byline.names] == ["Pii Nyman", "Berit Quist"]
