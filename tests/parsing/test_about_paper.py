"""What a paper prints on itself as a publication is none of its text, on whatever page it stands."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.parsing.first_pages import BODY, block, line

from k1.parsing.page.layout import Block, BlockKind
from k1.parsing.page.typography import Typography
from k1.parsing.pdf.document import mark_front
from k1.parsing.structure.about_paper import editorial_heads, mark_sections_about_paper
from k1.parsing.structure.sections import find_headings, mark_references

STYLE = Typography(10, frozenset({"Serif"}), 12)
FUNDERS = "The funders had no role in study design."


def _heading(text: str) -> Block:
    return block(line(text, 100, bold=True), kind=BlockKind.HEADING)


def _kinds(heading: str, *texts: str, size: float = 8.0) -> list[BlockKind]:
    blocks = [_heading(heading), *(block(line(text, 120 + 20 * at, size=size)) for at, text in enumerate(texts))]
    mark_sections_about_paper(blocks, STYLE)
    return [each.kind for each in blocks]


def _on_page(number: int, each: Block) -> Block:
    return Block(each.kind, [replace(item, page=number) for item in each.lines], each.text)


@pytest.mark.parametrize("heading", ["REVISED Amendments from Version 1", "Author details", "Editor\u2019s evaluation"])
def test_a_section_on_the_publication_is_front_matter_with_its_heading(heading: str) -> None:
    assert _kinds(heading, FUNDERS, FUNDERS) == [BlockKind.FRONT] * 3


def test_a_section_on_the_publication_ends_where_text_begins() -> None:
    blocks = [_heading("Author details"), block(line(FUNDERS, 120, size=8)), block(line(BODY, 140))]
    mark_sections_about_paper([*blocks, after := block(line(FUNDERS, 200, size=8))], STYLE)
    assert [each.kind for each in (*blocks[1:], after)] == [BlockKind.FRONT, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH]


@pytest.mark.parametrize(
    "note",
    [
        "Corresponding author: Bryan Quist (quist@shoal.example)",
        "* Authors to whom correspondence should be addressed; E-Mails: quist@shoal.example",
        "First published: 12 Aug 2014, 3:190",
        "Author details 1 Tank Institute, Tallinn, Estonia.",
    ],
)
def test_notes_on_a_paper_are_no_text_on_a_late_page(note: str) -> None:
    blocks = [_on_page(5, each) for each in (_heading("Results"), block(line(BODY, 120)), block(line(note, 300)))]
    mark_front(blocks, STYLE)
    assert [each.kind for each in blocks[1:]] == [BlockKind.PARAGRAPH, BlockKind.FRONT]


def test_text_on_what_corresponds_is_no_note() -> None:
    blocks = [block(line(text, 120)) for text in ("Corresponding waves are slow.", "Correspondence analysis was done.")]
    blocks = [_on_page(5, each) for each in (_heading("Results"), *blocks)]
    mark_front(blocks, STYLE)
    assert [each.kind for each in blocks[1:]] == [BlockKind.PARAGRAPH] * 2


def test_notes_that_go_on_over_the_title_page_ahead_of_the_text_are_front_matter() -> None:
    title = block(line("Slow waves", 60, size=18), kind=BlockKind.TITLE)
    later = (block(line(FUNDERS, 80, size=8)), block(line(BODY, 120)), block(line(FUNDERS, 700, size=8)))
    blocks = [title, *(_on_page(2, each) for each in later)]
    mark_front(blocks, STYLE)
    assert [each.kind for each in blocks[1:]] == [BlockKind.FRONT, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH]


def test_addresses_that_go_on_in_the_margin_of_the_next_page_are_front_matter() -> None:
    narrow = line(BODY[:80], 120)
    address = "(P Orlov MD); Tank Institute, Tallinn, Estonia"
    title = block(line("Slow waves", 60, size=18), kind=BlockKind.TITLE)
    first = [title, block(line(address, 90, size=7)), _heading("Introduction"), block(narrow)]
    margin, inside = block(line(address, 80, size=7, x=450)), block(line(address, 300, size=7))
    text = block(line(BODY[:80], 100), line(BODY[80:160], 112))
    later = [_on_page(2, each) for each in (text, margin, inside)]
    mark_front([*first, *later], STYLE)
    assert [each.kind for each in later] == [BlockKind.PARAGRAPH, BlockKind.FRONT, BlockKind.PARAGRAPH]


@pytest.mark.parametrize(
    "text", ["Edited by:", "Handling Editor: Dr. Rein Tamm", "Academic Editors", "ARTICLE HISTORY", "Open Peer Review"]
)
def test_what_names_editors_and_reviewers_on_a_first_page_heads_no_section(text: str) -> None:
    heads = [block(line(text, 100, bold=True)), block(line("Editing of tanks by the river", 120, bold=True))]
    assert editorial_heads(heads) == {0}
    assert not editorial_heads([_on_page(9, each) for each in heads])


def test_a_disclaimer_before_the_first_section_is_front_matter() -> None:
    note = "The views expressed here are those of the authors and do not represent those of the Tank Board. " * 3
    blocks = [_on_page(2, block(line(note, 100))), _on_page(3, _heading("Waves")), _on_page(3, block(line(BODY, 120)))]
    mark_front(blocks, STYLE)
    assert [each.kind for each in blocks] == [BlockKind.FRONT, BlockKind.HEADING, BlockKind.PARAGRAPH]


def test_what_follows_please_cite_as_is_no_text() -> None:
    texts = ("Please cite as:", "Orlov P, Quist B Slow waves in shallow tanks", BODY)
    blocks = [_on_page(9, block(line(text, 100 + 20 * at))) for at, text in enumerate(texts)]
    mark_front(blocks, STYLE)
    assert [each.kind for each in blocks] == [BlockKind.FRONT, BlockKind.FRONT, BlockKind.PARAGRAPH]


def test_the_life_of_an_author_behind_the_reference_list_is_no_reference() -> None:
    entry = block(line("[1] B. Quist, Tanks. Narva: Shoal Press, 2011.", 120))
    life = block(line("PAVEL ORLOV (Member, IEEE) received the B.S. degree in tanks in 2018.", 140))
    blocks = [_heading("References"), entry, life]
    mark_references(blocks, ["Pavel Orlov"])
    assert [each.kind for each in blocks[1:]] == [BlockKind.REFERENCE, BlockKind.FRONT]


def test_the_headings_of_reviews_do_not_lower_those_of_the_paper() -> None:
    def head(text: str, size: float) -> Block:
        return block(line(text, 100, size=size, bold=True))

    paper = [head("Introduction", 12), head("Slow waves", 10.5), head("Discussion", 12), head("References", 12)]
    reviews = [head("Open Peer Review", 18), head("Reviewer Report 1", 11), head("Reviewer Report 2", 11)]
    blocks = [_on_page(5, each) for each in (*paper, *reviews)]
    find_headings(blocks, STYLE, ())
    assert [each.level for each in blocks[:4]] == [1, 2, 1, 1]


@pytest.mark.parametrize("text", ["Editor interface", "Reviewed by machines", "Article information extraction"])
def test_sections_on_editors_of_another_kind_are_sections(text: str) -> None:
    assert not editorial_heads([block(line(text, 100, bold=True))])


def test_a_paragraph_that_asks_to_cite_software_is_text() -> None:
    cited = block(line(f"Please cite this software when you use it in a paper. {BODY}", 100))
    mark_front([_heading("Use"), cited], STYLE)
    assert cited.kind is BlockKind.PARAGRAPH
