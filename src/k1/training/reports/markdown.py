"""A table in Markdown, for documents and terminals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def markdown_table(head: Sequence[str], rows: Iterable[Sequence[str]], texts: int = 1) -> str:
    """A table whose first ``texts`` columns stand on the left, and the others, which hold numbers, on the right."""
    sides = ["---"] * texts + ["---:"] * (len(head) - texts)
    return "\n".join([_line(head), f"|{'|'.join(sides)}|", *map(_line, rows)])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
