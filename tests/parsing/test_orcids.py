"""ORCID iDs behind the icons of a byline."""

import pytest
from tests.parsing.lines_by_hand import make_line

from k1.parsing.front.orcids import linked_orcids
from k1.schema.provenance import Box

NAMES = ["Ada Brandt", "Ivo Kask", "Tove Holm"]
LINES = [make_line("Ada Brandt1, Ivo Kask2,", 50, 100), make_line("and Tove Holm1", 50, 114)]
CODE = "https://orcid.org/0000-0002-1825-0097"


@pytest.mark.parametrize(("x", "y", "owner"), [(106, 96, 0), (162, 96, 1), (125, 110, 2)])
def test_a_link_belongs_to_the_author_before_it(x: float, y: float, owner: int) -> None:
    assert linked_orcids(NAMES, LINES, [(Box(x, y - 3, x + 8, y + 3), CODE)]) == {owner: "0000-0002-1825-0097"}


def test_a_link_whose_sides_are_exchanged_counts_the_same() -> None:
    assert linked_orcids(NAMES, LINES, [(Box(162, 102, 170, 90), CODE)]) == {1: "0000-0002-1825-0097"}


@pytest.mark.parametrize(
    ("box", "address"),
    [
        (Box(106, 300, 114, 306), CODE),  # an editor's, further down
        (Box(106, 93, 114, 99), "https://orcid.org/0000-0002-1825-0098"),  # wrong check digit
        (Box(106, 93, 114, 99), "https://example.org/profile"),
        (Box(40, 93, 48, 99), CODE),  # before any name
    ],
)
def test_other_links_are_nobodys(box: Box, address: str) -> None:
    assert linked_orcids(NAMES, LINES, [(box, address)]) == {}
