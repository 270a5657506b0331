"""The reference lists that a Markdown paper cites from: those that its front matter names, else what lies beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from k1.corpus.formats import is_file

_HEAD = 200_000
"""Bytes in which the front matter must end."""

_SUFFIXES = frozenset({".bib", ".json", ".yaml", ".yml"})
_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
_NAMED = re.compile(r"^bibliography[ \t]*:((?:[^\n]*\n)(?:[ \t]*-[ \t][^\n]*\n|[ \t]+[^\n]*\n)*)", re.MULTILINE)
# Without separators: what the paper says is a name, no path.
_NAME = re.compile(r"[^\s\[\]\"',/\\]+\.(?:bib|json|ya?ml)\b", re.IGNORECASE)


class Bibliographies:
    """The reference lists of papers. A folder is listed once, however many papers lie in it."""

    def __init__(self) -> None:
        self._beside, self._below = cache(_beside), cache(_below)

    def of(self, paper: Path) -> tuple[Path, ...]:
        """All of BibTeX or one of CSL that it names, else the file of its own name, ``paper.bib``, or the only one.

        What the paper says is no path: a file of such a name counts that lies beside it or in a folder there.
        """
        named = self.named_by(paper)
        if named:
            return tuple(named) if all(path.suffix.lower() == ".bib" for path in named) else tuple(named[:1])
        for candidate in (paper.with_suffix(".bib"), paper.with_name("paper.bib")):
            if candidate.is_file():
                return (candidate,)
        others = self._beside(paper.parent)
        return others if len(others) == 1 else ()

    def named_by(self, paper: Path) -> list[Path]:
        """The files that the front matter names, in its order."""
        found = (self._near(paper.parent, name) for name in dict.fromkeys(_names(paper)))
        return [path for path in found if path is not None]

    def _near(self, folder: Path, name: str) -> Path | None:
        """The file of a name, which holds no separator, in a folder or a folder there."""
        beside = folder / name
        return beside if is_file(beside) else self._below(folder).get(name)


def _beside(folder: Path) -> tuple[Path, ...]:
    """The lists in BibTeX of a folder."""
    return tuple(sorted(path for path in folder.glob("*.bib") if is_file(path)))


def _below(folder: Path) -> Mapping[str, Path]:
    """The lists in the folders of a folder, by their names, of two of one name the first."""
    lists = (path for path in folder.glob("*/*") if path.suffix.lower() in _SUFFIXES and is_file(path))
    return {path.name: path for path in sorted(lists, reverse=True)}


def _names(paper: Path) -> Iterator[str]:
    try:
        with paper.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        return  # reading the paper itself says why
    front = _FRONT_MATTER.match(head.decode("utf-8-sig", "replace").replace("\r\n", "\n"))
    for said in _NAMED.finditer(front[1] if front else ""):
        yield from _NAME.findall(said[1])
