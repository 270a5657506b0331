"""Each citation style on a few invented sentences."""

from __future__ import annotations

import pytest

from k1.parsing.citations.linking import link_citations
from k1.schema import identity
from k1.schema.documents import Reference, Span, Unit
from k1.schema.vocabulary import Modality, UnitRole

PAPER = identity.paper_id(title="Tanks")


def unit(text, *, role=UnitRole.BODY, superscripts=(), order=0):
    return Unit(
        id=identity.unit_id(PAPER, "text", text),
        paper=PAPER,
        order=order,
        modality=Modality.TEXT,
        role=role,
        section=None,
        text=text,
        spans=tuple(Span(kind="superscript", start=start, end=end) for start, end in superscripts),
    )


def numbered(count):
    return [
        Reference(id=f"r{n}", paper=PAPER, order=n - 1, label=str(n), text=f"Author{n} A. Work {n}. 2001.")
        for n in range(1, count + 1)
    ]


def named(*entries):
    return [
        Reference(
            id=f"r{at}",
            paper=PAPER,
            order=at,
            text=f"{', '.join(name.split()[-1] for name in authors)} {year}. A work.",
            authors=authors,
            year=int(str(year)[:4]),
        )
        for at, (authors, year) in enumerate(entries)
    ]


def cited(units, references):
    return [(citation.marker, citation.references) for citation in link_citations(units, references)]


def test_bracketed_numbers_are_linked_with_their_ranges():
    found = cited([unit("Waves are slow [1-3, 5]. Tanks are shallow [4].")], numbered(5))
    assert found == [("[1-3, 5]", ("r1", "r2", "r3", "r5")), ("[4]", ("r4",))]


def test_superscripts_are_linked():
    text = "Waves are slow.1,2 Tanks are shallow3 and 9 m2 wide."
    found = cited([unit(text, superscripts=[(15, 18), (36, 37), (45, 46)])], numbered(3))
    assert found == [("1,2", ("r1", "r2")), ("3", ("r3",))]


def test_numbers_in_parentheses_are_linked_where_they_reach_most_of_the_list():
    found = cited([unit("Waves are slow (1, 2). Tanks are shallow (3-4).")], numbered(4))
    assert found == [("(1, 2)", ("r1", "r2")), ("(3-4)", ("r3", "r4"))]


def test_equation_numbers_do_not_beat_brackets():
    found = cited([unit("From (1) and (2) follows (3), as known [1], [2], [3].")], numbered(3))
    assert [marker for marker, _ in found] == ["[1]", "[2]", "[3]"]


def test_superscripts_that_lost_their_rise_are_found_by_their_glue():
    found = cited([unit("Waves are slow.1,2 Tanks are shallow.3 They vary4 a lot.")], numbered(4))
    assert [targets for _, targets in found] == [("r1", "r2"), ("r3",), ("r4",)]


def test_keys_are_linked():
    references = [
        Reference(id="a", paper=PAPER, order=0, label="OQ11", text="Orlov and Quist. Waves. 2011."),
        Reference(id="b", paper=PAPER, order=1, label="Tam04", text="Tamm. Basins. 2004."),
    ]
    assert cited([unit("Waves [OQ11, Tam04] are slow.")], references) == [("[OQ11, Tam04]", ("a", "b"))]


ORLOV = ("P. Orlov", "B. Quist", "R. Tamm")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Waves (Orlov et al., 2011) are slow.", [("(Orlov et al., 2011)", ("r0",))]),
        (
            "Waves (Orlov et al. 2011; Quist and Tamm 2004) are slow.",
            [("(Orlov et al. 2011; Quist and Tamm 2004)", ("r0", "r1"))],
        ),
        ("As Orlov et al. (2011) say, waves are slow.", [("Orlov et al. (2011)", ("r0",))]),
        ("However, Quist & Tamm (2004) differ.", [("Quist & Tamm (2004)", ("r1",))]),
        ("Waves (e.g. Tamm, 2004a, b) are slow.", [("(e.g. Tamm, 2004a, b)", ("r2", "r3"))]),
        ("Waves [Orlov et al., 2011] are slow.", [("[Orlov et al., 2011]", ("r0",))]),
        ("Depths (Tank Survey Office, 2016) vary.", [("(Tank Survey Office, 2016)", ("r4",))]),
        ("Depths (TSO, 2016) vary.", [("(TSO, 2016)", ("r4",))]),
        ("Depths (Tank Survey Office [TSO], 2016) vary.", [("(Tank Survey Office [TSO], 2016)", ("r4",))]),
        ("The Tank Survey Office (TSO) (2016) varies.", [("Tank Survey Office (TSO) (2016)", ("r4",))]),
        ("Orlov's (2011) waves are slow.", [("Orlov's (2011)", ("r0",))]),
        ("In 2011 waves were slow (n = 2004).", []),
    ],
)
def test_names_and_years_are_linked(text, expected):
    references = named(
        (ORLOV, 2011),
        (("B. Quist", "R. Tamm"), 2004),
        (("R. Tamm",), "2004a"),
        (("R. Tamm",), "2004b"),
        (("Tank Survey Office",), 2016),
    )
    assert cited([unit(text)], references) == expected


LIST = (
    (("A. Moss", "B. Reed", "C. Holm"), "2019a"),
    (("A. Moss", "D. Lund", "E. Dal"), "2019b"),
    (("A. Moss", "B. Reed", "C. Holm"), 2020),
    (("P. Moss", "Q. Vik"), 2019),
    (("P. Moss", "Q. Vik"), 2020),
    (("R. van der Tamm", "T. Kask"), 2018),
    (("N. O\u2019Dell",), 2017),
    (("J. M\u00fcrk", "K. Vos", "L. Dal"), 2016),
)


@pytest.mark.parametrize(
    ("marker", "places"),
    [
        ("(Moss et al., 2019a; 2020)", "02"),
        ("(Moss et al. 2019a,b, 2020)", "012"),
        ("(Moss et al., 2019a\u2013b)", "01"),
        ("(Moss et al., 2019a and 2020)", "02"),
        ("(Moss et al 2020)", "2"),
        ("Moss et al 2020", "2"),
        ("[Moss et al., 2019a]", "0"),
        ("Moss, Reed and Holm (2020)", "2"),
        ("(Moss and co-workers, 2020)", "2"),
        ("(Moss u. a., 2020)", "2"),
        ("Moss and Vik (2019, 2020)", "34"),
        ("Moss & Vik (2019; 2020)", "34"),
        ("(Moss y Vik, 2019)", "3"),
        ("(Moss e Vik, 2019)", "3"),
        ("(MOSS and VIK, 2019)", "3"),
        ("van der Tamm and Kask (2018)", "5"),
        ("(Van der Tamm & Kask, 2018)", "5"),
        ("(Tamm and Kask, 2018:45)", "5"),
        ("O'Dell's (2017)", "6"),
        ("(Murk et al., 2016, pp. 3\u20134; see also O\u2019Dell 2017)", "67"),
    ],
)
def test_every_form_of_names_and_years_is_linked(marker, places):
    found = cited([unit(f"Waves in tanks are slow {marker} here.")], named(*LIST))
    assert found and found[0][0].strip("([") in marker
    assert sorted(name for _, names in found for name in names) == [f"r{place}" for place in places]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Waves [1]\u2013[3] are slow, see refs 4 and 5.", [("[1]\u2013[3]", 3), ("4 and 5", 2)]),
        ("Waves [1-3] are slow, see Ref. 4.", [("[1-3]", 3), ("4", 1)]),
        ("Waves (1, 2) are slow (refs 3 and 4), see refs. 5.", [("(1, 2)", 2), ("(refs 3 and 4)", 2), ("5", 1)]),
        ("Waves [1-3] are slow; reference 4 was the tank of 5 m.", [("[1-3]", 3)]),
        ("Waves [1-3] are slow [Fig. 4] and refs 9.5 m away.", [("[1-3]", 3)]),
    ],
)
def test_numbers_that_a_word_calls_references_are_linked_in_a_numbered_style(text, expected):
    assert [(marker, len(names)) for marker, names in cited([unit(text)], numbered(5))] == expected


def test_the_number_of_authors_decides_between_works_of_one_year():
    references = named((("P. Orlov",), 2011), (ORLOV, 2011))
    assert cited([unit("Waves (Orlov 2011) and (Orlov et al. 2011).")], references) == [
        ("(Orlov 2011)", ("r0",)),
        ("(Orlov et al. 2011)", ("r1",)),
    ]


def test_every_citation_knows_its_sentence():
    text = "Tanks are old. Waves are slow [1]. Basins are deep [2]."
    for citation in link_citations([unit(text)], numbered(2)):
        assert text[citation.start : citation.end] == citation.marker
        assert citation.sentence_start <= citation.start < citation.end <= citation.sentence_end
        assert text[citation.sentence_start : citation.sentence_end].count("[") == 1


@pytest.mark.parametrize("role", [UnitRole.REFERENCE, UnitRole.FURNITURE, UnitRole.FRONT_MATTER, UnitRole.CODE])
def test_only_units_that_speak_cite(role):
    assert cited([unit("[1] and [2]", role=role)], numbered(2)) == []


def test_a_paper_without_references_has_no_citations():
    assert link_citations([unit("Waves are slow [1].")], []) == []
