"""Which files are papers that K1 reads, by their names."""

from __future__ import annotations

from pathlib import Path

FORMATS = {".pdf": "pdf", ".xml": "jats", ".nxml": "jats", ".md": "markdown", ".markdown": "markdown"}


def is_paper(path: Path, folder: Path) -> bool:
    """Whether a path below a folder is a file that K1 reads, and neither it nor a folder on the way is hidden."""
    hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    return path.suffix.lower() in FORMATS and is_file(path) and not hidden


def is_file(path: Path) -> bool:
    """Whether this is a file, or something that may not be looked at: reading it says which."""
    try:
        return path.is_file()
    except OSError:
        return True
