"""The tables between stages: one record type and one sort key per table, Parquet columns derived from it."""

from __future__ import annotations

import types
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar, Union, get_args, get_origin, get_type_hints

import polars as pl

from k1.schema import corpus, documents, evaluation, graph, knowledge
from k1.schema.provenance import Record

SCHEMA_VERSION = "3"
"""Stands in every file; a reader refuses a version it does not know."""

_ATOMS: dict[object, pl.DataType] = {str: pl.String(), int: pl.Int64(), float: pl.Float64(), bool: pl.Boolean()}


R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Table(Generic[R]):
    """One table: its name, the record of a row, the columns it is sorted by."""

    name: str
    record: type[R]
    key: tuple[str, ...] = ("id",)

    @property
    def columns(self) -> dict[str, pl.DataType]:
        """Polars columns in the order of the record's fields."""
        return _columns(self.record)


def _columns(record: type[Record]) -> dict[str, pl.DataType]:
    hints = get_type_hints(record)
    return {name: dtype(hints[name]) for name in record.model_fields}


def dtype(hint: object) -> pl.DataType:
    """The polars type of a record field: optional types lose their None, records become structs."""
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return dtype(next(part for part in get_args(hint) if part is not type(None)))
    if origin is tuple:
        return pl.List(dtype(get_args(hint)[0]))
    if isinstance(hint, type):
        if hint in _ATOMS:
            return _ATOMS[hint]
        if issubclass(hint, StrEnum):
            return pl.String()
        if issubclass(hint, Record):
            return pl.Struct(_columns(hint))
        if issubclass(hint, tuple) and hasattr(hint, "_fields"):
            return pl.Struct({name: dtype(h) for name, h in get_type_hints(hint).items()})
    raise TypeError(f"no column type for {hint!r}")


FILES = Table("files", corpus.CorpusFile, ("sha256",))
FAILURES = Table("failures", corpus.Failure, ("name", "stage"))

PAPERS = Table("papers", documents.Paper, ("id", "file_sha256"))
SECTIONS = Table("sections", documents.Section, ("paper", "order", "id"))
UNITS = Table("units", documents.Unit, ("paper", "order", "id"))
REFERENCES = Table("references", documents.Reference, ("paper", "order", "id"))
CITATIONS = Table("citations", documents.Citation, ("paper", "unit", "start", "id"))

METADATA = Table("metadata", knowledge.MetadataField)
MENTIONS = Table("mentions", knowledge.EntityMention)
STATEMENTS = Table("statements", knowledge.Statement)
CITED_WORKS = Table("cited_works", knowledge.CitedWork)
RELATIONS = Table("relations", knowledge.Relation)
HYPEREDGES = Table("hyperedges", knowledge.Hyperedge)

NODES = Table("nodes", graph.Node)
EDGES = Table("edges", graph.Edge)
GRAPH_HYPEREDGES = Table("hyperedges", knowledge.Hyperedge)
EVIDENCE = Table("evidence", graph.NodeEvidence)
ALIASES = Table("aliases", graph.Alias)

PARSE_SCORES = Table("parse_scores", evaluation.ParseScore, ("paper", "metric"))

DOCUMENT_TABLES = (PAPERS, SECTIONS, UNITS, REFERENCES, CITATIONS, FAILURES)
KNOWLEDGE_TABLES = (METADATA, MENTIONS, STATEMENTS, CITED_WORKS, RELATIONS, HYPEREDGES, FAILURES)
GRAPH_TABLES = (NODES, EDGES, GRAPH_HYPEREDGES, EVIDENCE, ALIASES)
