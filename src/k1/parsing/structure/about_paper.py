"""Sections that speak of the paper as a publication: where its authors work, what a version changed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from k1.parsing.page.layout import PROSE, Block, BlockKind
from k1.parsing.page.typography import Typography

_ABOUT = re.compile(
    r"\W*(?:(?:revised\s+)?amendments from version \d|authors? (?:details|affiliations)\W*\Z"
    r"|(?:elife assessment|editor'?s (?:evaluation|assessment)|evaluation summary)\W*\Z)",
    re.IGNORECASE,
)


def mark_sections_about_paper(blocks: Sequence[Block], style: Typography) -> None:
    """Give sections that speak of the paper the kind of its front matter, headings too, wherever they stand.

    Such a section ends where the print of the text begins, too.
    """
    about = False
    for block in blocks:
        plain = block.text.replace("\u2019", "'").strip()
        if block.kind is BlockKind.HEADING:
            about = bool(_ABOUT.match(plain))
        elif block.kind not in PROSE:
            continue
        else:
            about = about and not style.is_body(block.lines[0])
        if about:
            block.kind = BlockKind.FRONT
