"""The command that ranks passages of any text, without a graph."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from k1.interface.options import LimitOption

PassagesArgument = Annotated[
    Path,
    typer.Argument(metavar="PASSAGES", help="JSON list of objects with title and text, and a key if they have one."),
]
QuestionsArgument = Annotated[
    Path, typer.Argument(metavar="QUESTIONS", help="JSON list of objects with id and question.")
]
OutOption = Annotated[Path | None, typer.Option("--out", "-o", help="File to write; the terminal without it.")]


def rank_passages(
    passages: PassagesArgument, questions: QuestionsArgument, out: OutOption = None, limit: LimitOption = 10
) -> None:
    """Rank passages of any text for questions that need several.

    By BM25, the titles and names that questions and texts share, and what the passages before leave untold; no graph
    and no model. One line of JSON a question: its id, and the keys of the best passages (title, tab, text where one has
    no key), best first.
    """
    import json
    import sys
    import tempfile

    from k1.interface.passage_files import read_rows
    from k1.retrieval.search.passage_ranking import Passage, PassageRanking
    from k1.runtime.files import write_text

    rows, asked = read_rows(passages, ("title", "text")), read_rows(questions, ("id", "question"))
    keys = [str(row.get("key") or f"{row['title']}\t{row['text']}") for row in rows]
    with tempfile.TemporaryDirectory() as folder:
        index = PassageRanking([Passage(row["title"], row["text"]) for row in rows], Path(folder))
        ranked = [(row["id"], [keys[number] for number in index.rank(row["question"], limit)]) for row in asked]
    lines = "".join(json.dumps({"id": one, "ranked": best}) + "\n" for one, best in ranked)
    if out is None:
        sys.stdout.write(lines)
    else:
        write_text(out, lines)
