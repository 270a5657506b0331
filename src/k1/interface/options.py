"""The arguments and options that commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

DEFAULT_GRAPH = Path("results/demo/graph")
BY_WORDS = "tri-search looks by words"
"""What to try where nothing has the name that was asked for."""
OR_BY_ID = "sections, statements and anchors go by id; tri-search looks by words, and its --json has the ids"
"""The same where any node may be asked for."""


def joined(words: list[str]) -> str:
    """The words of an argument as one text, so that a question needs no quotes; a byte that is no UTF-8 becomes "?".

    Raises
    ------
    typer.BadParameter: there is nothing but white space.
    """
    text = " ".join(" ".join(words).split()).encode("utf-8", "replace").decode()
    if not text:
        raise typer.BadParameter("there is nothing but blanks; give words")
    return text


GraphOption = Annotated[
    Path, typer.Option("--graph", envvar="K1_GRAPH", help="Folder of the graph, with its index beside it.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the whole answer as JSON.")]
LimitOption = Annotated[int, typer.Option("--limit", "-k", min=1, max=1000, help="Rows at most.")]
QuestionArgument = Annotated[list[str], typer.Argument(metavar="QUESTION...", help="Words, quoted or not.")]
PaperArgument = Annotated[
    list[str], typer.Argument(metavar="PAPER...", help="DOI, arXiv id, PMC id, file name, title, or id of the graph.")
]
NodeArgument = Annotated[
    list[str],
    typer.Argument(metavar="NODE...", help="Id of any node, or name of a paper, author or entity."),
]
