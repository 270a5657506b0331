"""Files into documents: one at a time, or the files of a shard in bounded worker processes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import polars as pl

from k1.errors import FailureKind, PaperError
from k1.parsing.document.organisations import read_registry, with_ror_ids
from k1.parsing.jats.document import parse_jats
from k1.parsing.markdown.document import parse_markdown
from k1.parsing.markdown.unlisted import unlisted
from k1.parsing.marker.document import parse_with_marker
from k1.parsing.pdf.document import parse_pdf
from k1.runtime.files import given_path
from k1.runtime.progress import SHARD_SECONDS, Progress
from k1.runtime.tables import frame, records
from k1.runtime.workers import run_bounded
from k1.schema.configuration import ParsingSettings
from k1.schema.corpus import CorpusFile, Failure, told_of
from k1.schema.documents import Document, kept_files
from k1.schema.tables import CITATIONS, FAILURES, FILES, PAPERS, REFERENCES, SECTIONS, UNITS
from k1.schema.vocabulary import Parser

_DEFAULTS = ParsingSettings()


def parse_file(
    path: Path,
    *,
    source_format: str,
    name: str,
    bibliographies: Sequence[Path] = (),
    subject: str | None = None,
    settings: ParsingSettings = _DEFAULTS,
) -> Document:
    """The document of one file.

    Parameters
    ----------
    source_format: pdf, jats or markdown.
    name: what people call the paper.
    bibliographies: the files of BibTeX, or the one of CSL, that a Markdown paper cites from.
    subject: the field the corpus manifest gives it, if any.

    Raises
    ------
    PaperError: the file cannot be read or parsed; it says why and what to do.
    """
    data = _read(path)
    digest = hashlib.sha256(data).hexdigest()
    match source_format:
        case "pdf":
            return _parse_pdf(data, settings, name=name, file_sha256=digest, subject=subject)
        case "jats":
            return parse_jats(data, name=name, file_sha256=digest, subject=subject)
        case "markdown":
            cited = b"\n".join(map(_read, bibliographies))
            return parse_markdown(data, name=name, file_sha256=digest, bibliography=cited, subject=subject)
    raise PaperError(
        FailureKind.UNSUPPORTED, f"{path.name}: no parser for format {source_format!r}", "give pdf, jats or markdown"
    )


def _parse_pdf(data: bytes, settings: ParsingSettings, *, name: str, file_sha256: str, subject: str | None) -> Document:
    """The document of a PDF by the parser that the settings name."""
    most = settings.max_pages
    if settings.parser is Parser.MARKER:
        return parse_with_marker(data, name=name, file_sha256=file_sha256, subject=subject, max_pages=most)
    layout = settings.layout
    return parse_pdf(data, name=name, file_sha256=file_sha256, subject=subject, max_pages=most, layout=layout)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise PaperError(FailureKind.NOT_FOUND, f"{path.name}: {error.strerror}", "check the corpus folder") from error


@dataclass(frozen=True, slots=True)
class _Task:
    """What a worker is given: picklable, and no more than it needs."""

    path: Path
    bibliographies: tuple[Path, ...]
    file: CorpusFile


def _parse_task(task: _Task, *, settings: ParsingSettings) -> Document:
    file = task.file
    return parse_file(
        task.path,
        source_format=file.source_format,
        name=file.name,
        bibliographies=task.bibliographies,
        subject=file.subject,
        settings=settings,
    )


def parse_shard(
    files: pl.DataFrame, folder: Path, settings: ParsingSettings, *, workers: int
) -> dict[str, pl.DataFrame]:
    """The document tables of the files of one shard.

    Parameters
    ----------
    files: rows of the table of files.
    folder: the corpus folder that their paths start from.
    workers: processes that parse at once; each is bounded in time and memory by ``settings``.
    """
    tasks = [
        _Task(folder / file.path, (folder / file.bibliography,) if file.bibliography else (), file)
        for file in sorted(records(FILES, files), key=lambda file: file.sha256)
    ]
    registry = read_registry(given_path(settings.ror)) if settings.ror else None
    documents: list[Document] = []
    failures: list[Failure] = []
    parse = partial(_parse_task, settings=settings)
    with Progress("parse", len(tasks), every=SHARD_SECONDS) as progress:
        for task, result in run_bounded(
            parse,
            tasks,
            workers=workers,
            timeout=settings.timeout,
            memory_mb=settings.memory_mb,
            progress=lambda done: progress.advance(done.file.name),
        ):
            if isinstance(result, PaperError):
                failures.append(_failure(task.file, result))
                continue
            documents.append(with_ror_ids(result, registry) if registry else result)
            if lost := unlisted(result):
                progress.say(f"{task.file.name}: {lost}")
    return document_tables(documents, failures)


def _failure(file: CorpusFile, error: PaperError) -> Failure:
    return Failure(
        name=file.name,
        sha256=file.sha256,
        stage="documents",
        kind=error.kind,
        message=told_of(file.source, error.message),
        remedy=error.remedy,
    )


def document_tables(documents: Sequence[Document], failures: Sequence[Failure]) -> dict[str, pl.DataFrame]:
    """The tables: a row for each file in that of papers; of two files of one paper, the parts of the one that is kept.

    Parts name their paper, not their file: those of two files would be read as one text.
    """
    papers = [document.paper for document in documents]
    kept = kept_files(papers)
    whole = [document for document in documents if kept[document.paper.id] == document.paper.file_sha256]
    return {
        PAPERS.name: frame(PAPERS, papers),
        SECTIONS.name: frame(SECTIONS, [row for document in whole for row in document.sections]),
        UNITS.name: frame(UNITS, [row for document in whole for row in document.units]),
        REFERENCES.name: frame(REFERENCES, [row for document in whole for row in document.references]),
        CITATIONS.name: frame(CITATIONS, [row for document in whole for row in document.citations]),
        FAILURES.name: frame(FAILURES, failures),
    }
