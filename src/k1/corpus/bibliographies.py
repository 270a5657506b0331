"""The reference lists that a Markdown paper cites from: those that its front matter names, else what lies beside it."""

from __future__ import annotations

import glob
import re
from collections.abc import Iterator
from pathlib import Path

from k1.corpus.formats import is_file

_HEAD = 200_000
"""Bytes in which the front matter must end."""

_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
_NAMED = re.compile(r"^bibliography[ \t]*:((?:[^\n]*\n)(?:[ \t]*-[ \t][^\n]*\n|[ \t]+[^\n]*\n)*)", re.MULTILINE)
# Without separators: what the paper says is a name, no path.
_NAME = re.compile(r"[^\s\[\]\"',/\\]+\.(?:bib|json|ya?ml)\b", re.IGNORECASE)


def find_bibliographies(paper: Path) -> tuple[Path, ...]:
    """All of BibTeX or one of CSL that the paper names, else the file of its own name, ``paper.bib``, or the only one.

    What the paper says is no path: a file of such a name counts that lies beside it or in a folder there.
    """
    named = named_bibliographies(paper)
    if named:
        return tuple(named) if all(path.suffix.lower() == ".bib" for path in named) else tuple(named[:1])
    for candidate in (paper.with_suffix(".bib"), paper.with_name("paper.bib")):
        if candidate.is_file():
            return (candidate,)
    others = sorted(paper.parent.glob("*.bib"))
    return (others[0],) if len(others) == 1 else ()


def named_bibliographies(paper: Path) -> list[Path]:
    """The files that the front matter names, in its order."""
    found = (_near(paper.parent, name) for name in dict.fromkeys(_names(paper)))
    return [path for path in found if path is not None]


def _near(folder: Path, name: str) -> Path | None:
    """The file of a name, which holds no separator, in a folder or a folder there.

    Asked for by its name: a folder of thousands of papers is not listed once more for each of them.
    """
    beside = folder / name
    if is_file(beside):
        return beside
    return next((path for path in sorted(folder.glob(f"*/{glob.escape(name)}")) if is_file(path)), None)


def _names(paper: Path) -> Iterator[str]:
    try:
        with paper.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        return  # reading the paper itself says why
    front = _FRONT_MATTER.match(head.decode("utf-8-sig", "replace").replace("\r\n", "\n"))
    for said in _NAMED.finditer(front[1] if front else ""):
        yield from _NAME.findall(said[1])
