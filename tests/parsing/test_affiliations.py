"""Affiliations wherever a PDF prints them."""

import pytest
from tests.parsing.first_pages import BODY, HEADED, block, first_page, line, read

from k1.parsing.front.affiliations import find_affiliations
from k1.parsing.front.authors import find_byline
from k1.parsing.front.named_places import named_places
from k1.parsing.page.layout import Line

TANK, SHOAL = "Tank Institute, Tallinn, Estonia", "Shoal College, Narva, Estonia"
BYLINE = line("Pavel Orlov1 and Berit Quist2", 130, size=11, marks=("1", "2"))


def places(*below: Line) -> dict[str, str]:
    return find_affiliations([BYLINE, *below], find_byline([BYLINE]))[0]


def test_a_note_at_the_end_lists_all_of_which_the_first_page_prints_some() -> None:
    blocks = first_page(abstract=HEADED)
    blocks[4] = block(
        line("1Tank Institute, University of the North, Tallinn, Estonia", 150, size=8, marks=("1",)),
        line("Full list of author information is available at the end of the article", 160, size=8),
    )
    heading = line("Author details", 600, size=7)
    listed = [
        line(f"1{TANK}.", 610, size=7, marks=("1",)),
        line(f"2{SHOAL}.", 620, size=7, marks=("2",)),
    ]
    orlov, quist, _ = read([*blocks, block(heading, *listed), block(line(BODY, 700))]).authors
    assert (orlov.affiliations, quist.affiliations) == ((TANK, SHOAL), (SHOAL,))


def test_addresses_beside_an_abstract_go_on_below_its_heading() -> None:
    first = line("1Tank Institute, the North,", 150, size=8, x=50, marks=("1",))
    rest = [line("Tallinn, Estonia", 160, size=8, x=50), line(f"2{SHOAL}", 170, size=8, x=50, marks=("2",))]
    beside = [line("Abstract", 152, size=9, x=300), line("Waves in tanks are slow and we say how slow.", 162, x=300)]
    read_places = places(first, beside[0], rest[0], beside[1], rest[1])
    assert read_places == {"1": "Tank Institute, the North, Tallinn, Estonia", "2": SHOAL}


def test_marks_may_stand_apart_from_their_addresses() -> None:
    below = [line("1", 149, size=5, x=50), line(f"{TANK};", 150, size=8, x=60)]
    below += [line("p.orlov@shoal.example (P.O.)", 160, size=8, x=60)]
    below += [line("2", 169, size=5, x=50), line(SHOAL, 170, size=8, x=60)]
    assert places(*below) == {"1": TANK, "2": SHOAL}
    foot = [line("Received: 1 May 2020", 145, size=8), line(BODY, 300, x=320), *below]
    assert places(*foot) == {"1": TANK, "2": SHOAL}


def test_a_line_of_an_e_mail_ends_no_list_that_counts_on() -> None:
    below = [line(f"1{TANK};", 150, size=8, marks=("1",)), line("E-Mail: p.orlov@shoal.example", 160, size=8)]
    assert places(*below, line(f"2{SHOAL}", 170, size=8, marks=("2",))) == {"1": TANK, "2": SHOAL}


def test_addresses_may_be_called_so_and_joined_by_and() -> None:
    assert places(line(f"Address: {TANK}", 150, size=8)) == {"": TANK}
    listed = [line(f"1{TANK} and", 150, size=8, marks=("1",)), line(f"2{SHOAL}", 160, size=8, marks=("2",))]
    assert places(*listed) == {"1": TANK, "2": SHOAL}


def test_a_name_broken_at_its_hyphen_is_joined() -> None:
    below = [line("Institute of Tanks, Clermont-", 150, size=8), line("Ferrand, France", 160, size=8)]
    assert places(*below) == {"": "Institute of Tanks, Clermont-Ferrand, France"}


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("Neuro-", "science, Narva, Estonia", "Neuroscience"),
        ("Tanks, Buenos Aires, Argen-", "tina", "Argentina"),
        ("Tanks, Vand\u0153uvre-", "l\u00e8s-Nancy, France", "Vand\u0153uvre-l\u00e8s-Nancy"),
        ("Evidence-", "based Medicine, Narva, Estonia", "Evidence-based"),
    ],
)
def test_a_word_of_an_address_that_a_line_end_broke_is_whole(before: str, after: str, joined: str) -> None:
    (read_place,) = places(line(f"Institute of {before}", 150, size=8), line(after, 160, size=8)).values()
    assert joined in read_place


def test_an_address_that_names_no_known_place_is_one_beside_another() -> None:
    names = [line("Pavel Orlov", 130, size=12, x=150, bold=True), line("Berit Quist", 130, size=12, x=350, bold=True)]
    below = [line("Tank University", 146, size=11, x=145), line("Shoal Project", 146, size=11, x=345)]
    text = [line("Abstract", 200, bold=True), line(BODY, 215)]
    blocks = [block(line("Slow waves in shallow tanks", 90, size=18, bold=True)), block(*names), block(*below)]
    authors = read([*blocks, *(block(each) for each in text)]).authors
    assert [author.affiliations for author in authors] == [("Tank University",), ("Shoal Project",)]


def test_a_note_may_call_the_authors_by_their_initials() -> None:
    names = line("Pavel A. Orlov \u00b7 Berit Quist \u00b7 Rein Tamm", 130, size=11)
    note = [line("P. A. Orlov (*) \u00b7", 600, size=8), line("B. Quist", 609, size=8), line(TANK, 618, size=8)]
    note += [line("e-mail: orlov@shoal.example", 627, size=8), line(BODY, 628, x=320)]
    note += [line("R. Tamm", 640, size=8), line("Shoal College,", 649, size=8), line("Narva, Estonia", 658, size=8)]
    note += [line(BODY, 700, size=8)]
    byline = find_byline([names])
    found, marked = named_places([names, *note], byline)
    assert [[found[mark] for mark in marks] for _, marks in marked.names] == [[TANK], [TANK], [SHOAL]]
    assert named_places([names, *note[:4]], byline)[0] == {}


def authors_of(*below: Line) -> list[tuple[str, tuple[str, ...]]]:
    blocks = [block(line("Slow waves in shallow tanks", 90, size=18, bold=True)), *(block(each) for each in below)]
    text = [block(line("Abstract", 300, bold=True)), block(line(BODY, 315))]
    return [(author.name, author.affiliations) for author in read([*blocks, *text]).authors]


def test_names_above_each_other_in_a_grid_share_the_address_below_them() -> None:
    grid = [
        line("Pavel Orlov", 130, size=12, x=100),
        line("Rein Tamm", 130, size=12, x=350),
        line("Shoal Project", 144, size=10, x=350),
        line("Berit Quist", 144, size=12, x=100),
        line("Narva, Iceland", 156, size=10, x=350),
        line("Tank Research", 158, size=10, x=100),
        line("orlov@tank.example", 170, size=10, x=100),
        line("Liis Kask", 200, size=12, x=100),
        line("Ott Mets", 200, size=12, x=350),
        line("Lake University", 214, size=10, x=100),
        line("Bay Group", 214, size=10, x=350),
    ]
    tank, shoal = ("Tank Research",), ("Shoal Project Narva, Iceland",)
    assert authors_of(*grid) == [
        ("Pavel Orlov", tank),
        ("Berit Quist", tank),
        ("Rein Tamm", shoal),
        ("Liis Kask", ("Lake University",)),
        ("Ott Mets", ("Bay Group",)),
    ]


def test_one_word_and_an_e_mail_below_each_of_a_row_of_names_are_their_places() -> None:
    grid = [
        line("Pavel Orlov", 130, size=12, x=100, bold=True),
        line("Berit Quist", 130, size=12, x=350, bold=True),
        line("Tankum", 144, size=12, x=100),
        line("Shoalum", 144, size=12, x=350),
        line("orlov@tank.example", 158, size=12, x=100),
        line("quist@shoal.example", 158, size=12, x=350),
    ]
    assert authors_of(*grid) == [("Pavel Orlov", ("Tankum",)), ("Berit Quist", ("Shoalum",))]


def test_signs_set_as_text_that_begin_addresses_are_their_marks() -> None:
    read_places = places(line(f"\u2020{TANK}", 150, size=8), line(f"\u2021{SHOAL}", 160, size=8))
    assert read_places == {"\u2020": TANK, "\u2021": SHOAL}


def test_a_sign_below_an_address_without_one_marks_a_note() -> None:
    read_places = places(line(TANK, 150, size=8), line("\u2020These authors contributed equally.", 160, size=8))
    assert list(read_places) == [""]


def test_the_address_of_the_corresponding_author_at_the_foot_is_no_part_of_the_last() -> None:
    foot = [line(f"1{TANK}", 700, size=8, marks=("1",)), line(f"2{SHOAL}", 709, size=8, marks=("2",))]
    foot += [line("Corresponding author:", 718, size=8), line(f"Berit Quist, {SHOAL}", 727, size=8)]
    assert places(line("Abstract", 150), line(BODY, 170, x=320), *foot) == {"1": TANK, "2": SHOAL}


def test_a_mark_that_says_who_contributed_equally_leads_to_no_place() -> None:
    below = [line(f"1{TANK}", 150, size=8, marks=("1",)), line(f"2{SHOAL}", 159, size=8, marks=("2",))]
    assert places(*below, line("*these authors contributed equally", 168, size=8, marks=("*",))) == {
        "1": TANK,
        "2": SHOAL,
    }
