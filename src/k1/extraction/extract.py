"""From the documents of a shard to its knowledge (modules A to E).

The baseline is a table of cues and counts. It knows no probability, so its rows have no confidence; a trained
extractor takes its place behind the same function.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import polars as pl

from k1.errors import FailureKind
from k1.extraction.citations.cited_works import cited_works
from k1.extraction.entities.mentions import entity_mentions
from k1.extraction.metadata import metadata_fields
from k1.extraction.reading.paper import read_document
from k1.extraction.relations.from_tables import table_relations
from k1.extraction.relations.from_text import relations
from k1.extraction.relations.hyperedges import hyperedges
from k1.extraction.statements.from_text import statements
from k1.runtime.documents import documents_from_tables
from k1.runtime.progress import SHARD_SECONDS, Progress
from k1.runtime.tables import frame
from k1.schema.configuration import ExtractionSettings, Extractor
from k1.schema.corpus import Failure
from k1.schema.documents import Document
from k1.schema.provenance import Record
from k1.schema.tables import (
    CITED_WORKS,
    FAILURES,
    HYPEREDGES,
    KNOWLEDGE_TABLES,
    MENTIONS,
    METADATA,
    RELATIONS,
    STATEMENTS,
)

Knowledge = dict[str, list[Record]]
"""The rows of one paper by table name."""


def extract_shard(documents: Mapping[str, pl.DataFrame], settings: ExtractionSettings) -> dict[str, pl.DataFrame]:
    """The knowledge tables of a shard. A paper that cannot be read is a row of ``failures``, never the end."""
    read = EXTRACTORS[settings.extractor]
    rows: Knowledge = {table.name: [] for table in KNOWLEDGE_TABLES}
    papers = documents_from_tables(documents)
    with Progress("extract", len(papers), every=SHARD_SECONDS) as progress:
        for document in papers:
            for name, found in _extracted(document, read).items():
                rows[name].extend(found)
            progress.advance(document.paper.name)
    return {table.name: frame(table, rows[table.name]) for table in KNOWLEDGE_TABLES}


def _extracted(document: Document, read: Callable[[Document], Knowledge]) -> Knowledge:
    try:
        return read(document)
    # One paper never stops a stage, so whatever it breaks becomes a row, as in the workers of the parser.
    except Exception as error:
        return {FAILURES.name: [_failure(document, error)]}


def _failure(document: Document, error: Exception) -> Failure:
    return Failure(
        name=document.paper.name,
        sha256=document.paper.file_sha256,
        stage="extract",
        kind=FailureKind.CRASHED,
        message=f"{type(error).__name__}: {error}",
        remedy="report the paper; the others are not affected",
    )


def extract_baseline(document: Document) -> Knowledge:
    """The knowledge of one paper, read by cues and counts."""
    reading = read_document(document)
    mentions = entity_mentions(reading)
    related, concepts = relations(reading, mentions)
    tabled, named = table_relations(reading, [*mentions, *concepts])
    return {
        METADATA.name: list(metadata_fields(document)),
        MENTIONS.name: [*mentions, *concepts, *named],
        STATEMENTS.name: list(statements(reading, mentions)),
        CITED_WORKS.name: list(cited_works(reading, mentions)),
        RELATIONS.name: [*related, *tabled],
        HYPEREDGES.name: list(hyperedges(reading, mentions)),
    }


EXTRACTORS: dict[Extractor, Callable[[Document], Knowledge]] = {Extractor.BASELINE: extract_baseline}
"""The extractors by their name in the configuration."""
