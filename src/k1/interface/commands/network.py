"""Commands that walk the network of knowledge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from k1.interface.options import (
    BY_WORDS,
    DEFAULT_GRAPH,
    OR_BY_ID,
    GraphOption,
    JsonOption,
    LimitOption,
    NodeArgument,
    joined,
)

if TYPE_CHECKING:
    from k1.retrieval.records import GapList


def lineage(
    start: Annotated[str, typer.Argument(metavar="A", help="A paper or a method.")],
    goal: Annotated[str | None, typer.Argument(metavar="[B]", help="Another; else all of A's lineage.")] = None,
    graph: GraphOption = DEFAULT_GRAPH,
    json: JsonOption = False,
) -> None:
    """Trace what builds on what.

    The three shortest paths from A to B that do not go forward in time, or all that A builds on and that builds on A.
    """
    from k1.interface import rendering, views
    from k1.retrieval.operators.lineage import lineage as trace
    from k1.retrieval.store.graph_store import open_graph

    asked = [joined([name]) for name in (start, goal) if name is not None]
    answer = trace(open_graph(graph), *asked)
    unknown = [name for name, seeds in zip(asked, (answer.start, answer.goal), strict=False) if not seeds]
    nothing = None
    if unknown:
        nothing = f"no paper or method is called: {'; '.join(map(rendering.repeated, unknown))} ({BY_WORDS})"
    elif not (answer.paths or answer.builds_on or answer.built_upon_by):
        where = f"no path between {' and '.join(asked)}" if goal else f"no lineage of {asked[0]}"
        nothing = f"{where}: {answer.edges_searched} lineage edges of this corpus searched (neighbours lists all edges)"
        if goal and {seed.node.id for seed in answer.start} == {seed.node.id for seed in answer.goal}:
            same = f"{' and '.join(asked)} are one and the same here"
            nothing = f"{same}; name another for a path, or one alone for its lineage"
    rendering.emit(answer, views.lineage, json_wanted=json, nothing=nothing)


def baselines(
    dataset: Annotated[list[str], typer.Argument(metavar="DATASET...", help="Name of a data set.")],
    graph: GraphOption = DEFAULT_GRAPH,
    json: JsonOption = False,
) -> None:
    """List the methods evaluated on a data set.

    With the metrics that the same papers measure them by, and the values that the tables of these papers print.
    """
    from k1.interface import rendering, views
    from k1.retrieval.operators.baselines import baselines as find
    from k1.retrieval.store.graph_store import open_graph

    asked = joined(dataset)
    answer = find(open_graph(graph), asked)
    nothing = None
    if not answer.datasets:
        nothing = f"no data set is called: {rendering.repeated(asked)} ({BY_WORDS})"
    elif not answer.rows:
        nothing = (
            f"no method of this corpus is evaluated on: {rendering.repeated(asked)} (evidence lists what speaks of it)"
        )
    rendering.emit(answer, views.baselines, json_wanted=json, nothing=nothing)


def gaps(
    topic: Annotated[list[str] | None, typer.Argument(metavar="[TOPIC...]", help="Gaps of papers about it.")] = None,
    graph: GraphOption = DEFAULT_GRAPH,
    limit: LimitOption = 20,
    json: JsonOption = False,
) -> None:
    """Show what this corpus lacks.

    Methods that nobody takes up, data sets used once, papers without a link to the others, and pairs of a task and a
    method that never meet; each with the count that proves it.
    """
    from k1.interface import rendering, views
    from k1.retrieval.operators.gaps import find_gaps
    from k1.retrieval.store.graph_store import open_graph
    from k1.runtime.progress import counted

    asked = joined(topic) if topic else None
    answer = find_gaps(open_graph(graph), asked)
    nothing = None
    if asked and not answer.topic:
        nothing = f"nothing in the graph is called: {rendering.repeated(asked)} ({BY_WORDS})"
    elif not answer.gaps:
        papers = counted(answer.papers, "paper")
        nothing = f"no gap found{f' about {rendering.repeated(asked)}' if asked else ''} in {papers}"
    rendering.emit(_limited(answer, limit), views.gaps, json_wanted=json, nothing=nothing)


def _limited(answer: GapList, limit: int) -> GapList:
    """At most ``limit`` gaps, taken from the kinds in turn so that a frequent one does not hide the others."""
    kinds = [[gap for gap in answer.gaps if gap.kind == kind] for kind in answer.counts]
    turns = [gap for turn in range(limit) for kind in kinds for gap in kind[turn : turn + 1]]
    chosen = set(map(id, turns[:limit]))
    return answer.model_copy(update={"gaps": tuple(gap for gap in answer.gaps if id(gap) in chosen)})


def evidence(node: NodeArgument, graph: GraphOption = DEFAULT_GRAPH, json: JsonOption = False) -> None:
    """List every place that speaks of a node."""
    from k1.interface import rendering, views
    from k1.retrieval.operators.explore import evidence_list
    from k1.retrieval.records import UnknownNode
    from k1.retrieval.store.graph_store import open_graph

    asked = joined(node)
    answer = evidence_list(open_graph(graph), asked)
    if answer is None:
        rendering.no_hit(
            UnknownNode(question=asked),
            f"no node is called: {rendering.repeated(asked)} ({OR_BY_ID})",
            json_wanted=json,
        )
    nothing = (
        None
        if answer.evidence
        else f"{answer.node.name}: no place is recorded, `neighbours` has its edges"
        f"{rendering.of_same_name(answer.homonyms)}"
    )
    rendering.emit(answer, views.node_evidence, json_wanted=json, nothing=nothing)


def neighbours(
    node: NodeArgument,
    graph: GraphOption = DEFAULT_GRAPH,
    limit: Annotated[int | None, typer.Option("--limit", "-k", min=1, help="Rows at most; all by default.")] = None,
    json: JsonOption = False,
) -> None:
    """List the edges of a node, the most trusted first."""
    from k1.interface import rendering, views
    from k1.retrieval.operators.explore import neighbours as find
    from k1.retrieval.records import UnknownNode
    from k1.retrieval.store.graph_store import open_graph

    asked = joined(node)
    answer = find(open_graph(graph), asked, limit)
    if answer is None:
        rendering.no_hit(
            UnknownNode(question=asked),
            f"no node is called: {rendering.repeated(asked)} ({OR_BY_ID})",
            json_wanted=json,
        )
    nothing = None if answer.steps else f"{answer.node.name}: no edges{rendering.of_same_name(answer.homonyms)}"
    rendering.emit(answer, views.neighbours, json_wanted=json, nothing=nothing)
