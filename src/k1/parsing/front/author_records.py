"""Author records: names with their affiliations, e-mails as digests, and ORCIDs."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence

from k1.parsing.document.identifiers import find_orcids
from k1.parsing.front.authors import EMAIL, Byline
from k1.schema.documents import Author

_CORRESPONDS = frozenset("*\u2217\u2709")


def make_authors(
    byline: Byline, places: Mapping[str, str], notes: str, orcids: Mapping[int, str]
) -> tuple[Author, ...]:
    """Author records in order. ``places``: affiliations by mark; ``notes``: text that may hold e-mails and ORCIDs;
    ``orcids``: those known by the position of their author.

    Without marks all authors share the affiliations. An e-mail goes to the author whose name it spells, else to the one
    author who is marked as corresponding.
    """
    printed = find_orcids(notes)
    addresses = EMAIL.findall(notes)
    names = [name for name, _ in byline.names]
    owners = _owners(addresses, names)
    starred = [at for at, (_, marks) in enumerate(byline.names) if _CORRESPONDS & set(marks)]
    free = [address for address in addresses if address not in owners.values()]
    if len(starred) == 1 and free:
        owners.setdefault(starred[0], free[0])
    shared = tuple(places.values()) if not any(mark in places for _, marks in byline.names for mark in marks) else ()
    return tuple(
        Author(
            name=name,
            position=position,
            affiliations=tuple(dict.fromkeys(places[mark] for mark in marks if mark in places)) or shared,
            orcid=orcids.get(position, printed[position] if len(printed) == len(names) else None),
            email_sha256=_digest(owners.get(position)),
            corresponding=bool(_CORRESPONDS & set(marks)) or (position in owners and len(owners) == 1),
        )
        for position, (name, marks) in enumerate(byline.names)
    )


def _owners(addresses: Sequence[str], names: Sequence[str]) -> dict[int, str]:
    """The e-mail of each author whose family name it holds; a single author owns a single address."""
    owners: dict[int, str] = {}
    for address in addresses:
        local = re.sub(r"[^a-z]", "", address.partition("@")[0].casefold())
        for position, name in enumerate(names):
            family = re.sub(r"[^a-z]", "", name.split()[-1].casefold())
            if len(family) > 2 and family[:6] in local and position not in owners:
                owners[position] = address
                break
    if not owners and len(names) == 1 and addresses:
        owners[0] = addresses[0]
    return owners


def _digest(address: str | None) -> str | None:
    return hashlib.sha256(address.strip().lower().encode("utf-8")).hexdigest() if address else None
