"""Files into documents: one file by its format, a shard of files in bounded workers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import polars as pl

from k1.errors import FailureKind, PaperError
from k1.parsing.jats import parse_jats
from k1.parsing.markdown import parse_markdown
from k1.parsing.pdf import parse_pdf
from k1.runtime.progress import Progress
from k1.runtime.tables import frame, records
from k1.runtime.workers import run_bounded
from k1.schema.configuration import ParsingSettings
from k1.schema.corpus import CorpusFile, Failure
from k1.schema.documents import Document
from k1.schema.tables import CITATIONS, FAILURES, FILES, PAPERS, REFERENCES, SECTIONS, UNITS

STAGE = "parse"


def parse_file(
    path: Path,
    *,
    source_format: str,
    name: str,
    bibliography: Path | None = None,
    subject: str | None = None,
) -> Document:
    """The document of one file.

    Parameters
    ----------
    source_format: ``pdf``, ``jats`` or ``markdown``.
    name: short name of the paper, for people.
    bibliography: the BibTeX file that a Markdown paper's citations point to.

    Raises
    ------
    PaperError: the file cannot be read or parsed; its kind says why, its remedy what to do.
    """
    data = _read(path)
    digest = sha256(data).hexdigest()
    match source_format:
        case "pdf":
            return parse_pdf(data, name=name, file_sha256=digest, subject=subject)
        case "jats":
            return parse_jats(data, name=name, file_sha256=digest, subject=subject)
        case "markdown":
            entries = _read(bibliography) if bibliography else None
            return parse_markdown(data, name=name, file_sha256=digest, bibliography=entries, subject=subject)
    raise PaperError(FailureKind.UNSUPPORTED, f"no parser for {source_format!r}", "convert it to PDF, JATS or Markdown")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"{path.name} cannot be read ({error.strerror})"
        raise PaperError(FailureKind.NOT_FOUND, message, "check that the file is there and may be read") from error


@dataclass(frozen=True)
class _Task:
    """What a worker does with one file of a shard; it can be pickled."""

    folder: Path
    max_pages: int

    def __call__(self, file: CorpusFile) -> Document:
        document = parse_file(
            self.folder / file.path,
            source_format=file.source_format,
            name=file.name,
            bibliography=self.folder / file.bibliography if file.bibliography else None,
            subject=file.subject,
        )
        if (document.paper.pages or 0) > self.max_pages:
            message = f"{document.paper.pages} pages, more than parsing.max_pages = {self.max_pages} allows"
            raise PaperError(FailureKind.TOO_LARGE, message, "raise parsing.max_pages, or take the file out")
        return document


def parse_shard(
    files: pl.DataFrame, folder: Path, settings: ParsingSettings, *, workers: int
) -> dict[str, pl.DataFrame]:
    """The documents of a shard as frames of DOCUMENT_TABLES by name; a file that fails is a row of ``failures``.

    Parameters
    ----------
    files: rows of FILES.
    folder: the corpus folder that their paths are relative to.
    workers: processes; their number does not change the result.
    """
    rows = records(FILES, files)
    documents: list[Document] = []
    failures: list[Failure] = []
    with Progress("parse", len(rows), "papers") as progress:
        outcomes = run_bounded(
            _Task(folder, settings.max_pages),
            rows,
            workers=workers,
            timeout=settings.timeout,
            memory_mb=settings.memory_mb,
            progress=lambda file: progress.advance(file.name),
        )
        for file, outcome in outcomes:
            if isinstance(outcome, PaperError):
                failures.append(_failure(file, outcome))
                progress.say(f"{file.name}: {outcome}")
            else:
                documents.append(outcome)
    return document_tables(documents) | {FAILURES.name: frame(FAILURES, failures)}


def _failure(file: CorpusFile, error: PaperError) -> Failure:
    return Failure(
        name=file.name, sha256=file.sha256, stage=STAGE, kind=error.kind, message=error.message, remedy=error.remedy
    )


def document_tables(documents: Iterable[Document]) -> dict[str, pl.DataFrame]:
    """Documents as frames of papers, sections, units, references and citations."""
    documents = list(documents)
    return {
        PAPERS.name: frame(PAPERS, (document.paper for document in documents)),
        SECTIONS.name: frame(SECTIONS, (row for document in documents for row in document.sections)),
        UNITS.name: frame(UNITS, (row for document in documents for row in document.units)),
        REFERENCES.name: frame(REFERENCES, (row for document in documents for row in document.references)),
        CITATIONS.name: frame(CITATIONS, (row for document in documents for row in document.citations)),
    }
