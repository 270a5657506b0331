from __future__ import annotations

from dataclasses import replace

from tests.parsing.lines_by_hand import make_line, make_page

from k1.parsing.floats.detection import find_floats
from k1.parsing.page.hyphenation import Vocabulary
from k1.parsing.page.layout import Line, Page
from k1.parsing.page.typography import Typography
from k1.schema.provenance import Box


def captioned(*parts: str | list[str]) -> Page:
    """A page of captions and of ruled tables whose first cells are given, one close below the other."""
    lines: list[Line] = []
    rules: list[Box] = []
    y = 60.0
    for part in parts:
        if isinstance(part, str):
            lines.append(make_line(part, 60, y, size=9))
        else:
            rules += [Box(60, at, 300, at + 0.5) for at in (y - 9, y + 4, y + 12 * len(part) - 8)]
            lines += [
                make_line(text, x, y + 12 * at, size=8)
                for at, name in enumerate(part)
                for x, text in ((60, name), (200, "12"))
            ]
        y += 24 if isinstance(part, str) else 12 * len(part) + 6
    return make_page(lines, rules=tuple(rules))


def first_cells(*pages: Page) -> list[tuple[str, str]]:
    """The number of each caption and the second cell of the first column of its table."""
    pages = tuple(
        replace(sheet, number=n, lines=tuple(replace(item, page=n) for item in sheet.lines))
        for n, sheet in enumerate(pages, start=1)
    )
    items = find_floats(pages, set(), Typography(10, frozenset({"Body"}), 12), Vocabulary([])).items
    return [(item.label, item.grid.cells[1][0]) for item in items if item.grid is not None]


TANKS, WAVES = ["Tank", "north", "south", "west"], ["Wave", "slow", "fast", "none"]


def test_captions_stand_below_their_tables_where_those_of_other_pages_do() -> None:
    alone = captioned(["Basin", "first", "second", "third"], "Table 1: Basins of the north.")
    both = captioned(TANKS, "Table 2: Tanks.", WAVES, "Table 3: Waves.")
    assert first_cells(alone, both) == [("Table 1", "first"), ("Table 2", "north"), ("Table 3", "slow")]


def test_captions_stand_above_their_tables_where_the_first_of_a_page_does() -> None:
    assert first_cells(captioned("Table 1: Tanks.", TANKS, "Table 2: Waves.", WAVES)) == [
        ("Table 1", "north"),
        ("Table 2", "slow"),
    ]


def test_a_caption_at_the_head_of_a_page_names_the_table_at_the_foot_of_the_page_before() -> None:
    pages = captioned(TANKS, "Table 1: Tanks.", WAVES), captioned("Table 2: Waves.")
    assert first_cells(*pages) == [("Table 1", "north"), ("Table 2", "slow")]


def test_a_table_without_rules_stands_above_its_caption_before_one_with_rules_below_it() -> None:
    both = captioned(TANKS, "Table 1: Tanks.", WAVES, "Table 2: Waves.")
    mixed = captioned(["Street", "a", "b", "c"], "Table 3: Streets.", ["Basin", "first", "second"], "Table 4: Basins.")
    mixed = replace(mixed, rules=tuple(rule for rule in mixed.rules if rule.y0 > 120))
    assert first_cells(both, mixed)[2:] == [("Table 3", "a"), ("Table 4", "first")]


def test_captions_at_the_heads_of_pages_stand_above_tables_without_rules_too() -> None:
    def bare(*parts: str | list[str]) -> Page:
        return replace(captioned(*parts), rules=())

    heads = bare("Table 1: Tanks.", TANKS), bare("Table 2: Waves.", WAVES)
    both = bare(["Street", "a", "b", "c"], "Table 3: Basins.", ["Basin", "first", "second", "third"])
    assert first_cells(*heads, both) == [("Table 1", "north"), ("Table 2", "slow"), ("Table 3", "first")]
