"""A small invented run, as results/<run> would stand: three papers, their knowledge, a graph over them."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from invented_graph import graph
from invented_papers import NAMES, TOPICS, documents, page_pdf, paper, paper_ids, place_of
from k1.runtime.tables import frame, write_table, write_tables
from k1.schema import identity
from k1.schema.corpus import CorpusFile
from k1.schema.knowledge import CitedWork, EntityMention, Relation
from k1.schema.tables import (
    CITED_WORKS,
    DOCUMENT_TABLES,
    FAILURES,
    FILES,
    GRAPH_TABLES,
    KNOWLEDGE_TABLES,
    MENTIONS,
    RELATIONS,
)
from k1.schema.vocabulary import CitationRole, EntityKind, RelationSource, RelationType, SectionRole


def knowledge() -> dict[str, pl.DataFrame]:
    return {
        "mentions": frame(MENTIONS, _mentions()),
        "relations": frame(RELATIONS, [_relation()]),
        "cited_works": frame(CITED_WORKS, [_cited_work()]),
    }


def _mentions() -> list[EntityMention]:
    return [
        EntityMention(
            id=identity.assertion_id("mention", paper_ids()[number], name),
            entity=identity.entity_id(kind, name),
            kind=kind,
            name=name,
            surface=name,
            section_role=SectionRole.METHOD,
            provenance=place_of(number, name),
        )
        for kind, name, papers in NAMES
        for number in papers
    ]


def _relation() -> Relation:
    return Relation(
        id=identity.assertion_id("relation", paper_ids()[0], "r"),
        paper=paper_ids()[0],
        head=identity.entity_id(EntityKind.METHOD, "wavelet shrinkage"),
        head_kind=EntityKind.METHOD,
        relation=RelationType.SOLVES,
        tail=identity.entity_id(EntityKind.TASK, "denoising"),
        tail_kind=EntityKind.TASK,
        source=RelationSource.SEMANTIC,
        provenance=place_of(0, "wavelet shrinkage"),
    )


def _cited_work() -> CitedWork:
    return CitedWork(
        id=identity.assertion_id("cited", paper_ids()[1], "c"),
        paper=paper_ids()[1],
        reference="reference:x",
        cited_paper=paper_ids()[0],
        role=CitationRole.EXTEND,
        level=4,
        strong=True,
        strength=0.7,
        mentions=2,
        sections=(SectionRole.METHOD,),
        provenance=place_of(1, "wavelet shrinkage"),
    )


def corpus() -> pl.DataFrame:
    return frame(
        FILES,
        [
            CorpusFile(
                sha256=paper(n).file_sha256,
                shard="00000",
                path=f"files/paper-{n}.{'pdf' if paper(n).source_format == 'pdf' else 'md'}",
                name=f"paper-{n}",
                source_format=paper(n).source_format,
                bytes=100,
                source="invented",
                licence="CC-BY-4.0",
                subject=paper(n).subject,
            )
            for n in range(len(TOPICS))
        ],
    )


def write_run(folder: Path) -> Path:
    """Write the invented run as results/<run> would stand; returns the folder."""
    write_table(FILES, corpus(), folder / "corpus" / "00000.parquet")
    write_tables(DOCUMENT_TABLES, documents(), folder / "documents" / "00000")
    write_tables(KNOWLEDGE_TABLES, knowledge(), folder / "knowledge" / "00000")
    write_table(FAILURES, frame(FAILURES, []), folder / "failures.parquet")
    write_tables(GRAPH_TABLES, graph(), folder / "graph")
    files = folder / "corpus" / "files"
    files.mkdir(parents=True, exist_ok=True)
    for number in (0, 1):
        (files / f"paper-{number}.pdf").write_bytes(page_pdf())
    return folder
