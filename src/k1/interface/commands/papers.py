"""Commands about papers."""

from __future__ import annotations

from k1.interface.options import (
    DEFAULT_GRAPH,
    GraphOption,
    JsonOption,
    LimitOption,
    PaperArgument,
    QuestionArgument,
    joined,
)


def find_paper(
    question: QuestionArgument, graph: GraphOption = DEFAULT_GRAPH, limit: LimitOption = 10, json: JsonOption = False
) -> None:
    """Find papers by identifier, title, author or words.

    A DOI, arXiv id or PMC id in any form, a file name, a title, an author, or any words of the text. Of a file that the
    build left out it is said why.
    """
    from k1.interface import rendering, views
    from k1.retrieval.operators import papers
    from k1.retrieval.operators.left_out import why_left_out
    from k1.retrieval.store.graph_store import open_graph

    asked, opened = joined(question), open_graph(graph)
    answer = papers.find_papers(opened, asked, limit)
    nothing = None
    if not answer.papers:
        why = why_left_out(opened, asked)
        nothing = why or f"no paper found for: {rendering.repeated(asked)} (other or fewer words may find more)"
    rendering.emit(answer, views.papers, json_wanted=json, nothing=nothing)


def paper_details(paper: PaperArgument, graph: GraphOption = DEFAULT_GRAPH, json: JsonOption = False) -> None:
    """Show what the graph knows of one paper.

    Metadata, methods, data, contributions, findings, limitations, the relations it says, figures and tables, citations
    both ways.
    """
    from k1.interface import rendering, views
    from k1.retrieval.operators import papers
    from k1.retrieval.records import UnknownPaper
    from k1.retrieval.store.graph_store import open_graph

    asked = joined(paper)
    card = papers.paper_card(open_graph(graph), asked)
    if card is None:
        nothing = f"no paper is called: {rendering.repeated(asked)} (find-paper searches by words)"
        rendering.no_hit(UnknownPaper(question=asked), nothing, json_wanted=json)
    rendering.emit(card, views.card, json_wanted=json, nothing=None)


def citations_of(paper: PaperArgument, graph: GraphOption = DEFAULT_GRAPH, json: JsonOption = False) -> None:
    """List what a paper cites, strongest first.

    With role (support, contrast, extend, background), level (5 foundational to 1 peripheral) and sentence.
    """
    _citations(joined(paper), graph, json, cited_by_it=True)


def citations_to(paper: PaperArgument, graph: GraphOption = DEFAULT_GRAPH, json: JsonOption = False) -> None:
    """List what cites a paper, strongest first.

    With role (support, contrast, extend, background), level (5 foundational to 1 peripheral) and sentence.
    """
    _citations(joined(paper), graph, json, cited_by_it=False)


def _citations(asked: str, graph: GraphOption, json: bool, *, cited_by_it: bool) -> None:
    from k1.interface import rendering, views
    from k1.retrieval.operators import papers
    from k1.retrieval.store.graph_store import open_graph

    find = papers.citations_of if cited_by_it else papers.citations_to
    answer = find(open_graph(graph), asked)
    nothing = None
    if answer.paper is None:
        nothing = f"no paper is called: {rendering.repeated(asked)} (find-paper searches by words)"
    elif not answer.citations:
        none = "cites nothing that the graph knows" if cited_by_it else "is cited by no paper of the corpus"
        found = f"{answer.paper.name} (match: {answer.reason})"
        nothing = f"{found}: {none}{rendering.of_same_name(answer.homonyms)}"
    rendering.emit(answer, views.citations, json_wanted=json, nothing=nothing)
