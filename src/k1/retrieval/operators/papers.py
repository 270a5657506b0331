"""Finding papers, their cards, and who cites whom."""

from __future__ import annotations

from k1.retrieval.evidence.best_evidence import SPEAKS_OF, node_quotes, paper_evidence
from k1.retrieval.evidence.passages import term_weights
from k1.retrieval.evidence.places import attributes_of, edge_evidence, evidence_of, node_evidence, node_ref
from k1.retrieval.operators.anchors import floats_of
from k1.retrieval.operators.by_author import author_names, papers_by, whole_reference, written_by
from k1.retrieval.operators.left_out import why_left_out
from k1.retrieval.operators.relations import hyperedges_of, relations_of
from k1.retrieval.operators.seeds import SAME_WORDS, best_seeds, resolve
from k1.retrieval.records import (
    CitationList,
    CitationRow,
    EntityRow,
    Evidence,
    NodeRef,
    PaperCard,
    PaperList,
    PaperRow,
    StatementRow,
)
from k1.retrieval.store.graph_store import GraphEdge, KnowledgeGraph
from k1.retrieval.store.names import FAMILY_NAME, identifier_key
from k1.retrieval.store.tokens import search_terms
from k1.schema.vocabulary import EdgeType, NodeKind

PAPER, AUTHOR = NodeKind.PAPER.value, NodeKind.AUTHOR.value
KEYWORD_SCORE = 0.5  # of the best paper by its words: below any paper asked for by name
_CANDIDATES = 200
_METADATA_KEYS = "doi arxiv_id pmcid venue publisher dates licence language article_type subject pages file"
_METADATA = tuple(_METADATA_KEYS.split())

Found = dict[int, tuple[float, str, tuple[Evidence, ...]]]


def find_papers(graph: KnowledgeGraph, question: str, limit: int = 10) -> PaperList:
    """Papers by DOI, arXiv id, PMC id, file name, title, author, or the words of their text; best first.

    An identifier that the graph lacks, and a file that was left out, find nothing: the words of an address say nothing
    about the paper.
    """
    found: Found = {}
    named_only = identifier_key(question) or why_left_out(graph, question)
    for find in (_by_name,) if named_only else (_by_words, _by_author, _by_reference, _by_name):
        for number, (score, reason, evidence) in find(graph, question).items():
            if number not in found or score > found[number][0]:
                found[number] = (score, reason, evidence)
    rows = [_paper_row(graph, number, *found[number]) for number in found]
    rows.sort(key=lambda row: (-row.score, not row.in_corpus, row.paper.id))
    return PaperList(question=question, papers=tuple(rows[:limit]))


def _by_name(graph: KnowledgeGraph, question: str) -> Found:
    named = ((graph.known(seed.node.id), seed) for seed in resolve(graph, question, [PAPER]))
    return {number: (seed.score, seed.reason, paper_evidence(graph, number)) for number, seed in named}


def _by_author(graph: KnowledgeGraph, question: str) -> Found:
    found: Found = {}
    for seed in resolve(graph, question, [AUTHOR]):
        for edge in graph.edges_to(graph.known(seed.node.id), EdgeType.AUTHORED_BY.value):
            how = f" ({seed.reason})" if seed.reason != "name" else ""
            evidence = edge_evidence(graph, edge.number) or paper_evidence(graph, edge.head)
            # An author by similar spelling stays below papers that hold the words asked for.
            score = seed.score if seed.score >= 0.8 or seed.reason == FAMILY_NAME else seed.score / 2
            found[edge.head] = (score, f"author {seed.node.name}{how}", evidence)
    return found


def _by_reference(graph: KnowledgeGraph, question: str) -> Found:
    """Papers, cited ones too, of the authors that a question names: "Elder", "the study by Elder et al."."""
    reference = whole_reference(question)
    written = papers_by(graph, reference) if reference else written_by(graph, (question,))
    return {one.number: (SAME_WORDS, one.reason, paper_evidence(graph, one.number)) for one in written}


def _by_words(graph: KnowledgeGraph, question: str) -> Found:
    """Papers by their best text: title and abstract, or one of their paragraphs, figures and tables."""
    weights = term_weights(graph, question)
    best: dict[int, tuple[float, int]] = {}
    for number, score in graph.best_texts(search_terms(question), _CANDIDATES):
        paper = number if graph.kinds[number] == PAPER else graph.number(graph.node(number)["paper"] or "")
        if paper is not None and (paper not in best or score > best[paper][0]):
            best[paper] = (score, number)
    top = max((score for score, _ in best.values()), default=1.0)
    return {
        paper: (
            round(KEYWORD_SCORE * score / top, 4),
            "words of the text",
            node_quotes(graph, number, weights)[:1] or paper_evidence(graph, paper),
        )
        for paper, (score, number) in best.items()
    }


def _paper_row(
    graph: KnowledgeGraph, number: int, score: float, reason: str, evidence: tuple[Evidence, ...]
) -> PaperRow:
    row = graph.node(number)
    return PaperRow(
        paper=node_ref(graph, number),
        authors=author_names(graph, number),
        venue=attributes_of(row).get("venue"),
        in_corpus=row["in_corpus"],
        score=score,
        reason=reason,
        evidence=evidence,
    )


def find_paper(graph: KnowledgeGraph, question: str) -> tuple[int, tuple[NodeRef, ...], str] | None:
    """The number of the paper that is asked for by id, identifier, file, title or authors, others that may be, and why.

    Of papers that match equally well, one of the corpus stands before one that is only cited.
    """
    seeds = best_seeds(resolve(graph, question, [PAPER]))
    reference = whole_reference(question) if not seeds or seeds[0].score < SAME_WORDS else None
    found = [(one.number, one.reason) for one in papers_by(graph, reference)] if reference else []
    found = found or [(graph.known(seed.node.id), seed.reason) for seed in seeds]
    found.sort(key=lambda item: (not graph.node(item[0])["in_corpus"], item[0]))
    if not found:
        return None
    number, reason = found[0]
    return number, tuple(node_ref(graph, other) for other, _ in found[1:]), reason


def citations_of(graph: KnowledgeGraph, question: str) -> CitationList:
    """What a paper cites, strongest first."""
    return _citation_list(graph, question, cited=True)


def citations_to(graph: KnowledgeGraph, question: str) -> CitationList:
    """What cites a paper, strongest first."""
    return _citation_list(graph, question, cited=False)


def _citation_list(graph: KnowledgeGraph, question: str, *, cited: bool) -> CitationList:
    found = find_paper(graph, question)
    if found is None:
        return CitationList(question=question, paper=None, homonyms=(), reason="", citations=())
    number, homonyms, reason = found
    edges = (graph.edges_from if cited else graph.edges_to)(number, EdgeType.CITES.value)
    return CitationList(
        question=question,
        paper=node_ref(graph, number),
        homonyms=homonyms,
        reason=reason,
        citations=_citations(graph, edges, cited=cited),
    )


def _citations(graph: KnowledgeGraph, edges: list[GraphEdge], *, cited: bool) -> tuple[CitationRow, ...]:
    rows = []
    for edge in edges:
        said = graph.edge(edge.number)
        other = graph.node(edge.tail if cited else edge.head)
        rows.append(
            CitationRow(
                citing=node_ref(graph, edge.head),
                cited=node_ref(graph, edge.tail),
                role=said["role"],
                level=said["level"],
                strength=said["strength"],
                mentions=said["mentions"],
                in_corpus=other["in_corpus"],
                evidence=edge_evidence(graph, edge.number),
            )
        )
    return tuple(sorted(rows, key=by_strength))


def by_strength(row: CitationRow) -> tuple[int, float, str, str, str]:
    """Sort key: the strongest citation first, by level and within one by strength."""
    return -(row.level or 0), -(row.strength or 0), row.cited.name, row.citing.name, row.cited.id


def _in_words(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def paper_card(graph: KnowledgeGraph, question: str) -> PaperCard | None:
    """What the graph knows of one paper; None if there is no such paper."""
    found = find_paper(graph, question)
    if found is None:
        return None
    number, homonyms, reason = found
    row = graph.node(number)
    attributes = attributes_of(row)
    return PaperCard(
        paper=node_ref(graph, number),
        homonyms=homonyms,
        reason=reason,
        authors=author_names(graph, number),
        affiliations=affiliations(graph, number),
        abstract=row["text"],
        metadata={key: _in_words(attributes[key]) for key in _METADATA if attributes.get(key)},
        entities=_entities(graph, number),
        statements=_statements(graph, number),
        relations=relations_of(graph, number),
        hyperedges=hyperedges_of(graph, number),
        citations=_citations(graph, graph.edges_from(number, EdgeType.CITES.value), cited=True),
        cited_by=_citations(graph, graph.edges_to(number, EdgeType.CITES.value), cited=False),
        anchors=floats_of(graph, number),
    )


def affiliations(graph: KnowledgeGraph, paper: int) -> tuple[str, ...]:
    """Where the authors of a paper work, as this paper prints it."""
    authors = [edge.tail for edge in graph.edges_from(paper, EdgeType.AUTHORED_BY.value)]
    edges = [edge for author in authors for edge in graph.edges_from(author, EdgeType.AFFILIATED_WITH.value)]
    here = [edge for edge in edges if graph.edge(edge.number)["paper"] == graph.ids[paper]]
    return tuple(dict.fromkeys(graph.node(edge.tail)["name"] for edge in here))


def _entities(graph: KnowledgeGraph, paper: int) -> tuple[EntityRow, ...]:
    ends = {relation: {e.tail for e in graph.edges_from(paper, relation)} for relation in SPEAKS_OF}
    proposed = ends[EdgeType.PROPOSES.value]
    rows = []
    for number in sorted(set().union(*ends.values())):
        places = graph.places_of(graph.ids[number], paper=graph.ids[paper])
        evidence = tuple(item for place in places[:3] for item in evidence_of(graph, place["provenance"]))
        entity = node_ref(graph, number)
        rows.append(EntityRow(node=entity, proposed=number in proposed, mentions=len(places), evidence=evidence))
    return tuple(sorted(rows, key=lambda row: (not row.proposed, -row.mentions, row.node.name, row.node.id)))


def _statements(graph: KnowledgeGraph, paper: int) -> tuple[StatementRow, ...]:
    rows = []
    for edge in graph.edges_from(paper, EdgeType.STATES.value):
        evidence = edge_evidence(graph, edge.number) or node_evidence(graph, edge.tail, 1)
        rows.append(StatementRow(node=node_ref(graph, edge.tail), evidence=evidence))
    return tuple(sorted(rows, key=lambda row: (row.node.kind, _place(row.evidence), row.node.id)))


def _place(evidence: tuple[Evidence, ...]) -> tuple[int, int]:
    return (evidence[0].page or 0, evidence[0].start) if evidence else (0, 0)
