"""The corpus's own gold: PDFs whose source lies beside them, scored against that source."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from k1.evaluation.documents import score_document
from k1.parsing.parse import parse_file
from k1.runtime.documents import documents_from_tables
from k1.runtime.run_layout import listed_shards
from k1.runtime.tables import frame, read_table, read_tables, records
from k1.schema.corpus import CorpusFile
from k1.schema.documents import Document, kept_files
from k1.schema.evaluation import ParseScore
from k1.schema.tables import DOCUMENT_TABLES, FILES, PARSE_SCORES


def score_corpus(run: Path) -> pl.DataFrame:
    """Scores of all parsed files of a run that have gold, as a PARSE_SCORES frame.

    Parameters
    ----------
    run: folder of the run, with ``corpus`` and ``documents``.
    """
    scores: list[ParseScore] = []
    for shard in listed_shards(run):
        listed = read_table(FILES, run / "corpus" / f"{shard}.parquet")
        files = [file for file in records(FILES, listed) if file.gold]
        parsed = _parsed(run / "documents" / shard) if files else {}
        for file in files:
            if file.sha256 in parsed:
                scores += _scores(file, parsed[file.sha256], run / "corpus")
    return frame(PARSE_SCORES, scores)


def _parsed(folder: Path) -> dict[str, Document]:
    """The documents by the SHA-256 of their files; of two files of one paper the one that was kept."""
    documents = documents_from_tables(read_tables(DOCUMENT_TABLES, folder))
    kept = kept_files(document.paper for document in documents)
    return {sha: document for document in documents if (sha := document.paper.file_sha256) == kept[document.paper.id]}


def _scores(file: CorpusFile, parsed: Document, corpus: Path) -> list[ParseScore]:
    gold = parse_file(
        corpus / str(file.gold),
        source_format="markdown",
        name=file.name,
        bibliographies=(corpus / file.gold_bibliography,) if file.gold_bibliography else (),
    )
    return [
        ParseScore(paper=file.name, metric=metric, score=round(score, 6))
        for metric, score in score_document(gold, parsed).items()
    ]
