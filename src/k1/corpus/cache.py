"""Pinned files that were fetched once, kept by their SHA-256 for all runs of a person."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from k1.runtime.files import write_bytes


def cache_folder() -> Path:
    """``$K1_CACHE``, else ``$XDG_CACHE_HOME/k1``, else ``~/.cache/k1``. It may be deleted at any time."""
    if folder := os.environ.get("K1_CACHE"):
        return Path(folder)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "k1"


def cached(folder: Path, sha256: str) -> bytes | None:
    """The bytes with this hash; None where they are absent or no longer what they were."""
    try:
        data = (folder / "files" / sha256).read_bytes()
    except OSError:
        return None
    return data if sha256_of_bytes(data) == sha256 else None


def keep(folder: Path, data: bytes) -> None:
    """Keep these bytes under their hash. A cache that cannot be written is done without."""
    with suppress(OSError):
        write_bytes(folder / "files" / sha256_of_bytes(data), data)


def sha256_of_bytes(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
