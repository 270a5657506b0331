"""The formats of papers that K1 reads, by the suffix of a file, and which paths below a folder are papers."""

from __future__ import annotations

import os
from pathlib import Path

from k1.runtime.files import files_below

FORMATS = {
    **{".pdf": "pdf", ".xml": "jats", ".nxml": "jats"},
    **dict.fromkeys((".md", ".markdown", ".qmd", ".rmd"), "markdown"),
}

_OTHERS = {
    **dict.fromkeys(
        (".zip", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".7z", ".rar"),
        "an archive; unpack it and give the papers in it, of sources in LaTeX the PDF",
    ),
    **dict.fromkeys((".tex", ".ltx", ".latex"), "LaTeX; give the PDF that it makes"),
    **dict.fromkeys(
        (".html", ".htm", ".xhtml", ".mhtml"),
        "a web page; get the paper as PDF or JATS XML, or print the page into a PDF",
    ),
    **dict.fromkeys((".docx", ".doc", ".odt", ".rtf", ".pages"), "a file of a word processor; save it as PDF"),
    **dict.fromkeys((".ps", ".eps", ".djvu", ".dvi", ".xps", ".epub"), "no PDF yet; convert it to PDF"),
    ".ipynb": "a notebook; save it as Markdown by jupyter nbconvert --to markdown",
    **dict.fromkeys(
        (".txt", ".text", ".rst", ".org", ".adoc"), "text; save it as Markdown, in a file that ends in .md"
    ),
}
"""What else papers come as, and what to do with it."""

_OF_THE_SYSTEM = frozenset({"lost+found", "System Volume Information", "$RECYCLE.BIN"})
"""Folders that systems keep for themselves where a disk begins, closed to others."""


def unread_format(path: Path) -> str:
    """What a file is that K1 does not read, and what to do with it."""
    return _OTHERS.get(path.suffix.lower(), f"unknown format; K1 reads {', '.join(FORMATS)}")


def papers_below(folder: Path) -> list[Path]:
    """The papers below a folder, and folders there that may not be looked into, in the order of their paths."""
    return sorted(path for path in files_below(folder) if is_paper_or_closed(path, folder))


def is_paper_or_closed(path: Path, folder: Path) -> bool:
    """Whether a path is a paper, or a folder, and not hidden: of folders `files_below` gives those that are closed."""
    wanted = (path.suffix.lower() in FORMATS and is_file(path)) or is_folder(path)
    return wanted and not _is_hidden(path, folder)


def _is_hidden(path: Path, folder: Path) -> bool:
    """Whether a path below a folder, or a folder on the way to it, is hidden or the system's own."""
    return any(part.startswith(".") or part in _OF_THE_SYSTEM for part in path.relative_to(folder).parts)


def is_folder(path: Path) -> bool:
    """Whether this is a folder; what may not be looked at is none."""
    return os.path.isdir(path)  # noqa: PTH112 - pathlib's raises where a path may not be looked at


def is_file(path: Path) -> bool:
    """Whether this is a file, a link to nothing, or something that may not be looked at: reading it says which."""
    try:
        return path.is_file() or (path.is_symlink() and not path.exists())
    except OSError:
        return True
