"""Asking the graph one question from inside another command, as ``graphanything ask`` does."""

from __future__ import annotations

from pathlib import Path


def print_answer(graph: Path, question: str, *, width: int, sentences: int = 3) -> None:
    """Print the best sentences for ``question`` with paper, section and page, or say that there are none."""
    from rich.console import Console

    from k1.interface import views
    from k1.retrieval.ask.answers import ask
    from k1.retrieval.store.graph_store import open_graph

    found = ask(open_graph(graph), question, sentences)
    console = Console(width=width, highlight=False)
    if found.sentences:
        console.print(views.answer(found))
    else:
        console.print(views.unanswered(found), markup=False)
