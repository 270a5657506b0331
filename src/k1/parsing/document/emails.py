"""E-mail addresses: whose one is, by the initials behind it and by the name that it spells, and how it is kept."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from k1.text.accents import without_accents

EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
"""An e-mail address. It is sought where a word begins only: a line may be one word without end."""


def email_digest(address: str | None) -> str | None:
    """The SHA-256 of an address in small letters, which tells two authors apart and gives no address away."""
    return hashlib.sha256(address.strip().casefold().encode()).hexdigest() if address else None


def is_called(name: str, address: str, initials: str) -> bool:
    """Whether an address is that of a name: by the initials behind it, else by the family name that it spells."""
    parts = re.split(r"[\s.\u2010-]+", name)
    if initials:
        return [part[0] for part in parts if part[:1].isupper()] == [letter for letter in initials if letter.isupper()]
    family = plain_letters(name.rsplit(maxsplit=1)[-1])[:6]
    return len(family) > 2 and family in plain_letters(address.partition("@")[0])


def holds_given(name: str, address: str) -> bool:
    """Whether an address holds the given name of a name, or its initials before the family name."""
    local = plain_letters(address.partition("@")[0])
    *given, family = map(plain_letters, re.split(r"[\s.]+", name.strip()))
    initials = "".join(part[:1] for part in given)
    return bool(initials) and ((len(given[0]) > 1 and given[0] in local) or f"{initials}{family}" in local)


def plain_letters(text: str) -> str:
    """The letters a to z of a text, in small, without accents: what an address can spell."""
    return re.sub(r"[^a-z]", "", unicodedata.normalize("NFKD", without_accents(text)).casefold())
