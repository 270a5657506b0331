"""The reference lists that a Markdown paper cites from: those that its front matter names, else what lies beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from k1.corpus.formats import is_file

_HEAD = 200_000
"""Bytes in which the front matter must end."""

_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
_NAMED = re.compile(r"^bibliography[ \t]*:((?:[^\n]*\n)(?:[ \t]*-[ \t][^\n]*\n|[ \t]+[^\n]*\n)*)", re.MULTILINE)
_NAME = re.compile(r"[^\s\[\]\"',/\\]+\.(?:bib|json|ya?ml)\b", re.IGNORECASE)
_CSL = (".json", ".yaml", ".yml")


def find_bibliographies(paper: Path) -> tuple[Path, ...]:
    """All of BibTeX or one of CSL that the paper names, else the file of its own name, ``paper.bib``, or the only one.

    What the paper says is no path: a file counts that lies beside it or in a folder there and has a name that it says.
    """
    named = named_bibliographies(paper)
    if named:
        return tuple(named) if all(path.suffix == ".bib" for path in named) else tuple(named[:1])
    for candidate in (paper.with_suffix(".bib"), paper.with_name("paper.bib")):
        if candidate.is_file():
            return (candidate,)
    others = sorted(paper.parent.glob("*.bib"))
    return (others[0],) if len(others) == 1 else ()


def named_bibliographies(paper: Path) -> list[Path]:
    """The files that the front matter names, in its order."""
    names = dict.fromkeys(_names(paper))
    if not names:
        return []
    near = [*sorted(paper.parent.glob("*")), *sorted(paper.parent.glob("*/*"))]
    files = [path for path in near if path.suffix.lower() in (".bib", *_CSL) and is_file(path)]
    found = (next((path for path in files if path.name == name), None) for name in names)
    return [path for path in found if path is not None]


def _names(paper: Path) -> Iterator[str]:
    try:
        with paper.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        return  # reading the paper itself says why
    front = _FRONT_MATTER.match(head.decode("utf-8-sig", "replace").replace("\r\n", "\n"))
    for said in _NAMED.finditer(front[1] if front else ""):
        yield from _NAME.findall(said[1])
