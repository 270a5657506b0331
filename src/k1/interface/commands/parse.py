"""The command that parses files without building a graph."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from k1.interface.parse_inputs import CLOSED, InputError, ParseInput, parse_inputs
from k1.runtime.progress import Progress
from k1.schema.vocabulary import LayoutSource, Parser

if TYPE_CHECKING:
    from k1.schema.configuration import ParsingSettings
    from k1.schema.documents import Document

SOME_FAILED = 1


def parse_one(item: ParseInput, *, settings: ParsingSettings, figures: Path | None) -> Document:
    """The document of one file, its figures drawn into a folder of ``figures``; runs in a bounded worker.

    Raises
    ------
    PaperError: the file is not what its name says, or cannot be parsed.
    """
    from k1.corpus.arrival import closed, unreadable
    from k1.corpus.bibliographies import Bibliographies
    from k1.corpus.content import check_content
    from k1.parsing.floats.figure_crops import crop_figures
    from k1.parsing.parse import parse_file

    if item.source_format == CLOSED:
        raise closed(item.path)
    try:
        data = item.path.read_bytes()
    except OSError as error:
        raise unreadable(item.path, error) from error
    check_content(data, item.source_format)
    bibliographies = Bibliographies().of(item.path) if item.source_format == "markdown" else ()
    document = parse_file(
        item.path, source_format=item.source_format, name=item.name, bibliographies=bibliographies, settings=settings
    )
    if figures is not None and item.source_format == "pdf":
        crop_figures(data, document, figures / item.name)
    return document


def parse(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="PDF, JATS XML or Markdown; or folders.")],
    *,
    out: Annotated[Path, typer.Option("--out", file_okay=False, help="Folder of the JSON files.")],
    parser: Annotated[Parser, typer.Option("--parser", help="Parser of PDFs.")] = Parser.TEXTLAYER,
    layout: Annotated[
        LayoutSource, typer.Option("--layout", help="rapid: a layout model helps the geometry (extra ocr).")
    ] = LayoutSource.GEOMETRY,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, max=3600, help="Seconds a file may take.")] = 30.0,
    memory_mb: Annotated[int, typer.Option("--memory-mb", min=256, help="Memory a file may take.")] = 2048,
    workers: Annotated[int, typer.Option("--workers", min=1, max=64, help="Files parsed at a time.")] = 1,
    figures: Annotated[bool, typer.Option("--figures", help="Draw each figure into OUT/figures/NAME.")] = False,
    ror: Annotated[
        Path | None, typer.Option("--ror", exists=True, help="ROR data dump; affiliations get their ROR ids.")
    ] = None,
) -> None:
    """Parse papers into JSON.

    Writes NAME.json for each file: NAME is its stem, or its folder's name where the file is called paper. A file
    that fails is one line on stderr, and the others are written. A figure's file is named by its unit's id.
    """
    from k1.interface.rendering import plain
    from k1.schema.configuration import ParsingSettings

    try:
        inputs = parse_inputs(paths)
    except InputError as error:
        raise typer.BadParameter(plain(str(error))) from error
    settings = ParsingSettings(
        parser=parser, layout=layout, timeout=timeout, memory_mb=memory_mb, ror=str(ror) if ror else None
    )
    if _parse_all(inputs, out, settings, workers=workers, figures=out / "figures" if figures else None):
        raise typer.Exit(SOME_FAILED)


def _parse_all(
    inputs: list[ParseInput], out: Path, settings: ParsingSettings, *, workers: int, figures: Path | None
) -> int:
    """Write the documents of all inputs that can be parsed; returns the number of those that cannot."""
    from k1.errors import PaperError
    from k1.parsing.document.interchange import document_json
    from k1.parsing.document.organisations import read_registry, with_ror_ids
    from k1.runtime.files import write_json
    from k1.runtime.workers import run_bounded

    failed = 0
    registry = read_registry(Path(settings.ror)) if settings.ror else None
    task = partial(parse_one, settings=settings, figures=figures)
    with _progress(len(inputs)) as progress:
        for item, outcome in run_bounded(
            task,
            inputs,
            workers=workers,
            timeout=settings.timeout,
            memory_mb=settings.memory_mb,
            progress=lambda done: progress.advance(done.name),
        ):
            if isinstance(outcome, PaperError):
                failed += 1
                _say(f"{item.name}: {outcome.kind}: {outcome.message}; {outcome.remedy}", progress)
                continue
            write_json(
                out / f"{item.name}.json", document_json(with_ror_ids(outcome, registry) if registry else outcome)
            )
            for lost in _not_read(outcome):
                _say(f"{item.name}: {lost}", progress)
    return failed


def _not_read(document: Document) -> Iterator[str]:
    """What a document lacks of its paper, and how to have it."""
    from k1.parsing.markdown.unlisted import unlisted

    if lost := unlisted(document):
        yield lost
    if document.paper.pages_unread:
        pages = ", ".join(map(str, document.paper.pages_unread))
        yield f"no usable text on page {pages}; install K1 with the extra ocr to read it"


def _progress(total: int) -> Progress:
    """How far a person's terminal is; a program that reads standard error finds there what failed, and nothing else."""
    return Progress("parse", total, stream=sys.stderr if sys.stderr.isatty() else StringIO())


def _say(line: str, progress: Progress) -> None:
    from k1.interface.rendering import plain

    progress.clear()
    print(plain(line), file=sys.stderr)
