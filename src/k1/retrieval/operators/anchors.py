"""Operator O4: figures, tables, equations and paragraphs of a paper, a concept or a question (agents-k1 5.2)."""

from __future__ import annotations

import re
from collections.abc import Collection

from k1.graph.labels import label_of, mentioned_labels
from k1.retrieval.evidence.passages import best_quote, term_weights, unit_of
from k1.retrieval.evidence.places import attributes_of, node_ref, unit_evidence
from k1.retrieval.operators.seeds import seeds_in
from k1.retrieval.records import AnchorList, AnchorRow, Evidence
from k1.retrieval.store.graph_store import KnowledgeGraph
from k1.retrieval.store.tokens import search_terms
from k1.schema.vocabulary import EdgeType, Modality, NodeKind

FLOATS = (Modality.FIGURE.value, Modality.TABLE.value)
GROUNDED_BONUS = 0.25  # of an anchor that a node named in the question is grounded in
LABEL_BONUS = 0.5  # of an anchor whose label the question says
_CANDIDATES = 1000


def find_anchors(graph: KnowledgeGraph, question: str, modalities: Collection[str], limit: int = 10) -> AnchorList:
    """Anchors of some modalities by the words of their text, those that ground a named entity first.

    Where the question says which ("Table 3 of PaSa"), the labels count as much as the words.
    """
    seeds = seeds_in(graph, question)
    grounded = _grounded(graph, [seed.node.id for seed in seeds])
    scored = dict(graph.best_texts(search_terms(question), _CANDIDATES))
    top = max(scored.values(), default=1.0)
    asked = mentioned_labels(question)
    rows = []
    for number in sorted({*scored, *grounded}):
        if graph.kinds[number] == NodeKind.ANCHOR.value and graph.node(number)["modality"] in modalities:
            score = (1 - GROUNDED_BONUS) * scored.get(number, 0.0) / top + GROUNDED_BONUS * (number in grounded)
            labelled = bool(asked) and label_of(_label(graph, unit_of(graph, number)) or "") in asked
            score = (1 - LABEL_BONUS) * score + LABEL_BONUS * labelled if asked else score
            why = ["label"] * labelled + ["words"] * (number in scored) + ["grounding"] * (number in grounded)
            rows.append((score, number, " and ".join(why)))
    rows.sort(key=lambda row: (-row[0], row[1]))
    weights = term_weights(graph, question)
    anchors = (_row(graph, n, score, why, best_quote(graph, n, weights)) for score, n, why in rows[:limit])
    return AnchorList(question=question, seeds=seeds, anchors=tuple(anchors))


def _grounded(graph: KnowledgeGraph, nodes: Collection[str]) -> set[int]:
    """Anchors in which the nodes are grounded; a paper's anchors are those of its own."""
    found: set[int] = set()
    anchors = graph.of_kind(NodeKind.ANCHOR.value)
    for node in nodes:
        number = graph.known(node)
        found.update(edge.tail for edge in graph.edges_from(number, EdgeType.GROUNDED_IN.value))
        if graph.kinds[number] == NodeKind.PAPER.value:
            found.update(anchors.filter(anchors["paper"] == node)["number"].to_list())
    return found


def _row(graph: KnowledgeGraph, number: int, score: float, reason: str, evidence: tuple[Evidence, ...]) -> AnchorRow:
    return AnchorRow(
        node=node_ref(graph, number),
        modality=graph.node(number)["modality"],
        label=_label(graph, unit_of(graph, number)),
        score=round(score, 4),
        reason=reason,
        evidence=evidence,
    )


def _label(graph: KnowledgeGraph, unit: int | None) -> str | None:
    return None if unit is None else attributes_of(graph.node(unit)).get("label")


def floats_of(graph: KnowledgeGraph, paper: int) -> tuple[AnchorRow, ...]:
    """The figures and tables of a paper in reading order, with their whole captions."""
    anchors = graph.of_kind(NodeKind.ANCHOR.value)
    mine = anchors.filter((anchors["paper"] == graph.ids[paper]) & anchors["modality"].is_in(list(FLOATS)))
    rows = []
    for number in mine["number"].to_list():
        unit = unit_of(graph, number)
        if unit is None:
            continue
        row = graph.node(unit)
        attributes = attributes_of(row)
        evidence = unit_evidence(graph, unit, 0, len(row["text"]))
        order = attributes.get("order") or 0, attributes.get("page") or 0, _number(attributes.get("label"))
        rows.append((order, _row(graph, number, 1.0, "of the paper", evidence)))
    return tuple(row for _, row in sorted(rows, key=lambda item: (item[0], item[1].node.id)))


def _number(label: str | None) -> tuple[str, int]:
    """A printed label as a sort key: "Figure 10" after "Figure 9"."""
    match = re.match(r"\D*(\d{1,6})", label or "")
    return (label or "")[:3], int(match[1]) if match else 0
