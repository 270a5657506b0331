"""The graph of a run as the operators read it: tables read when first asked for, arcs mapped into memory."""

from __future__ import annotations

import json
import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from k1.errors import GraphNotFoundError
from k1.retrieval.store.adjacency import Adjacency, open_adjacency
from k1.retrieval.store.index import INDEX_VERSION, fingerprint
from k1.retrieval.store.index_files import reading
from k1.retrieval.store.lexical import LexicalIndex
from k1.retrieval.store.names import NAMES
from k1.retrieval.store.priors import prior_of
from k1.runtime.tables import AnyTable, read_table
from k1.schema.configuration import RetrievalSettings
from k1.schema.tables import EDGES, EVIDENCE, GRAPH_HYPEREDGES, GRAPH_TABLES, NODES
from k1.schema.vocabulary import NodeKind

Row = dict[str, Any]
INDEX_FOLDER = "index"
_REMEDY = "build one with `make demo` or `graphanything build`, or name another folder with --graph"


class GraphEdge(NamedTuple):
    """One edge with its ends as node numbers."""

    number: int
    head: int
    relation: str
    tail: int


def open_graph(folder: Path) -> KnowledgeGraph:
    """The graph in ``folder``, with its index in ``folder/../index``.

    Raises
    ------
    GraphNotFoundError: the folder holds no graph, or there is no index beside it.
    """
    if missing := _missing(folder):
        inner = folder / "graph"
        remedy = _REMEDY if _missing(inner) else f"it is the folder of a run: name its graph with --graph {inner}"
        raise GraphNotFoundError(f"{folder}: no graph here (no {missing[0]}.parquet); {remedy}")
    index = folder.absolute().parent / INDEX_FOLDER
    if not (index / "index.json").is_file():
        raise GraphNotFoundError(f"{folder}: the graph has no index ({index} holds no index.json); {_REMEDY}")
    return KnowledgeGraph(folder, index)


def _missing(folder: Path) -> list[str]:
    return [table.name for table in GRAPH_TABLES if not (folder / f"{table.name}.parquet").is_file()]


class KnowledgeGraph:
    """Read access to one graph and its index. Nodes and edges are known by their row numbers."""

    def __init__(self, folder: Path, index: Path) -> None:
        self.folder = folder
        self._index = index

    def _table(self, table: AnyTable) -> pl.DataFrame:
        return read_table(table, self.folder / f"{table.name}.parquet")

    @cached_property
    def nodes(self) -> pl.DataFrame:
        """All nodes, sorted by id."""
        return self._table(NODES)

    @cached_property
    def edges(self) -> pl.DataFrame:
        """All edges, sorted by id."""
        return self._table(EDGES)

    @cached_property
    def hyperedges(self) -> pl.DataFrame:
        """All hyperedges, sorted by id."""
        return self._table(GRAPH_HYPEREDGES)

    @cached_property
    def places(self) -> pl.DataFrame:
        """The places that speak of each node, sorted by node and paper and, within one, in reading order."""
        order = self.nodes.select(unit="id", order=pl.col("attributes").str.json_path_match("$.order").cast(pl.Int64))
        told = pl.col("provenance").struct
        rows = self._table(EVIDENCE).with_columns(
            *(told.field(name).alias(name) for name in ("paper", "unit", "start"))
        )
        sorted_rows = rows.join(order, on="unit", how="left").sort("node", "paper", "order", "start", "id")
        return sorted_rows.drop("paper", "unit", "start", "order")

    @cached_property
    def names(self) -> pl.DataFrame:
        """Names, aliases and identifiers of the nodes, sorted by key."""
        with reading(self._index / "names.parquet") as path:
            return read_table(NAMES, path)

    @cached_property
    def _record(self) -> dict[str, Any]:
        with reading(self._index / "index.json") as path:
            record: dict[str, Any] = dict(json.loads(path.read_text(encoding="utf-8")))
        if record.get("version") != INDEX_VERSION or record.get("graph") != fingerprint(self.nodes, self.edges):
            raise GraphNotFoundError(f"{self._index}: the index of another graph or version; build the run again")
        return record

    @cached_property
    def settings(self) -> RetrievalSettings:
        """The settings the index was built with."""
        return RetrievalSettings.model_validate_json(json.dumps(self._record["settings"]))

    @cached_property
    def texts(self) -> LexicalIndex:
        """BM25 over anchors, statements and papers; its documents are ``text_nodes``."""
        return LexicalIndex(self._checked / "text")

    @cached_property
    def text_nodes(self) -> npt.NDArray[np.int64]:
        """Node numbers of the documents of ``texts``."""
        with reading(self._checked / "text") as path:
            numbers: npt.NDArray[np.int64] = np.load(path / "nodes.npy", mmap_mode="r")
        return numbers

    def best_texts(self, terms: Sequence[str], limit: int) -> list[tuple[int, float]]:
        """The nodes whose texts hold some terms best, by BM25, with their scores, best first."""
        return [(int(self.text_nodes[document]), score) for document, score in self.texts.search(terms, limit)]

    def rarity(self, frequency: int) -> float:
        """The inverse document frequency of a term that so many of the texts hold."""
        return math.log(1 + (len(self.text_nodes) + 0.5) / (frequency + 0.5))

    @cached_property
    def corpus_papers(self) -> pl.DataFrame:
        """The papers of the corpus, not those that are only cited, with their numbers."""
        return self.of_kind(NodeKind.PAPER.value).filter(pl.col("in_corpus"))

    @cached_property
    def _text_papers(self) -> tuple[npt.NDArray[np.int64], list[str]]:
        papers = self.nodes["paper"].gather(self.text_nodes).fill_null("")
        listed = papers.unique().sort().to_list()
        numbers = {paper: number for number, paper in enumerate(listed)}
        return np.array([numbers[paper] for paper in papers.to_list()], dtype=np.int64), listed

    def papers_with(self, terms: Iterable[str]) -> frozenset[str]:
        """Ids of the papers whose texts hold one of some terms."""
        codes, listed = self._text_papers
        held = np.zeros(len(listed), dtype=bool)
        for term in terms:
            held[codes[self.texts.documents(term)]] = True
        return frozenset(listed[number] for number in np.flatnonzero(held))

    @cached_property
    def name_index(self) -> LexicalIndex:
        """BM25 over the trigrams of ``names``."""
        return LexicalIndex(self._checked / "names")

    @cached_property
    def leaving(self) -> Adjacency:
        """Arcs from head to tail."""
        return open_adjacency(self._checked / "out")

    @cached_property
    def entering(self) -> Adjacency:
        """Arcs from tail to head."""
        return open_adjacency(self._checked / "in")

    @property
    def _checked(self) -> Path:
        _ = self._record
        return self._index

    @cached_property
    def relations(self) -> list[str]:
        """Relation of each edge by its number; hyperedges come after the edges."""
        return [*self.edges["relation"].to_list(), *self.hyperedges["kind"].to_list()]

    @cached_property
    def trust(self) -> list[float]:
        """Confidence of each edge by its number, the relation's prior where it is null."""
        given = [*self.edges["confidence"].to_list(), *self.hyperedges["confidence"].to_list()]
        return [
            self.prior(relation) if value is None else value
            for value, relation in zip(given, self.relations, strict=True)
        ]

    def prior(self, relation: str) -> float:
        """The prior of a relation, configured or ours."""
        return prior_of(relation, self.settings.priors)

    @cached_property
    def ids(self) -> list[str]:
        """Ids of the nodes by number."""
        return self.nodes["id"].to_list()

    @cached_property
    def kinds(self) -> list[str]:
        """Kinds of the nodes by number."""
        return self.nodes["kind"].to_list()

    def number(self, node: str) -> int | None:
        """The number of a node by its id; None if the graph has no such node."""
        position = bisect_left(self.ids, node)
        return position if position < len(self.ids) and self.ids[position] == node else None

    def known(self, node: str) -> int:
        """The number of a node that the graph has for sure: a seed, an end of one of its edges.

        Raises
        ------
        KeyError: it has no such node after all.
        """
        number = self.number(node)
        if number is None:
            raise KeyError(node)
        return number

    def node(self, number: int) -> Row:
        """One node as a row."""
        return self.nodes.row(number, named=True)

    def edge(self, number: int) -> Row:
        """One edge, or one hyperedge, as a row."""
        if number < self.edges.height:
            return self.edges.row(number, named=True)
        return self.hyperedges.row(number - self.edges.height, named=True)

    def edges_at(self, node: int, *, forward: bool) -> Iterator[tuple[int, GraphEdge]]:
        """The edges that leave a node (``forward``) or enter it, each behind the number of its other end."""
        ends, numbers = (self.leaving if forward else self.entering).arcs(node)
        for end, number in zip(ends.tolist(), numbers.tolist(), strict=True):
            head, tail = (node, end) if forward else (end, node)
            yield end, GraphEdge(number, head, self.relations[number], tail)

    def edges_from(self, node: int, relation: str) -> list[GraphEdge]:
        """Edges of one relation that leave a node."""
        return [edge for _, edge in self.edges_at(node, forward=True) if edge.relation == relation]

    def edges_to(self, node: int, relation: str) -> list[GraphEdge]:
        """Edges of one relation that enter a node."""
        return [edge for _, edge in self.edges_at(node, forward=False) if edge.relation == relation]

    def places_of(self, node: str, paper: str | None = None) -> list[Row]:
        """The places that speak of a node, of one paper or all, by paper and, within one, in reading order."""
        column = self.places["node"]
        # Not polars' search_sorted: a call of it costs more than twenty looks at the column.
        start = bisect_left(column, node)
        rows = self.places.slice(start, bisect_right(column, node, lo=start) - start)
        if paper is not None:
            rows = rows.filter(pl.col("provenance").struct.field("paper") == paper)
        return rows.to_dicts()

    def of_kind(self, *kinds: str) -> pl.DataFrame:
        """The nodes of some kinds with their numbers."""
        return self.nodes.with_row_index("number").filter(pl.col("kind").is_in(kinds))
