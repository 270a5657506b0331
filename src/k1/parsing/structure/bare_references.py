"""Reference lists without a heading: what counts their entries tells them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from k1.parsing.page.layout import PROSE, UNCLAIMED, Block, BlockKind, Line

_MAX_STEP = 2  # from one raised number to the next: the text layer may lose one
_FIRST_LABEL = re.compile(r"\s*(?:\[1\]|\(1\)|1\.)\s+(?=\S)")
_LABEL = re.compile(r"\s*(?P<before>[\[(]?)(?P<number>[1-9]\d{0,3})(?P<behind>[\]).])")
_FEWEST_ENTRIES = 4
_COUNTED = re.compile(r"[0-9]{1,4}")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d")


def mark_bare_references(blocks: Sequence[Block]) -> None:
    """Give the blocks of a reference list without heading their kind: it counts from 1 to the end of the paper.

    The list begins at the last block that is numbered 1 in a form in which a later block is numbered 2 and so on;
    most of its entries name a year.
    """
    if any(block.kind is BlockKind.REFERENCE for block in blocks):
        return
    if not any(map(_may_begin, blocks)):
        return
    tail = _Tail()
    for start in range(len(blocks) - 1, -1, -1):
        block = blocks[start]
        tail.add(block)
        if _may_begin(block) and tail.lists_from(block):
            for other in blocks[start:]:
                if other.kind in UNCLAIMED:
                    other.kind = BlockKind.REFERENCE
            return


def _may_begin(block: Block) -> bool:
    """Whether a block is numbered 1, as the first of a list is."""
    numbered = _FIRST_LABEL.match(block.text) is not None or _raised_number(block.lines[0]) == "1"
    return numbered and block.kind in PROSE


class _Tail:
    """What the blocks from one to the last count; read from the last on, each once, whichever the list begins with."""

    def __init__(self) -> None:
        self._blocks = self._dated = 0
        self._runs: dict[tuple[str, int], tuple[int, int]] = {}
        self._raised, self._steps, self._dated_lines = 0, 0, 0
        self._next: int | None = None

    def add(self, block: Block) -> None:
        """Take in the block before those that have been added."""
        if block.kind not in UNCLAIMED:
            return
        self._blocks += 1
        self._dated += bool(_YEAR.search(block.text))
        if label := _LABEL.match(block.text):
            form, number = f"{label['before']}1{label['behind']}", int(label["number"])
            # The number that its run ends with, and how many blocks there are from that entry on.
            self._runs[form, number] = self._runs.get((form, number + 1), (number, self._blocks))
        for line in reversed(block.lines):
            self._dated_lines += bool(_YEAR.search(line.text))
            if text := _raised_number(line):
                raised = int(text)
                self._raised += 1
                self._steps += self._next is not None and 1 <= self._next - raised <= _MAX_STEP
                self._next = raised

    def lists_from(self, first: Block) -> bool:
        """Whether the blocks are a list that this one, the last that was added, begins."""
        label = _FIRST_LABEL.match(first.text)
        return self._counts_entries(label[0].strip()) if label else self._counts_raised()

    def _counts_entries(self, first: str) -> bool:
        """Whether blocks are numbered as ``first`` is, one after another, and name years as entries do."""
        count, left = self._runs[first, 1]
        return count >= _FEWEST_ENTRIES and self._dated >= 0.6 * count and left <= 4

    def _counts_raised(self) -> bool:
        """Whether raised numbers at the heads of lines count the entries, as those of notes do, with years."""
        steps = self._steps + 1  # to the first
        counted = steps >= _FEWEST_ENTRIES and steps >= 0.9 * self._raised
        return counted and self._dated_lines >= 0.6 * self._raised


def _raised_number(line: Line) -> str:
    """The raised number that a line begins with; empty where it begins with none."""
    number = line.spans[0].text.strip()
    return number if line.spans[0].superscript and _COUNTED.fullmatch(number) else ""
