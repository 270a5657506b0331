"""Where the reference list of a paper stands, before its blocks have their kinds: it speaks of other papers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from k1.parsing.document.emails import EMAIL
from k1.parsing.document.section_roles import section_role
from k1.parsing.page.layout import Block
from k1.parsing.page.typography import main_font
from k1.parsing.structure.numbering import heading_text
from k1.parsing.structure.sections import is_references
from k1.schema.vocabulary import SectionRole

ABOUT_PAPER = re.compile(
    r"(?:©|copyright\b|\(c\) \d{4}|this (?:is an open|article is (?:distributed|licensed|an open)|work is licensed)"
    r"|(?:how to )?cite this (?:article|paper)|citation:|open access\b.{0,40}this article|https?://creativecommons"
    r"|received:? .{0,40}accepted|edited by:|reviewed by:|first (?:published|indexed):|authors? details\b"
    r"|edited by [^.:]{3,60}; submitted:? \d"
    r"|please cite (?:this (?:article|paper|manuscript) )?(?:in press )?as\b|author roles:|reprints and permissions\b"
    r"|PM(?:C)?ID: ?\w+\W*$"
    r"|\*? ?(?:correspondence(?! analys)|corresponding author|authors? to whom correspondence)\b)",
    re.IGNORECASE,
)
"""How notes begin that publishers print on a paper."""
_NOTE = re.compile(
    rf"\W*(?:{ABOUT_PAPER.pattern}|(?:received|submitted|accepted|published|licen[cs]ed?|submit your)\b|\u24d2"
    r"|(?:please )?cite (?:this|as)\b|orcid\b|publisher['\u2019]?s note)",
    re.IGNORECASE,
)
_BEHIND = frozenset({SectionRole.BACK_MATTER, SectionRole.APPENDIX, SectionRole.INTRODUCTION})
_MOST_WORDS = 8  # of the heading of a section behind the list


def listed_blocks(blocks: Sequence[Block]) -> frozenset[int]:
    """Indices of the blocks of the reference list, from its heading to the next one.

    What stands there and says that it is of the paper, or gives an e-mail, is none of its entries.
    """
    found: set[int] = set()
    opener: Block | None = None
    for at, block in enumerate(blocks):
        text = block.text.strip()
        if is_references(text) and len(block.lines) == 1:
            opener = block
        elif opener is not None and _opens_section(block, opener, blocks[at - 1]):
            opener = None
        elif opener is not None and not _NOTE.match(text) and not EMAIL.search(text):
            found.add(at)
    return frozenset(found)


def _opens_section(block: Block, opener: Block, before: Block) -> bool:
    """Whether a block is a heading behind the list: one that all papers have, or one set as that of the list is."""
    words = heading_text(block.text)[1].split()
    if len(block.lines) > 1 or not 0 < len(words) <= _MOST_WORDS:
        return False
    own, above = _look(block), _look(before)
    return section_role(" ".join(words)) in _BEHIND or (own == _look(opener) and own != above and before is not opener)


def _look(block: Block) -> tuple[float, bool, str]:
    line = block.lines[0]
    return round(line.size, 1), line.bold, main_font(line)
