"""Footnotes: small print at the foot of a column."""

from __future__ import annotations

import re
from collections.abc import Sequence

from k1.parsing.page.layout import Block, BlockKind
from k1.parsing.page.typography import Typography

_MARK = re.compile(r"\s?(?:\d{1,3}|[*†‡§¶#]+|[a-z])[\s.)]?\s?[^\W\d_]|\s?[*†‡§¶#]")


def mark_footnotes(blocks: Sequence[Block], style: Typography) -> None:
    """Mark blocks in small print that open with a raised number or sign, or close a page, as footnotes."""
    last_of_page: dict[int, float] = {}
    for block in blocks:
        for line in block.lines:
            last_of_page[line.page] = max(last_of_page.get(line.page, 0.0), line.baseline)
    for block in blocks:
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST):
            continue
        first = block.lines[0]
        if first.size > 0.93 * style.size:
            continue
        raised = first.spans[0].superscript and _MARK.match(first.text)
        lowest = first.baseline > 0.6 * last_of_page[first.page]
        if lowest and (raised or _MARK.match(first.text)):
            block.kind = BlockKind.FOOTNOTE
