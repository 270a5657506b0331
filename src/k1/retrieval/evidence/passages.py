"""The sentences of a unit that hold the words of a question."""

from __future__ import annotations

from dataclasses import dataclass

from k1.graph.labels import is_label
from k1.retrieval.evidence.places import unit_evidence
from k1.retrieval.records import Evidence
from k1.retrieval.store.graph_store import KnowledgeGraph
from k1.retrieval.store.tokens import search_terms
from k1.schema.vocabulary import EdgeType, NodeKind
from k1.text.sentences import split_sentences


@dataclass(frozen=True)
class Passage:
    """A sentence of a unit: its share of the question's weight, the terms it holds, and where it stands."""

    score: float
    matched: tuple[str, ...]
    unit: int
    start: int
    end: int


def term_weights(graph: KnowledgeGraph, question: str) -> dict[str, float]:
    """The terms of a question with their inverse document frequency; a term that no text holds weighs most."""
    return {term: graph.rarity(graph.texts.frequency(term)) for term in dict.fromkeys(search_terms(question))}


def passages(graph: KnowledgeGraph, unit: int, weights: dict[str, float]) -> list[Passage]:
    """The sentences of a unit that hold a term of the question, best first."""
    text = graph.node(unit)["text"]
    total = sum(weights.values()) or 1.0
    found = []
    for start, end in _sentences(text):
        held = set(search_terms(text[start:end]))
        matched = tuple(term for term in weights if term in held)
        if matched:
            score = sum(weights[term] for term in matched) / total
            found.append(Passage(score, matched, unit, start, end))
    return sorted(found, key=lambda passage: (-passage.score, passage.start))


def _sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a text; a bare label ("Table 3.") is one with what follows, and none where nothing does."""
    found: list[tuple[int, int]] = []
    label: int | None = None
    for start, end in split_sentences(text):
        first = start if label is None else label
        label = first if is_label(text[first:end]) else None
        if label is None:
            found.append((first, end))
    return found


def sentence_around(graph: KnowledgeGraph, place: Evidence) -> str:
    """The sentence of a unit that holds a place, word for word; the quote itself where it holds no less."""
    number = graph.number(place.unit)
    text = graph.node(number)["text"] if number is not None else ""
    around = (text[start:end] for start, end in split_sentences(text) if start <= place.start and place.end <= end)
    return next(around, place.quote)


def unit_of(graph: KnowledgeGraph, number: int) -> int | None:
    """The unit that an anchor or a statement stands for, that a paper has most of itself in, or the unit itself."""
    kind = graph.kinds[number]
    if kind == NodeKind.UNIT.value:
        return number
    if kind == NodeKind.ANCHOR.value:
        return next((edge.tail for edge in graph.edges_from(number, EdgeType.BELONGS_TO.value)), None)
    node = graph.ids[number]
    # The places of a paper are also those where others cite it, and its own are keywords, too.
    own = graph.places_of(node, paper=node) if kind == NodeKind.PAPER.value else []
    places = [place["provenance"] for place in own or graph.places_of(node)]
    place = max(places, key=lambda place: len(place["quote"])) if own else next(iter(places), None)
    return graph.number(place["unit"]) if place else None


def quote(graph: KnowledgeGraph, passage: Passage) -> tuple[Evidence, ...]:
    """A passage as evidence."""
    return unit_evidence(graph, passage.unit, passage.start, passage.end)


def best_quote(graph: KnowledgeGraph, number: int, weights: dict[str, float]) -> tuple[Evidence, ...]:
    """The best sentence of the unit behind an anchor; its first sentence where none holds a term."""
    unit = unit_of(graph, number)
    if unit is None:
        return ()
    found = passages(graph, unit, weights)
    if found:
        return quote(graph, found[0])
    spans = _sentences(graph.node(unit)["text"])
    return unit_evidence(graph, unit, *spans[0]) if spans else ()
