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

_NOTE_HEAD = re.compile(
    r"\W*(?:(?:(?:academic|handling|associate|reviewing|senior|guest|section|topic|responsible)\s){0,2}editors?"
    r"|(?:edited|reviewed|approved|recommended) by|specialty section|article (?:history|info(?:rmation)?)"
    r"|(?:invited )?(?:reviewers?|referees?)(?: status)?|open peer review|(?:current )?(?:peer review|approval) status"
    r"|author roles|cite this article)\b(?!\s\w+\s\w|\s(?-i:[a-z]))",
    re.IGNORECASE,
)
_NOTE_PAGES = 2  # on which publishers print who edited and reviewed a paper
_NOTE_WORDS = 8


def editorial_heads(blocks: Sequence[Block]) -> frozenset[int]:
    """Indices of the lines of the first pages that head notes on who edited, reviewed and cites the paper: no sections.

    Such a line may name the editor behind its head: "Handling Editor: Dr. Jane Doe".
    """
    return frozenset(
        at
        for at, block in enumerate(blocks)
        if block.page <= _NOTE_PAGES and len(block.text.split()) <= _NOTE_WORDS and _NOTE_HEAD.match(block.text)
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
