"""Papers that an earlier run fetched from a service: kept beside the paper is where it came from."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ValidationError

from k1.corpus.arrival import Arrival, paper_path
from k1.corpus.cache import sha256_of_bytes
from k1.runtime.files import write_json


class Origin(BaseModel, frozen=True, extra="forbid"):
    """What was known of a paper when it was fetched."""

    sha256: str
    source_format: str
    source: str
    url: str | None
    licence: str | None
    subject: str | None


def recall(folder: Path, name: str, source: str) -> Arrival | None:
    """The paper that an earlier run left whole under this name, from this source; None where there is none."""
    try:
        origin = Origin.model_validate_json(_origin_path(folder, name).read_bytes())
        data = paper_path(folder, name, origin.source_format).read_bytes()
    except (OSError, ValidationError, KeyError):
        return None
    if origin.source != source or origin.sha256 != sha256_of_bytes(data):
        return None
    return Arrival(name=name, data=data, **origin.model_dump(exclude={"sha256"}))


def remember(folder: Path, paper: Arrival) -> None:
    """Keep where a paper came from, so that the next run need not ask. The paper itself is written by ``fetch``."""
    known = {field: getattr(paper, field) for field in Origin.model_fields if field != "sha256"}
    write_json(_origin_path(folder, paper.name), {"sha256": sha256_of_bytes(paper.data), **known})


def _origin_path(folder: Path, name: str) -> Path:
    return folder / "files" / name / "origin.json"
