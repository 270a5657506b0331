"""Abstracts of Markdown papers: of the front matter and of the body."""

from __future__ import annotations

import pytest

from k1.parsing.markdown.document import parse_markdown
from k1.schema.documents import Document
from k1.schema.vocabulary import SectionRole, UnitRole


def made(source: str) -> Document:
    return parse_markdown(source.encode(), name="x", file_sha256="0" * 64)


GIVEN = "---\ntitle: T\nabstract: |\n  We *weigh* it [@a].\n\n  It is heavy.\n---\n"


def test_the_abstract_of_the_front_matter_is_a_section_as_one_of_the_body_is() -> None:
    document = made(f"{GIVEN}Opening.\n\n# Summary\n\nAll of it.\n")
    abstract = document.sections[0]
    assert (abstract.heading, abstract.role) == ("Abstract", SectionRole.ABSTRACT)
    read = [(u.text, u.role, u.section_path) for u in document.units]
    assert read[:3] == [
        ("We weigh it [@a].", UnitRole.ABSTRACT, ("Abstract",)),
        ("It is heavy.", UnitRole.ABSTRACT, ("Abstract",)),
        ("Opening.", UnitRole.BODY, ()),
    ]
    assert document.paper.abstract == "We weigh it [@a].\nIt is heavy."
    assert [citation.marker for citation in document.citations] == ["[@a]"]


def test_an_abstract_in_front_matter_and_body_is_read_once() -> None:
    document = made(f"{GIVEN}# Abstract\n\nWe weigh it.\n\n# Introduction\n\nOpening.\n")
    assert [s.heading for s in document.sections] == ["Abstract", "Introduction"]
    assert document.paper.abstract == "We weigh it."


@pytest.mark.parametrize(
    "source",
    [
        "---\ntitle: T\nabstract: |\n  ## Background\n  We weigh.\n\n  ## Results\n  Heavy.\n---\n# Start\n\nText.\n",
        "---\ntitle: T\nabstract: |\n  # Background\n  We weigh.\n\n  # Results\n  Heavy.\n---\n# Start\n\nText.\n",
        "---\ntitle: T\n---\n# Abstract\n\n## Background\n\nWe weigh.\n\n## Results\n\nHeavy.\n\n# Start\n\nText.\n",
    ],
)
def test_an_abstract_under_headings_of_its_own_is_abstract_throughout(source: str) -> None:
    document = made(source)
    assert [(u.text, u.role, u.section_path) for u in document.units] == [
        ("We weigh.", UnitRole.ABSTRACT, ("Abstract", "Background")),
        ("Heavy.", UnitRole.ABSTRACT, ("Abstract", "Results")),
        ("Text.", UnitRole.BODY, ("Start",)),
    ]
    assert document.paper.abstract == "We weigh.\nHeavy."


def test_a_paper_whose_sections_all_stand_below_its_abstract_is_no_abstract() -> None:
    document = made("---\ntitle: T\n---\n# Abstract\n\nWe weigh.\n\n## Results\n\nHeavy.\n")
    assert [unit.role for unit in document.units] == [UnitRole.ABSTRACT, UnitRole.BODY]


@pytest.mark.parametrize(
    "source",
    [
        "---\ntitle: T\nparts:\n  abstract: We weigh.\n---\n# Start\n\nText.\n",
        '---\ntitle: T\n---\n+++ {"part": "abstract"}\nWe weigh.\n\n+++\n\n# Start\n\nText.\n',
    ],
)
def test_the_part_that_myst_calls_the_abstract_is_the_abstract(source: str) -> None:
    document = made(source)
    assert [(u.text, u.role) for u in document.units] == [("We weigh.", UnitRole.ABSTRACT), ("Text.", UnitRole.BODY)]
    assert document.paper.abstract == "We weigh."
