"""The command that parses files without building a graph."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from k1.interface.parse_inputs import InputError, ParseInput, parse_inputs

if TYPE_CHECKING:
    from k1.errors import PaperError
    from k1.schema.documents import Document

SOME_FAILED = 1
_MEMORY_MB = 2048


class Parser(StrEnum):
    """Parsers of PDFs."""

    TEXTLAYER = "textlayer"


class Layout(StrEnum):
    """How the blocks of a page are found."""

    GEOMETRY = "geometry"


def parse_one(item: ParseInput) -> Document:
    """The document of one file; runs in a bounded worker.

    Raises
    ------
    PaperError: the file cannot be parsed.
    """
    from k1.corpus.folder import find_bibliography
    from k1.parsing.parse import parse_file

    bibliography = find_bibliography(item.path) if item.source_format == "markdown" else None
    return parse_file(item.path, source_format=item.source_format, name=item.name, bibliography=bibliography)


def parse(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="PDF, JATS XML or Markdown; or folders.")],
    *,
    out: Annotated[Path, typer.Option("--out", help="Folder of the JSON files.")],
    parser: Annotated[Parser, typer.Option("--parser", help="Parser of PDFs.")] = Parser.TEXTLAYER,
    layout: Annotated[Layout, typer.Option("--layout", help="How blocks are found.")] = Layout.GEOMETRY,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, max=3600, help="Seconds a file may take.")] = 30.0,
    workers: Annotated[int, typer.Option("--workers", min=1, max=64, help="Files parsed at a time.")] = 1,
) -> None:
    """Parse papers into JSON.

    Writes NAME.json for each file: NAME is its stem, or its folder's name where the file is called paper. A file
    that fails is one line on stderr, and the others are written.
    """
    try:
        inputs = parse_inputs(paths)
    except InputError as error:
        raise typer.BadParameter(str(error)) from error
    if _parse_all(inputs, out, timeout=timeout, workers=workers):
        raise typer.Exit(SOME_FAILED)


def _parse_all(inputs: list[ParseInput], out: Path, *, timeout: float, workers: int) -> int:
    """Write the documents of all inputs that can be parsed; returns the number of those that cannot."""
    from k1.errors import PaperError
    from k1.parsing.interchange import document_json
    from k1.runtime.files import write_json
    from k1.runtime.workers import run_bounded

    failed = 0
    for item, outcome in run_bounded(parse_one, inputs, workers=workers, timeout=timeout, memory_mb=_MEMORY_MB):
        if isinstance(outcome, PaperError):
            failed += 1
            _say(item, outcome)
        else:
            write_json(out / f"{item.name}.json", document_json(outcome))
    return failed


def _say(item: ParseInput, error: PaperError) -> None:
    from k1.interface.rendering import plain

    print(plain(f"{item.name}: {error.kind}: {error.message}; {error.remedy}"), file=sys.stderr)


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("parse")(parse)
