from __future__ import annotations

import pytest

from invented_paper import invented_document
from k1.extraction.extract import extract_baseline
from k1.schema.vocabulary import SectionRole, StatementKind


def findings(*texts: tuple[SectionRole, str]) -> list[str]:
    """The findings of a paper of these sections."""
    found = extract_baseline(invented_document(texts))["statements"]
    return [statement.text for statement in found if statement.kind is StatementKind.FINDING]


def said(what: str, times: int) -> str:
    return " ".join(f"We found that gauge {chr(97 + at) * 3} was {what} the older gauges here." for at in range(times))


def test_a_dozen_findings_of_a_long_paper_are_those_of_its_conclusion():
    last = "We found that the harbour gauge was better than all of the others."
    found = findings((SectionRole.EXPERIMENT, said("better than", 15)), (SectionRole.CONCLUSION, last))
    assert len(found) == 12
    assert found[-1] == last


def test_of_findings_in_one_section_those_with_numbers_are_kept():
    last = "We found that the harbour gauge was 3.5 times better than the others."
    assert findings((SectionRole.RESULTS, f"{said('better than', 15)} {last}"))[-1] == last


def test_findings_that_are_kept_stand_in_reading_order():
    first = "We found that the harbour gauge was no better than the others."
    numbers = said("2.5 times better than", 3)
    found = findings((SectionRole.EXPERIMENT, first), (SectionRole.RESULTS, numbers))
    assert found == [first, *(f"{part}." for part in numbers.rstrip(".").split(". "))]


@pytest.mark.parametrize(
    "sentence",
    [
        "Previous studies showed that harbour gauges were better than the older gauges.",
        "In deep water, several other studies have reported that gauges are better than buoys.",
        "Rivers et al. [1] reported that harbour gauges were significantly better than buoys.",
        "A study by Rivers showed that harbour gauges were better than the older gauges.",
        "It has been reported that harbour gauges are better than the older gauges.",
        "Rivers (2010) found that harbour gauges were significantly better than buoys.",
        "Rivers and Lake [1] found that harbour gauges were significantly better than buoys.",
        "Previous studies showed that gauges are better than buoys (Rivers, 2010; Lake, 2011).",
        "Previous studies [1; 2] showed that gauges are better than buoys; others found that they are worse.",
        "Data from the literature indicate that harbour gauges are better than buoys.",
    ],
)
def test_what_others_found_is_no_finding_of_the_paper(sentence):
    assert findings((SectionRole.DISCUSSION, sentence)) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "We show that attention improves the gauges of two old harbours.",
        "We demonstrate that attention improves the gauges of two old harbours.",
        "As previous studies showed, our harbour gauges were better than buoys.",
        "Consistent with previous studies, harbour gauges were better than the older gauges.",
        "Harbour gauges were significantly better than those reported by Rivers et al. [1].",
        "The biodistribution studies showed a rapid fall of all the gauges.",
        "The present studies demonstrate that harbour gauges are better than buoys.",
    ],
)
def test_what_the_paper_shows_itself_is_a_finding(sentence):
    assert findings((SectionRole.RESULTS, sentence)) == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "In conclusion, it has been demonstrated that gauges are significantly better than buoys.",
        "In this section it has been shown that gauges are significantly better than buoys.",
        "It has been shown that gauges are better than buoys, as Table 12 says.",
        "TideNet, previous work reported, is better; harbour gauges are significantly better than buoys.",
    ],
)
def test_what_the_paper_sums_up_or_says_of_its_own_is_a_finding(sentence):
    assert findings((SectionRole.DISCUSSION, sentence)) == [sentence]


@pytest.mark.parametrize("role", [SectionRole.RESULTS, SectionRole.CONCLUSION])
def test_what_has_been_shown_in_results_is_of_others_only_where_they_are_cited(role):
    own = "The trend has been demonstrated for all sites, and gauges were significantly better than buoys."
    cited = "It has been demonstrated [1] that harbour gauges are significantly better than buoys."
    assert findings((role, f"{own} {cited}")) == [own]


@pytest.mark.parametrize(
    "sentence",
    [
        "Telling others in the future communicates your plans and your hopes to all of them.",
        "Note that there is no need to record an array of old harbour gauges here.",
    ],
)
def test_what_comes_in_the_future_is_no_plan_and_what_needs_no_doing_no_motivation(sentence):
    found = extract_baseline(invented_document(((SectionRole.OTHER, sentence),)))
    assert found["statements"] == []


def test_what_an_abstract_opens_with_is_known_and_no_finding():
    known = "Harbour gauges are associated with a lower error than the older ones."
    found = "Harbour gauges were associated with a lower error than the older ones."
    assert findings((SectionRole.ABSTRACT, f"{known} Here we test this claim. {found}")) == [found]
    assert findings((SectionRole.ABSTRACT, f"Gauges are old. {known}")) == [known]


def test_who_plans_a_thing_in_the_future_tells_of_future_work():
    sentence = "In the future the authors plan a release for graphics cards of all makers."
    found = extract_baseline(invented_document(((SectionRole.OTHER, sentence),)))
    assert [s.kind for s in found["statements"]] == [StatementKind.FUTURE_WORK]
