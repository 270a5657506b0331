"""Tables of contents: what repeats the headings of a paper is none of its text."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from tests.parsing.lines_by_hand import make_line

from k1.parsing.page.layout import Block, BlockKind
from k1.parsing.structure.contents import mark_contents

LEADERS = ("1 Tanks . . . . . . . . 2", "1.1 Deep tanks . . . . . 3", "2 Waves . . . . . 4")
PAGES = ("1 Tanks 2", "1.1 Deep tanks 3", "2 Waves 4")
BARE = ("Tanks", "Deep tanks", "Waves")
TEXT = ("1 Tanks", "Tanks are cold.", "1.1 Deep tanks", "They are deep.", "2 Waves", "Waves are slow.")


def _blocks(texts: Sequence[str]) -> list[Block]:
    return [Block(BlockKind.PARAGRAPH, [make_line(text)], text) for text in texts]


def _set_aside(texts: Sequence[str]) -> list[str]:
    blocks = _blocks(texts)
    mark_contents(blocks, ())
    return [block.text for block in blocks if block.kind is BlockKind.FRONT]


@pytest.mark.parametrize("entries", [LEADERS, PAGES, BARE], ids=["leaders", "pages", "bare"])
def test_entries_under_their_heading_are_set_aside(entries: Sequence[str]) -> None:
    assert _set_aside(["Contents", *entries, *TEXT]) == ["Contents", *entries]


def test_a_page_number_that_stands_alone_is_part_of_its_entry() -> None:
    entries = ("1 Tanks", "2", "2 Waves", "4")
    assert _set_aside(["Table of contents", *entries, *TEXT]) == ["Table of contents", *entries]


def test_a_section_called_contents_stays() -> None:
    assert _set_aside(["Contents", "Tanks hold water.", "The water is cold.", "It is salt.", *TEXT]) == []


def test_rows_with_leaders_outside_the_contents_stay() -> None:
    assert _set_aside(["Measurements", *LEADERS, *TEXT]) == []
