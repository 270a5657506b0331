"""The table of names: every name, alias and identifier by which a node can be asked for."""

from __future__ import annotations

import json

import polars as pl

from k1.retrieval.store.tokens import sorted_key
from k1.schema.identity import (
    ARXIV_DOI,
    canonical_arxiv,
    canonical_doi,
    canonical_pmcid,
    canonical_text,
    family_name,
)
from k1.schema.provenance import Record
from k1.schema.tables import Table
from k1.schema.vocabulary import EntityKind, NodeKind

_NAMED_NODES = (NodeKind.PAPER, NodeKind.AUTHOR, NodeKind.AFFILIATION, NodeKind.RESOURCE)
NAMED_KINDS = frozenset(kind.value for kind in (*_NAMED_NODES, *EntityKind))
"""Nodes that have a name of their own; sections, units, anchors and statements have text instead."""

IDENTIFIER = "identifier"
NAME = "name"
ABBREVIATION = "abbreviation"
FAMILY_NAME = "family name"


class Name(Record):
    """One name of one node."""

    key: str
    sorted_key: str
    name: str
    node: str
    kind: str
    reason: str


NAMES = Table("names", Name, ("key", "node", "reason", "name"))


def names_of(nodes: pl.DataFrame, aliases: pl.DataFrame) -> pl.DataFrame:
    """The names of all nodes that have one: their own, their aliases, the identifiers and file names of papers."""
    named = nodes.filter(pl.col("kind").is_in(sorted(NAMED_KINDS)))
    own = [_name(row["name"], row["id"], row["kind"], NAME) for row in named.select("id", "kind", "name").to_dicts()]
    kinds = dict(zip(named["id"], named["kind"], strict=True))
    other = [
        _name(row["alias"], row["node"], kinds[row["node"]], row["reason"])
        for row in aliases.to_dicts()
        if row["node"] in kinds
    ]
    papers = named.filter(pl.col("kind") == "paper")
    keys = [
        _name(value, row["id"], "paper", IDENTIFIER)
        for row in papers.select("id", "attributes").to_dicts()
        for value in paper_identifiers(json.loads(row["attributes"]))
    ]
    authors = named.filter(pl.col("kind") == NodeKind.AUTHOR.value)
    families = [
        _name(family_name(row["name"]), row["id"], row["kind"], FAMILY_NAME)
        for row in authors.select("id", "kind", "name").to_dicts()
    ]
    rows = [row for row in (*own, *other, *keys, *families) if row["key"]]
    return pl.DataFrame(rows, schema=NAMES.columns).unique(maintain_order=True).sort(NAMES.key)


def paper_identifiers(attributes: dict[str, object]) -> list[str]:
    """The identifiers of a paper in canonical form, and the name of its file."""
    texts = {key: str(attributes.get(key) or "") for key in ("doi", "arxiv_id", "pmcid", "file")}
    found = (
        canonical_doi(texts["doi"]),
        canonical_arxiv(texts["arxiv_id"]),
        canonical_pmcid(texts["pmcid"]),
        texts["file"],
    )
    return [value for value in found if value]


def identifier_key(text: str) -> str:
    """The canonical form of a DOI, arXiv id or PMC id however it is written; empty if ``text`` is none."""
    doi = canonical_doi(text)
    if doi.startswith(ARXIV_DOI):
        return canonical_arxiv(doi.removeprefix(ARXIV_DOI))
    # A bare number may be anything.
    return doi or canonical_arxiv(text) or (canonical_pmcid(text) if "pmc" in text.casefold() else "")


def _name(name: str, node: str, kind: str, reason: str) -> dict[str, str]:
    return {
        "key": canonical_text(name),
        "sorted_key": sorted_key(name),
        "name": name,
        "node": node,
        "kind": kind,
        "reason": reason,
    }
