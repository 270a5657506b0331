"""Footnotes: small print at the foot of a column."""

from __future__ import annotations

import re
from collections.abc import Sequence

from k1.parsing.page.layout import PROSE, Block, BlockKind
from k1.parsing.page.typography import Typography

_MARK = re.compile(r"\s?(?:\d{1,3}|[*†‡§¶#]+|[a-z])[\s.)]?\s?[^\W\d_]|\s?[*†‡§¶#]")
_SMALL = 0.93  # of the size of the running text
_LOW = 0.6  # of the way down to the last line of the page


def mark_footnotes(blocks: Sequence[Block], style: Typography) -> None:
    """Mark blocks in small print that open with a number or a sign, low on their page, as footnotes."""
    last_of_page: dict[int, float] = {}
    for block in blocks:
        for line in block.lines:
            last_of_page[line.page] = max(last_of_page.get(line.page, 0.0), line.baseline)
    for block in blocks:
        first = block.lines[0]
        low = first.baseline > _LOW * last_of_page[first.page]
        if block.kind in PROSE and first.size <= _SMALL * style.size and low and _MARK.match(first.text):
            block.kind = BlockKind.FOOTNOTE
