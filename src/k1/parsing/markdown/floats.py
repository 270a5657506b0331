"""A figure or table of a Markdown text, whichever of its many notations gives it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from k1.schema.vocabulary import Modality


class SourceFloat(NamedTuple):
    """A figure or table as its source has it, Markdown in its caption and cells; ``name``: what cross-references say.

    ``rows`` are the cells of a table, of which the first ``header`` rows are its header.
    """

    modality: Modality
    caption: str
    name: str | None
    rows: Sequence[Sequence[str]] = ()
    header: int = 0
