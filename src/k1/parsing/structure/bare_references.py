"""Reference lists without a heading: what counts their entries tells them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from k1.parsing.page.layout import Block, BlockKind, Line

_MAX_STEP = 2  # from one raised number to the next: the text layer may lose one
_FIRST_LABEL = re.compile(r"\s*(?:\[1\]|\(1\)|1\.)\s+(?=\S)")
_FEWEST_ENTRIES = 4
_COUNTED = re.compile(r"[0-9]{1,4}")
_MAY_LIST = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST, BlockKind.EQUATION, BlockKind.CODE})
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d")


def mark_bare_references(blocks: Sequence[Block]) -> None:
    """Give the blocks of a reference list without heading their kind: it counts from 1 to the end of the paper.

    The list begins at the last block that is numbered 1 in a form in which a later block is numbered 2 and so on;
    most of its entries name a year.
    """
    if any(block.kind is BlockKind.REFERENCE for block in blocks):
        return
    for start in range(len(blocks) - 1, -1, -1):
        block = blocks[start]
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST):
            continue
        label = _FIRST_LABEL.match(block.text)
        if label is None and _raised_number(block.lines[0]) != "1":
            continue
        listed = [other for other in blocks[start:] if other.kind in _MAY_LIST]
        if _counts_entries(listed, label[0].strip()) if label else _counts_raised(listed):
            for other in listed:
                other.kind = BlockKind.REFERENCE
            return


def _counts_entries(listed: Sequence[Block], first: str) -> bool:
    """Whether blocks are numbered as ``first`` is, one after another, and name years as entries do."""
    count, last = 1, 0
    for at, block in enumerate(listed[1:], start=1):
        if block.text.lstrip().startswith(first.replace("1", str(count + 1))):
            count, last = count + 1, at
    dated = sum(bool(_YEAR.search(block.text)) for block in listed)
    return count >= _FEWEST_ENTRIES and dated >= 0.6 * count and len(listed) - last <= 4


def _counts_raised(listed: Sequence[Block]) -> bool:
    """Whether raised numbers at the heads of lines count the entries of a list, as those of notes do, with years."""
    lines = [line for block in listed for line in block.lines]
    numbers = [int(number) for line in lines if (number := _raised_number(line))]
    steps = sum(1 <= after - before <= _MAX_STEP for before, after in pairwise([0, *numbers]))
    dated = sum(bool(_YEAR.search(line.text)) for line in lines)
    return steps >= _FEWEST_ENTRIES and steps >= 0.9 * len(numbers) and dated >= 0.6 * len(numbers)


def _raised_number(line: Line) -> str:
    """The raised number that a line begins with; empty where it begins with none."""
    number = line.spans[0].text.strip()
    return number if line.spans[0].superscript and _COUNTED.fullmatch(number) else ""
