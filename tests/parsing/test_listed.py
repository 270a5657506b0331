"""The reference list as the front matter sees it: it tells nothing of the paper, and notes behind it do."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.parsing.first_pages import BODY, block, first_page, line

from k1.parsing.front.front_matter import FrontMatter, read_front_matter
from k1.parsing.front.listed import listed_blocks
from k1.parsing.page.layout import Block, Page
from k1.schema.provenance import Box

ENTRY = "1. Quist B. Boats. Springer, accepted 3 May 2001, CC BY-SA 4.0. https://github.com/quist/boats"
HEAD = line("References", 100, size=12, bold=True)


def _read_with(*lines: str, links: tuple[tuple[Box, str], ...] = ()) -> FrontMatter:
    """The front matter of a paper whose last page has a reference list with these lines."""
    first = first_page()
    last = [HEAD, *(line(text, 130 + 30 * at) for at, text in enumerate(lines))]
    last = [replace(item, page=2, baseline=item.box.y1) for item in last]
    page = Page(1, 600.0, 800.0, tuple(item for each in first for item in each.lines))
    return read_front_matter(
        [page, Page(2, 600.0, 800.0, tuple(last), links=links)], [*first, *(block(item) for item in last)]
    )


def test_a_reference_list_tells_no_publisher_date_licence_or_resource_of_the_paper() -> None:
    front = _read_with(ENTRY, links=((Box(60, 132, 90, 138), "https://github.com/quist/boats"),))
    assert (front.publisher, front.dates, front.licence, front.resources) == (None, (), None, ())


@pytest.mark.parametrize(
    "note",
    [
        "Open Access This article is licensed by Springer under CC BY 4.0.",
        "\u00a9 2011 The Authors. Published by Springer under CC BY 4.0.",
        "Publisher\u2019s note Springer licenses it under CC BY 4.0.",
    ],
)
def test_a_note_behind_the_references_tells_of_the_paper(note: str) -> None:
    front = _read_with(ENTRY, note)
    assert (front.publisher, front.licence) == ("Springer", "CC-BY-4.0")


@pytest.mark.parametrize(
    "heading",
    [
        line("Data availability", 400),
        line("A. Tanks of the north", 400, size=12, bold=True),
        line("Introduction", 400),
    ],
    ids=["known", "set as the list's", "behind a table of contents"],
)
def test_a_heading_behind_the_references_ends_them(heading: object) -> None:
    entries = [block(line(ENTRY, 130)), block(line(ENTRY, 160))]
    blocks: list[Block] = [block(HEAD), *entries, block(heading), block(line(BODY, 430))]
    assert listed_blocks(blocks) == {1, 2}


def test_an_entry_set_as_the_heading_of_its_list_is_an_entry() -> None:
    blocks = [block(line("References", 100)), block(line("1. Boats.", 130)), block(line("2. Tanks.", 160))]
    assert listed_blocks(blocks) == {1, 2}
