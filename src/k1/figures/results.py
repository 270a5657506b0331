"""Reading the tables of a run for figures and notebooks: the shards of a stage as one frame a table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from k1.errors import TableError
from k1.runtime.run_layout import listed_shards, shard_lists
from k1.runtime.tables import AnyTable, read_table, read_tables, records
from k1.schema.documents import kept_files
from k1.schema.tables import DOCUMENT_TABLES, FILES, GRAPH_TABLES, KNOWLEDGE_TABLES, PAPERS

Frames = dict[str, pl.DataFrame]


def load_corpus(run: Path) -> pl.DataFrame:
    """The files of the corpus, one row a file. ``run`` is results/<run>."""
    return _file_list(run / "corpus").sort("name")


def pdf_files(corpus: Path, papers: pl.DataFrame) -> dict[str, Path]:
    """Paper id to PDF, for the papers that are PDFs and whose file lies in the corpus folder.

    Of a paper that came twice it is the file that was kept: the boxes of its units are on the pages of no other.
    """
    files = _file_list(corpus).filter(pl.col("source_format") == "pdf")
    paths = {sha256: corpus / path for sha256, path in files.select("sha256", "path").iter_rows()}
    kept = sorted(kept_files(records(PAPERS, papers)).items())
    return {paper: paths[file] for paper, file in kept if file in paths and paths[file].is_file()}


def _file_list(corpus: Path) -> pl.DataFrame:
    paths = shard_lists(corpus)
    if not paths:
        raise TableError(f"{corpus}: no lists of files; run the workflow first (make demo)")
    return pl.concat([read_table(FILES, path) for path in paths])


def load_documents(run: Path) -> Frames:
    """Papers, sections, units, references and citations of all shards."""
    return _load_shards(run, "documents", DOCUMENT_TABLES)


def load_knowledge(run: Path) -> Frames:
    """Mentions, statements, relations, cited works and hyperedges of all shards."""
    return _load_shards(run, "knowledge", KNOWLEDGE_TABLES)


def load_graph(run: Path) -> Frames:
    """Nodes, edges, hyperedges, evidence and aliases."""
    return read_tables(GRAPH_TABLES, run / "graph")


def load_parse_scores(run: Path) -> pl.DataFrame:
    """Scores of the parser against the corpus's own gold: columns paper, metric, score; empty where none are."""
    path = run / "tables" / "parse_scores.parquet"
    empty = pl.DataFrame(schema={"paper": pl.String, "metric": pl.String, "score": pl.Float64})
    return pl.read_parquet(path, columns=list(empty.columns)) if path.is_file() else empty


def _load_shards(run: Path, stage: str, tables: Sequence[AnyTable]) -> Frames:
    shards = listed_shards(run)
    if not shards:
        raise TableError(f"{run / 'corpus'}: no lists of files; run the workflow first (make demo)")
    return {
        table.name: pl.concat([read_table(table, run / stage / shard / f"{table.name}.parquet") for shard in shards])
        for table in tables
    }
