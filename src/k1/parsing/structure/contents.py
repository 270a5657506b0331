"""A paper's table of contents, which repeats its headings and is none of its text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from k1.parsing.page.layout import UNCLAIMED, Block, BlockKind
from k1.parsing.structure.numbering import heading_text

_HEAD = re.compile(
    r"(?:(?:table of )?contents|outline|list of (?:figures|tables|symbols)|inhalt(?:sverzeichnis)?"
    r"|table des mati\u00e8res|\u00edndice(?: general)?|sum[a\u00e1]rio|indice)\W*\Z",
    re.IGNORECASE,
)
_LEADERS = re.compile(r"(?:\s?[.\u00b7\u2026_]){4,}\s*[\divxlc]{0,4}\s*\Z", re.IGNORECASE)
_PAGE = re.compile(r"[\s.\u00b7\u2026_]*\d{1,4}\s*\Z")
_FEWEST = 3  # entries
_HEAD_LENGTH = 40  # characters
_SLIPS = 2  # blocks in a row that are no entries while entries go on
_HEADING_LINES = 3


def mark_contents(blocks: Sequence[Block], taken: Collection[int]) -> None:
    """Set the contents of a paper aside: the blocks after a heading "Contents" that name headings of later pages.

    An entry ends with leaders and a page, or its words come back as a block of their own; ``taken`` (by index) stay.
    """
    heads = [
        at
        for at, block in enumerate(blocks)
        if at not in taken and block.kind in UNCLAIMED and len(block.text) < _HEAD_LENGTH and _is_head(block.text)
    ]
    if not heads:
        return
    last_place = {_key(block.text): at for at, block in enumerate(blocks) if len(block.lines) <= _HEADING_LINES}
    for head in heads:
        entries = list(_entries(blocks, head + 1, taken, last_place))
        if sum(len(blocks[entry].lines) for entry in entries) >= _FEWEST:
            for entry in (head, *entries):
                blocks[entry].kind = BlockKind.FRONT


def _is_head(text: str) -> bool:
    return bool(_HEAD.match(heading_text(text)[1]))


def _entries(blocks: Sequence[Block], start: int, taken: Collection[int], last_place: dict[str, int]) -> Iterator[int]:
    """The indices of the entries from ``start`` on, with what stands between them."""
    slips: list[int] = []
    for at in range(start, len(blocks)):
        if at in taken or blocks[at].kind not in UNCLAIMED:
            continue
        if _is_entry(blocks[at], at, last_place):
            yield from (*slips, at)
            slips = []
        elif len(slips) == _SLIPS or len(blocks[at].lines) > _HEADING_LINES:
            return  # running text is no slip between entries
        else:
            slips.append(at)


def _is_entry(block: Block, at: int, last_place: dict[str, int]) -> bool:
    """Whether most lines of a block are entries: a page alone, leaders, or the words of a later block."""
    named = sum(
        bool(_LEADERS.search(line.text)) or not _key(line.text) or last_place.get(_key(line.text), -1) > at
        for line in block.lines
    )
    return named * 2 > len(block.lines)


def _key(text: str) -> str:
    words = heading_text(_PAGE.sub("", _LEADERS.sub("", text)))[1]
    return "".join(letter for letter in words.casefold() if letter.isalpha())
