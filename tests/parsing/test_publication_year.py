"""The year of a paper: of its dates, of arXiv's stamp, of its running heads and of its first page."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from tests.parsing.first_pages import first_page, line, read

from k1.parsing.front.front_matter import read_front_matter
from k1.parsing.front.publication_year import find_year
from k1.parsing.page.furniture import find_furniture
from k1.parsing.page.layout import Line, Page
from k1.schema.documents import Date

STAMP = "arXiv:2501.10120v1 [cs.IR] 17 Jan 2025"


def test_the_published_date_is_believed_first() -> None:
    assert find_year([Date(event="published", date="2019-03-01")], ["Tanks 2021"], STAMP) == 2019


@pytest.mark.parametrize(
    ("stamp", "year"),
    [
        (STAMP, 2025),
        ("arXiv:1706.03762v7 [cs.CL] 2 Aug 2023", 2017),
        ("arXiv:hep-th/9901001v3 11 Nov 2001", 1999),
        ("arXiv:0704.0001 [hep-ph] 1 Apr 2007", 2007),
    ],
)
def test_the_stamp_of_arxiv_tells_the_year_before_what_a_preprint_cites(stamp: str, year: int) -> None:
    assert find_year((), [], f"{stamp}\nWaves were measured in 2024, again in 2024 and in 2024.") == year


def test_a_stamp_along_the_margin_tells_the_year() -> None:
    assert read(first_page(), stamps=STAMP).year == 2025


@pytest.mark.parametrize(
    "text",
    [
        "(Vaswani et al., 2017; Devlin et al., 2019; Liu et al., 2019)",
        "as (see Orlov, 2017, 2019a) and Quist et al. (2019) and Orlov and Tamm [2018] say",
        "waves (Orlov et\nal., 2017; Quist and\nTamm, 2019b) are slow",
        "waves (Quist 1993; Marsh 1994) are slow (see Orlov, Quist,\nand Tamm 2006, for more)",
        "waves are fast (e.g., R Core Team 2018a), as the 1990s and Quist (2004b) say",
        "waves are high (see Böhning 1993; Tamm, Orlov, and",
        "waves are slow\n(Marsh 1994).\nThey are (Orlov\n2001) high",
        "As Orlov (2001) argues, and as is said by Tamm (1996),\nwaves are slow",
    ],
)
def test_years_of_citations_are_not_the_papers(text: str) -> None:
    assert find_year((), [], text) is None
    assert find_year((), [], f"\u00a9 2011 The Authors\n{text}") == 2011


@pytest.mark.parametrize(
    "text",
    [
        "(Accepted for print, May 2011)",
        "Surveys (2011)",
        "Surveys (2011) 3, 12",
        "Surveys (2011) vol. 3",
        "(2011)",
        "25th Conference on Information Processing in Shallow Tanks (TankIPS 2011), Narva.",
        "Proceedings of the Workshop on Tanks (Tankspeech 2011)",
        "Tank Letters (Volume 3, Winter 2011)",
        "(Published 2011)",
        "Waves in Shallow Tanks\n(Tankspeech 2011)\nAbstract",
    ],
)
def test_a_year_beside_a_month_or_a_venue_is_the_papers(text: str) -> None:
    assert find_year((), [], text) == 2011


def test_the_year_of_a_page_that_is_one_long_word_is_sought_in_little_time() -> None:
    began = time.process_time()
    for piece in ("Aa-", "Aa'", "(Aa 2001; ", "al. (2001; ", "Aa (2001"):
        find_year((), [], piece * (60_000 // len(piece)))
    assert time.process_time() - began < 3


def _page(number: int, *lines: Line) -> Page:
    return Page(number, 600.0, 800.0, tuple(replace(each, page=number, baseline=each.box.y1) for each in lines))


def test_a_note_at_the_foot_of_a_page_is_no_running_foot() -> None:
    blocks = first_page()
    first = _page(1, *(item for each in blocks for item in each.lines))
    head, body = line("Orlov, Quist and Tamm", 20), line("The tanks of the north are cold and shallow", 300)
    note = line("Waves were first measured in 1999 by the crew of a boat.", 730)
    pages = [first, _page(2, head, body, note), _page(3, head, body), _page(4, head, body)]
    assert read_front_matter(pages, blocks, furniture=find_furniture(pages)).year == 2011
