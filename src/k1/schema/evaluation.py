"""The rows of results/<run>/tables/*.parquet: what was measured."""

from __future__ import annotations

from pydantic import Field

from k1.schema.provenance import Record


class ParseScore(Record):
    """One metric of one parsed paper against its own source."""

    paper: str = Field(description="the paper's short name in the corpus")
    metric: str = Field(description="title, authors, headings, references, figures or body")
    score: float = Field(ge=0, le=1)
