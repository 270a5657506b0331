"""The files that ``graphanything parse`` was given, with the name of each one's output."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from k1.corpus.formats import FORMATS, is_folder, papers_below, unread_format
from k1.runtime.files import legible

CLOSED = "closed folder"
"""The format of a folder that may not be looked into, which fails as a file that may not be read does."""

_LONGEST = 255
"""Bytes that a file system allows in the name of a file."""

_CALLED_PAPER = "paper"  # a name that says nothing: the folder's name stands in


@dataclass(frozen=True)
class ParseInput:
    """One file to parse."""

    path: Path
    name: str
    source_format: str


class InputError(Exception):
    """Inputs that cannot be parsed as they were given; the message says which."""


def parse_inputs(paths: Sequence[Path]) -> list[ParseInput]:
    """The files among ``paths`` and below the folders among them, in order, each once; below a folder no hidden ones.

    Raises
    ------
    InputError: a path is absent or of unknown format, a folder holds no paper, or a file has no name or another's.
    """
    files = dict.fromkeys(file for path in paths for file in _files(path))
    inputs = [ParseInput(file, input_name(file), _format_of(file)) for file in files]
    _check_names([item for item in inputs if item.source_format != CLOSED])
    return inputs


def input_name(path: Path) -> str:
    """The stem of a file, or its folder's name where the file is called paper.pdf, paper.md or paper.xml.

    It names a file and stands in JSON, so that it holds no byte that is no UTF-8.
    """
    # Without ".." in it, which is no name.
    folder = Path(os.path.normpath(path.absolute())).parent
    return legible(folder.name if path.stem.casefold() == _CALLED_PAPER else path.stem)


def _files(path: Path) -> Iterable[Path]:
    if path.is_dir():
        found = papers_below(path)
        if not found:
            raise InputError(f"{legible(path)}: no paper in this folder; K1 reads {', '.join(FORMATS)}")
        return found
    if not path.is_file():
        raise InputError(f"{legible(path)}: no such file")
    if path.suffix.lower() not in FORMATS:
        raise InputError(f"{legible(path)}: {unread_format(path)}")
    return [path]


def _format_of(path: Path) -> str:
    return CLOSED if is_folder(path) else FORMATS[path.suffix.lower()]


def _check_names(inputs: Sequence[ParseInput]) -> None:
    by_name: dict[str, list[Path]] = defaultdict(list)
    for item in inputs:
        if not item.name.strip("."):
            raise InputError(f"{legible(item.path)}: neither the file nor its folder has a name for the output")
        if len(f"{item.name}.json".encode()) > _LONGEST:
            raise InputError(f"{legible(item.path)}: too long a name for that of the output; rename the file")
        by_name[item.name].append(item.path)
    twice = [
        f"{name}.json from {' and '.join(map(legible, paths))}" for name, paths in by_name.items() if len(paths) > 1
    ]
    if twice:
        raise InputError(f"two inputs of one name: {'; '.join(twice)}; parse them into different folders")
