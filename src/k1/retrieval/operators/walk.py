"""Typed traversal: the best paths that lead away from some nodes (agents-k1 5.1, S_kn)."""

from __future__ import annotations

import heapq
import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from k1.retrieval.store.graph_store import GraphEdge, KnowledgeGraph
from k1.schema.vocabulary import EdgeType

NOT_WALKED = frozenset(
    {EdgeType.HAS_SECTION.value, EdgeType.HAS_UNIT.value, EdgeType.NEXT.value, EdgeType.BELONGS_TO.value}
)
"""The document's own structure says where things stand, not what they have to do with each other."""


@dataclass(frozen=True, order=True)
class Arc:
    """An edge as a path takes it; ``forward`` is false from tail to head."""

    edge: GraphEdge
    forward: bool


_Waiting = tuple[float, int, tuple[Arc, ...]]


@dataclass(frozen=True)
class WalkedPath:
    """A path with its score: the product over its edges of trust, prior and 1 / √degree of the node entered."""

    score: float
    end: int
    arcs: tuple[Arc, ...]


def best_paths(
    graph: KnowledgeGraph, starts: Mapping[int, float], *, ends: Collection[str], limit: int
) -> list[WalkedPath]:
    """The best path to each of the ``limit`` best nodes of the kinds ``ends``, by best-first search.

    A start counts as entered too: a name that half of the corpus uses says little about a question.
    """
    waiting: list[_Waiting] = [
        (-score / math.sqrt(max(1, degree(graph, node))), node, ()) for node, score in sorted(starts.items())
    ]
    heapq.heapify(waiting)
    depth = graph.settings.depth
    fewest: dict[int, int] = {}
    found: list[WalkedPath] = []
    while waiting and len(found) < limit:
        negative, node, arcs = heapq.heappop(waiting)
        # A worse path of fewer arcs leads further on.
        if fewest.get(node, depth + 1) <= len(arcs):
            continue
        if arcs and node not in fewest and graph.kinds[node] in ends:
            found.append(WalkedPath(-negative, node, arcs))
        fewest[node] = len(arcs)
        if len(arcs) < depth:
            for factor, end, arc in _onward(graph, node):
                if fewest.get(end, depth + 1) > len(arcs) + 1:
                    heapq.heappush(waiting, (negative * factor, end, (*arcs, arc)))
    return found


def degree(graph: KnowledgeGraph, node: int) -> int:
    """Number of arcs at a node, both ways."""
    return len(graph.leaving.arcs(node)[0]) + len(graph.entering.arcs(node)[0])


def _onward(graph: KnowledgeGraph, node: int) -> Iterator[tuple[float, int, Arc]]:
    """The best walked edge to each neighbour, with its factor."""
    best: dict[int, tuple[float, Arc]] = {}
    for forward in (True, False):
        for end, edge in graph.edges_at(node, forward=forward):
            if edge.relation in NOT_WALKED:
                continue
            trust = graph.trust[edge.number] * graph.prior(edge.relation)
            if end not in best or trust > best[end][0]:
                best[end] = (trust, Arc(edge, forward))
    for end, (trust, arc) in best.items():
        yield trust / math.sqrt(degree(graph, end)), end, arc
