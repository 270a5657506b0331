"""First pages as authors print them: wide line spacing, a title page of its own, the title once more over the text."""

from __future__ import annotations

from dataclasses import replace

from tests.parsing.first_pages import BODY, PROSE, block, line, read

from k1.parsing.front.front_matter import read_front_matter
from k1.parsing.page.hyphenation import Vocabulary
from k1.parsing.page.layout import Block, BlockKind, Page
from k1.parsing.page.typography import Typography, read_typography
from k1.parsing.pdf.document import label_blocks, read_front, running_lines

STYLE = Typography(12, frozenset({"Serif"}), 27)
TITLE = "Slow waves in shallow tanks of the north and the south"
NAMES = "Pavel Orlov and Berit Quist"


def title_page(*title: str) -> list[Block]:
    """A title page with double spacing: bold title, then names, address and notes in the size of the title."""
    texts = [NAMES, "Tank Institute, University of the North, Tallinn", "Word count: 4,000", "Running title: Waves"]
    heads = [line(text, 80 + 27 * at, size=12, bold=True) for at, text in enumerate(title)]
    rest = [line(text, 80 + 27 * (len(title) + at), size=12) for at, text in enumerate(texts)]
    return [block(*heads), block(*rest)]


def on_page(number: int, each: Block) -> Block:
    return Block(each.kind, [replace(item, page=number) for item in each.lines], each.text)


def manuscript() -> list[Block]:
    """A title page, the abstract on a page of its own, and the text under the title printed once more."""
    later = [
        on_page(2, block(line("Abstract", 80, size=12, bold=True))),
        on_page(2, block(line(PROSE, 107, size=12))),
        on_page(3, block(line(TITLE, 80, size=12, bold=True))),
        on_page(3, block(line(BODY, 107, size=12))),
    ]
    return [*title_page(TITLE), *later]


def test_lines_of_a_title_stand_as_far_apart_as_the_lines_of_a_double_spaced_page():
    assert read(title_page("Slow waves in shallow tanks", "of the north and the south")).title == TITLE


def test_names_as_bold_as_the_title_are_no_part_of_it_on_a_double_spaced_page():
    blocks = title_page("Slow waves of the Baltic and", "North Seas", NAMES)
    blocks[1] = block(*blocks[1].lines[1:])
    front = read(blocks)
    assert front.title == "Slow waves of the Baltic and North Seas"
    assert [author.name for author in front.authors] == NAMES.split(" and ")


def test_a_hyphen_at_the_end_of_a_titles_line_goes_where_the_paper_prints_the_word_whole():
    blocks = title_page("Slow waves of a micro-", "tank")
    assert read(blocks, vocabulary=Vocabulary(["In a microtank waves are slow"])).title == "Slow waves of a microtank"
    assert read(blocks, vocabulary=Vocabulary(["In a micro-tank waves are slow"])).title == "Slow waves of a micro-tank"


def test_an_abstract_ends_where_a_manuscript_prints_its_title_once_more():
    assert read(manuscript()).abstract == PROSE


def test_all_of_a_title_page_before_the_abstract_on_the_next_is_front_matter():
    blocks = manuscript()
    blocks.insert(2, block(line(f"Correspondence about the tanks goes to the first author. {BODY}", 400, size=12)))
    numbers = sorted({each.page for each in blocks})
    pages = [
        Page(n, 600.0, 800.0, tuple(item for each in blocks for item in each.lines if item.page == n)) for n in numbers
    ]
    labelled = label_blocks(blocks, read_front(pages, blocks, {}, set(), Vocabulary([])), STYLE, Vocabulary([]))
    assert {each.kind for each in labelled if each.page == 1} == {BlockKind.TITLE, BlockKind.FRONT}
    assert [each.kind for each in labelled if each.page == 3] == [BlockKind.FRONT, BlockKind.PARAGRAPH]


def test_a_page_of_names_between_a_cover_and_the_abstract_is_front_matter():
    again = [
        block(line(f"TITLE: {TITLE}", 80, size=12, bold=True)),
        block(line(f"Senior Fellow, {PROSE}", 107, size=12)),
    ]
    blocks = [*title_page(TITLE), *(on_page(2, each) for each in again)]
    blocks += [on_page(each.page + 1, each) for each in manuscript()[2:4]]
    blocks += [on_page(4, block(line("Introduction", 80, size=12, bold=True))), on_page(4, block(line(BODY, 107)))]
    pages = [
        Page(n, 600.0, 800.0, tuple(item for each in blocks for item in each.lines if item.page == n))
        for n in range(1, 5)
    ]
    labelled = label_blocks(blocks, read_front(pages, blocks, {}, set(), Vocabulary([])), STYLE, Vocabulary([]))
    assert {each.kind for each in labelled if each.page == 2} == {BlockKind.FRONT}


def test_a_first_page_of_running_text_is_no_front_matter_though_the_abstract_stands_on_the_next():
    blocks = manuscript()
    blocks[2:2] = [block(line("Why tanks are shallow", 260, size=12, bold=True))]
    blocks[3:3] = [block(line(BODY * 2, 300 + 60 * at, size=12)) for at in range(3)]
    pages = [
        Page(n, 600.0, 800.0, tuple(item for each in blocks for item in each.lines if item.page == n))
        for n in sorted({each.page for each in blocks})
    ]
    labelled = label_blocks(blocks, read_front(pages, blocks, {}, set(), Vocabulary([])), STYLE, Vocabulary([]))
    assert [each.kind for each in labelled].count(BlockKind.PARAGRAPH) == 4


def test_authors_above_addresses_of_their_own_are_all_read_though_they_fill_the_page():
    names = [f"Pavel {chr(65 + at)}. Orlov" for at in range(26)]
    title = block(line(TITLE, 20, size=18, bold=True))
    tables = [
        block(line(name, 60 + 24 * at, size=11), line("Tank Institute, Narva", 66 + 24 * at, size=9))
        for at, name in enumerate(names)
    ]
    for at, each in enumerate(tables):
        each.lines += [line(f"Street of Tanks {at}, Tallinn {n}", 72 + 24 * at + 4 * n, size=9) for n in range(2)]
    assert [author.name for author in read([title, *tables]).authors] == names


def test_a_long_list_of_references_in_small_print_does_not_say_how_the_text_is_set():
    text = [line("Waves in shallow tanks are slow in the north", 60 + 12 * at, size=10) for at in range(20)]
    entries = [line("Orlov P. Waves of shallow tanks in the north. 2011", 60 + 9 * at, size=8) for at in range(40)]
    pages = [
        Page(1, 600.0, 800.0, (*text, line("References", 320, size=10))),
        Page(2, 600.0, 800.0, tuple(entries)),
    ]
    assert read_typography(running_lines(pages, set())).size == 10
    assert read_typography(running_lines(pages[1:], set())).size == 8


def test_a_doi_that_a_line_end_broke_goes_on_in_its_column_beside_another():
    left = [line("Cite as: Orlov. Slow waves. https://doi.org/10.", 600, size=8), line("5555/jtr.12", 609, size=8)]
    right = [line("words of the text beside", 595 + 10 * at, x=320) for at in range(3)]
    blocks = [block(line(TITLE, 80, size=18)), block(*left), block(*right)]
    page = Page(
        1, 600.0, 800.0, tuple(sorted((item for each in blocks for item in each.lines), key=lambda x: x.box.y1))
    )
    assert read_front_matter([page], blocks).doi == "10.5555/jtr.12"
