"""A small invented run: three papers, their units, a graph over them and one PDF that we draw ourselves."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import polars as pl

from k1.runtime.tables import frame, write_table, write_tables
from k1.schema import identity
from k1.schema.corpus import CorpusFile
from k1.schema.documents import Author, Paper, Section, Unit
from k1.schema.graph import Alias, Edge, Node, NodeEvidence
from k1.schema.knowledge import CitedWork, EntityMention, Relation
from k1.schema.provenance import Box, Provenance, Region
from k1.schema.tables import (
    CITED_WORKS,
    DOCUMENT_TABLES,
    FILES,
    GRAPH_TABLES,
    KNOWLEDGE_TABLES,
    MENTIONS,
    NODES,
    PAPERS,
    RELATIONS,
    SECTIONS,
    UNITS,
)
from k1.schema.vocabulary import (
    CitationRole,
    EdgeType,
    EntityKind,
    Layer,
    Modality,
    NodeKind,
    RelationSource,
    RelationType,
    SectionRole,
    StatementKind,
    UnitRole,
)

HOSTILE = '</script><img src=x onerror="document.title=1"><!-- \u202e <b>bold</b> & "quotes" \u2028'
PAGE_WIDTH, PAGE_HEIGHT = 612.0, 792.0
BOX = Box(72.0, 144.0, 540.0, 200.0)

_TOPICS = [
    ("Wavelet shrinkage for noisy light curves", "pdf", "astronomy"),
    ("Sparse kernels for stellar spectra " + HOSTILE, "pdf", "statistics"),
    ("A short note on kernels", "markdown", "statistics"),
]
_NAMES = [
    (EntityKind.METHOD, "wavelet shrinkage", (0, 1)),
    (EntityKind.METHOD, "Gaussian process", (0, 1, 2)),
    (EntityKind.MODEL, "sparse kernel", (1, 2)),
    (EntityKind.TASK, "denoising", (0, 1)),
    (EntityKind.DATASET, "light curve survey", (0,)),
    (EntityKind.METRIC, "mean squared error", (0, 1)),
    (EntityKind.TOOL, "𝑓-solver " + HOSTILE, (1,)),
    (EntityKind.TERM, "shrinkage threshold", (0,)),
]


def paper_ids() -> list[str]:
    return [identity.paper_id(title=title, year=2020 + n) for n, (title, _, _) in enumerate(_TOPICS)]


def page_pdf() -> bytes:
    """One letter page with a line of text, as a PDF of our own hand."""
    stream = b"BT /F1 12 Tf 72 640 Td (Evidence stands here.) Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return body + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(body),
    )


def _paper(number: int) -> Paper:
    title, source_format, subject = _TOPICS[number]
    return Paper(
        id=paper_ids()[number],
        file_sha256=hashlib.sha256(str(number).encode()).hexdigest(),
        source_format=source_format,
        name=f"paper-{number}",
        title=title,
        authors=(Author(name="Ada Example", position=0),),
        abstract=f"We study paper {number}.",
        year=2020 + number,
        subject=subject,
        pages=1 if source_format == "pdf" else None,
        parser="invented/1",
    )


def _units(number: int) -> list[Unit]:
    paper = _paper(number)
    paged = paper.source_format == "pdf"
    names = [name for _, name, papers in _NAMES if number in papers]
    texts = [(Modality.TEXT, f"In 𝒜 part we use {name} on real data & more.") for name in names]
    texts += [(Modality.FIGURE, "Figure 1: A light curve."), (Modality.EQUATION, "y = f(x) + e")]
    return [
        Unit(
            id=identity.unit_id(paper.id, modality, text),
            paper=paper.id,
            order=order,
            modality=modality,
            role=UnitRole.FLOAT if modality == Modality.FIGURE else UnitRole.BODY,
            section=identity.section_id(paper.id, ("Methods",)),
            section_path=("Methods",),
            text=text,
            label="Figure 1" if modality == Modality.FIGURE else None,
            page=1 if paged else None,
            box=BOX if paged else None,
            regions=(Region(page=1, box=BOX),) if paged else (),
        )
        for order, (modality, text) in enumerate(texts)
    ]


def documents() -> dict[str, pl.DataFrame]:
    numbers = range(len(_TOPICS))
    sections = [
        Section(
            id=identity.section_id(paper, ("Methods",)),
            paper=paper,
            order=0,
            level=1,
            heading="Methods",
            path=("Methods",),
            role=SectionRole.METHOD,
        )
        for paper in paper_ids()
    ]
    return {
        "papers": frame(PAPERS, [_paper(n) for n in numbers]),
        "sections": frame(SECTIONS, sections),
        "units": frame(UNITS, [unit for n in numbers for unit in _units(n)]),
    }


def _provenance(number: int, name: str) -> Provenance:
    unit = next(unit for unit in _units(number) if name in unit.text)
    start = unit.text.index(name)
    return Provenance(
        paper=unit.paper,
        unit=unit.id,
        extractor="invented/1",
        page=unit.page,
        box=unit.box,
        start=start,
        end=start + len(name),
        quote=name,
    )


def knowledge() -> dict[str, pl.DataFrame]:
    mentions = [
        EntityMention(
            id=identity.assertion_id("mention", paper_ids()[number], name),
            entity=identity.entity_id(kind, name),
            kind=kind,
            name=name,
            surface=name,
            section_role=SectionRole.METHOD,
            provenance=_provenance(number, name),
        )
        for kind, name, papers in _NAMES
        for number in papers
    ]
    relation = Relation(
        id=identity.assertion_id("relation", paper_ids()[0], "r"),
        paper=paper_ids()[0],
        head=identity.entity_id(EntityKind.METHOD, "wavelet shrinkage"),
        head_kind=EntityKind.METHOD,
        relation=RelationType.SOLVES,
        tail=identity.entity_id(EntityKind.TASK, "denoising"),
        tail_kind=EntityKind.TASK,
        source=RelationSource.SEMANTIC,
        provenance=_provenance(0, "wavelet shrinkage"),
    )
    cited = CitedWork(
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
        provenance=_provenance(1, "wavelet shrinkage"),
    )
    return {
        "mentions": frame(MENTIONS, mentions),
        "relations": frame(RELATIONS, [relation]),
        "cited_works": frame(CITED_WORKS, [cited]),
    }


def _nodes() -> list[Node]:
    ids = paper_ids()
    found = [
        Node(
            id=ids[n],
            layer=Layer.DOCUMENT,
            kind=NodeKind.PAPER,
            name=_paper(n).title,
            text=_paper(n).abstract,
            paper=ids[n],
            papers=1,
            mentions=1,
            year=2020 + n,
        )
        for n in range(len(ids))
    ]
    found += [
        Node(
            id=identity.entity_id(kind, name),
            layer=Layer.ENTITY,
            kind=kind,
            name=name,
            text="",
            paper=None,
            papers=len(papers),
            mentions=len(papers),
        )
        for kind, name, papers in _NAMES
    ]
    statement = "Shrinkage halves the error. " + HOSTILE
    found.append(
        Node(
            id=identity.statement_id(ids[0], StatementKind.FINDING, statement),
            layer=Layer.ENTITY,
            kind=StatementKind.FINDING,
            name=statement,
            text=statement,
            paper=ids[0],
            papers=1,
            mentions=1,
        )
    )
    found += [
        Node(
            id=unit.id,
            layer=Layer.DOCUMENT,
            kind=NodeKind.UNIT,
            name=unit.text[:40],
            text=unit.text,
            paper=ids[n],
            papers=1,
            mentions=0,
            modality=unit.modality,
            attributes=json.dumps(
                {"page": unit.page, "box": unit.box, "section_path": unit.section_path, "label": unit.label}
            ),
        )
        for n in range(len(ids))
        for unit in _units(n)
    ]
    found += [
        Node(
            id=_anchor(unit),
            layer=Layer.ANCHOR,
            kind=NodeKind.ANCHOR,
            name=unit.text[:40],
            text=unit.text,
            paper=unit.paper,
            papers=1,
            mentions=0,
            modality=unit.modality,
        )
        for n in range(len(ids))
        for unit in _units(n)
    ]
    return found


def _anchor(unit: Unit) -> str:
    return identity.make_id("anchor", unit.id)


def _edges() -> list[Edge]:
    ids = paper_ids()
    found = [
        Edge(
            id=identity.assertion_id("edge", ids[number], name),
            head=ids[number],
            relation=EdgeType.MENTIONS,
            tail=identity.entity_id(kind, name),
            paper=ids[number],
            source=RelationSource.STRUCTURAL,
            provenance=_provenance(number, name),
        )
        for kind, name, papers in _NAMES
        for number in papers
    ]
    found += [
        Edge(
            id=identity.assertion_id("edge", ids[1], "cites"),
            head=ids[1],
            relation=EdgeType.CITES,
            tail=ids[0],
            paper=ids[1],
            source=RelationSource.STRUCTURAL,
            role=CitationRole.EXTEND,
            level=4,
            provenance=_provenance(1, "wavelet shrinkage"),
        ),
        Edge(
            id=identity.assertion_id("edge", ids[0], "solves"),
            head=identity.entity_id(EntityKind.METHOD, "wavelet shrinkage"),
            relation=RelationType.SOLVES,
            tail=identity.entity_id(EntityKind.TASK, "denoising"),
            paper=ids[0],
            source=RelationSource.SEMANTIC,
            provenance=_provenance(0, "wavelet shrinkage"),
        ),
        Edge(
            id=identity.assertion_id("edge", ids[0], "states"),
            head=ids[0],
            relation=EdgeType.STATES,
            tail=next(node.id for node in _nodes() if node.kind == StatementKind.FINDING),
            paper=ids[0],
            source=RelationSource.STRUCTURAL,
            provenance=_provenance(0, "shrinkage threshold"),
        ),
    ]
    found += [
        Edge(
            id=identity.assertion_id("edge", ids[n], "unit", unit.id),
            head=ids[n],
            relation=EdgeType.HAS_UNIT,
            tail=unit.id,
            paper=ids[n],
            source=RelationSource.STRUCTURAL,
            provenance=None,
        )
        for n in range(len(ids))
        for unit in _units(n)
    ]
    found += [
        Edge(
            id=identity.assertion_id("edge", unit.paper, "anchor", unit.id),
            head=_anchor(unit),
            relation=EdgeType.BELONGS_TO,
            tail=unit.id,
            paper=unit.paper,
            source=RelationSource.STRUCTURAL,
            provenance=None,
        )
        for n in range(len(ids))
        for unit in _units(n)
    ]
    return found


def graph() -> dict[str, pl.DataFrame]:
    evidence = [
        NodeEvidence(
            id=identity.assertion_id("evidence", paper_ids()[number], name),
            node=identity.entity_id(kind, name),
            surface=name,
            provenance=_provenance(number, name),
        )
        for kind, name, papers in _NAMES
        for number in papers
    ]
    gaussian = identity.entity_id(EntityKind.METHOD, "Gaussian process")
    alias = Alias(
        id=identity.make_id("alias", "GP"), node=gaussian, alias="GP", reason="abbreviation", paper=paper_ids()[0]
    )
    tables = {table.name: table for table in GRAPH_TABLES}
    return {
        "nodes": frame(NODES, _nodes()),
        "edges": frame(tables["edges"], _edges()),
        "evidence": frame(tables["evidence"], evidence),
        "aliases": frame(tables["aliases"], [alias]),
        "hyperedges": pl.DataFrame(schema=tables["hyperedges"].columns),
    }


def corpus() -> pl.DataFrame:
    return frame(
        FILES,
        [
            CorpusFile(
                sha256=_paper(n).file_sha256,
                shard="00000",
                path=f"files/paper-{n}.{'pdf' if _paper(n).source_format == 'pdf' else 'md'}",
                name=f"paper-{n}",
                source_format=_paper(n).source_format,
                bytes=100,
                source="invented",
                licence="CC-BY-4.0",
                subject=_paper(n).subject,
            )
            for n in range(len(_TOPICS))
        ],
    )


def write_run(folder: Path) -> Path:
    """Write the invented run as results/<run> would stand; returns the folder."""
    write_table(FILES, corpus(), folder / "corpus" / "00000.parquet")
    write_tables(DOCUMENT_TABLES, documents(), folder / "documents" / "00000")
    write_tables(KNOWLEDGE_TABLES, knowledge(), folder / "knowledge" / "00000")
    write_tables(GRAPH_TABLES, graph(), folder / "graph")
    files = folder / "corpus" / "files"
    files.mkdir(parents=True, exist_ok=True)
    for number in (0, 1):
        (files / f"paper-{number}.pdf").write_bytes(page_pdf())
    return folder
