"""The sources of an answer behind one interface: what each lists for a question, with its raw scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from k1.retrieval.operators.walk import Arc, best_paths
from k1.retrieval.records import Evidence, NodeRef, Seed
from k1.retrieval.store.graph_store import KnowledgeGraph
from k1.retrieval.store.tokens import search_terms
from k1.schema.vocabulary import NodeKind, StatementKind

WEB, MMKG, KN = "web", "mmkg", "kn"
SOURCES = (WEB, MMKG, KN)
_ANSWERS = frozenset({NodeKind.ANCHOR.value, NodeKind.PAPER.value, *(kind.value for kind in StatementKind)})
"""Nodes that traversal may answer with: what says something, rather than what is only named."""


@dataclass(frozen=True)
class SourceRecord:
    """One record of one source.

    ``key`` is a node's id where the record resolves to the graph; else the source's own key, and then ``ref`` and
    ``evidence`` say what it is.
    """

    key: str
    score: float
    path: tuple[Arc, ...] = ()
    ref: NodeRef | None = None
    evidence: tuple[Evidence, ...] = field(default=())


class Source(Protocol):
    """Anything that lists records for a question: the web, the multimodal graph, the network of knowledge."""

    @property
    def name(self) -> str:
        """One of ``SOURCES``."""
        ...

    def find(self, question: str, limit: int) -> Sequence[SourceRecord]:
        """The best records with raw scores, best first.

        Raises
        ------
        K1Error: the source gives no answer; the search goes on without it and names it.
        """
        ...


@dataclass(frozen=True)
class AnchorSource:
    """S_mmkg: BM25 over the anchors of all modalities, statements and papers."""

    graph: KnowledgeGraph
    name: str = MMKG

    def find(self, question: str, limit: int) -> Sequence[SourceRecord]:
        """The best texts of the graph by BM25."""
        hits = self.graph.best_texts(search_terms(question), limit)
        return [SourceRecord(self.graph.ids[node], score) for node, score in hits]


@dataclass(frozen=True)
class NetworkSource:
    """S_kn: paths over typed edges from the nodes that the question names; no vectors, no words."""

    graph: KnowledgeGraph
    seeds: tuple[Seed, ...]
    name: str = KN

    def find(self, question: str, limit: int) -> Sequence[SourceRecord]:
        """The best papers, statements and anchors that paths lead to."""
        starts = {self.graph.known(seed.node.id): seed.score for seed in self.seeds}
        paths = best_paths(self.graph, starts, ends=_ANSWERS, limit=limit)
        return [SourceRecord(self.graph.ids[path.end], path.score, path.arcs) for path in paths]
