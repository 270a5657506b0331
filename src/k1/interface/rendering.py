"""Answers on a terminal: tables for people, JSON for programs. Text of papers is hostile and never markup."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import NoReturn, TypeVar

import typer
from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from k1.retrieval.records import NodeRef
from k1.runtime.progress import printable
from k1.schema.provenance import Record

NO_HIT = 1
QUOTE_LENGTH = 320  # characters shown in a table; --json has them all
A = TypeVar("A", bound=Record)


def plain(text: str) -> str:
    """``text`` on one line, without characters that could steer a terminal."""
    return " ".join(printable(text).split())


def shortened(text: str, length: int = QUOTE_LENGTH) -> str:
    """``text`` cut at a word, with an ellipsis to say so."""
    safe = plain(text)
    if len(safe) <= length:
        return safe
    return safe[:length].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def repeated(asked: str) -> str:
    """What was asked for, as a message repeats it: all of a pasted page would bury what to try."""
    return shortened(asked, 160)


def as_json(record: Record) -> str:
    """A record as JSON that shows letters as they are and unsafe characters as escapes."""
    text = json.dumps(record.model_dump(mode="json"), ensure_ascii=False, indent=1)
    return "".join(one if one.isprintable() or one == "\n" else json.dumps(one)[1:-1] for one in text)


def emit(answer: A, view: Callable[[A], RenderableType], *, json_wanted: bool, nothing: str | None) -> None:
    """Print an answer; ``nothing`` says that it holds no hit, and then the exit code is 1."""
    if nothing is not None:
        no_hit(answer, nothing, json_wanted=json_wanted)
    if json_wanted:
        sys.stdout.write(as_json(answer) + "\n")
    else:
        Console(highlight=False, soft_wrap=False).print(view(answer))


def no_hit(answer: Record, message: str, *, json_wanted: bool) -> NoReturn:
    """Say that an answer holds no hit, and exit with 1; a program gets the answer, too."""
    if json_wanted:
        sys.stdout.write(as_json(answer) + "\n")
    print(plain(message), file=sys.stderr)
    raise typer.Exit(NO_HIT)


def of_same_name(homonyms: Sequence[NodeRef]) -> str:
    """What else a name that came to nothing may stand for."""
    ids = ", ".join(f"{node.id} ({node.kind})" for node in homonyms)
    return f"; the name has other nodes too, ask for one by its id: {ids}" if ids else ""


def text(content: str, style: str = "") -> Text:
    """Words of a paper as text without markup."""
    return Text(plain(content), style=style)


def table(columns: Sequence[tuple[str, int | None]], rows: Iterable[Sequence[RenderableType]]) -> Table:
    """A table without frame; a column with a ratio shares the width, one without takes what it needs."""
    built = Table(
        box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, expand=True, header_style="bold", padding=(0, 1)
    )
    for name, ratio in columns:
        built.add_column(name, ratio=ratio, no_wrap=ratio is None, overflow="fold", vertical="top")
    for number, row in enumerate(rows):
        if number:
            built.add_row(*[""] * len(columns))
        built.add_row(*row)
    return built


def section(title: str, *content: RenderableType) -> RenderableType:
    """Content under a heading."""
    return Group(Text(f"\n{title}", style="bold cyan"), *content)


def indented(content: RenderableType, by: int = 2) -> RenderableType:
    """Content moved to the right."""
    return Padding(content, (0, 0, 0, by), expand=False)  # else every line ends in blanks up to the terminal's width
