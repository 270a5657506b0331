"""Writing files whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from k1.errors import NoSpaceError

if TYPE_CHECKING:
    from pydantic import JsonValue

_OF_NAME = 200
"""Bytes of a file's name in that of its temporary file: of 255 that a file system allows, some are the rest's."""


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary path beside ``path``; on success it takes its place, on error it is removed.

    The name starts with a dot and ends in ``.tmp``, so that what a killed writer leaves is told from a result.

    Raises
    ------
    NoSpaceError: the disk is full.
    """
    try:
        with _replacing(path) as temporary:
            yield temporary
    except Exception as error:
        if not _is_for_room(error):
            raise
        raise NoSpaceError(f"{path}: no space left on its disk; make room, then run again") from error


def _is_for_room(error: Exception) -> bool:
    """Whether a write failed for want of room; libraries that write files themselves only cite the system's error."""
    number = error.errno if isinstance(error, OSError) else None
    return number in (errno.ENOSPC, errno.EDQUOT) or f"(os error {errno.ENOSPC})" in str(error)


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    path.parent.mkdir(parents=True, exist_ok=True)
    called = os.fsdecode(os.fsencode(path.name)[:_OF_NAME])
    handle, name = tempfile.mkstemp(prefix=f".{called}.", suffix=".tmp", dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        # mkstemp makes files private; results are for everyone who may read the folder.
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def write_bytes(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path``, whole or not at all."""
    with replacing(path) as temporary:
        temporary.write_bytes(data)


def write_text(path: Path, text: str) -> None:
    """Write ``text`` to ``path`` in UTF-8, whole or not at all."""
    write_bytes(path, text.encode("utf-8"))


def write_json(path: Path, value: JsonValue) -> None:
    """Write ``value`` as JSON with sorted keys: equal content, equal bytes."""
    write_text(path, json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n")


def legible(path: Path | str) -> str:
    """A path in characters that tables, JSON and logs can hold: a byte that is no UTF-8 becomes U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def given_path(path: str, root: Path = Path()) -> Path:
    """A path as a configuration gives it: "~" is the home folder, and a relative one begins at ``root``."""
    return root / os.path.expanduser(path)  # noqa: PTH111 - pathlib's raises where there is no such home


def files_below(folder: Path) -> Iterator[Path]:
    """Every path below ``folder`` that is no folder, also in folders that a link leads to, each of these once.

    A folder that may not be looked into, or not be entered, stands for what it holds.
    """
    seen: set[tuple[int, int]] = set()
    closed: list[Path] = []
    for here, folders, files in os.walk(folder, followlinks=True, onerror=lambda e: closed.append(Path(e.filename))):
        if not os.access(Path(here), os.X_OK):  # nothing of what is listed can be looked at
            closed.append(Path(here))
            folders.clear()
            continue
        state = Path(here).stat()
        if (state.st_dev, state.st_ino) in seen:  # a link back up, or a second way to one folder
            folders.clear()
            continue
        seen.add((state.st_dev, state.st_ino))
        folders.sort()  # which of two ways to a folder is taken does not depend on the disk
        yield from (Path(here, name) for name in files)
    yield from closed


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()
