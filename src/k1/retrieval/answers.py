"""ask: the sentences of the papers that answer a question best. No model writes anything."""

from __future__ import annotations

import re

from k1.retrieval.fusion import fuse
from k1.retrieval.passages import Passage, passages, quote, term_weights, unit_of
from k1.retrieval.records import ExtractiveAnswer, Sentence
from k1.retrieval.search import ask_sources, source_weights
from k1.retrieval.seeds import seeds_in
from k1.retrieval.sources import AnchorSource, NetworkSource, Source
from k1.retrieval.store import KnowledgeGraph
from k1.schema.vocabulary import QueryType

SENTENCES = 5
MIN_COVERAGE = 0.35  # share of the question's weight that a sentence must hold to count as an answer
RANK_WEIGHT = 0.25  # of the fused score of the text a sentence stands in
DEFINITION_WEIGHT = 0.3
PER_UNIT = 2
_SHORT, _LONG = 4, 60  # words; outside, a sentence is a heading or a list that the splitter took for one
_OUT_OF_LENGTH = 0.8
_SUBJECT = 40  # characters within which the subject of a definition begins
_DEFINITION = re.compile(r"^\s*(what|who)\s+(is|are|was|were)\b|^\s*define\b", re.I)
_DEFINES = re.compile(
    r"^\W*(?:(?:\([^)]{1,40}\)|\[[^\]]{1,60}\])\W*)?"  # an abbreviation or a citation may stand between
    r"(?:is|are|was|were|refers? to|means?|denotes?)\s+(?:an?|the|any|defined)\b",
    re.I,
)


def ask(graph: KnowledgeGraph, question: str, k: int = SENTENCES) -> ExtractiveAnswer:
    """The ``k`` best sentences with their places; none where no sentence holds enough of the question."""
    weights = term_weights(graph, question)
    scored = []
    for unit, rank in _units(graph, question).items():
        for passage in passages(graph, unit, weights)[:PER_UNIT]:
            if passage.score >= MIN_COVERAGE:
                scored.append((_score(graph, question, passage, rank), passage))
    scored.sort(key=lambda item: (-item[0], graph.ids[item[1].unit], item[1].start))
    sentences: list[Sentence] = []
    for score, passage in scored:
        evidence = quote(graph, passage)
        if len(sentences) < k and evidence and evidence[0].quote not in {s.evidence.quote for s in sentences}:
            sentences.append(Sentence(score=round(score, 4), matched=passage.matched, evidence=evidence[0]))
    held = {term for sentence in sentences for term in sentence.matched}
    return ExtractiveAnswer(
        question=question,
        terms=tuple(weights),
        unmatched=tuple(term for term in weights if term not in held),
        sentences=tuple(sentences),
    )


def _units(graph: KnowledgeGraph, question: str) -> dict[int, float]:
    """The units behind the best records of the graph's sources, with their best fused score."""
    sources: list[Source] = [AnchorSource(graph), NetworkSource(graph, seeds_in(graph, question))]
    lists, _ = ask_sources(sources, question, graph.settings.per_source)
    units: dict[int, float] = {}
    for item in fuse(lists, source_weights(graph.settings, QueryType.DEFAULT)):
        number = graph.number(item.key)
        unit = None if number is None else unit_of(graph, number)
        if unit is not None:
            units[unit] = max(units.get(unit, 0.0), item.score)
    return units


def _score(graph: KnowledgeGraph, question: str, passage: Passage, rank: float) -> float:
    score = passage.score + RANK_WEIGHT * rank
    text = graph.node(passage.unit)["text"][passage.start : passage.end]
    if _DEFINITION.search(question) and _defines(text, passage.matched):
        score += DEFINITION_WEIGHT
    return score if _SHORT <= passage.words <= _LONG else score * _OUT_OF_LENGTH


def _defines(text: str, terms: tuple[str, ...]) -> bool:
    """Whether a sentence says of one of the terms, near its beginning, what it is."""
    folded = text.casefold()
    ends = (folded.find(term) + len(term) for term in terms if 0 <= folded.find(term) < _SUBJECT)
    return any(_DEFINES.search(text[end : end + 80].removeprefix("s")) for end in ends)
