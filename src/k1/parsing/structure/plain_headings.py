"""Headings that are set as the running text is, told by what stands around them."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from k1.parsing.page.layout import PROSE, Block, BlockKind
from k1.parsing.page.typography import Typography
from k1.parsing.structure.numbering import heading_text

_FEWEST = 3  # one line without a full stop may be anything
_MOST_WORDS = 12
_WIDEST = 0.7  # of the text below
_WIDEST_GAP = 2.0  # times the leading, to the text below
_TEXT_LINES = 2
_UNFINISHED = re.compile(
    r"(?:[.,;:?!&=-]|\b(?:a|an|and|as|at|by|for|from|in|of|on|or|the|to|with))\s*\Z", re.IGNORECASE
)
_FINISHED = re.compile(r"[.!?:][\"\u201d\u2019)\]]?\s*(?:\[?[\d,\u2013\s-]{1,12}\]?)?\Z")
_WORDS = re.compile(r"[^\W\d_][^\d@=<>|]*[^\W\d_)]")


def plain_headings(blocks: Sequence[Block], style: Typography, taken: Container[int]) -> frozenset[int]:
    """Indices of lines in the type of the text that stand alone between paragraphs and recur, or count 1, 2, 3.

    ``taken``: indices of blocks that are none.
    """
    alone = [at for at in range(len(blocks) - 1) if at not in taken and _stands_alone(blocks, at, style)]
    texts = {at: heading_text(blocks[at].text) for at in alone}
    bare = [at for at, (number, words) in texts.items() if number is None and _WORDS.fullmatch(words)]
    counted = [at for at, (number, _) in texts.items() if number is not None and number.isdigit()]
    counts = [int(texts[at][0] or 0) for at in counted]
    counts_up = len(counts) >= _FEWEST and counts == list(range(1, len(counts) + 1))
    return frozenset([*(bare if len(bare) >= _FEWEST else []), *(counted if counts_up else [])])


def _stands_alone(blocks: Sequence[Block], at: int, style: Typography) -> bool:
    """Whether a block is a short line, no sentence, between the end of a text and the full first line of another."""
    before, block, after = blocks[at - 1] if at else None, blocks[at], blocks[at + 1]
    if block.kind not in PROSE or len(block.lines) > 1 or not style.is_body(block.lines[0]):
        return False
    text = block.text.strip()
    named = text[:1].isupper() or text[:1].isdigit()
    if not named or len(text.split()) > _MOST_WORDS or _UNFINISHED.search(text):
        return False
    return _ends_text(before, block) and _heads(block, after, style)


def _ends_text(before: Block | None, block: Block) -> bool:
    """Whether nothing that stands before a block on its page goes on in it."""
    if before is None or before.kind is BlockKind.HEADING or before.page != block.page:
        return True
    return len(before.lines) == 1 or _FINISHED.search(before.text.strip()) is not None


def _heads(block: Block, after: Block, style: Typography) -> bool:
    """Whether the text right below a line begins a paragraph there and fills its column, which the line does not."""
    if after.kind is not BlockKind.PARAGRAPH or len(after.lines) < _TEXT_LINES or after.page != block.page:
        return False
    line, first = block.lines[0], after.lines[0]
    left, right = min(each.box.x0 for each in after.lines), max(each.box.x1 for each in after.lines)
    near = 0 < first.baseline - line.baseline < _WIDEST_GAP * style.leading and abs(line.box.x0 - left) < style.size
    fills = first.box.x1 > right - style.size and style.is_body(first) and first.text[:1].isupper()
    return near and fills and line.box.x1 - line.box.x0 < _WIDEST * (right - left)
