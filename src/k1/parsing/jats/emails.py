"""Whose an e-mail is: a JATS article lists addresses with an author, in a note, or at the foot of an affiliation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from k1.parsing.document.emails import EMAIL, holds_given, is_called
from k1.parsing.jats.source import Element, descendants, tag_of
from k1.parsing.jats.text import text_of

# Initials as print has them: "(J.-P.S.)", "(A. M. de L.)".
_INITIALS = re.compile(r"\s*\(((?:[^\W\d_]{1,3}[\s.\u2010-]{1,2})+|[A-Z]{2,5})\)")


def owned_emails(
    names: Sequence[str], holders: Sequence[Sequence[Element]], free: Sequence[Element] = ()
) -> dict[int, str]:
    """The e-mail of each author by position, in lower case; ``holders``: what tells the addresses of each, best first.

    Behind an address may stand initials; else it often spells the family name. What is left of a note goes in order to
    those who share it, and of an affiliation only to the one who has it alone. ``free``: notes that nobody links to,
    each address of which is for the one whose name it spells.
    """
    sharers: dict[Element, list[int]] = {}
    for rank in range(max(map(len, holders), default=0)):
        for position, held in enumerate(holders):
            if rank < len(held):
                sharers.setdefault(held[rank], []).append(position)
    owners: dict[int, str] = {}
    for holder, positions in sorted(sharers.items(), key=lambda item: tag_of(item[0]) == "aff"):
        for position, address in _owners(holder, {at: names[at] for at in sorted(positions)}).items():
            # What one author has alone, a note that he shares gives to no other.
            if len(positions) == 1 or address not in owners.values():
                owners.setdefault(position, address)
    for holder in free:
        owners = _called(holder, dict(enumerate(names)))[0] | owners
    return owners


def _owners(holder: Element, names: Mapping[int, str]) -> dict[int, str]:
    owners, left = _called(holder, names)
    if tag_of(holder) != "aff" or len(names) == 1:
        owners |= dict(zip((at for at in names if at not in owners), left, strict=False))
    return owners


def _called(holder: Element, names: Mapping[int, str]) -> tuple[dict[int, str], list[str]]:
    """The addresses of a holder that tell whose they are, and those that do not."""
    owners: dict[int, str] = {}
    left: list[str] = []
    for address, initials in _addresses(holder):
        others = {at: name for at, name in names.items() if at not in owners}
        owner = _owner(others, address, initials) if initials else None
        owner = _owner(others, address, "") if owner is None else owner
        if owner is not None:
            owners[owner] = address
        elif not initials:
            left.append(address)
    return owners, left


def _owner(names: Mapping[int, str], address: str, initials: str) -> int | None:
    """The only one who is called so; of several the one whose given name the address holds too."""
    called = [at for at, name in names.items() if is_called(name, address, initials)]
    if len(called) > 1:
        called = [at for at in called if holds_given(names[at], address)]
    return called[0] if len(called) == 1 else None


def _addresses(holder: Element) -> Iterator[tuple[str, str]]:
    """The addresses of a holder in lower case, each with the initials in brackets behind it."""
    marked = [(text_of(found), found.tail or "") for found in descendants(holder, "email")]
    for text, tail in marked or [(text_of(holder), "")]:
        if address := EMAIL.search(text):
            initials = _INITIALS.match(tail)
            yield address[0].casefold(), initials[1] if initials else ""
