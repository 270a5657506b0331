"""Operator O2: what builds on what, by the relations and citations that say so (agents-k1 5.2)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import polars as pl

from k1.retrieval.evidence.steps import step
from k1.retrieval.operators.paths import Route, reachable, shortest_routes
from k1.retrieval.operators.seeds import best_seeds, resolve
from k1.retrieval.records import Lineage, Path, Seed, Step
from k1.retrieval.store.graph_store import GraphEdge, KnowledgeGraph
from k1.schema.vocabulary import CitationRole, EdgeType, EntityKind, NodeKind, RelationType

LINEAGE_RELATIONS = (RelationType.BUILDS_ON.value, RelationType.DERIVED_FROM.value)
RESTS_ON = (
    RelationType.USES_COMPONENT.value,
    RelationType.REQUIRES.value,
    RelationType.IMPLEMENTS.value,
    RelationType.MOTIVATED_BY.value,
)
"""Weaker bonds of methods and tools: a path over them is twice as long."""
RESTS_ON_LENGTH = 2.0
MIN_LEVEL = 3
TOP_LEVEL = 5
PATHS = 3
_MAKERS = (EntityKind.METHOD.value, EntityKind.MODEL.value, EntityKind.TOOL.value)
_KINDS = (NodeKind.PAPER.value, *_MAKERS)


@dataclass
class LineageGraph:
    """The edges of a graph that say "newer builds on older", by their ends."""

    arcs: dict[int, dict[int, float]] = field(default_factory=lambda: defaultdict(dict))
    edges: dict[tuple[int, int], list[GraphEdge]] = field(default_factory=lambda: defaultdict(list))
    against_time: int = 0

    @property
    def size(self) -> int:
        """Number of edges."""
        return sum(map(len, self.edges.values()))

    def reversed_arcs(self) -> dict[int, dict[int, float]]:
        """The arcs from older to newer."""
        turned: dict[int, dict[int, float]] = defaultdict(dict)
        for head, ends in self.arcs.items():
            for tail, length in ends.items():
                turned[tail][head] = length
        return turned


def lineage_graph(graph: KnowledgeGraph) -> LineageGraph:
    """BUILDS_ON, DERIVED_FROM, CITES with role extend and level 3 or more, and RESTS_ON; never forward in time.

    An edge is 1 / (confidence * level / 5) long; relations of module E have no level and count as level 5. RESTS_ON
    joins methods, models and tools only.
    """
    column = pl.col
    cites = (
        (column("relation") == EdgeType.CITES.value)
        & (column("role") == CitationRole.EXTEND.value)
        & (column("level") >= MIN_LEVEL)
    )
    makers = graph.of_kind(*_MAKERS)["id"].implode()
    rests = column("relation").is_in(RESTS_ON) & column("head").is_in(makers) & column("tail").is_in(makers)
    chosen = graph.edges.with_row_index("number").filter(column("relation").is_in(LINEAGE_RELATIONS) | cites | rests)
    found = LineageGraph()
    dated = _years(graph)
    for row in chosen.to_dicts():
        head, tail = graph.known(row["head"]), graph.known(row["tail"])
        if head == tail:
            continue
        newer, older = dated.get(head), dated.get(tail)
        if newer is not None and older is not None and newer < older:
            found.against_time += 1
            continue
        length = 1 / (graph.trust[row["number"]] * (row["level"] or TOP_LEVEL) / TOP_LEVEL)
        length *= RESTS_ON_LENGTH if row["relation"] in RESTS_ON else 1.0
        edge = GraphEdge(row["number"], head, row["relation"], tail)
        _add(found, edge, length)
    return found


def _years(graph: KnowledgeGraph) -> dict[int, int]:
    """The year of a paper; of a method, model or tool, which has none, that of the first paper to propose it.

    What no paper of the corpus proposes has no year, and no edge of it goes against time.
    """
    years = {number: year for number, year in enumerate(graph.nodes["year"].to_list()) if year is not None}
    proposed: defaultdict[int, list[int]] = defaultdict(list)
    rows = graph.edges.filter(pl.col("relation") == EdgeType.PROPOSES.value).select("head", "tail").rows()
    for paper, work in ((graph.known(head), graph.known(tail)) for head, tail in rows):
        if paper in years:
            proposed[work].append(years[paper])
    return {work: min(found) for work, found in proposed.items()} | years


def _add(found: LineageGraph, edge: GraphEdge, length: float) -> None:
    known = found.arcs[edge.head].get(edge.tail)
    listed = found.edges[edge.head, edge.tail]
    if known is None or length < known:
        found.arcs[edge.head][edge.tail] = length
        listed.insert(0, edge)
    else:
        listed.append(edge)


def lineage(graph: KnowledgeGraph, start: str, goal: str | None = None) -> Lineage:
    """The shortest paths from one paper or method to another, or the lineage of one.

    Edges point from newer to older work; where no path leads from ``start`` to ``goal``, the other way is tried.
    """
    starts = best_seeds(resolve(graph, start, _KINDS))
    goals = best_seeds(resolve(graph, goal, _KINDS)) if goal else ()
    searched = lineage_graph(graph)
    here, there = _apart(_ends(graph, starts), _ends(graph, goals))
    paths: list[Route] = []
    if goal:
        paths = shortest_routes(searched.arcs, here, there, PATHS) or shortest_routes(searched.arcs, there, here, PATHS)
    return Lineage(
        question=f"{start} → {goal}" if goal else start,
        start=starts,
        goal=goals,
        paths=tuple(_path(graph, searched, route) for route in paths if len(route.nodes) > 1),
        builds_on=() if goal else _tree(graph, searched, here, older=True),
        built_upon_by=() if goal else _tree(graph, searched, here, older=False),
        edges_searched=searched.size,
        edges_against_time=searched.against_time,
    )


def _ends(graph: KnowledgeGraph, seeds: tuple[Seed, ...]) -> list[int]:
    """Nodes a lineage may start from: a paper stands for the methods it proposes, and a method for its papers."""
    ends = []
    for seed in seeds:
        number = graph.known(seed.node.id)
        ends += [number, *(edge.tail for edge in graph.edges_from(number, EdgeType.PROPOSES.value))]
        ends += [edge.head for edge in graph.edges_to(number, EdgeType.PROPOSES.value)]
    return sorted(set(ends))


def _apart(here: list[int], there: list[int]) -> tuple[list[int], list[int]]:
    """The two ends of a lineage without what both stand for: two papers on one tool are not one work."""
    shared = set(here) & set(there)
    one, other = [node for node in here if node not in shared], [node for node in there if node not in shared]
    return (one, other) if one and other else (here, there)


def _path(graph: KnowledgeGraph, searched: LineageGraph, route: Route) -> Path:
    pairs = zip(route.nodes, route.nodes[1:], strict=False)
    steps = (step(graph, searched.edges[pair], length=searched.arcs[pair[0]][pair[1]]) for pair in pairs)
    return Path(length=route.length, steps=tuple(steps))


def _tree(graph: KnowledgeGraph, searched: LineageGraph, starts: list[int], *, older: bool) -> tuple[Step, ...]:
    """The last edge of the shortest route to everything within the configured depth, nearest first."""
    arcs = searched.arcs if older else searched.reversed_arcs()
    steps = []
    for route, count in reachable(arcs, starts, graph.settings.depth):
        if count:
            last, end = route.nodes[-2], route.nodes[-1]
            head, tail = (last, end) if older else (end, last)
            steps.append(step(graph, searched.edges[head, tail], length=route.length))
    return tuple(steps)
