"""Papers of a person's own folder: PDF, JATS XML and Markdown, found recursively in the order of their paths."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from k1.corpus.arrival import Arrival, Outcome, closed, failure, read_bounded, unreadable
from k1.corpus.bibliographies import Bibliographies
from k1.corpus.formats import FORMATS, is_file, is_folder, is_paper_or_closed, papers_below
from k1.corpus.naming import path_slug, unique
from k1.errors import ConfigurationError, PaperError
from k1.runtime.files import files_below, legible
from k1.schema.corpus import FOLDER


@dataclass(frozen=True)
class FolderBatch:
    """Files of one folder, and folders in it that may not be looked into, with the names they get in the corpus."""

    folder: Path
    files: Sequence[Path]
    names: tuple[str, ...]
    licence: str | None
    max_bytes: int

    def fetch(self) -> Iterator[Outcome]:
        """One outcome per file. The bytes are copied, so that later changes in the folder do not reach the run."""
        bibliographies = Bibliographies()
        for path, name in zip(self.files, self.names, strict=True):
            try:
                yield self._arrival(path, name, bibliographies)
            except PaperError as error:
                yield failure(name, error)
            except OSError as error:
                yield failure(name, unreadable(path, error))

    def _arrival(self, path: Path, name: str, bibliographies: Bibliographies) -> Arrival:
        if is_folder(path):
            raise closed(path)
        source_format = FORMATS[path.suffix.lower()]
        cited = bibliographies.of(path) if source_format == "markdown" else ()
        return Arrival(
            name=name,
            source_format=source_format,
            data=read_bounded(path, self.max_bytes),
            source=f"{FOLDER}{legible(path.relative_to(self.folder).as_posix())}",
            licence=self.licence,
            bibliography=b"\n".join(read_bounded(each, self.max_bytes) for each in cited) if cited else None,
        )


def folder_batch(folder: Path, *, licence: str | None, max_bytes: int) -> FolderBatch:
    """The papers below a folder; hidden files and folders and other formats are passed over.

    Two files of one name get their format, then a hash of their bytes, then one of their path, appended to it.

    Raises
    ------
    ConfigurationError: no such folder, one that may not be looked into, or no paper in it.
    """
    if not folder.is_dir():
        remedy = "set the path of the folder source in corpus.sources (one that is not absolute begins at the checkout)"
        raise ConfigurationError(f"{folder}: no such folder; {remedy}")
    files = papers_below(folder)
    if not files:
        raise ConfigurationError(f"{folder}: no paper below it; K1 reads {', '.join(FORMATS)}")
    if folder in files:
        raise ConfigurationError(f"{folder}: this folder may not be looked into; allow reading it, or set another")
    relative = [path.relative_to(folder) for path in files]
    names = unique(
        [path_slug(path.with_suffix("").parts) for path in relative],
        lambda place: FORMATS.get(files[place].suffix.lower(), "folder"),
        lambda place: _content_mark(files[place], max_bytes),
        lambda place: _mark(os.fsencode(relative[place])),
    )
    return FolderBatch(folder, files, tuple(names), licence, max_bytes)


def _content_mark(path: Path, max_bytes: int) -> str:
    """A hash of a file's bytes; of one that fetching will refuse, only that."""
    try:
        return _mark(read_bounded(path, max_bytes))
    except PaperError:
        return "unread"


def _mark(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:8]


def folder_state(folder: Path) -> str:
    """A digest of which papers, bibliographies and closed folders lie below a folder and when each was changed last.

    The workflow holds it against that of the last run: a paper that was added, mended or taken away is no file that
    Snakemake knows. Empty where there is no folder, which fetching it says better.
    """
    if not folder.is_dir():
        return ""
    digest = hashlib.sha256()
    below = list(files_below(folder))
    papers = [path for path in below if is_paper_or_closed(path, folder)]
    bibliographies = Bibliographies()
    cited = {path for paper in papers if _is_markdown(paper) for path in bibliographies.named_by(paper)}
    for path in sorted({*papers, *cited, *filter(_is_bibliography, below)}):
        state = f"{path.relative_to(folder).as_posix()}\0{_state(path)}\0"
        # The bytes of the name, which need not be UTF-8.
        digest.update(state.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()[:12]


def _state(path: Path) -> str:
    """Size and time of a file, unless it may not be read: allowing that changes neither."""
    try:
        stat = path.stat()
    except OSError:
        return "unread"
    if not os.access(path, os.R_OK):
        return "unread"
    return f"{stat.st_size}\0{stat.st_mtime_ns}"


def _is_markdown(path: Path) -> bool:
    return FORMATS.get(path.suffix.lower()) == "markdown"


def _is_bibliography(path: Path) -> bool:
    return path.suffix == ".bib" and is_file(path)
