from __future__ import annotations

import pytest

from invented_paper import invented_document
from k1.extraction.metadata import metadata_fields
from k1.schema.documents import Author, Date, Unit
from k1.schema.identity import unit_id
from k1.schema.vocabulary import Modality, SectionRole, UnitRole


def quotes(text: str, role: UnitRole = UnitRole.FRONT_MATTER, body: str = "Tides rise.", **facts) -> dict[str, str]:
    """The quote of each fact of a paper with ``facts`` that prints ``text`` in a unit of ``role``."""
    document = invented_document(((SectionRole.INTRODUCTION, body),))
    paper = document.paper.model_copy(update={"year": None, **facts})
    unit = Unit(
        id=unit_id(paper.id, "text", text), paper=paper.id, order=9, modality=Modality.TEXT, role=role, section=None,
        text=text,
    )  # fmt: skip
    fields = metadata_fields(document.model_copy(update={"paper": paper, "units": (*document.units, unit)}))
    return {field.field: field.provenance.quote for field in fields if field.provenance}


@pytest.mark.parametrize(
    "printed",
    [
        "received 2020-03-01",
        "Received: 1 March 2020",
        "Received March 1, 2020",
        "received on 01 March 2020",
        "Received 1 Mar. 2020",
        "Received 1st March 2020",
    ],
)
def test_a_date_is_found_as_papers_print_it(printed):
    assert quotes(f"{printed}; accepted 9 May 2020", dates=(Date(event="received", date="2020-03-01"),)) == {
        "date": printed
    }


def test_a_date_of_two_events_is_quoted_with_its_own():
    dates = (Date(event="accepted", date="2020-03-01"),)
    text = "Published 1 March 2020. Accepted for publication 1 March 2020."
    assert quotes(text, dates=dates) == {"date": "Accepted for publication 1 March 2020"}


def test_a_month_is_found_where_no_day_is_known():
    assert quotes("Tidal Letters, March 2020", dates=(Date(event="published", date="2020-03"),)) == {
        "date": "March 2020"
    }


def test_a_year_in_the_body_is_the_year_of_something_else_whatever_word_it_follows():
    dates = (Date(event="published", date="2020"),)
    assert quotes("Tidal Letters", body="A review published in 2020 lists them.", dates=dates) == {}


def test_a_date_without_its_event_is_none_in_the_body():
    dates = (Date(event="received", date="2020-03-01"),)
    assert quotes("Tidal Letters", body="The storm of 1 March 2020 broke the gauge.", dates=dates) == {}
    assert quotes("Tidal Letters", body="This paper was received 1 March 2020.", dates=dates) == {
        "date": "received 1 March 2020"
    }


def test_a_date_that_is_none_costs_no_paper_its_facts():
    assert quotes("received 2020-13-45", dates=(Date(event="received", date="2020-13-45"),)) == {
        "date": "received 2020-13-45"
    }


@pytest.mark.parametrize(
    ("field", "value"), [("year", 2019), ("venue", "Tides"), ("publisher", "Harbour"), ("licence", "MIT")]
)
def test_a_word_of_the_body_is_no_fact_of_the_title_page(field, value):
    body = f"Waves and {value} were studied before."
    assert quotes("Front", body=body, **{field: value}) == {}
    assert quotes(body, role=UnitRole.ABSTRACT, **{field: value}) == {}
    assert quotes(f"\u00a9 {value}", role=UnitRole.FURNITURE, body=body, **{field: value}) == {field: str(value)}


def test_authors_and_affiliations_are_found_beside_the_numbers_that_tie_them():
    text = "Jane Doe1,2\n1Department of Physics, 2Harbour Board"
    jane = Author(name="Jane Doe", position=0, affiliations=("Department of Physics",))
    assert quotes(text, authors=(jane,)) == {"author": "Jane Doe", "affiliation": "Department of Physics"}


@pytest.mark.parametrize("printed", ["Mary-Jane Doering", "MaryJane Doe", "Jane Doering1"])
def test_a_name_inside_a_longer_one_is_not_that_author(printed):
    assert quotes(printed, authors=(Author(name="Jane Doe", position=0),)) == {}


def test_a_number_is_no_part_of_another_one_beside_an_affiliation():
    jane = Author(name="Jane Doe", position=0, affiliations=("12 Pier Street, 2139",))
    assert quotes("112 Pier Street, 21394", authors=(jane,)) == {}
    assert quotes("12 Pier Street, 2139", authors=(jane,)) == {"affiliation": "12 Pier Street, 2139"}
