"""tri-search: three sources, one ranked list of evidence (agents-k1 5.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from k1.errors import K1Error
from k1.retrieval.evidence.best_evidence import node_quotes
from k1.retrieval.evidence.passages import term_weights
from k1.retrieval.evidence.places import node_ref
from k1.retrieval.evidence.steps import step
from k1.retrieval.operators.seeds import seeds_in
from k1.retrieval.operators.walk import Arc
from k1.retrieval.records import Evidence, Hit, SearchAnswer, SourceReport, Step
from k1.retrieval.search.fusion import Fused, fuse
from k1.retrieval.search.query_type import query_type
from k1.retrieval.search.sources import SOURCES, AnchorSource, NetworkSource, Source, SourceRecord
from k1.retrieval.store.graph_store import KnowledgeGraph
from k1.schema.configuration import RetrievalSettings
from k1.schema.vocabulary import QueryType

RESULTS = 20
_NO_WEB = "no web source in this installation: the answer rests on the graph alone"


def tri_search(
    graph: KnowledgeGraph,
    question: str,
    *,
    k: int = RESULTS,
    kind: QueryType | None = None,
    web: Source | None = None,
) -> SearchAnswer:
    """The best ``k`` records of all sources with their evidence.

    ``kind`` overrides the type that the rules find. A source that is absent or fails is named in the answer and
    does not count against a record.
    """
    seeds = seeds_in(graph, question)
    found, rule = query_type(question, newest_year(graph)) if kind is None else (kind, "asked for")
    weights = source_weights(graph.settings, found)
    sources: list[Source] = [AnchorSource(graph), NetworkSource(graph, seeds)]
    lists, notes = ask_sources([*([web] if web else []), *sources], question, graph.settings.per_source)
    fused = fuse(lists, weights)
    return SearchAnswer(
        question=question,
        query_type=found,
        rule=rule,
        seeds=seeds,
        sources=tuple(
            SourceReport(
                source=name,
                answered=name in lists,
                note="" if name in lists else notes.get(name, _NO_WEB),
                weight=weights[name],
                records=len(lists.get(name, ())),
            )
            for name in SOURCES
        ),
        hits=_hits(graph, question, fused, lists, k),
    )


def newest_year(graph: KnowledgeGraph) -> int | None:
    """The year of the newest paper of the corpus."""
    return max(graph.corpus_papers["year"].drop_nulls().to_list(), default=None)


def source_weights(settings: RetrievalSettings, kind: QueryType) -> dict[str, float]:
    """The weight of each source for a type of question."""
    weights = settings.fusion.get(kind) or RetrievalSettings().fusion[kind]
    return {name: getattr(weights, name) for name in SOURCES}


def ask_sources(
    sources: Sequence[Source], question: str, limit: int
) -> tuple[dict[str, Sequence[SourceRecord]], dict[str, str]]:
    """The list of each source that answers, and a note for each that does not."""
    lists: dict[str, Sequence[SourceRecord]] = {}
    notes: dict[str, str] = {}
    for source in sources:
        try:
            lists[source.name] = source.find(question, limit)[:limit]
        except K1Error as error:
            notes[source.name] = str(error)
    return lists, notes


def _hits(
    graph: KnowledgeGraph,
    question: str,
    fused: Sequence[Fused],
    lists: Mapping[str, Sequence[SourceRecord]],
    k: int,
) -> tuple[Hit, ...]:
    """The best records, one for each passage: a statement and the paragraph it was read in are one answer.

    What the sources list is found, whatever its score: the least of every list has 0.
    """
    listed = {record.key: record for records in lists.values() for record in records if record.ref or record.path}
    terms = term_weights(graph, question)
    hits: list[Hit] = []
    quoted: set[tuple[str, str]] = set()
    for item in fused:
        if len(hits) == k:
            break
        hit = _hit(graph, item, listed.get(item.key), terms)
        passage = _passage(hit.evidence)
        if passage is None or passage not in quoted:
            hits.append(hit)
            quoted.update([passage] if passage else [])
    return tuple(hits)


def _hit(graph: KnowledgeGraph, item: Fused, record: SourceRecord | None, terms: dict[str, float]) -> Hit:
    number = graph.number(item.key)
    if number is None:
        if record is None or record.ref is None:
            raise K1Error(f"{item.key}: a source names a node that the graph does not have; build the index again")
        return Hit(node=record.ref, score=item.score, sources=item.sources, via=(), evidence=record.evidence)
    return Hit(
        node=node_ref(graph, number),
        score=round(item.score, 4),
        sources={name: round(value, 4) for name, value in item.sources.items()},
        via=_via(graph, record.path if record else ()),
        evidence=node_quotes(graph, number, terms),
    )


def _passage(evidence: tuple[Evidence, ...]) -> tuple[str, str] | None:
    return (evidence[0].unit, evidence[0].quote) if evidence else None


def _via(graph: KnowledgeGraph, path: Sequence[Arc]) -> tuple[Step, ...]:
    return tuple(step(graph, [arc.edge], length=1 / graph.trust[arc.edge.number], forward=arc.forward) for arc in path)
