from __future__ import annotations

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
