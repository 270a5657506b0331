"""Covers before the title page."""

from dataclasses import replace

import pytest
from tests.parsing import bad_files
from tests.parsing.lines_by_hand import make_line, make_page

from k1.parsing.front.covers import number_from_title_page
from k1.parsing.page.layout import Page
from k1.parsing.pdf.document import parse_pdf
from k1.schema.vocabulary import UnitRole

TITLE = "Slow waves in shallow tanks of the north"
PROSE = ["Waves in shallow tanks are slow, and this paper measures how slow they are."] * 6

UNTITLED = [
    "Harbour Repository",
    "This is the author's accepted manuscript of an article published elsewhere.",
    "To cite this article, please refer to the publisher's version.",
    "Terms of use: you may print one copy for private study.",
]
OF_A_PUBLISHER = [
    "Journal of Tanks",
    TITLE,
    "Pavel Orlov, Berit Quist",
    "To cite this article: Pavel Orlov, Berit Quist (2011) Slow waves, Journal of Tanks, 12, 45-59",
    "To link to this article: https://doi.org/10.5555/tanks.12",
    "Article views: 12",
    "Full Terms & Conditions of access and use can be found on the page of the journal",
]
OF_AN_ARCHIVE = [
    "HAL Id: tank-01234567",
    "Submitted on 3 Mar 2011",
    "This is a multi-disciplinary open access archive for the deposit of research documents.",
    TITLE,
    "Pavel Orlov, Berit Quist",
    "To cite this version:",
]
OF_A_NETWORK = [
    "See discussions, stats, and author profiles for this publication at: https://www.researchgate.net/publication/1",
    TITLE,
    "Article in Journal of Tanks",
    "All content following this page was uploaded by Pavel Orlov on 12 May 2011.",
]
OF_A_LIBRARY = [
    TITLE,
    "Author(s): Pavel Orlov and Berit Quist",
    "Stable URL: https://www.jstor.org/stable/123",
    "Accessed: 12-05-2011 10:32 UTC",
    "Your use of the archive indicates your acceptance of the Terms & Conditions of Use",
]
UNEDITED = [
    "Accepted Manuscript",
    TITLE,
    "Pavel Orlov, Berit Quist",
    "Please cite this article as: P. Orlov, B. Quist, Slow waves, Journal of Tanks (2011)",
    "This is a PDF file of an unedited manuscript that has been accepted for publication.",
]


def printed(texts: list[str], number: int) -> Page:
    """A page of lines, the title among them large."""
    return make_page(
        [
            make_line(text, y=80 + 30 * at, size=18 if text == TITLE else 10, page=number, bold=text == TITLE)
            for at, text in enumerate(texts)
        ],
        number,
    )


def title_page(number: int) -> Page:
    return printed([TITLE, "Pavel Orlov, Berit Quist", "Abstract", *PROSE], number)


def numbers(pages: list[Page]) -> list[int]:
    return [page.number for page in number_from_title_page(pages)]


@pytest.mark.parametrize("cover", [UNTITLED, OF_A_PUBLISHER, OF_AN_ARCHIVE, OF_A_NETWORK, OF_A_LIBRARY, UNEDITED])
def test_the_page_behind_a_cover_is_the_first(cover: list[str]) -> None:
    assert numbers([printed(cover, 1), title_page(2), printed(PROSE, 3)]) == [0, 1, 2]


def test_a_cover_may_print_the_title_without_its_accents() -> None:
    cover = [text.replace("Slow waves", "Slów wavès") if text == TITLE else text for text in OF_A_PUBLISHER]
    page = printed(cover, 1)
    large = tuple(replace(line, size=18.0, bold=True) if "Slów" in line.text else line for line in page.lines)
    assert numbers([replace(page, lines=large), title_page(2)]) == [0, 1]


def test_lines_are_renumbered_with_their_pages() -> None:
    found = number_from_title_page([printed(UNTITLED, 1), title_page(2)])
    assert [{line.page for line in page.lines} for page in found] == [{0}, {1}]


def test_a_paper_may_have_several_covers() -> None:
    assert numbers([printed(UNTITLED, 1), printed(OF_A_PUBLISHER, 2), title_page(3)]) == [-1, 0, 1]


def test_the_title_page_of_an_accepted_manuscript_is_no_cover_though_it_says_as_much() -> None:
    behind = printed(["Abstract", *PROSE, "Berit Quist"], 2)
    assert numbers([printed(UNEDITED, 1), behind]) == [1, 2]


def test_a_page_with_the_abstract_is_no_cover() -> None:
    assert numbers([printed([*OF_A_PUBLISHER, "Abstract", *PROSE], 1), title_page(2)]) == [1, 2]


def test_a_title_page_before_the_title_once_more_is_no_cover() -> None:
    assert numbers([printed([TITLE, "Pavel Orlov, Berit Quist"], 1), title_page(2)]) == [1, 2]


def test_a_page_that_nothing_follows_is_no_cover() -> None:
    assert numbers([replace(printed(UNTITLED, 1), number=1)]) == [1]


def test_a_cover_is_furniture_of_the_document_whose_pages_are_numbered_as_in_the_file() -> None:
    first = [TITLE, "", "Pavel Orlov, Berit Quist", "", "1 Introduction", "", *bad_files.PROSE]
    cover, paper = (bad_files.one_page(bad_files.stream(bad_files.content(lines))) for lines in (UNTITLED, first))
    document = parse_pdf(bad_files.joined(cover, paper), name="x", file_sha256="0" * 64)
    assert document.paper.title == TITLE
    assert document.paper.pages == 2
    assert {unit.page for unit in document.units if unit.role is UnitRole.FURNITURE} == {1}
    assert {unit.page for unit in document.units if unit.role is UnitRole.BODY} == {2}
    assert [section.page for section in document.sections] == [2]


def below_head(texts: list[str]) -> Page:
    """The second page of a paper whose title is its running head."""
    head = make_line(TITLE, y=40, size=8, page=2)
    return make_page([head, *(make_line(text, y=80 + 30 * at, page=2) for at, text in enumerate(texts))], 2)


def test_a_letter_whose_title_is_the_running_head_of_the_next_page_is_no_cover() -> None:
    said = ["Downloaded from https://tanks.example by guest on 12 May 2020", "For commercial re-use, please contact us"]
    letter = printed([TITLE, "Pavel Orlov, Berit Quist", *PROSE, *said], 1)
    assert numbers([letter, below_head(["Tanks of the north are cold.", *PROSE, "We saw none.", "Berit Quist"])]) == [
        1,
        2,
    ]


def test_a_manuscripts_title_page_with_the_names_is_no_cover_where_the_next_page_has_none() -> None:
    assert numbers([printed(UNEDITED, 1), printed([TITLE, "Abstract", *PROSE], 2)]) == [1, 2]


def test_a_page_full_of_text_is_no_cover() -> None:
    assert numbers([printed([*OF_A_PUBLISHER, *PROSE * 6], 1), title_page(2)]) == [1, 2]
