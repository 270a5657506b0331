"""What a source hands over: a paper's bytes with what is known about it, or a failure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from k1.errors import FailureKind, PaperError
from k1.runtime.files import legible
from k1.runtime.http import too_large
from k1.schema.corpus import Failure

STAGE = "corpus"

SUFFIXES: Mapping[str, str] = {"pdf": ".pdf", "jats": ".xml", "markdown": ".md"}
"""The suffix of a kept file by its format."""


@dataclass(frozen=True)
class Arrival:
    """One paper that has come, not yet checked or written."""

    name: str
    source_format: str
    data: bytes
    source: str
    url: str | None = None
    licence: str | None = None
    subject: str | None = None
    bibliography: bytes | None = None
    gold: bytes | None = None
    gold_bibliography: bytes | None = None


Outcome = Arrival | Failure


class Batch(Protocol):
    """Papers that are fetched one after another, such as those of one package or one service."""

    @property
    def names(self) -> tuple[str, ...]:
        """The papers' names, known before anything is fetched."""

    def fetch(self) -> Iterator[Outcome]:
        """One outcome per name, in their order."""


def failure(name: str, error: PaperError, sha256: str | None = None) -> Failure:
    """The row of a paper that could not be had."""
    return Failure(name=name, sha256=sha256, stage=STAGE, kind=error.kind, message=error.message, remedy=error.remedy)


def paper_path(folder: Path, name: str, source_format: str) -> Path:
    """Where a paper of this name and format is kept below the corpus folder."""
    return folder / "files" / name / f"paper{SUFFIXES[source_format]}"


def companion_paths(paper: Path) -> dict[str, Path]:
    """Where the files that go with a paper are kept, by the field of `Arrival` that holds them."""
    return {
        "bibliography": paper.with_suffix(".bib"),
        "gold": paper.with_name("source.md"),
        "gold_bibliography": paper.with_name("source.bib"),
    }


def read_bounded(path: Path, max_bytes: int) -> bytes:
    """The bytes of a local file.

    Raises
    ------
    PaperError: where it is above the limit or cannot be read.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(max_bytes + 1)
    except OSError as error:
        raise unreadable(path, error) from error
    if len(data) > max_bytes:
        raise too_large(legible(path.name), max_bytes)
    return data


def unreadable(path: Path, error: OSError) -> PaperError:
    """The failure of a file that the system does not let K1 read."""
    remedy = "check that the file is there and may be read"
    return PaperError(FailureKind.NOT_FOUND, f"{legible(path.name)}: {error.strerror}", remedy)


def closed(folder: Path) -> PaperError:
    """The failure of what lies in a folder that the system does not let K1 look into."""
    message = f"{legible(folder.name)}: this folder may not be looked into"
    return PaperError(FailureKind.NOT_FOUND, message, "allow reading it, or keep it elsewhere")
