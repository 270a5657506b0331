"""Operator O5: what this corpus lacks, each finding with the count that proves it (agents-k1 5.2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain

import polars as pl

from k1.graph.aliases import leaders
from k1.retrieval.evidence.best_evidence import SPEAKS_OF, paper_evidence
from k1.retrieval.evidence.places import edge_evidence, node_evidence, node_ref
from k1.retrieval.operators.seeds import best_seeds, resolve
from k1.retrieval.records import Evidence, Gap, GapList
from k1.retrieval.store.graph_store import KnowledgeGraph
from k1.schema.vocabulary import EdgeType, EntityKind, NodeKind, RelationType

ORPHAN_METHOD, SINGLETON_DATASET = "orphan_method", "singleton_dataset"
STRAY_PAPER, SPARSE_CELL = "stray_paper", "sparse_cell"
GAP_KINDS = (ORPHAN_METHOD, SINGLETON_DATASET, STRAY_PAPER, SPARSE_CELL)
MIN_EXPECTED = 3.0
_TAKEN_UP = (
    RelationType.BUILDS_ON.value,
    RelationType.DERIVED_FROM.value,
    RelationType.USES_COMPONENT.value,
    RelationType.REQUIRES.value,
    RelationType.COMBINES.value,
    RelationType.COMPARED_WITH.value,
)
_METHODS = (EntityKind.METHOD.value, EntityKind.MODEL.value, EntityKind.TOOL.value)


def find_gaps(graph: KnowledgeGraph, topic: str | None = None) -> GapList:
    """All gaps of the corpus, or those of the papers that speak of a topic or are by an author."""
    speaks = _memberships(graph)
    found = [
        *_orphan_methods(graph),
        *_singleton_datasets(graph, speaks),
        *_stray_papers(graph, speaks),
        *_sparse_cells(graph, speaks),
    ]
    seeds = best_seeds(resolve(graph, topic)) if topic else ()
    if topic:
        about = {seed.node.id for seed in seeds}
        written = graph.edges.filter(pl.col("relation") == EdgeType.AUTHORED_BY.value)
        by_end = [*speaks.select("entity", "paper").iter_rows(), *written.select("tail", "head").iter_rows()]
        papers = about | {paper for end, paper in by_end if end in about}
        found = [gap for gap in found if _concerns(gap, papers)]
    counts = {kind: sum(gap.kind == kind for gap in found) for kind in GAP_KINDS}
    return GapList(question=topic or "", topic=seeds, papers=len(graph.corpus_papers), counts=counts, gaps=tuple(found))


def _memberships(graph: KnowledgeGraph) -> pl.DataFrame:
    """Rows ``paper``, ``entity``: the papers of the corpus and the entities they propose, mention or treat."""
    papers = graph.of_kind(NodeKind.PAPER.value)["id"]
    return (
        graph.edges.filter(pl.col("relation").is_in(SPEAKS_OF) & pl.col("head").is_in(papers.implode()))
        .select(pl.col("head").alias("paper"), pl.col("tail").alias("entity"))
        .unique()
        .sort("paper", "entity")
    )


def _concerns(gap: Gap, papers: set[str]) -> bool:
    return any(ref.id in papers for ref in gap.subjects) or any(item.paper in papers for item in gap.evidence)


def _orphan_methods(graph: KnowledgeGraph) -> Iterator[Gap]:
    """Methods that a paper proposes, nobody evaluates, and no other paper takes up."""
    proposals = graph.edges.with_row_index("number").filter(pl.col("relation") == EdgeType.PROPOSES.value)
    for (method,), rows in sorted(proposals.group_by(["tail"]), key=lambda item: str(item[0][0])):
        number = graph.known(str(method))
        if graph.kinds[number] not in _METHODS:
            continue
        papers = set(rows["head"])
        variants = [edge.head for edge in graph.edges_to(number, RelationType.DERIVED_FROM.value)]
        evaluated = [
            edge for node in (number, *variants) for edge in graph.edges_from(node, RelationType.EVALUATED_ON.value)
        ]
        taken_up = [
            edge
            for relation in _TAKEN_UP
            for edge in graph.edges_to(number, relation)
            if graph.edge(edge.number)["paper"] not in papers
        ]
        if not evaluated and not taken_up:
            name = node_ref(graph, number).name
            yield Gap(
                kind=ORPHAN_METHOD,
                subjects=(node_ref(graph, number),),
                statement=f"{name} is proposed, but evaluated on no data set and taken up by no other paper",
                query=f"proposes → method: {len(papers)}; method or its variant EVALUATED_ON → data set: 0; "
                f"{', '.join(_TAKEN_UP)} → method from another paper: 0",
                evidence=_first(graph, rows["number"].to_list(), number),
            )


def _first(graph: KnowledgeGraph, edges: list[int], node: int) -> tuple[Evidence, ...]:
    evidence = tuple(item for edge in sorted(edges) for item in edge_evidence(graph, edge))
    return evidence[:2] or node_evidence(graph, node, 1)


def _singleton_datasets(graph: KnowledgeGraph, speaks: pl.DataFrame) -> Iterator[Gap]:
    """Data sets that exactly one paper of the corpus speaks of."""
    datasets = graph.of_kind(EntityKind.DATASET.value)
    counts = speaks.filter(pl.col("entity").is_in(datasets["id"].implode())).group_by("entity").len()
    for node in sorted(counts.filter(pl.col("len") == 1)["entity"]):
        number = graph.known(node)
        yield Gap(
            kind=SINGLETON_DATASET,
            subjects=(node_ref(graph, number),),
            statement=f"{node_ref(graph, number).name} is used by one paper only",
            query="papers that mention the data set: 1",
            evidence=node_evidence(graph, number, 1),
        )


def _stray_papers(graph: KnowledgeGraph, speaks: pl.DataFrame) -> Iterator[Gap]:
    """Papers outside the largest component of citations and shared entities."""
    cites = graph.edges.filter(pl.col("relation") == EdgeType.CITES.value)
    links = [*cites.select("head", "tail").iter_rows(), *speaks.select("paper", "entity").iter_rows()]
    papers = sorted(graph.corpus_papers["id"])
    group = leaders({*papers, *chain.from_iterable(links)}, links)
    sizes = Counter(group[paper] for paper in papers)
    main = max(sizes, key=lambda root: (sizes[root], root), default="")
    for paper in papers:
        number = graph.known(paper)
        if group[paper] != main:
            yield Gap(
                kind=STRAY_PAPER,
                subjects=(node_ref(graph, number),),
                statement=f"{node_ref(graph, number).name} shares no citation and no entity with the main body",
                query=f"papers in the largest component of CITES and shared entities: {sizes[main]} of {len(papers)}; "
                f"in the component of this paper: {sizes[group[paper]]}",
                evidence=paper_evidence(graph, number),
            )


def _sparse_cells(graph: KnowledgeGraph, speaks: pl.DataFrame) -> Iterator[Gap]:
    """Tasks and methods that are each common, and never occur in one paper, though chance would have it 3 times."""
    total = len(graph.corpus_papers)
    papers = {entity: set(rows["paper"]) for (entity,), rows in speaks.group_by(["entity"])}
    common = {entity: found for entity, found in papers.items() if len(found) >= MIN_EXPECTED}
    tasks = sorted(set(graph.of_kind(EntityKind.TASK.value)["id"]) & common.keys())
    methods = sorted(set(graph.of_kind(*_METHODS)["id"]) & common.keys())
    for task in tasks:
        for method in methods:
            expected = len(common[task]) * len(common[method]) / total
            if expected >= MIN_EXPECTED and common[task].isdisjoint(common[method]):
                yield _sparse_cell(graph, task, method, (len(common[task]), len(common[method]), total, expected))


def _sparse_cell(graph: KnowledgeGraph, task: str, method: str, counts: tuple[int, int, int, float]) -> Gap:
    numbers = [graph.known(task), graph.known(method)]
    refs = tuple(node_ref(graph, number) for number in numbers)
    return Gap(
        kind=SPARSE_CELL,
        subjects=refs,
        statement=f"{refs[1].name} is never applied to {refs[0].name}",
        query=f"papers with the task: {counts[0]}; with the method: {counts[1]}; of {counts[2]}; "
        f"expected together: {counts[3]:.1f}; observed: 0",
        evidence=tuple(item for number in numbers for item in node_evidence(graph, number, 1)),
    )
