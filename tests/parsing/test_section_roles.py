"""The zones of sections."""

import pytest

from k1.parsing.document.section_roles import path_role, section_role
from k1.schema.vocabulary import SectionRole


@pytest.mark.parametrize(
    "heading",
    [
        "References",
        "Reference",
        "REFERENCES AND NOTES",
        "References cited",
        "References and further reading",
        "Reference list",
        "Funding",
        "Funding statement",
        "Funding/Support",
        "Funding and conflicts of interest",
        "Conflict of interest",
        "Conflict of Interest Disclosures",
        "Conflicts of interest statement",
        "Disclosure",
        "Disclosure statement",
        "Disclosure of potential conflicts of interest",
        "Declarations",
        "Declaration of Competing Interest",
        "Declaration of generative AI and AI-assisted technologies",
        "Abbreviations and acronyms",
        "Notes",
        "Acknowledgments and funding",
        "7. Acknowledgements:",
        "Contributors",
        "Conflict-of-interest disclosure",
        "Disclosure Summary",
        "Contributors\u2019 statement",
        "Funding acknowledgements",
        "Funding: NIH",
        "Funding agencies",
        "Funding and role of the sponsor",
        "Abbreviations used in this paper",
        "Abbreviations and definitions",
        "Notes on contributors",
        "Declaration of originality",
        "Data sharing",
        "Data sharing statement",
        "Data accessibility",
        "Compliance with Ethical Standards",
        "Electronic supplementary material",
    ],
)
def test_names_of_back_matter_are_known_with_what_stands_beside_them(heading: str) -> None:
    assert section_role(heading) is SectionRole.BACK_MATTER


@pytest.mark.parametrize(
    "heading",
    [
        "Data sharing among hospitals",
        "Reference standard",
        "Reference genome",
        "3.2 Reference and query images",
        "Disclosure risk",
        "Disclosure of genomic information",
        "Conflict resolution",
        "Abbreviation expansion",
        "Funding rates of agencies",
        "Training objective",
        "Objective function",
        "Notes on proofs",
        "Disclosure and trust",
    ],
)
def test_a_subject_that_begins_or_ends_like_a_zone_is_none(heading: str) -> None:
    assert section_role(heading) is SectionRole.OTHER


@pytest.mark.parametrize(
    "heading",
    [
        "1. Overview",
        "Overview of the paper",
        "Objective",
        "Objectives and hypotheses",
        "Aim of the present study",
        "Study objectives",
        "Mathematical preliminaries",
        "Preliminaries and notation",
        "Background and aims",
        "Overview and contributions",
        "Research objectives and questions",
    ],
)
def test_overviews_aims_and_preliminaries_of_a_paper_introduce_it(heading: str) -> None:
    assert section_role(heading) is SectionRole.INTRODUCTION


def test_an_overview_of_something_has_the_zone_of_what_it_is_of() -> None:
    assert section_role("Method overview") is SectionRole.METHOD
    assert section_role("Model Overview") is SectionRole.METHOD
    assert section_role("Preliminary experiments") is SectionRole.EXPERIMENT


@pytest.mark.parametrize("bare", ["3.1 Overview", "Preliminaries"])
def test_a_bare_overview_has_the_zone_of_the_section_it_opens(bare: str) -> None:
    assert path_role(("3 Method", bare)) is SectionRole.METHOD
    assert path_role(("3 PaSa", bare)) is SectionRole.OTHER
    assert path_role((bare,)) is SectionRole.INTRODUCTION
    assert path_role(("3 Method", "Overview of the paper")) is SectionRole.INTRODUCTION
