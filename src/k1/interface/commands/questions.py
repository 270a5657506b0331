"""Commands that answer questions."""

from __future__ import annotations

from typing import Annotated

import typer

from k1.interface.options import BY_WORDS, DEFAULT_GRAPH, GraphOption, JsonOption, LimitOption, QuestionArgument, joined
from k1.schema.vocabulary import Modality, QueryType

TypeOption = Annotated[
    QueryType | None, typer.Option("--type", help="Type of the question, where the rules are wrong about it.")
]
ModalityOption = Annotated[
    list[Modality] | None,
    typer.Option("--modality", "-m", help="May be repeated; all but text by default."),
]


def ask(
    question: QuestionArgument, graph: GraphOption = DEFAULT_GRAPH, limit: LimitOption = 5, json: JsonOption = False
) -> None:
    """Answer a question with quoted sentences.

    The sentences of the papers that hold most of the question, word for word, each with paper, section and page. Weak
    evidence is called so; where there is none, a line says what no paper speaks of, and the exit code is 1. Who wrote a
    paper and where they work, its year and DOI, what it cites and what cites it are told from the graph's rows.
    """
    from k1.interface import answer_view, rendering
    from k1.retrieval.ask import answers
    from k1.retrieval.records import Strength
    from k1.retrieval.store.graph_store import open_graph

    asked = joined(question)
    answer = answers.ask(open_graph(graph), asked, limit)
    nothing = answer_view.unanswered(answer) if answer.strength is Strength.NONE else None
    rendering.emit(answer, answer_view.answer, json_wanted=json, nothing=nothing)


def tri_search(
    question: QuestionArgument,
    graph: GraphOption = DEFAULT_GRAPH,
    limit: LimitOption = 20,
    kind: TypeOption = None,
    json: JsonOption = False,
) -> None:
    """Search text, figures, tables and paths of the graph.

    One ranked list from all sources, with the score of each. The type of the question decides how much each weighs.
    """
    from k1.interface import rendering, views
    from k1.retrieval.search import tri_search as searching
    from k1.retrieval.store.graph_store import open_graph

    asked = joined(question)
    answer = searching.tri_search(open_graph(graph), asked, k=limit, kind=kind)
    nothing = (
        None if answer.hits else f"nothing found for: {rendering.repeated(asked)} (other or fewer words may find more)"
    )
    rendering.emit(answer, views.search, json_wanted=json, nothing=nothing)


def anchors(
    question: QuestionArgument,
    graph: GraphOption = DEFAULT_GRAPH,
    modality: ModalityOption = None,
    limit: LimitOption = 10,
    json: JsonOption = False,
) -> None:
    """Find figures, tables and equations.

    By the words of their captions, and those that ground something the question names first.
    """
    from k1.interface import rendering, views
    from k1.retrieval.operators.anchors import find_anchors
    from k1.retrieval.store.graph_store import open_graph

    asked = joined(question)
    wanted = modality or [Modality.FIGURE, Modality.TABLE, Modality.EQUATION]
    answer = find_anchors(open_graph(graph), asked, [m.value for m in wanted], limit)
    nothing = (
        None
        if answer.anchors
        else f"no {', '.join(m.value for m in wanted)} found for: {rendering.repeated(asked)} ({BY_WORDS})"
    )
    rendering.emit(answer, views.anchors, json_wanted=json, nothing=nothing)
