"""Documents put together again from the tables of a shard."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeVar

import polars as pl

from k1.runtime.tables import records
from k1.schema.documents import Citation, Document, Reference, Section, Unit, kept_files
from k1.schema.tables import CITATIONS, PAPERS, REFERENCES, SECTIONS, UNITS

Part = TypeVar("Part", Section, Unit, Reference, Citation)


def documents_from_tables(tables: Mapping[str, pl.DataFrame]) -> list[Document]:
    """One document per paper row, in the order of the table. Of two files of one paper one has all parts."""
    sections = _by_paper(records(SECTIONS, tables[SECTIONS.name]))
    units = _by_paper(records(UNITS, tables[UNITS.name]))
    references = _by_paper(records(REFERENCES, tables[REFERENCES.name]))
    citations = _by_paper(records(CITATIONS, tables[CITATIONS.name]))
    papers = records(PAPERS, tables[PAPERS.name])
    kept = kept_files(papers)
    return [
        Document(
            paper=paper,
            sections=sections[paper.id],
            units=units[paper.id],
            references=references[paper.id],
            citations=citations[paper.id],
        )
        if kept[paper.id] == paper.file_sha256
        else Document(paper=paper)
        for paper in papers
    ]


def _by_paper(parts: Iterable[Part]) -> defaultdict[str, tuple[Part, ...]]:
    lists: defaultdict[str, list[Part]] = defaultdict(list)
    for part in parts:
        lists[part.paper].append(part)
    return defaultdict(tuple, {paper: tuple(members) for paper, members in lists.items()})
