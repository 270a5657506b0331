"""Author records: names with their affiliations, e-mails as digests, and ORCIDs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from k1.parsing.document.emails import EMAIL, email_digest, holds_given, is_called, plain_letters
from k1.parsing.document.identifiers import find_orcids
from k1.parsing.front.authors import Byline
from k1.schema.documents import Author

_WITH_INITIALS = re.compile(rf"({EMAIL.pattern})\s?\(([A-Z][\w.\s\u2010-]{{1,20}})\)")
_WORD = re.compile(r"[^\W\d_]{3,}")
_ADDRESSED = re.compile(r"correspondence\b[\w\s]{0,60}?\baddressed\sto\s(.{2,200})", re.IGNORECASE)
_INITIALS = re.compile(
    r"(?<![\w.(])(?:[A-Z]\.[\s-]?){2,4}(?![a-z]|\s?[A-Z](?:[a-z]|\.))"
)  # "H.F.Z.", but not "H. F. Zhang"
_CORRESPONDS = frozenset("*\u2709")
_ASTERISKS = str.maketrans({"\u2217": "*"})
_SIGNS = "*\u2709\u2020\u2021\u00a7\u00b6\u2016#"
_LEGEND = re.compile(  # "* Equal contribution", "\u2020 To whom correspondence should be addressed"
    rf"(?<![^\W_])(?P<mark>([{_SIGNS}])\2*)(?!\2)\s{{0,3}}(?:[a-z]+\s){{0,4}}?"
    r"(?:(?P<corresponding>corresponding\s(?:author|address|e-?mail)|correspondence\b|corresponding\W*$)"
    r"|(?:contributed\sequally|equal(?:ly)?\s(?:contribut|first|author)|(?:co|joint(?:ly)?|shared)[\s-]first)"
    # "These authors contributed equally to this work and are corresponding authors" says both.
    rf"(?P<both>[^.:;{_SIGNS}]{{0,60}}?(?:\band|&)\s(?:(?:are|is|both|also|as|the|joint|shared?|co)[\s-]){{0,4}}correspond)?)",
    re.IGNORECASE | re.MULTILINE,
)


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
    owners = _initialled(notes, names)
    rest = {at: address for at, address in _owners(addresses, names).items() if address not in owners.values()}
    owners = {**rest, **owners}
    starred = _corresponding(byline, notes)
    if len(starred) == 1 and (free := _unclaimed(addresses, owners, names, min(starred))):
        owners.setdefault(min(starred), free[0])
    shared = tuple(places.values()) if not any(mark in places for _, marks in byline.names for mark in marks) else ()
    return tuple(
        Author(
            name=name,
            position=position,
            affiliations=tuple(dict.fromkeys(places[mark] for mark in marks if mark in places)) or shared,
            orcid=orcids.get(position, printed[position] if len(printed) == len(names) else None),
            email_sha256=email_digest(owners.get(position)),
            corresponding=position in starred or (position in owners and len(owners) == 1),
        )
        for position, (name, marks) in enumerate(byline.names)
    )


def _corresponding(byline: Byline, notes: str) -> frozenset[int]:
    """The authors whose mark the notes explain so; else those with a star that the notes do not explain otherwise."""
    legend: dict[str, bool] = {}
    for found in _LEGEND.finditer(notes.translate(_ASTERISKS)):
        says = found["corresponding"] or found["both"]
        legend[found["mark"]] = legend.get(found["mark"], False) or bool(says)
    marks_of = [_whole(marks) for _, marks in byline.names]
    told = frozenset(at for at, marks in enumerate(marks_of) if any(legend.get(mark) for mark in marks))
    starred = (at for at, marks in enumerate(marks_of) if _CORRESPONDS & {mark[0] for mark in marks - legend.keys()})
    return told or _addressed(notes, [name for name, _ in byline.names]) or frozenset(starred)


def _addressed(notes: str, names: Sequence[str]) -> frozenset[int]:
    """The authors to whose initials letters go: "Correspondence ... should be addressed to S.P. (email: ...)"."""
    # Behind a name in full stand degrees ("John Smith, M.D."), and in brackets the owners of e-mails.
    told = (said[1] for said in _ADDRESSED.finditer(notes) if _INITIALS.match(said[1]))
    letters = [initials for text in told for initials in _INITIALS.findall(text)]
    called = ([at for at, name in enumerate(names) if is_called(name, "", initials)] for initials in letters)
    return frozenset(found[0] for found in called if len(found) == 1)


def _whole(marks: Sequence[str]) -> frozenset[str]:
    """Marks as a legend prints them: a sign that is repeated is a mark of its own ("**")."""
    signs = [mark.translate(_ASTERISKS) for mark in marks]
    return frozenset(mark * signs.count(mark) for mark in signs)


def _initialled(notes: str, names: Sequence[str]) -> dict[int, str]:
    """The e-mail of each author whose initials alone stand in brackets behind it (MDPI)."""
    owners: dict[int, str] = {}
    for found in _WITH_INITIALS.finditer(notes):
        words = set(_WORD.findall(found[2]))  # "(Corresponding Author)" is no Chen An
        able = [at for at, name in enumerate(names) if words <= set(_WORD.findall(name))]
        called = [at for at in able if is_called(names[at], found[1], found[2])]
        if len(called) == 1:
            owners.setdefault(called[0], found[1])
    return owners


def _owners(addresses: Sequence[str], names: Sequence[str]) -> dict[int, str]:
    """The e-mail of the one author whose family name it holds; a single author owns a single address."""
    owners: dict[int, str] = {}
    for address in addresses:
        called = _wholly_spelled([at for at, name in enumerate(names) if is_called(name, address, "")], address, names)
        # Of several with one family name, the one whose given name or initials it holds too.
        given = [at for at in called if len(called) == 1 or holds_given(names[at], address)]
        if len(given) == 1:
            owners.setdefault(given[0], address)
    if not owners and len(names) == 1 and addresses:
        owners[0] = addresses[0]
    return owners


def _unclaimed(addresses: Sequence[str], owners: Mapping[int, str], names: Sequence[str], author: int) -> list[str]:
    """The addresses that may be an author's: none owns them, and they do not spell the names of others alone."""
    free = (address for address in addresses if address not in owners.values())
    spelled = ((address, [at for at, name in enumerate(names) if is_called(name, address, "")]) for address in free)
    return [address for address, called in spelled if not called or author in called]


def _wholly_spelled(called: Sequence[int], address: str, names: Sequence[str]) -> list[int]:
    """The authors whose family name an address spells to its end, as part of no longer one: "martin" and "martinez"."""
    local = plain_letters(address.partition("@")[0])
    family = {at: plain_letters(names[at].rsplit(maxsplit=1)[-1]) for at in called}
    whole = [at for at in called if family[at] in local] or called
    return [at for at in whole if not any(family[at] in family[other] != family[at] for other in whole)]
