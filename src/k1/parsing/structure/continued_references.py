"""Numbered reference lists that go on behind what interrupts them: an advertisement, a box, a heading of an entry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from k1.parsing.page.layout import UNCLAIMED, Block, BlockKind, Line

_FORMS = tuple(
    re.compile(form)
    for form in (r"\s*\[(\d{1,4})\]\s*(?=\S)", r"\s*(\d{1,4})\.\s+(?=\S)", r"\s*\((\d{1,4})\)\s+(?=\S)")
)
_MAY_LIST = UNCLAIMED | {BlockKind.HEADING}
_FEWEST_BEFORE, _FEWEST_AFTER = 3, 2  # entries that must have been counted, and that go on counting
_MOST_LOST = 3  # entries that what interrupts the list may have taken
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d")


def mark_continued_references(blocks: Sequence[Block]) -> None:
    """Give the blocks that go on counting the entries of the reference list, and name years as they do, their kind."""
    listed = [at for at, block in enumerate(blocks) if block.kind is BlockKind.REFERENCE]
    lines = [line for at in listed for line in blocks[at].lines]
    for form in _FORMS if listed else ():
        last = _counted(lines, form, 0)
        if last < _FEWEST_BEFORE:
            continue
        for at in _going_on(blocks, listed[-1] + 1, form, last):
            blocks[at].kind, blocks[at].level = BlockKind.REFERENCE, None
        return


def _counted(lines: Sequence[Line], form: re.Pattern[str], last: int) -> int:
    """The last number of the lines' labels that count upwards from the one behind ``last``."""
    for line in lines:
        label = form.match(line.text)
        if label and 0 < int(label[1]) - last <= 1 + _MOST_LOST:
            last = int(label[1])
    return last


def _going_on(blocks: Sequence[Block], start: int, form: re.Pattern[str], last: int) -> Iterator[int]:
    """The indices of the blocks from the one that goes on counting to the last that does."""
    entries: list[int] = []
    for at in range(start, len(blocks)):
        if blocks[at].kind not in _MAY_LIST:
            continue
        label = form.match(blocks[at].text)
        if label and int(label[1]) == 1:
            break  # another list begins
        if label and 0 < int(label[1]) - last <= 1 + _MOST_LOST:
            entries.append(at)
            last = _counted(blocks[at].lines, form, last)
    dated = sum(bool(_YEAR.search(blocks[at].text)) for at in entries)
    if len(entries) < _FEWEST_AFTER or dated < 0.6 * len(entries):
        return
    own = set(entries)
    within = True
    for at in range(entries[0], entries[-1] + 1):
        # Between entries stand the lines that a page or column break parted from theirs, unless a heading is over them.
        within = at in own or (within and blocks[at].kind is not BlockKind.HEADING)
        if within and blocks[at].kind in _MAY_LIST:
            yield at
