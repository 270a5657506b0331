"""What identifies a paper: DOI, dates, licence, venue, kind and language, read from lines of invented papers."""

from __future__ import annotations

import pytest
from tests.parsing.first_pages import BODY

from k1.parsing.document.licences import find_licence
from k1.parsing.front.identity import (
    closing_doi,
    find_article_type,
    find_dates,
    find_language,
    find_venue,
    own_doi,
)


def test_the_papers_own_doi_wins_over_those_it_mentions():
    page = [
        "Journal of Tank Research 12 (2011), doi: 10.5555/jtr.12",
        "Comment on doi:10.5555/other.1",
        "data at 10.5555/zen.9",
    ]
    assert own_doi(page, ["https://doi.org/10.5555/jtr.12"] * 3, "") == "10.5555/jtr.12"


def test_the_doi_of_a_part_yields_to_that_of_the_paper():
    lines = [
        "DOI: 10.7554/eLife.00001.001",
        "DOI: 10.7554/eLife.00001.001",
        "eLife 2021;10:e00001. DOI: 10.7554/eLife.00001",
    ]
    assert own_doi(lines, [], "") == "10.7554/elife.00001"


def test_a_doi_cut_by_a_line_end_is_completed():
    page = ["Citation: Orlov (2011) Slow waves. doi:10.5555/journal.tank.", "0012"]
    assert own_doi(page, ["Tanks | DOI:10.5555/journal.tank.0012"], "") == "10.5555/journal.tank.0012"


def test_a_paper_without_doi_has_none():
    assert own_doi(["Slow waves in shallow tanks"], [], "") is None


def test_dates_become_iso():
    text = "Received: 14 December 2015; Revised 2 Jan. 2016; Accepted: January 28, 2016; Published online: 2016-02-03"
    assert [(date.event, date.date) for date in find_dates(text)] == [
        ("received", "2015-12-14"),
        ("revised", "2016-01-02"),
        ("accepted", "2016-01-28"),
        ("published", "2016-02-03"),
    ]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("Received 3 May 2018; Received in revised form 5 May 2019; Accepted 6 May 2019", "received revised accepted"),
        ("Received in revised form 5 May 2019", "revised"),
        ("Received (in revised form) 5 May 2019", "revised"),
        ("Received 3 May 2018, in revised form 5 May 2019", "received revised"),
        ("Received 3 May 2018; revised manuscript received 5 May 2019", "received revised"),
        ("Accepted in revised form 5 May 2019", "accepted"),
        ("Accepted in final form: 5 May 2019", "accepted"),
    ],
)
def test_what_is_received_in_revised_form_is_revised(text: str, events: str) -> None:
    assert [date.event for date in find_dates(text)] == events.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("under the Creative Commons Attribution 4.0 International License", "CC-BY"),
        ("(http://creativecommons.org/licenses/by/4.0/)", "CC-BY-4.0"),
        ("Creative Commons Attribution-NonCommercial-NoDerivs License", "CC-BY-NC-ND"),
        ("CC BY-SA 3.0", "CC-BY-SA-3.0"),
        ("All rights reserved", None),
    ],
)
def test_licences_are_named_as_spdx_names_them(text, expected):
    found = find_licence(text)
    assert found is None if expected is None else (found or "").startswith(expected)


def test_venue_kind_and_language():
    assert (
        find_venue(
            ["Journal of Tank Research 2011, 12, 45", "Orlov et al. 2011", "Journal of Tank Research 2011, 12, 46"]
        )
        == "Journal of Tank Research"
    )
    assert find_article_type(["Open Access", "Review Article"]) == "Review Article"
    assert find_language(BODY) == "en"
    assert find_language("0101") is None


def test_a_first_page_without_lines_leaves_the_doi_to_the_metadata():
    assert own_doi([], [], "doi:10.5555/empty.1") == "10.5555/empty.1"


@pytest.mark.parametrize(
    ("blocks", "doi"),
    [
        (["We thank the crew.", "https://doi.org/10.5555/jtr.12"], "10.5555/jtr.12"),
        (["DOI: 10.5555/jtr.12"], "10.5555/jtr.12"),
        (["How to cite this article: Orlov P. Waves. https://doi.org/10.5555/jtr.12", "9"], "10.5555/jtr.12"),
        (["Cite this paper as: Orlov (2011), 10.5555/jtr.12", "[9] Quist. Tanks. 10.5555/other.9"], "10.5555/jtr.12"),
        (["[8] Tamm. Boats. doi:10.5555/other.8", "https://doi.org/10.5555/other.9"], None),
        (["[9] Quist. Fast waves. Tanks 3 (2009) 4. doi:10.5555/other.9"], None),
        (["See the review of tanks, 10.5555/other.9, for more."], None),
        ([], None),
    ],
)  # fmt: skip
def test_a_doi_at_the_end_of_a_paper_is_its_own_only_where_it_stands_as_such(blocks, doi):
    assert closing_doi(blocks) == doi


def test_a_doi_at_the_foot_of_one_page_is_a_references_and_at_two_the_papers():
    foot = "Tanks 12. https://doi.org/10.5555/jtr.12"
    assert own_doi(["Slow waves"], [foot, "References"], "") is None
    assert own_doi(["Slow waves"], [foot, foot], "") == "10.5555/jtr.12"


@pytest.mark.parametrize("word", ["See also the editorial", "This article corrects", "Related article:", "Data:"])
def test_the_doi_of_another_work_on_the_first_page_yields(word):
    assert own_doi([f"{word} 10.5555/other.1", "Tanks 12, 10.5555/jtr.12"], [], "") == "10.5555/jtr.12"


@pytest.mark.parametrize(
    ("head", "subject", "venue"),
    [
        ("Orlov et al. Journal of Tanks", "", "Journal of Tanks"),
        ("Tank Letters | DOI:10.5555/x.1 May 3, 2014", "", "Tank Letters"),
        ("Waves in Tanks | www.example.org", "", "Waves in Tanks"),
        ("Orlov, & Quist. (2025). Slow waves. Journal of Tanks, 8(87), 14.", "", "Journal of Tanks"),
        ("\u00a9 2017 The Authors. Tank Medicine published by A House.", "", "Tank Medicine"),
        ("J. Smith et al. / Tank Recognition 45 (2012) 123\u2013130", "", "Tank Recognition"),
        ("J. Smith, K. Doe / Tank Recognition 45 (2012) 123\u2013130", "", "Tank Recognition"),
        ("J. Smith, K. Doe /Tank Recognition 45 (2012) 123\u2013130", "", "Tank Recognition"),
        ("May 2018 | Volume 9 | Article 10", "", None),
        ("Slow waves in shallow tanks", "", None),
        ("Slow waves", "Tank Haematology, 8 (2021) e1-e9. doi:10.5555/x.1", "Tank Haematology"),
        ("Slow waves", "Waves have been measured in tanks, which are deep", None),
    ],
)
def test_a_venue_stands_in_a_running_head_or_in_what_the_file_says_of_itself(head, subject, venue):
    assert find_venue([head, head], subject) == venue


def test_the_authors_of_a_citation_that_goes_on_in_the_next_line_are_no_venue():
    foot = ["Orlov, & Quist. (2025). Slow waves in very long tanks. Journal of Open", "Tanks, 8(87), 14.", "1"]
    assert find_venue(foot * 2) == "Journal of Open Tanks"
    assert find_venue(foot[:1] * 2) is None
    assert find_venue([]) is None


def test_a_doi_that_a_line_end_broke_takes_no_page_number_in() -> None:
    foot = ["J Tanks 2011, 6, 3; DOI: 10.1234/1472-6882-", "1", "6-3"]
    assert own_doi(foot, [], "") == "10.1234/1472-6882-6-3"


def test_a_doi_in_brackets_ends_with_its_line() -> None:
    assert own_doi(["(J Tanks 2011;17:51. doi: 10.1234/tanks-019-y)", "= 0.05 in all"], [], "") == "10.1234/tanks-019-y"


def test_dates_stand_in_the_order_of_a_papers_life() -> None:
    found = find_dates("Published: 19 February 2006 Received: 17 May 2005 Accepted: 1 February 2006")
    assert [date.event for date in found] == ["received", "accepted", "published"]
