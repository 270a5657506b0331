"""Whose an e-mail is: a JATS article lists addresses with an author, in a note, or at the foot of an affiliation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from k1.parsing.document.addresses import is_called
from k1.parsing.jats.source import Element, descendants, tag_of
from k1.parsing.jats.text import text_of

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_INITIALS = re.compile(r"\s*\(([^()]{1,40})\)")


def owned_emails(names: Sequence[str], holders: Sequence[Sequence[Element]]) -> dict[int, str]:
    """The e-mail of each author by position, in lower case; ``holders``: what tells the addresses of each, best first.

    Behind an address may stand initials; else it often spells the family name. What is left of a note goes in order to
    those who share it, and of an affiliation only to the one who has it alone.
    """
    sharers: dict[Element, list[int]] = {}
    for rank in range(max(map(len, holders), default=0)):
        for position, held in enumerate(holders):
            if rank < len(held):
                sharers.setdefault(held[rank], []).append(position)
    owners: dict[int, str] = {}
    for holder, positions in sorted(sharers.items(), key=lambda item: tag_of(item[0]) == "aff"):
        for position, address in _owners(holder, {at: names[at] for at in sorted(positions)}).items():
            owners.setdefault(position, address)
    return owners


def _owners(holder: Element, names: Mapping[int, str]) -> dict[int, str]:
    owners: dict[int, str] = {}
    left: list[str] = []
    for address, initials in _addresses(holder):
        free = [at for at in names if at not in owners]
        owner = next((at for at in free if is_called(names[at], address, initials)), None)
        if owner is not None:
            owners[owner] = address
        elif not initials:
            left.append(address)
    if tag_of(holder) != "aff" or len(names) == 1:
        owners |= dict(zip((at for at in names if at not in owners), left, strict=False))
    return owners


def _addresses(holder: Element) -> Iterator[tuple[str, str]]:
    """The addresses of a holder in lower case, each with the initials in brackets behind it."""
    marked = [(text_of(found), found.tail or "") for found in descendants(holder, "email")]
    for text, tail in marked or [(text_of(holder), "")]:
        if address := _EMAIL.search(text):
            initials = _INITIALS.match(tail)
            yield address[0].casefold(), initials[1] if initials else ""
