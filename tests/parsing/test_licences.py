"""The licence of a paper, and those of its data and code."""

from dataclasses import replace

import pytest
from tests.parsing.first_pages import BODY, block, first_page, line

from k1.parsing.front.front_matter import read_front_matter
from k1.parsing.page.layout import Page


def _licence_with(text: str) -> str | None:
    """The licence of a paper that has this text on a page in its middle, where publishers print none."""
    first = first_page()
    page = Page(1, 600.0, 800.0, tuple(item for each in first for item in each.lines))
    middle, end = (block(replace(line(said, 100), page=number)) for said, number in ((text, 5), (BODY, 9)))
    return read_front_matter([page], [*first, middle, end]).licence


def test_a_licence_within_the_text_is_the_papers_where_it_says_so() -> None:
    assert _licence_with("This article is distributed under CC BY 4.0.") == "CC-BY-4.0"


@pytest.mark.parametrize("thing", ["The data set of waves is", "The code is", "All photographs are"])
def test_the_licence_of_something_else_within_the_text_is_not_the_papers(thing: str) -> None:
    assert _licence_with(f"{thing} released under CC BY 4.0.") is None
