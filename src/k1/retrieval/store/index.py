"""Building the index of a graph: BM25 over its texts and names, the table of names, and its arcs.

Everything is a plain file that can be mapped into memory, and equal graphs give equal bytes.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import polars as pl

from k1.retrieval.store.adjacency import arcs_of, compress, write_adjacency
from k1.retrieval.store.lexical import write_lexical
from k1.retrieval.store.names import NAMES, names_of
from k1.retrieval.store.tokens import search_terms, titled_terms, trigrams
from k1.runtime.files import replacing, write_json
from k1.runtime.tables import write_table
from k1.schema.configuration import RetrievalSettings
from k1.schema.vocabulary import EdgeType, NodeKind, StatementKind

INDEX_VERSION = 2
_STATEMENTS = frozenset(kind.value for kind in StatementKind)


def build_index(graph: dict[str, pl.DataFrame], folder: Path, settings: RetrievalSettings) -> None:
    """Write the index of a graph into ``folder``."""
    nodes, edges = graph["nodes"], graph["edges"]
    _write_texts(nodes, edges, folder / "text", settings)
    _write_names(nodes, graph["aliases"], folder, settings)
    starts, ends, numbers = arcs_of(nodes, edges, graph["hyperedges"])
    write_adjacency(compress(starts, ends, numbers, nodes.height), folder / "out")
    write_adjacency(compress(ends, starts, numbers, nodes.height), folder / "in")
    write_json(
        folder / "index.json",
        {
            "version": INDEX_VERSION,
            "graph": fingerprint(nodes, edges),
            "settings": settings.model_dump(mode="json"),
        },
    )


def fingerprint(nodes: pl.DataFrame, edges: pl.DataFrame) -> str:
    """SHA-256 over the ids of a graph's nodes and edges: an index fits the graph it was built from and no other."""
    digest = hashlib.sha256()
    for rows in (nodes, edges):
        digest.update("\n".join(rows["id"].to_list()).encode())
        digest.update(b"\0")
    return digest.hexdigest()


def _write_texts(nodes: pl.DataFrame, edges: pl.DataFrame, folder: Path, settings: RetrievalSettings) -> None:
    documents = text_documents(nodes, edges)
    rows = nodes.select("id").with_row_index("row").filter(pl.col("id").is_in(sorted(documents)))
    terms = [documents[node] for node in rows["id"]]
    write_lexical(terms, folder, settings)
    with replacing(folder / "nodes.npy") as temporary, temporary.open("wb") as stream:
        np.save(stream, rows["row"].to_numpy().astype(np.int64), allow_pickle=False)


def text_documents(nodes: pl.DataFrame, edges: pl.DataFrame) -> dict[str, list[str]]:
    """Terms of what a question may be answered with: anchors with their units' text, statements, papers.

    Anchors hold a summary; with the text of their unit no word of a paper is out of reach.
    """
    texts = dict(zip(nodes["id"], nodes["text"], strict=True))
    belongs = edges.filter(pl.col("relation") == EdgeType.BELONGS_TO.value)
    units = dict(zip(belongs["head"], belongs["tail"], strict=True))
    documents = {}
    for row in nodes.select("id", "kind", "name", "text", "in_corpus").iter_rows(named=True):
        if row["kind"] == NodeKind.ANCHOR.value:
            documents[row["id"]] = search_terms(f"{row['text']}\n{texts.get(units.get(row['id'], ''), '')}")
        elif row["kind"] in _STATEMENTS:
            documents[row["id"]] = search_terms(f"{row['kind'].replace('_', ' ')}\n{row['text']}")
        elif row["kind"] == NodeKind.PAPER.value and row["in_corpus"]:
            documents[row["id"]] = titled_terms(row["name"], row["text"])
    return documents


def _write_names(nodes: pl.DataFrame, aliases: pl.DataFrame, folder: Path, settings: RetrievalSettings) -> None:
    names = names_of(nodes, aliases)
    write_table(NAMES, names, folder / "names.parquet")
    # Trigrams rather than words, so that a misspelled name still finds its neighbours.
    terms = [sorted(trigrams(key)) for key in names["key"]]
    write_lexical(terms, folder / "names", settings)
