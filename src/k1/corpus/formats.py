"""Which files are papers that K1 reads, by their names."""

from __future__ import annotations

from pathlib import Path

FORMATS = {".pdf": "pdf", ".xml": "jats", ".nxml": "jats", ".md": "markdown", ".markdown": "markdown"}


def is_paper(path: Path, folder: Path) -> bool:
    """Whether a path below a folder is a file that K1 reads, and neither it nor a folder on the way is hidden."""
    return path.suffix.lower() in FORMATS and is_file(path) and not is_hidden(path, folder)


def is_closed(path: Path, folder: Path) -> bool:
    """Whether a path that `k1.runtime.files.files_below` gives is a folder: then it may not be looked into."""
    return path.is_dir() and not is_hidden(path, folder)


def is_hidden(path: Path, folder: Path) -> bool:
    """Whether a path below a folder, or a folder on the way to it, is hidden."""
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def is_file(path: Path) -> bool:
    """Whether this is a file, a link to nothing, or something that may not be looked at: reading it says which."""
    try:
        return path.is_file() or (path.is_symlink() and not path.exists())
    except OSError:
        return True
