"""The graph's laws, on two small papers of our own with knowledge written by hand."""

from __future__ import annotations

import random
from pathlib import Path

import polars as pl
import pytest

from k1.graph.assemble import assemble_graph
from k1.parsing.markdown.document import parse_markdown
from k1.runtime.tables import frame
from k1.schema.documents import Author, Document
from k1.schema.identity import assertion_id, entity_id
from k1.schema.knowledge import CitedWork, EntityMention, Relation
from k1.schema.provenance import Provenance
from k1.schema.tables import (
    CITATIONS,
    CITED_WORKS,
    DOCUMENT_TABLES,
    KNOWLEDGE_TABLES,
    MENTIONS,
    PAPERS,
    REFERENCES,
    RELATIONS,
    SECTIONS,
    UNITS,
)

PAPERS_FOLDER = Path(__file__).parents[1] / "workflow" / "two-papers"

CITING = """---
title: "Wave atlas: tides from short records"
authors: [{name: Chidi Okafor, affiliation: 1}]
affiliations: [{name: University of Nowhere, index: 1}]
date: 1 June 2023
bibliography: paper.bib
---
# Methods
We use IRLS and the Brest dataset, and we extend Tidewheel [@m2021]. The Brest dataset is hourly.
"""
CITING_BIB = """@article{m2021, author={Marlowe, Ada}, year={2021},
title={Tidewheel: a {P}ython package for the harmonic analysis of tide gauges}}"""


def documents() -> list[Document]:
    folder = PAPERS_FOLDER / "tidewheel"
    tidewheel = parse_markdown(
        (folder / "paper.md").read_bytes(),
        name="tidewheel",
        file_sha256="1" * 64,
        bibliography=(folder / "paper.bib").read_bytes(),
    )
    atlas = parse_markdown(CITING.encode(), name="atlas", file_sha256="2" * 64, bibliography=CITING_BIB.encode())
    return [tidewheel, atlas]


def place(document: Document, quote: str) -> Provenance:
    unit = next(unit for unit in document.units if quote in unit.text)
    start = unit.text.index(quote)
    return Provenance(
        paper=document.paper.id, unit=unit.id, extractor="hand/1", page=None, box=None,
        start=start, end=start + len(quote), quote=quote,
    )  # fmt: skip


def mention(document: Document, kind: str, name: str, surface: str, abbreviation: str | None = None) -> EntityMention:
    at, entity = place(document, surface), entity_id(kind, name)
    return EntityMention(
        id=assertion_id("mention", at.paper, at.unit, entity, str(at.start)), entity=entity, kind=kind, name=name,
        surface=surface, abbreviation=abbreviation, section_role="method", provenance=at,
    )  # fmt: skip


def relation(document: Document, head: EntityMention, name: str, tail: EntityMention, quote: str) -> Relation:
    at = place(document, quote)
    return Relation(
        id=assertion_id("relation", at.paper, at.unit, head.entity, name, tail.entity), paper=at.paper,
        head=head.entity, head_kind=head.kind, relation=name, tail=tail.entity, tail_kind=tail.kind,
        source="semantic", provenance=at,
    )  # fmt: skip


def shard(document: Document, **rows: list) -> tuple[dict, dict]:
    tables = {table.name: pl.DataFrame(schema=table.columns) for table in (*DOCUMENT_TABLES, *KNOWLEDGE_TABLES)}
    parts = (PAPERS, [document.paper]), (SECTIONS, document.sections), (UNITS, document.units)
    parts += (REFERENCES, document.references), (CITATIONS, document.citations)
    parts += (MENTIONS, rows.get("mentions", [])), (RELATIONS, rows.get("relations", []))
    parts += ((CITED_WORKS, rows.get("cited", [])),)
    tables |= {table.name: frame(table, records) for table, records in parts}
    return tables, tables


@pytest.fixture(scope="module")
def shards() -> list[tuple[dict, dict]]:
    tidewheel, atlas = documents()
    long_form = "iteratively reweighted least squares"
    irls = mention(tidewheel, "method", long_form, long_form, "IRLS")
    bare = mention(atlas, "method", "IRLS", "IRLS")
    brest = [mention(document, "dataset", "Brest dataset", "Brest dataset") for document in (tidewheel, atlas)]
    uses = relation(atlas, bare, "EVALUATED_ON", brest[1], "We use IRLS and the Brest dataset")
    reference = atlas.references[0]
    cited = CitedWork(
        id="cited:1", paper=atlas.paper.id, reference=reference.id, cited_paper=reference.cited_paper, role="extend",
        level=5, strong=True, strength=0.5, mentions=1, provenance=place(atlas, "we extend Tidewheel"),
    )  # fmt: skip
    return [
        shard(tidewheel, mentions=[irls, brest[0]]),
        shard(atlas, mentions=[bare, brest[1]], relations=[uses], cited=[cited]),
    ]


@pytest.fixture(scope="module")
def graph(shards: list[tuple[dict, dict]]) -> dict[str, pl.DataFrame]:
    return assemble_graph([one for one, _ in shards], [two for _, two in shards])


def named(graph: dict[str, pl.DataFrame], name: str, kind: str) -> str:
    return graph["nodes"].filter((pl.col("name") == name) & (pl.col("kind") == kind))["id"].item()


def test_every_end_of_an_edge_is_a_node(graph: dict[str, pl.DataFrame]) -> None:
    ids = set(graph["nodes"]["id"])
    assert set(graph["edges"]["head"]) | set(graph["edges"]["tail"]) <= ids


@pytest.mark.parametrize("table", ["nodes", "edges", "evidence", "aliases"])
def test_an_id_stands_once_in_its_table(graph: dict[str, pl.DataFrame], table: str) -> None:
    assert graph[table].height and graph[table]["id"].is_unique().all()


def test_every_quote_reads_back_from_its_unit(graph: dict[str, pl.DataFrame]) -> None:
    texts = dict(graph["nodes"].filter(pl.col("kind") == "unit").select("id", "text").iter_rows())
    places = [row for table in ("edges", "evidence") for row in graph[table]["provenance"] if row]
    assert places
    assert all(texts[row["unit"]][row["start"] : row["end"]] == row["quote"] for row in places)


def test_the_order_of_shards_changes_nothing(shards: list, graph: dict[str, pl.DataFrame]) -> None:
    shuffled = [*shards]
    random.Random(3).shuffle(shuffled)
    for order in (shards[::-1], shuffled):
        again = assemble_graph([one for one, _ in order], [two for _, two in order[::-1]])
        assert all(again[name].equals(graph[name]) for name in graph)


def test_a_reference_by_title_leads_to_the_paper_of_the_corpus(graph: dict[str, pl.DataFrame]) -> None:
    tidewheel = named(graph, "Tidewheel: a Python package for the harmonic analysis of tide gauges", "paper")
    atlas = named(graph, "Wave atlas: tides from short records", "paper")
    cites = graph["edges"].filter(pl.col("relation") == "CITES").filter(pl.col("head") == atlas).row(0, named=True)
    assert (cites["tail"], cites["role"], cites["level"]) == (tidewheel, "extend", 5)
    assert (cites["strength"], cites["mentions"]) == (0.5, 1)


def test_an_entity_of_two_papers_is_one_node(graph: dict[str, pl.DataFrame]) -> None:
    node = graph["nodes"].filter(pl.col("id") == named(graph, "Brest dataset", "dataset")).row(0, named=True)
    assert (node["papers"], node["paper"]) == (2, None)


def test_an_abbreviation_meets_its_only_expansion_and_the_merge_is_recorded(graph: dict[str, pl.DataFrame]) -> None:
    methods = graph["nodes"].filter(pl.col("kind") == "method")
    assert methods.height == 1
    merges = graph["aliases"].filter(pl.col("reason") == "abbreviation").filter(pl.col("alias").str.starts_with("ent"))
    assert merges["node"].to_list() == methods["id"].to_list()
    assert methods["id"].item() < merges["alias"].item()


def test_a_relation_follows_the_merge_of_its_ends(graph: dict[str, pl.DataFrame]) -> None:
    edge = graph["edges"].filter(pl.col("relation") == "EVALUATED_ON").row(0, named=True)
    assert edge["tail"] == named(graph, "Brest dataset", "dataset")
    assert edge["head"] == graph["nodes"].filter(pl.col("kind") == "method")["id"].item()


def test_every_content_unit_has_one_anchor(graph: dict[str, pl.DataFrame]) -> None:
    units = set(graph["nodes"].filter(pl.col("kind") == "unit")["id"])
    assert sorted(graph["edges"].filter(pl.col("relation") == "belongs_to")["tail"]) == sorted(units)


def test_two_files_of_one_paper_are_one_paper_and_an_alias(shards: list) -> None:
    tables, knowledge = shards[0]
    twin = tables["papers"].with_columns(file_sha256=pl.lit("3" * 64), source_format=pl.lit("pdf"))
    graph = assemble_graph([tables, tables | {"papers": twin}], [knowledge])
    assert graph["nodes"].filter((pl.col("kind") == "paper") & pl.col("in_corpus")).height == 1
    assert f"file:{'3' * 64}" in graph["aliases"]["alias"].to_list()


def test_two_spellings_of_an_organisation_with_one_ror_id_are_one_node() -> None:
    spelled = ("University of Nowhere", "Nowhere University, Department of Tides")
    found = []
    for document, name in zip(documents(), spelled, strict=True):
        author = Author(name="A B", position=0, affiliations=(name,), rors=("https://ror.org/012345678",))
        found.append(document.model_copy(update={"paper": document.paper.model_copy(update={"authors": (author,)})}))
    nodes = assemble_graph(*zip(*(shard(document) for document in found), strict=True))["nodes"]
    assert nodes.filter(pl.col("kind") == "affiliation").height == 1
