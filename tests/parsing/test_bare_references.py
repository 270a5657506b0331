"""Reference lists without a heading."""

from dataclasses import replace
from time import process_time

import pytest
from tests.parsing.lines_by_hand import make_line

from k1.parsing.page.layout import Block, BlockKind, Span
from k1.parsing.structure.bare_references import mark_bare_references
from k1.schema.provenance import Box


def _block(text: str, **how: object) -> Block:
    return Block(BlockKind.PARAGRAPH, [make_line(text, **how)], text)  # type: ignore[arg-type]


def _entry(number: int, text: str) -> Block:
    line = make_line(text, 60, 100 + 12 * number)
    mark = Span(str(number), Box(55, 92, 59, 97), 6, "Body", superscript=True)
    return Block(BlockKind.PARAGRAPH, [replace(line, spans=(mark, *line.spans), text=f"{number}{text}")], text)


def test_a_list_of_references_needs_no_heading() -> None:
    entries = [_block(f"[{n}] A. Orlov, Waves {n}, J. Tanks 4, 12 (201{n}).") for n in range(1, 6)]
    blocks = [_block("text " * 30), *entries]
    mark_bare_references(blocks)
    assert [block.kind is BlockKind.REFERENCE for block in blocks] == [False] + [True] * 5


def test_raised_numbers_count_a_list_of_references_without_heading() -> None:
    entries = [_entry(n, f"A. Orlov, J. Tanks 4, 12 (201{n}).") for n in (1, 2, 4, 5, 6)]  # the text layer lost one
    blocks = [_block("text " * 30), *entries]
    mark_bare_references(blocks)
    assert [block.kind is BlockKind.REFERENCE for block in blocks] == [False] + [True] * 5
    notes = [_entry(n, "We thank the tanks of the north.") for n in range(1, 7)]
    mark_bare_references(notes)
    assert not any(block.kind is BlockKind.REFERENCE for block in notes)


@pytest.mark.parametrize("raised", ["\u00b2", "\u2460", "7" * 5000])
def test_what_no_list_counts_with_is_no_number_of_an_entry(raised: str) -> None:
    def opening(number: str) -> Block:
        mark = Span(number, Box(55, 92, 59, 97), 6, "Body", superscript=True)
        return Block(BlockKind.PARAGRAPH, [replace(make_line("Tanks", 60, 100), spans=(mark,))], "Tanks of 2001")

    blocks = [opening("1"), opening(raised)]
    mark_bare_references(blocks)
    assert [block.kind for block in blocks] == [BlockKind.PARAGRAPH] * 2


@pytest.mark.parametrize("block", [_entry(1, "Tanks"), _block("1. Tanks"), _block("[1] Tanks")])
def test_many_blocks_that_might_begin_a_list_are_read_in_time_that_grows_as_they_do(block: Block) -> None:
    began = process_time()
    mark_bare_references([block] * 6000)
    assert process_time() - began < 2
