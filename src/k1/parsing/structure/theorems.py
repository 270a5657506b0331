"""Theorems, lemmas, definitions and algorithms among the blocks of a paper: by their head and how it is set.

"Theorem 3 (Noether)." heads a statement where it is set apart from what follows, or closed by a stop; "Theorem 3
shows that" begins a sentence. The steps of an algorithm follow its head on the same page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from k1.parsing.page.layout import PROSE, Block, BlockKind
from k1.parsing.page.typography import look
from k1.schema.vocabulary import UnitRole

_ROLES = {
    "theorem": UnitRole.THEOREM,
    "proposition": UnitRole.THEOREM,
    "corollary": UnitRole.THEOREM,
    "conjecture": UnitRole.THEOREM,
    "lemma": UnitRole.LEMMA,
    "claim": UnitRole.LEMMA,
    "definition": UnitRole.DEFINITION,
    "algorithm": UnitRole.ALGORITHM,
}
_NUMBER = r"(?:[A-Z]|[A-Z]?\.?\d{1,3}(?:\.\d{1,3}){0,3}|[IVX]{1,5})"
_HEAD = re.compile(
    rf"(?:(?P<before>{_NUMBER})\.?\s)?(?P<word>{'|'.join(_ROLES)})(?P<number>\s{_NUMBER}\b)?"
    r"(?P<name>\s?[(\[][^)\]]{1,80}[)\]])?(?P<stop>\s?[.:\u2013\u2014])?",
    re.IGNORECASE,
)
_STEP = re.compile(
    r"\s*(?:\d{1,3}\s?[:.]\s|(?:for|while|if|else|end|repeat|until|return|function|procedure|do|then|break)\b"
    r"|(?:Require|Ensure|Inputs?|Outputs?|Data|Result|Initiali[sz]e|Parameters)\s?:)"
)
_MAY_STATE = PROSE | {BlockKind.CODE}


def statement_roles(blocks: Sequence[Block]) -> dict[int, UnitRole]:
    """The role of each block (by index) that states or begins a theorem, lemma, definition or algorithm."""
    roles: dict[int, UnitRole] = {}
    for at, block in enumerate(blocks):
        if block.kind not in _MAY_STATE:
            continue
        role = _headed(block)
        if role is None and roles.get(at - 1) is UnitRole.ALGORITHM and _is_step(block, blocks[at - 1]):
            role = UnitRole.ALGORITHM
        if role is not None:
            roles[at] = role
    return roles


def _headed(block: Block) -> UnitRole | None:
    match = _HEAD.match(block.text)
    if match is None or not match["word"][0].isupper():
        return None
    numbered = match["number"] or match["before"]
    if not _is_set_apart(block, match) and not (numbered and match["stop"]):
        return None
    return _ROLES[match["word"].casefold()]


def _is_set_apart(block: Block, match: re.Match[str]) -> bool:
    """Whether the word that heads a statement is set in another way than the words that follow the head."""
    spans = [span for line in block.lines[:3] for span in line.spans if any(char.isalpha() for char in span.text)]
    place = 0
    head = after = None
    for span in spans:
        head = head or (span if match["word"].casefold() in span.text.casefold() else None)
        place += len(span.text)
        after = after or (span if place > match.end() + 3 and span is not head else None)
    return head is not None and after is not None and look(head) != look(after)


def _is_step(block: Block, before: Block) -> bool:
    """Whether a block goes on with the algorithm of the block before."""
    same_page = block.lines[0].page == before.lines[-1].page
    return same_page and (block.kind is BlockKind.CODE or bool(_STEP.match(block.text)))
