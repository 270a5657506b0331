"""On which side of their tables a paper sets the captions, as its pages tell."""

from __future__ import annotations

from collections.abc import Sequence

from k1.parsing.floats.captions import Caption, find_captions
from k1.parsing.floats.table_regions import find_table_region, has_rules_beside
from k1.parsing.page.layout import Line, Page
from k1.parsing.page.typography import Typography


def captions_follow(pages: Sequence[Page], furniture: set[int], style: Typography) -> bool:
    """Whether the captions of tables stand below them.

    Among captions and tables that take turns, the first and the last of a page tell which follow which. A caption at
    the head of a page that has no table stands below one of the page before.
    """
    above = below = 0
    for page in pages:
        lines = [line for line in page.lines if id(line) not in furniture and not line.turned]
        captions = [caption for caption in find_captions(page, lines, style) if caption.kind == "table"]
        if not captions:
            continue
        others = [line for caption in captions for line in caption.lines]
        follows = has_rules_beside(page, captions[0].lines, others, below=False)
        leads = has_rules_beside(page, captions[-1].lines, others, below=True)
        above += leads and not follows
        below += follows and not leads
        alone = len(captions) == 1 and heads_page(captions[0], lines)
        below += alone and not find_table_region(page, captions[0].lines, others)
    return below > above


def heads_page(caption: Caption, lines: Sequence[Line]) -> bool:
    """Whether nothing of a page stands above a caption."""
    own = set(map(id, caption.lines))
    return not any(line.baseline < caption.box.y0 for line in lines if id(line) not in own)
