"""First pages of invented papers in several layouts."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from tests.parsing.first_pages import BODY, HEADED, PROSE, block, first_page, line, read

from k1.parsing.front.authors import is_name, split_names
from k1.parsing.front.front_matter import read_front_matter
from k1.parsing.front.keywords import find_keywords, split_keywords
from k1.parsing.page.layout import BlockKind, Line, Page
from k1.schema.provenance import Box


def test_title_authors_abstract_and_keywords_are_read():
    front = read(first_page(abstract=HEADED))
    assert front.title == "Slow waves in shallow tanks"
    assert [author.name for author in front.authors] == ["Pavel Orlov", "Berit Quist", "Rein J. Tamm"]
    assert front.abstract == PROSE
    assert front.keywords == ("waves", "tanks", "the north")
    assert front.article_type == "RESEARCH ARTICLE"


def test_marks_lead_authors_to_their_affiliations():
    orlov, quist, _ = read(first_page(abstract=HEADED)).authors
    assert [place.split(",")[0] for place in orlov.affiliations] == ["Tank Institute", "Department of Waves"]
    assert [place.split(",")[0] for place in quist.affiliations] == ["Department of Waves"]
    assert quist.corresponding
    assert not orlov.corresponding


def test_an_address_is_kept_as_a_digest_only():
    front = read(first_page(abstract=HEADED))
    assert front.authors[1].email_sha256 == hashlib.sha256(b"b.quist@shoal.example").hexdigest()
    assert "@" not in repr(front.authors)


def test_a_masthead_larger_than_the_title_is_not_the_title():
    blocks = [block(line("Journal of Tank Research", 30, size=26, bold=True)), *first_page(abstract=HEADED)]
    assert read(blocks).title == "Slow waves in shallow tanks"


def test_a_journals_name_is_not_the_title_even_where_it_is_printed_once():
    blocks = [block(line("Northern Journal of Shallow Water", 30, size=26, bold=True)), *first_page(abstract=HEADED)]
    assert read(blocks).title == "Slow waves in shallow tanks"


def test_a_programs_name_in_light_type_does_not_part_a_bold_title():
    name = line("wader:", 90, size=18)
    rest = line(" slow waves counted", 90, size=18, x=105, bold=True)
    first = Line((*name.spans, *rest.spans), "wader: slow waves counted", name.box, 1, 18.0, True)
    title = block(first, line("in shallow tanks", 112, size=18, bold=True))
    front = read([title, block(line("Pavel Orlov and Berit Quist", 150, size=11)), *HEADED])
    assert front.title == "wader: slow waves counted in shallow tanks"


def test_a_line_with_the_doi_in_its_row_is_not_the_title():
    banner = [
        block(line("NORTHERN WATERS TANK NOTE", 30, size=17)),
        block(line("doi:10.9999/tank.7", 34, size=8, x=450)),
    ]
    assert read([*banner, *first_page(abstract=HEADED)]).title == "Slow waves in shallow tanks"


def test_a_slide_is_called_as_its_metadata_say_though_in_two_words_and_never_by_its_date():
    slide = [block(line("Shallow Tanks", 90, size=14)), block(line("October 21, 2014", 160, size=11))]
    assert read(slide, metadata={"Title": "Shallow Tanks"}).title == "Shallow Tanks"
    assert read(slide).title == "Shallow Tanks"


def test_metadata_decide_between_candidates_that_are_printed():
    blocks = [block(line("Special issue on northern waters", 30, size=26)), *first_page(abstract=HEADED)]
    assert read(blocks, metadata={"Title": "Slow waves in shallow tanks"}).title == "Slow waves in shallow tanks"


@pytest.mark.parametrize(
    "abstract",
    [
        (block(line(f"Abstract: {PROSE}", 200, size=9)),),
        (block(line(f"Abstract {PROSE}", 200, size=9)),),
        (block(line(f"Resumo: {PROSE}", 200, size=9)),),
        (block(line(f"ABSTRACT\u2014{PROSE} Keywords: waves, tanks", 200, size=9)),),
        (block(line("A B S T R A C T", 200, size=9)), block(line(PROSE, 220, size=9))),
        (block(line(PROSE, 220, size=9, bold=True)),),
    ],
    ids=["run in with colon", "run in", "in Portuguese", "run in with dash and keywords", "spaced", "without heading"],
)
def test_an_abstract_is_found_however_it_is_announced(abstract):
    assert read(first_page(abstract=abstract)).abstract == PROSE


def test_a_structured_abstract_is_read_to_its_end():
    parts = [
        block(line(f"{head}: {PROSE}", 220 + 20 * at, size=9))
        for at, head in enumerate(("Background", "Methods", "Results", "Conclusions"))
    ]
    front = read(first_page(abstract=(HEADED[0], *parts, HEADED[2])))
    assert all(f"{head}:" in front.abstract for head in ("Background", "Methods", "Results", "Conclusions"))


def test_a_structured_abstract_needs_no_heading():
    parts = [
        block(line(f"{head}: {PROSE}", 220 + 20 * at, size=9)) for at, head in enumerate(("Background", "Results"))
    ]
    assert read(first_page(abstract=parts)).abstract == f"Background: {PROSE} Results: {PROSE}"


def test_authors_with_an_address_below_each_are_all_read():
    blocks = [
        block(line("Slow waves in shallow tanks", 90, size=18, bold=True)),
        block(line("Pavel Orlov", 120, size=11)),
        block(line("Tank Institute, University of the North", 132, size=9)),
        block(line("Berit Quist", 150, size=11)),
        block(line("Department of Waves, Shoal College", 162, size=9)),
        *HEADED,
    ]
    orlov, quist = read(blocks).authors
    assert (orlov.name, orlov.affiliations) == ("Pavel Orlov", ("Tank Institute, University of the North",))
    assert (quist.name, quist.affiliations) == ("Berit Quist", ("Department of Waves, Shoal College",))


def test_keywords_one_below_the_other_are_parted():
    words = block(*(line(text, 300 + 12 * n, size=9) for n, text in enumerate(("Keywords:", "Grey seal", "Oxytocin"))))
    assert find_keywords([words])[0] == ("Grey seal", "Oxytocin")


def test_an_address_in_the_line_of_its_author_is_no_name():
    byline = line("PAVEL ORLOV, University of the North, Tallinn", 130, size=11)
    assert [author.name for author in read(first_page(abstract=HEADED, byline=byline)).authors] == ["Pavel Orlov"]


@pytest.mark.parametrize(
    "byline",
    ["Pavel Orlov (p.orlov@tank.example) \u2013 University of the North", "Pavel Orlov \u2013 University of the North"],
)
def test_an_address_or_a_dash_and_a_place_end_a_name(byline):
    front = read(first_page(abstract=HEADED, byline=line(byline, 130, size=11)))
    assert [author.name for author in front.authors] == ["Pavel Orlov"]


def test_names_one_below_the_other_are_parted():
    blocks = [
        block(line("Slow waves in shallow tanks", 90, size=18, bold=True)),
        block(
            line("Pavel Orlov", 120, size=11),
            line("Berit Quist", 132, size=11),
            line("University of the North", 144, size=11),
        ),
        *HEADED,
    ]
    assert [author.name for author in read(blocks).authors] == ["Pavel Orlov", "Berit Quist"]


def test_a_section_called_summary_is_no_abstract_where_prose_sections_follow():
    abstract = (
        block(line("Summary", 200, size=12, bold=True), kind=BlockKind.HEADING),
        block(line(BODY, 220)),
        block(line("Statement of need", 300, size=12, bold=True), kind=BlockKind.HEADING),
        block(line(BODY, 320)),
    )
    assert read(first_page(abstract=abstract)).abstract == ""


def test_the_blocks_that_were_read_are_told():
    blocks = first_page(abstract=HEADED)
    front = read(blocks)
    assert front.title_blocks == {2}
    assert {2, 3, 4, 6, 7} <= front.consumed
    assert front.abstract_blocks == {5, 6}


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("Pavel Orlov, Berit Quist, and Rein Tamm", ["Pavel Orlov", "Berit Quist", "Rein Tamm"]),
        ("Pavel Orlov 1 , Berit Quist 2,* & Rein Tamm 1", ["Pavel Orlov", "Berit Quist", "Rein Tamm"]),
        ("Pavel Orlov, MD, PhD, Berit Quist, MSc, Rein Tamm, MD", ["Pavel Orlov", "Berit Quist", "Rein Tamm"]),
        ("Pavel Orlov \u00b7 Berit Quist \u00b7 Rein Tamm", ["Pavel Orlov", "Berit Quist", "Rein Tamm"]),
        ("PAVEL ORLOV, BERIT QUIST", ["Pavel Orlov", "Berit Quist"]),
        ("P. A. Orlov and J.-L. van der Berg", ["P. A. Orlov", "J.-L. van der Berg"]),
        ("Prof. Pavel Orlov; Dr. Berit Quist", ["Pavel Orlov", "Berit Quist"]),
        ("Mar\u00eda de la Torre-N\u00fa\u00f1ez", ["Mar\u00eda de la Torre-N\u00fa\u00f1ez"]),
    ],
)
def test_bylines_of_every_style_yield_names(byline, expected):
    assert [name for name, _ in split_names(byline)] == expected


@pytest.mark.parametrize(
    "text", ["University of Narva", "b.quist@shoal.example", "Estonia", "Received May", "Updated May", "Slow 3 Waves"]
)
def test_places_and_addresses_are_no_names(text):
    assert not is_name(text)


def test_names_wider_than_a_centred_title_are_all_read():
    names = "Pavel Orlov, Berit Quist, Rein J. Tamm, Ada Brandt, Tove Holm, Ivo Kask and Mia Lund"
    blocks = first_page(abstract=HEADED, byline=line(names, 130, size=11, x=40))
    blocks[2] = block(line("Slow waves in tanks", 90, size=18, x=225, bold=True))
    assert len(read(blocks).authors) == 7


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("waves, tanks, the north.", ("waves", "tanks", "the north")),
        ("waves \u00b7 tanks, deep \u00b7 north", ("waves", "tanks, deep", "north")),
        ("waves; tanks", ("waves", "tanks")),
    ],
)
def test_keywords_are_split_at_the_lists_own_separator(text, expected):
    assert split_keywords(text) == expected


def test_no_keywords_where_the_word_is_part_of_a_sentence():
    assert find_keywords([block(line("We used keywords to search for tanks.", 10))]) == ((), None)


def test_no_pages_make_an_empty_front_matter():
    assert read_front_matter([], []).title == ""


def test_an_address_that_spells_no_name_is_the_corresponding_authors():
    blocks = first_page(abstract=HEADED)
    blocks[4] = block(
        line("1Tank Institute, University of the North, Tallinn, Estonia", 150, size=8, marks=("1",)),
        line("*Correspondence: office@shoal.example", 170, size=8),
    )
    owners = [author.email_sha256 for author in read(blocks).authors]
    assert owners == [None, hashlib.sha256(b"office@shoal.example").hexdigest(), None]


def test_the_address_that_a_link_holds_is_believed_before_print():
    blocks = first_page(abstract=HEADED)
    lines = tuple(item for each in blocks for item in each.lines)
    page = Page(1, 600.0, 800.0, lines, links=((Box(50, 170, 90, 180), "mailto:berit_quist@shoal.example?subject=x"),))
    quist = read_front_matter([page], blocks).authors[1]
    assert quist.email_sha256 == hashlib.sha256(b"berit_quist@shoal.example").hexdigest()


def test_dates_printed_before_the_references_are_read():
    blocks = [*first_page(abstract=HEADED), block(line("Received: 2 May 2019 Accepted: 7 June 2019", 600))]
    blocks[-1].lines = [replace(item, page=5) for item in blocks[-1].lines]
    last = block(line("References", 700))
    last.lines = [replace(item, page=9) for item in last.lines]
    assert [date.date for date in read([*blocks, last]).dates] == ["2019-05-02", "2019-06-07"]


@pytest.mark.parametrize(
    "heading",
    [line("The tanks of the north", 300, size=12, x=250), line("The tanks of the north", 300, bold=True)],
    ids=["larger", "bold"],
)
def test_a_heading_under_an_abstract_set_as_the_text_ends_it(heading):
    abstract = (
        block(line("Abstract", 200, size=12), kind=BlockKind.HEADING),
        block(line(PROSE, 220)),
        block(heading),
        block(line(BODY, 320)),
    )
    assert read(first_page(abstract=abstract)).abstract == PROSE


def test_a_larger_note_beside_an_abstract_does_not_end_it():
    words = "Waves in the shallow tanks of the cold north are slow"
    abstract = (
        block(line("Abstract", 200, size=11, x=200), kind=BlockKind.HEADING),
        block(line(words, 220, size=9, x=200)),
        block(line("In focus", 224, size=12, x=50)),
        block(line("and their measurement is slow as well.", 232, size=9, x=200)),
    )
    assert read(first_page(abstract=abstract)).abstract == f"{words} and their measurement is slow as well."


def test_a_section_set_as_the_abstracts_heading_ends_it_though_parts_of_abstracts_bear_its_name():
    abstract = (
        block(line("Abstract", 200, size=14), kind=BlockKind.HEADING),
        block(line(PROSE, 220)),
        block(line("Discussion", 300, size=14)),
        block(line(BODY, 320)),
    )
    assert read(first_page(abstract=abstract)).abstract == PROSE


def test_a_sentence_with_an_address_of_the_web_stays_in_the_abstract():
    where = "The measurements of all of the tanks are available at https://tanks.example for everyone."
    assert read(first_page(abstract=(*HEADED[:2], block(line(where, 240, size=9)), HEADED[2]))).abstract.endswith(where)


def test_a_long_note_on_the_title_is_no_abstract():
    assert read(first_page(abstract=(block(line(f"\u2217{PROSE}", 200, size=8)),))).abstract == ""


@pytest.mark.parametrize(
    ("printed", "title"),
    [("Slow waves in tanks\u2217\u2020", "Slow waves in tanks"), ("Slow tanks and A\u2217", "Slow tanks and A\u2217")],
)
def test_marks_of_notes_are_no_part_of_a_title(printed, title):
    assert read(first_page(abstract=HEADED, title=printed)).title == title
