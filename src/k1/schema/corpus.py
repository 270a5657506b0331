"""The rows of results/<run>/corpus/: the files of a corpus; and failures, which every stage writes."""

from __future__ import annotations

from pydantic import Field

from k1.errors import FailureKind
from k1.schema.provenance import Record

FOLDER = "folder: "
"""What the source of a file in a folder begins with; its path below the folder follows."""


def told_of(source: str, message: str) -> str:
    """What is said of a file, behind its path where it lies in a folder: its name in the corpus is another."""
    return f"{source.removeprefix(FOLDER)}: {message}" if source.startswith(FOLDER) else message


class CorpusFile(Record):
    """One file of a corpus, where it came from and under which licence."""

    sha256: str
    shard: str
    path: str = Field(description="relative to the corpus folder")
    name: str = Field(description="short name for people, unique in the corpus")
    source_format: str = Field(description="pdf, jats or markdown")
    bytes: int
    source: str = Field(description="registry and version, folder, arXiv id, PMCID or DOI it was fetched by")
    url: str | None = None
    licence: str | None = None
    subject: str | None = None
    bibliography: str | None = Field(default=None, description="path of a BibTeX file that goes with it")
    gold: str | None = Field(default=None, description="path of the source a PDF was made from: gold for its parse")
    gold_bibliography: str | None = Field(default=None, description="path of that source's BibTeX file")
    companions_sha256: str | None = Field(
        default=None,
        description="of bibliography, gold and its bibliography together, so that this list changes with them",
    )


class Failure(Record):
    """One paper that one stage could not carry through."""

    name: str
    sha256: str | None
    stage: str
    kind: FailureKind
    message: str
    remedy: str
