"""Tables that run on over pages."""

import pytest
from tests.parsing.lines_by_hand import make_line, make_page

from k1.parsing.floats.detection import Floats, find_floats
from k1.parsing.page.hyphenation import Vocabulary
from k1.parsing.page.layout import Line, Page
from k1.parsing.page.typography import Typography
from k1.schema.provenance import Box

STYLE = Typography(10, frozenset({"Body"}), 12)
XS = (60.0, 160.0, 260.0)
HEAD = ("Tank", "Speed", "Score")


def rule(y: float) -> Box:
    return Box(60, y, 300, y + 0.5)


def part(number: int, first: int, caption: str = "", *, rows: int = 4) -> Page:
    """A page with ``rows`` rows between three rules, counted from ``first``, under a head and a caption."""
    lines = [make_line(text, x, 120, size=8, font="Small") for x, text in zip(XS, HEAD, strict=True)]
    for at in range(rows):
        cells = (f"tank {first + at}", str(10 + first + at), "0.5")
        lines += [make_line(c, x, 134 + 12 * at, size=8, font="Small") for x, c in zip(XS, cells, strict=True)]
    if caption:
        lines.append(make_line(caption, 60, 104, size=8, font="Caption", bold=True))
    ends = 134 + 12 * rows - 6
    text = [make_line("words of the running text that follow below", 60, ends + 60 + 12 * n) for n in range(6)]
    own = [Line(e.spans, e.text, e.box, number, e.size, e.bold, e.italic, e.baseline) for e in (*lines, *text)]
    return make_page(own, number, rules=(rule(111), rule(124), rule(ends)))


def found(*pages: Page) -> Floats:
    return find_floats(list(pages), set(), STYLE, Vocabulary([]))


@pytest.mark.parametrize(
    "caption",
    [
        "Table 1 (continued)",
        "Table 1. Cont.",
        "Table 1 (Continued). Speeds of waves",
        "Table 1. Speeds of waves (continued)",
        "Continued Table 1",
    ],
)
def test_a_caption_that_says_a_table_goes_on_joins_its_rows_to_the_table(caption: str) -> None:
    (table,) = found(part(1, 1, "Table 1. Speeds of waves"), part(2, 5, caption)).items
    assert table.grid is not None
    assert [row[0] for row in table.grid.cells] == ["Tank", *(f"tank {n}" for n in range(1, 9))]


def test_the_rows_of_a_captioned_table_go_on_over_two_pages_under_its_head_alone() -> None:
    (table,) = found(part(1, 1, "Table 1. Speeds of waves"), part(2, 5), part(3, 9)).items
    assert table.grid is not None
    assert len(table.grid.cells) == 13


def test_another_caption_begins_another_table() -> None:
    tables = found(part(1, 1, "Table 1. Speeds of waves"), part(2, 5, "Table 2. Heights of waves")).items
    assert [table.label for table in tables] == ["Table 1", "Table 2"]


def half(first: int, page: int, *, x: float = 60, below: str) -> list[Line]:
    """A head and four rows over words that say the table goes on, or its caption."""
    cells = [HEAD[:2], *((f"tank {first + at}", str(10 + first + at)) for at in range(4))]
    places = [(row, at) for at, row in enumerate(cells)]
    lines = [
        make_line(text, x + 100 * column, 120 + 12 * at, size=8, font="Small", page=page)
        for row, at in places
        for column, text in enumerate(row)
    ]
    return [*lines, make_line(below, x, 184, size=8, font="Small", page=page)]


def frame(x: float = 60) -> Box:
    return Box(x - 5, 112, x + 185, 200)


CLOSING = "Table 1. Speeds of waves"


def test_the_rows_in_a_frame_of_their_own_left_of_the_one_with_the_caption_come_first() -> None:
    lines = [*half(1, 1, below="(Table 1 continues in next column)"), *half(5, 1, x=320, below=CLOSING)]
    (table,) = found(make_page(lines, drawings=(frame(), frame(320)))).items
    assert table.grid is not None
    assert [row[0] for row in table.grid.cells] == ["Tank", *(f"tank {n}" for n in range(1, 9))]


def test_the_rows_on_the_page_before_the_one_with_the_caption_come_first() -> None:
    before = make_page(half(1, 1, below="(Table 1 continues on next page)"), drawings=(frame(),))
    floats = found(before, make_page(half(5, 2, below=CLOSING), 2, drawings=(frame(),)))
    (table,) = floats.items
    assert table.grid is not None
    assert [row[0] for row in table.grid.cells] == ["Tank", *(f"tank {n}" for n in range(1, 9))]
    assert {id(line) for line in before.lines} <= floats.lines
