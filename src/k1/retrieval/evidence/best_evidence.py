"""The evidence that shows best why a node answers a question."""

from __future__ import annotations

from collections.abc import Mapping

from k1.retrieval.evidence.passages import best_quote, passages, quote
from k1.retrieval.evidence.places import attributes_of, edge_evidence, evidence_of, node_evidence
from k1.retrieval.records import Evidence
from k1.retrieval.store.graph_store import KnowledgeGraph
from k1.retrieval.store.tokens import search_terms
from k1.schema.vocabulary import EdgeType, Modality, NodeKind
from k1.text.normalisation import title_key

PLACES = 40  # places of a node that are compared; a hub has thousands that say the same
SHOWN = 2
BARE_NAME = 4  # terms at most: no evidence to a reader
SPEAKS_OF = (EdgeType.MENTIONS.value, EdgeType.PROPOSES.value, EdgeType.INVOLVED_TASK.value)
"""Relations of a paper to the entities it speaks of."""
_SAID_BY = (EdgeType.PROPOSES.value, EdgeType.STATES.value, EdgeType.MENTIONS.value, EdgeType.INVOLVED_TASK.value)


def node_quotes(graph: KnowledgeGraph, number: int, weights: dict[str, float]) -> tuple[Evidence, ...]:
    """Up to two quotes for a node: the best sentence of an anchor, the best places of anything else."""
    if graph.kinds[number] in (NodeKind.ANCHOR.value, NodeKind.UNIT.value):
        return best_quote(graph, number, weights)
    if graph.kinds[number] == NodeKind.PAPER.value:
        return paper_evidence(graph, number)
    places = node_evidence(graph, number, PLACES)
    ranked = sorted(places, key=lambda place: -overlap(place.quote, weights))
    return tuple(_with_sentence(graph, place, weights) for place in ranked[:SHOWN])


def overlap(text: str, weights: Mapping[str, float]) -> float:
    """Summed weight of the question's terms that a text holds."""
    held = set(search_terms(text))
    return sum(weight for term, weight in weights.items() if term in held)


def _with_sentence(graph: KnowledgeGraph, place: Evidence, weights: dict[str, float]) -> Evidence:
    """A quote of a bare name replaced by the sentence around it: a name alone is no evidence to a reader."""
    unit = graph.number(place.unit)
    if unit is None or len(search_terms(place.quote)) > len(weights) + BARE_NAME:
        return place
    around = passages(graph, unit, dict.fromkeys(search_terms(place.quote), 1.0))
    holding = [passage for passage in around if passage.start <= place.start < passage.end]
    return quote(graph, holding[0])[0] if holding else place


def paper_evidence(graph: KnowledgeGraph, number: int) -> tuple[Evidence, ...]:
    """One quote for a paper: its title where it prints it, else what it says first, else where it is cited."""
    return (
        _printed_title(graph, number)
        or _own_words(graph, number)
        or _said_of(graph, number)
        or node_evidence(graph, number, 1)
    )


def _printed_title(graph: KnowledgeGraph, number: int) -> tuple[Evidence, ...]:
    paper = graph.node(number)
    title = title_key(paper["name"])
    own = (place["provenance"] for place in graph.places_of(paper["id"], paper=paper["id"]))
    return next((evidence_of(graph, place) for place in own if title_key(place["quote"]) == title), ())


def _said_of(graph: KnowledgeGraph, number: int) -> tuple[Evidence, ...]:
    edges = (
        *(edge for relation in _SAID_BY for edge in graph.edges_from(number, relation)),
        *graph.edges_to(number, EdgeType.CITES.value),
    )
    found = (edge_evidence(graph, edge.number) for edge in edges)
    return next((evidence for evidence in found if evidence), ())


def _own_words(graph: KnowledgeGraph, number: int) -> tuple[Evidence, ...]:
    """The first sentence of a paper's abstract, or of its first paragraph; bare keywords are passed over."""
    abstract = graph.node(number)["text"]
    sections = [edge.tail for edge in graph.edges_from(number, EdgeType.HAS_SECTION.value)]
    units = [edge.tail for head in (number, *sections) for edge in graph.edges_from(head, EdgeType.HAS_UNIT.value)]
    rows = [(unit, graph.node(unit)) for unit in dict.fromkeys(units)]
    told = [
        ((row["text"] not in abstract, abstract.find(row["text"]), attributes_of(row).get("order") or 0), unit)
        for unit, row in rows
        if row["modality"] == Modality.TEXT.value and len(search_terms(row["text"])) > BARE_NAME
    ]
    return best_quote(graph, min(told)[1], {}) if told else ()
