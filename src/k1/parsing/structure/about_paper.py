"""Sections that speak of the paper as a publication: who its authors are and what they did, what a version changed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from k1.parsing.page.layout import Block, BlockKind
from k1.parsing.page.typography import Typography

_ABOUT = re.compile(
    r"\W*(?:(?:revised\s+)?amendments from version \d|authors? (?:details|affiliations)\W*\Z"
    r"|(?:elife assessment|editor'?s (?:evaluation|assessment)|evaluation summary)\W*\Z)",
    re.IGNORECASE,
)
_CONTRIBUTIONS = re.compile(r"\W*(?:authors?\W{0,2}s?\W{0,2} contributions?|credit\b.*)\W*\Z", re.IGNORECASE)
_ROLE = re.compile(
    r"(?:conceptuali[sz]ation|data curation|formal analysis|funding acquisition|investigation|methodology"
    r"|project administration|resources|software|supervision|validation|visuali[sz]ation"
    r"|writing\s?\W\s?(?:original draft|review\W{1,3}(?:and )?editing)(?: preparation)?)\s?:",
    re.IGNORECASE,
)
"""A role of CRediT, the taxonomy of what contributors do (ANSI/NISO Z39.104), before the names of those who had it."""


def mark_sections_about_paper(blocks: Sequence[Block], style: Typography) -> None:
    """Give sections that speak of the paper the kind of its front matter, headings too, wherever they stand.

    Such a section ends where the print of the text begins, too. Of contributions, only names by role are front matter:
    sentences on who did what are text.
    """
    about = contributions = False
    for block in blocks:
        plain = block.text.replace("\u2019", "'").strip()
        if block.kind is BlockKind.HEADING:
            about, contributions = bool(_ABOUT.match(plain)), bool(_CONTRIBUTIONS.match(plain))
        elif block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST):
            continue
        else:
            about = about and not style.is_body(block.lines[0])
        if about or (contributions and _ROLE.match(plain)):
            block.kind = BlockKind.FRONT
