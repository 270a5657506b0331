"""Abstracts where nothing, or little, says that they are one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.parsing.first_pages import BODY, PROSE, block, first_page, line, read

from k1.parsing.front.abstract import is_disclaimer
from k1.parsing.page.layout import Block, BlockKind


def on_page(number: int, each: Block) -> Block:
    return Block(each.kind, [replace(item, page=number) for item in each.lines], each.text)


def test_an_abstract_on_the_third_page_is_found_behind_a_long_list_of_addresses():
    blocks = first_page()[:5]
    places = block(*(line(f"{n}Department of Waves, Shoal College", 60 + 12 * n, size=8) for n in range(3, 40)))
    head = block(line("Abstract", 60, size=12, bold=True))
    late = [on_page(3, head), on_page(3, block(line(PROSE, 80)))]
    front = read([*blocks, on_page(2, places), *late, on_page(4, block(line("Introduction", 60, size=12, bold=True)))])
    assert front.abstract == PROSE


def test_a_summary_that_an_introduction_follows_is_an_abstract():
    head = block(line("Summary", 200, size=12, bold=True))
    blocks = first_page(abstract=(head, block(line(PROSE, 220))))
    blocks[-3] = Block(BlockKind.PARAGRAPH, blocks[-3].lines, blocks[-3].text)  # headings are not marked so early
    assert read(blocks).abstract == PROSE


def test_an_abstract_in_bold_ends_where_text_that_is_not_bold_begins():
    aim = block(line(f"Aim: {PROSE}", 200, bold=True))
    results = block(line(f"Results: {PROSE}", 220, bold=True))
    blocks = [*first_page(abstract=(aim, results))[:7], block(line(BODY, 440)), block(line(BODY, 480))]
    assert read(blocks).abstract == f"Aim: {PROSE} Results: {PROSE}"


OTHER = " ".join(["Las olas en tanques llanos son lentas y este trabajo mide su lentitud en el norte."] * 4)


@pytest.mark.parametrize(
    ("head", "keywords"),
    [
        ("Resumen", "Palabras clave: olas; tanques"),
        ("R\u00e9sum\u00e9", "Mots-cl\u00e9s : vagues; bassins"),
        ("Zusammenfassung", "Schl\u00fcsselw\u00f6rter: Wellen; Becken"),
        ("Resumo", "Palavras-chave: ondas; tanques"),
    ],
)
def test_an_abstract_ends_at_the_keywords_of_its_language(head: str, keywords: str):
    parts = (
        block(line(head, 200, size=11, bold=True)),
        block(line(OTHER, 220, size=9)),
        block(line(keywords, 240, size=9)),
        block(line(PROSE, 300, size=9)),
    )
    assert read(first_page(abstract=parts)).abstract == OTHER


def test_an_abstract_ends_at_keywords_of_its_language_that_run_in():
    parts = (block(line(f"Resumen. {OTHER} Palabras clave: olas; tanques.", 220, size=9)),)
    assert read(first_page(abstract=parts)).abstract == OTHER


@pytest.mark.parametrize("second", ["Resumen", "Resumen: ", "Resumen "])
def test_an_abstract_ends_where_the_same_in_another_language_begins(second: str):
    parts = (
        block(line("Abstract", 200, size=11, bold=True)),
        block(line(PROSE, 220, size=9)),
        *((block(line(second + OTHER, 300, size=9)),) if second[-1] in ": " else ()),
        block(line(second, 300, size=11, bold=True)),
        block(line(OTHER, 320, size=9)),
    )
    assert read(first_page(abstract=parts)).abstract == PROSE


def test_a_sentence_about_abstracts_does_not_end_one():
    parts = (
        block(line("Abstract", 200, size=11, bold=True)),
        block(line(PROSE, 220, size=9)),
        block(line("Abstract models of tanks are few.", 232, size=9)),
    )
    assert read(first_page(abstract=parts)).abstract == f"{PROSE} Abstract models of tanks are few."


@pytest.mark.parametrize(
    "sentence",
    [
        "By the AdS/CFT correspondence this is so.",
        "Swimmers received placebo, and most accepted it.",
        "Swimmers who received 5 mg of it had a driving licence.",
        "It is received wisdom that corresponding waves are slow.",
    ],
)
def test_words_that_publishers_use_in_notes_may_stand_in_an_abstract(sentence: str):
    head = block(line("Abstract", 200, size=11, bold=True))
    parts = (block(line(PROSE, 220, size=9)), block(line(sentence, 232, size=9)))
    assert read(first_page(abstract=(head, *parts))).abstract == f"{PROSE} {sentence}"
    assert sentence in read(first_page(abstract=(block(line(f"{PROSE} {sentence}", 220, size=9)),))).abstract


@pytest.mark.parametrize(
    "note",
    [
        "The paper was received on 3 May 2010; in final form 4 June 2010.",
        "Manuscript received: May 2010",
        "P. Orlov. Correspondence to the Tank Institute",
        "Author for correspondence: P. Orlov",
        "Please address correspondence to P. Orlov.",
        "The corresponding author is P. Orlov.",
        "Distributed under the terms of a shoal attribution licence.",
        "It is licensed under CC BY 4.0.",
    ],
)
def test_a_note_of_the_publisher_is_no_part_of_an_abstract(note: str):
    parts = (block(line("Abstract", 200, size=11, bold=True)), block(line(PROSE, 220, size=9)))
    noted = (*parts, block(line(note, 232, size=9)), block(line(PROSE, 244, size=9)))
    assert read(first_page(abstract=noted)).abstract == f"{PROSE} {PROSE}"


@pytest.mark.parametrize("head", ["CCS CONCEPTS", "Categories and Subject Descriptors", "General Terms: Measurement"])
def test_an_abstract_ends_at_what_classifies_the_paper(head: str):
    parts = (block(line("Abstract", 200, size=11, bold=True)), block(line(PROSE, 220, size=9)))
    classes = (block(line(head, 300, size=9)), block(line("Applied computing; waves of the north.", 311, size=9)))
    assert read(first_page(abstract=(*parts, *classes))).abstract == PROSE


@pytest.mark.parametrize("head", ["Abstract (250)", "Abstract (150 words)", "ABSTRACT (word count: 250)"])
def test_the_heading_of_an_abstract_may_count_its_words(head):
    later = [block(line(head, 60)), block(line(PROSE, 80)), block(line("Keywords: waves", 200))]
    assert read([*first_page()[:5], *(on_page(3, each) for each in later)]).abstract == PROSE


def test_an_abstract_that_begins_on_the_third_page_may_end_on_the_fourth():
    head = on_page(3, block(line("Abstract", 60)))
    half = PROSE.rstrip(".").rpartition(" in the")[0]
    halves = [on_page(3, block(line(half, 80))), on_page(4, block(line("in the north.", 60)))]
    front = read([*first_page()[:5], head, *halves, on_page(4, block(line("Keywords: waves", 100)))])
    assert front.abstract == PROSE


def test_a_note_on_an_unedited_manuscript_is_no_abstract():
    note = f"This is a PDF file of an unedited manuscript that has been accepted. {PROSE}"
    assert read(first_page(abstract=(block(line(note, 300, size=8)),))).abstract == ""


@pytest.mark.parametrize(("follows", "abstract"), [("1. Introduction", PROSE), (BODY, "")])
def test_all_of_the_page_between_title_page_and_first_section_is_the_abstract(follows, abstract):
    later = [on_page(2, block(line(PROSE, 80))), on_page(3, block(line(follows, 60)))]
    body = [on_page(page, block(line(BODY, 80 + 60 * at))) for page in (3,) for at in range(4)]
    assert read([*first_page()[:5], *later, *body]).abstract == abstract


def test_a_declaration_before_the_contents_of_a_thesis_is_no_abstract():
    later = [on_page(2, block(line(PROSE, 80)))]
    later += [
        on_page(3, block(line("Contents", 60, size=14), kind=BlockKind.HEADING)),
        on_page(3, block(line(BODY, 80))),
    ]
    assert read([*first_page()[:5], *later]).abstract == ""


DISCLAIMER = "The views expressed here are those of the authors and do not represent those of the Tank Board. " * 3


def test_a_disclaimer_on_a_page_of_its_own_is_no_abstract():
    heading = block(line("1. Introduction", 80, size=12, bold=True), kind=BlockKind.HEADING)
    later = [on_page(2, block(line(DISCLAIMER, 80))), *(on_page(3, each) for each in (heading, block(line(BODY, 100))))]
    assert read([*first_page()[:5], *later]).abstract == ""


def test_an_abstract_ends_before_a_disclaimer():
    headed = [block(line("Abstract", 200, bold=True)), block(line(PROSE, 220))]
    note = block(line(f"Disclaimer: {DISCLAIMER}", 320))
    assert read(first_page(abstract=[*headed, note])).abstract == PROSE


@pytest.mark.parametrize("head", ["Strengths and limitations of this study", "Author summary", "Key messages"])
def test_an_abstract_ends_at_the_box_that_publishers_print_behind_it(head: str):
    headed = [block(line("Abstract", 200, size=9, bold=True)), block(line(PROSE, 220, size=9))]
    box = [block(line(head, 200, x=320, size=9, bold=True)), block(line(PROSE, 220, x=320, size=9))]
    assert read(first_page(abstract=[*headed, *box])).abstract == PROSE


def test_an_abstract_without_heading_may_be_told_by_its_font_alone():
    text = block(line(PROSE, 220))
    sans = [replace(each, spans=tuple(replace(span, font="Sans") for span in each.spans)) for each in text.lines]
    notes = [block(line("Edited by: Rein Tamm", 240 + 20 * n, size=7)) for n in range(6)]
    assert read(first_page(abstract=[block(*sans), *notes])).abstract == PROSE


def test_an_abstract_ends_at_an_introduction_though_its_keywords_stand_beside_both():
    headed = [block(line("Abstract", 200, size=9, bold=True)), block(line(PROSE, 220, size=9))]
    beside = [block(line("Introduction", 300, size=12, bold=True)), block(line("Keywords: waves; tanks", 200, x=420))]
    assert read(first_page(abstract=[*headed, *beside])).abstract == PROSE


def test_where_software_is_to_be_had_is_part_of_an_abstract():
    parts = [f"Results: {PROSE}", "Availability and implementation: See https://tanks.example/code."]
    headed = [
        block(line("Abstract", 200, bold=True)),
        *(block(line(text, 220 + 20 * n)) for n, text in enumerate(parts)),
    ]
    assert read(first_page(abstract=headed)).abstract == " ".join(parts)


@pytest.mark.parametrize(
    "sentence",
    [
        "Key points in pictures of tanks are found by their depth.",
        "Strengths and limitations of both gauges are discussed.",
        "What is already known of slow waves is told first.",
    ],
)
def test_an_abstract_goes_on_with_a_sentence_that_begins_as_a_box_does(sentence: str):
    headed = [block(line("Abstract", 200, bold=True)), block(line(PROSE, 220)), block(line(sentence, 240))]
    assert read(first_page(abstract=headed)).abstract == f"{PROSE} {sentence}"


@pytest.mark.parametrize(
    "sentence",
    [
        "We classify the opinions expressed in reviews of tanks.",
        "What owners say may not reflect the true opinions of all of them.",
    ],
)
def test_a_text_about_opinions_is_no_disclaimer(sentence: str):
    assert not is_disclaimer(sentence)


@pytest.mark.parametrize(
    "note",
    [
        "The views expressed in this article are those of the authors.",
        "It does not necessarily represent the official views of the Tank Board.",
    ],
)
def test_a_note_on_whose_views_a_paper_expresses_is_a_disclaimer(note: str):
    assert is_disclaimer(note)
