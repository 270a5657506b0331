"""A digest of the code that a stage runs, so that the workflow notices an edit.

Without it Snakemake says "nothing to be done" after a change in ``src/``.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from pathlib import Path

import k1

_SOURCE = Path(k1.__file__).parent
_COMMENT = re.compile(r"#.*")
_IMPORT = re.compile(
    r"^[ \t]*(?:from (?P<module>k1(?:\.\w+)*) import (?P<members>\([^)]*\)|.*)|import (?P<modules>k1\b.*))",
    re.MULTILINE,
)


@cache
def _file_of(module: str) -> Path | None:
    """The source file of a module of K1; None for what is no module (an imported name)."""
    base = _SOURCE.joinpath(*module.split(".")[1:])
    for candidate in (base.with_suffix(".py"), base / "__init__.py"):
        if candidate.is_file():
            return candidate
    return None


@cache
def _imports_of(path: Path) -> frozenset[str]:
    """Names that a file imports from K1."""
    return _imported(path.read_text(encoding="utf-8"))


def _imported(source: str) -> frozenset[str]:
    """Names that a source imports from K1, as modules or as members of modules.

    Read from its lines: to parse all of K1 would take seconds at every start of the workflow.
    """
    names: list[str] = []
    for found in _IMPORT.finditer(_COMMENT.sub("", source)):
        listed = (found["members"] or found["modules"]).strip("() \n").split(",")
        members = [part.split()[0] for part in listed if part.strip()]
        module = found["module"]
        names += [module, *(f"{module}.{member}" for member in members)] if module else members
    return frozenset(name for name in names if name.split(".")[0] == "k1")


def _files_of_room(room: str) -> list[Path]:
    """All files of a package, templates and style sheets included, or the one file of a module."""
    folder = _SOURCE.joinpath(*room.split(".")[1:])
    if not folder.is_dir():
        return [path for path in [_file_of(room)] if path]
    return sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


def code_files(room: str) -> list[Path]:
    """The files of ``room`` ("k1.parsing") and all files of K1 that they import, directly or not."""
    return _reached(_files_of_room(room))


def _reached(waiting: list[Path]) -> list[Path]:
    found: set[Path] = set()
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found.add(path)
        if path.suffix != ".py":
            continue
        waiting.extend(file for name in _imports_of(path) if (file := _file_of(name)))
    return sorted(found)


def notebook_files(notebook: Path) -> list[Path]:
    """The files of K1 that a notebook's cells import, directly or not."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    source = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    return _reached([file for name in sorted(_imported(source)) if (file := _file_of(name))])


def code_hash(room: str) -> str:
    """Twelve hexadecimal digits over the code that ``room`` runs, independent of where K1 lies."""
    return _digest(code_files(room))


def notebook_hash(notebook: Path) -> str:
    """The same over the code of K1 that a notebook runs; its own cells are an input of the rule."""
    return _digest(notebook_files(notebook))


def _digest(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.relative_to(_SOURCE).as_posix().encode())
        digest.update(b"\0")
        digest.update(path.read_bytes())
        digest.update(b"\0")
    return digest.hexdigest()[:12]
