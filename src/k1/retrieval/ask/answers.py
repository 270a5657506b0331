"""ask: the sentences of the papers that answer a question best. No model writes anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from k1.retrieval.ask.asked import asks_for_papers, without_asking
from k1.retrieval.ask.paper_facts import paper_facts
from k1.retrieval.ask.question import Question, read_question
from k1.retrieval.ask.ranking import score
from k1.retrieval.ask.support import LEAST_CONFIDENCE, confidence, spoken_of, strength
from k1.retrieval.ask.surroundings import Surroundings
from k1.retrieval.evidence.passages import Passage, quote, unit_of
from k1.retrieval.evidence.places import attributes_of, section_of
from k1.retrieval.records import ExtractiveAnswer, Sentence
from k1.retrieval.search.fusion import fuse
from k1.retrieval.search.sources import KN, MMKG, NetworkSource, SourceRecord
from k1.retrieval.search.tri_search import source_weights
from k1.retrieval.store.graph_store import KnowledgeGraph
from k1.schema.vocabulary import Modality, NodeKind, QueryType
from k1.text.sentences import split_sentences

SENTENCES = 5
NEAREST = 3  # quotes that are named where none is sure enough to be an answer
RANK_WEIGHT = 0.2  # of the fused score of the text a sentence stands in
PER_UNIT = 3
TEXTS_PER_RECORD = 3  # a quote needs no whole text that fits: more texts are read than a search would list
MOST_OWN_PAPERS = 3  # that are read in full


@dataclass(frozen=True)
class _Candidate:
    """A sentence that may answer, and how far the evidence for it covers the question."""

    passage: Passage
    support: float

    @property
    def confidence(self) -> float:
        return confidence(self.support, self.passage.score)


def ask(graph: KnowledgeGraph, question: str, k: int = SENTENCES) -> ExtractiveAnswer:
    """The ``k`` best sentences with their places; none where no sentence is sure enough to answer, but the nearest.

    ``confidence`` is the chance that such a quote answers (`k1.retrieval.ask.support.confidence`). Of what rows of the
    graph answer nothing is quoted.
    """
    if (told := paper_facts(graph, without_asking(question))) is not None:
        facts, sure = told
        return ExtractiveAnswer(question=question, papers=len(graph.corpus_papers), strength=sure, facts=facts)
    asked = read_question(graph, question)
    found = [one for unit, rank in _units(graph, asked).items() for one in _candidates(graph, unit, rank, asked)]
    found.sort(key=lambda one: (-one.passage.score, graph.ids[one.passage.unit], one.passage.start))
    likely = [one for one in found if one.confidence >= LEAST_CONFIDENCE]
    sentences = _quoted(graph, _one_of_each_paper(graph, likely) if asks_for_papers(question) else likely, k)
    held = {term for sentence in sentences for term in sentence.matched}
    named = tuple(term.text for term in asked.terms if not term.asks)
    return ExtractiveAnswer(
        question=question,
        terms=tuple(term.text for term in asked.terms),
        unmatched=tuple(term for term in named if term not in held),
        absent=tuple(term.text for term in asked.terms if term.unknown and not term.asks),
        respelt={term.text: term.spelt for term in asked.terms if term.spelt},
        papers=len(graph.corpus_papers),
        strength=strength(max((sentence.confidence for sentence in sentences), default=0.0)),
        sentences=sentences,
        nearest=() if sentences else _quoted(graph, found, min(k, NEAREST)),
    )


def _one_of_each_paper(graph: KnowledgeGraph, found: Sequence[_Candidate]) -> list[_Candidate]:
    """The first candidate of each paper."""
    first: dict[str, _Candidate] = {}
    for one in found:
        first.setdefault(graph.node(one.passage.unit)["paper"], one)
    return list(first.values())


def _quoted(graph: KnowledgeGraph, found: Sequence[_Candidate], k: int) -> tuple[Sentence, ...]:
    """The first ``k`` candidates as quotes, none twice."""
    sentences: dict[str, Sentence] = {}
    for one in found:
        evidence = quote(graph, one.passage)
        if len(sentences) < k and evidence and evidence[0].quote not in sentences:
            sentences[evidence[0].quote] = Sentence(
                score=round(one.passage.score, 4),
                confidence=round(one.confidence, 2),
                matched=one.passage.matched,
                evidence=evidence[0],
            )
    return tuple(sentences.values())


def _candidates(graph: KnowledgeGraph, unit: int, rank: float, asked: Question) -> list[_Candidate]:
    """The best sentences of a unit that hold a word of the question."""
    row = graph.node(unit)
    title = graph.node(graph.known(row["paper"]))["name"]
    headings, role = section_of(graph, row["id"]), attributes_of(row).get("role", "")
    shown = row["modality"] in (Modality.FIGURE.value, Modality.TABLE.value)
    spoken = spoken_of(asked, (row["text"], headings, title))
    if asked.written.author and asked.written.author not in spoken:
        return []
    found, before = [], ""
    spans = split_sentences(row["text"])
    for (start, end), following in zip(spans, [*spans[1:], (0, 0)], strict=True):
        text = row["text"][start:end]
        after = row["text"][slice(*following)]
        around = Surroundings(before, headings, title, row["paper"], role, shown, after, spoken)
        judged = score(asked, text, around)
        if judged.support:
            value = judged.score + RANK_WEIGHT * rank
            passage = Passage(value, judged.matched, unit, start, end)
            found.append(_Candidate(passage, judged.support))
        before = text
    return sorted(found, key=lambda one: (-one.passage.score, one.passage.start))[:PER_UNIT]


def _units(graph: KnowledgeGraph, asked: Question) -> dict[int, float]:
    """The units behind the best records of the graph's sources, with their best fused score.

    Of the papers that propose what the question names, all units are read.
    """
    hits = graph.best_texts(asked.expanded, TEXTS_PER_RECORD * graph.settings.per_source)
    lists: dict[str, Sequence[SourceRecord]] = {
        MMKG: [SourceRecord(graph.ids[node], value) for node, value in hits],
        KN: NetworkSource(graph, asked.seeds).find(asked.text, graph.settings.per_source),
    }
    units = dict.fromkeys(_own_units(graph, asked), 0.0)
    for item in fuse(lists, source_weights(graph.settings, QueryType.DEFAULT)):
        number = graph.number(item.key)
        unit = None if number is None else unit_of(graph, number)
        if unit is not None:
            units[unit] = max(units.get(unit, 0.0), item.score)
    written = asked.written.papers
    return {unit: rank for unit, rank in units.items() if not written or graph.node(unit)["paper"] in written}


def _own_units(graph: KnowledgeGraph, asked: Question) -> Iterator[int]:
    if len(asked.own_papers) > MOST_OWN_PAPERS:
        return
    rows = graph.of_kind(NodeKind.UNIT.value)
    yield from rows.filter(rows["paper"].is_in(sorted(asked.own_papers)))["number"].to_list()
