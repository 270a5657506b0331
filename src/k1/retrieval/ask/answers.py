"""ask: the sentences of the papers that answer a question best. No model writes anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from k1.retrieval.ask.question import Question, read_question
from k1.retrieval.ask.ranking import score
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
MIN_COVERAGE = 0.35  # share of the question's weight that a sentence must hold to count as an answer
RANK_WEIGHT = 0.2  # of the fused score of the text a sentence stands in
PER_UNIT = 3
TEXTS_PER_RECORD = 3  # a quote needs no whole text that fits: more texts are read than a search would list
MOST_OWN_PAPERS = 3  # that are read in full


def ask(graph: KnowledgeGraph, question: str, k: int = SENTENCES) -> ExtractiveAnswer:
    """The ``k`` best sentences with their places; none where no sentence holds enough of the question."""
    asked = read_question(graph, question)
    scored: list[Passage] = []
    for unit, rank in _units(graph, asked).items():
        best = sorted(_passages(graph, unit, asked), key=lambda passage: (-passage.score, passage.start))
        scored += [replace(passage, score=passage.score + RANK_WEIGHT * rank) for passage in best[:PER_UNIT]]
    scored.sort(key=lambda passage: (-passage.score, graph.ids[passage.unit], passage.start))
    sentences: list[Sentence] = []
    for passage in scored:
        evidence = quote(graph, passage)
        if len(sentences) < k and evidence and evidence[0].quote not in {s.evidence.quote for s in sentences}:
            sentences.append(Sentence(score=round(passage.score, 4), matched=passage.matched, evidence=evidence[0]))
    held = {term for sentence in sentences for term in sentence.matched}
    terms = tuple(term.text for term in asked.terms)
    return ExtractiveAnswer(
        question=question,
        terms=terms,
        unmatched=tuple(term for term in terms if term not in held),
        sentences=tuple(sentences),
    )


def _passages(graph: KnowledgeGraph, unit: int, asked: Question) -> list[Passage]:
    """The sentences of a unit that hold enough of the question, scored."""
    row = graph.node(unit)
    number = graph.number(row["paper"] or "")
    title = graph.node(number)["name"] if number is not None else ""
    headings, role = section_of(graph, row["id"]), attributes_of(row).get("role", "")
    shown = row["modality"] in (Modality.FIGURE.value, Modality.TABLE.value)
    found, before = [], ""
    spans = split_sentences(row["text"])
    for (start, end), following in zip(spans, [*spans[1:], (0, 0)], strict=True):
        text = row["text"][start:end]
        after = row["text"][slice(*following)]
        judged = score(asked, text, Surroundings(before, headings, title, row["paper"] or "", role, shown, after))
        if judged.coverage >= MIN_COVERAGE:
            found.append(Passage(judged.score, judged.matched, unit, start, end, len(text.split())))
        before = text
    return found


def _units(graph: KnowledgeGraph, asked: Question) -> dict[int, float]:
    """The units behind the best records of the graph's sources, with their best fused score.

    Of the papers that propose what the question names, all units are read.
    """
    hits = graph.texts.search(asked.expanded, TEXTS_PER_RECORD * graph.settings.per_source)
    lists: dict[str, Sequence[SourceRecord]] = {
        MMKG: [SourceRecord(graph.ids[int(graph.text_nodes[document])], value) for document, value in hits],
        KN: NetworkSource(graph, asked.seeds).find(asked.text, graph.settings.per_source),
    }
    units = dict.fromkeys(_own_units(graph, asked), 0.0)
    for item in fuse(lists, source_weights(graph.settings, QueryType.DEFAULT)):
        number = graph.number(item.key)
        unit = None if number is None else unit_of(graph, number)
        if unit is not None:
            units[unit] = max(units.get(unit, 0.0), item.score)
    return units


def _own_units(graph: KnowledgeGraph, asked: Question) -> Iterator[int]:
    if len(asked.own_papers) > MOST_OWN_PAPERS:
        return
    rows = graph.of_kind(NodeKind.UNIT.value)
    yield from rows.filter(rows["paper"].is_in(sorted(asked.own_papers)))["number"].to_list()
