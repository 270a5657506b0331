"""Short names for papers: safe as a folder's name, and unique in a corpus."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence

from k1.text.accents import without_accents

FOLDER_END = "--"
"""What parts folders and file in the name of a path; no slug holds it."""

_LONGEST = 80


def slug(text: str) -> str:
    """Lower-case letters, digits, dots and dashes; a hash of the text ends a name that was cut or had none of them."""
    plain = unicodedata.normalize("NFKD", without_accents(text)).encode("ascii", "ignore").decode().lower()
    return _bounded(re.sub(r"[^a-z0-9.]+", "-", plain).strip("-."), text)


def path_slug(parts: Sequence[str]) -> str:
    """The slugs of the folders and the file of a path, parted so that "deep/X" and "deep X" have two names."""
    return _bounded(FOLDER_END.join(map(slug, parts)), "/".join(parts))


def _bounded(name: str, text: str) -> str:
    if name and len(name) <= _LONGEST:
        return name
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{name[: _LONGEST - 9].strip('-.')}-{digest}".strip("-")


def unique(names: Sequence[str], *distinctions: Callable[[int], str]) -> list[str]:
    """The names, those that collide extended by the first distinction, those that still do by the next.

    All papers of one name are extended, so that none is called otherwise for standing first. A distinction is called
    with the place of a name, and only where it is needed: it may have to read a file.
    """
    current = list(names)
    for distinction in distinctions:
        counts = Counter(current)
        current = [f"{name}-{distinction(place)}" if counts[name] > 1 else name for place, name in enumerate(current)]
    return current
