"""One node: every place that speaks of it, and its edges."""

from __future__ import annotations

from collections import defaultdict

from k1.retrieval.evidence.passages import sentence_around
from k1.retrieval.evidence.places import edge_evidence, node_evidence, node_ref
from k1.retrieval.evidence.steps import step
from k1.retrieval.operators.seeds import BY_ID, EXPANSION, resolve
from k1.retrieval.records import NeighbourList, NodeEvidenceList, NodeRef
from k1.retrieval.store.graph_store import GraphEdge, KnowledgeGraph


def find_node(graph: KnowledgeGraph, question: str) -> tuple[int, tuple[NodeRef, ...]] | None:
    """The number of a node by its id, or of the best node of that name, and the other nodes of that name.

    A name alone does not tell homonyms apart (agents-k1 5.2); an id names one node.
    """
    seeds = resolve(graph, question)
    if not seeds:
        return None
    least = min(seeds[0].score, EXPANSION)
    others = () if seeds[0].reason == BY_ID else tuple(seed.node for seed in seeds[1:] if seed.score >= least)
    return graph.known(seeds[0].node.id), others


def evidence_list(graph: KnowledgeGraph, question: str) -> NodeEvidenceList | None:
    """Every place that speaks of a node: its mentions, then the edges that say something of it."""
    found = find_node(graph, question)
    if found is None:
        return None
    number, homonyms = found
    edges = (*graph.leaving.arcs(number)[1].tolist(), *graph.entering.arcs(number)[1].tolist())
    said = [item for edge in dict.fromkeys(edges) for item in edge_evidence(graph, edge)]
    evidence = tuple(dict.fromkeys((*node_evidence(graph, number), *said)))
    return NodeEvidenceList(
        node=node_ref(graph, number),
        homonyms=homonyms,
        text=graph.node(number)["text"],
        evidence=evidence,
        sentences=tuple(sentence_around(graph, place) for place in evidence),
    )


def neighbours(graph: KnowledgeGraph, question: str, limit: int | None = None) -> NeighbourList | None:
    """The edges of a node, those of one relation to one node as one step, most trusted first, at most ``limit``."""
    found = find_node(graph, question)
    if found is None:
        return None
    number, homonyms = found
    groups: dict[tuple[str, int, bool], list[GraphEdge]] = defaultdict(list)
    for forward in (True, False):
        for end, edge in graph.edges_at(number, forward=forward):
            groups[edge.relation, end, forward].append(edge)
    steps = [
        step(graph, edges, length=1 / max(graph.trust[edge.number] for edge in edges), forward=forward)
        for (_, _, forward), edges in groups.items()
    ]
    steps.sort(key=lambda s: (s.length, s.relation, not s.forward, s.head.name, s.tail.name, s.tail.id))
    shown = steps[:limit]
    return NeighbourList(
        node=node_ref(graph, number), homonyms=homonyms, steps=tuple(shown), more=len(steps) - len(shown)
    )
