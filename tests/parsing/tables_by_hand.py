"""Tables made by hand: lines, rules and pages, and one table of four rows."""

from __future__ import annotations

from k1.parsing.page.layout import Line, Page, Span
from k1.schema.provenance import Box


def line(x: float, y: float, text: str, size: float = 8.0, width: float | None = None) -> Line:
    box = Box(x, y - 0.75 * size, x + (width or 0.5 * size * len(text)), y + 0.22 * size)
    return Line((Span(text, box, size, "F"),), text, box, 1, size, baseline=y)


def rule(x0: float, x1: float, y: float) -> Box:
    return Box(x0, y, x1, y + 0.5)


def page(lines: list[Line], rules: list[Box]) -> Page:
    return Page(1, 600.0, 800.0, tuple(lines), tuple(rules))


ROWS = [("Method", "Speed", "Score"), ("ours", "12", "0.9"), ("theirs", "3", "0.8"), ("none", "1", "0.1")]
XS = (60.0, 160.0, 260.0)


def ruled_table(top: float = 120.0) -> tuple[list[Line], list[Box]]:
    lines = [line(x, top + 12 * at, text) for at, row in enumerate(ROWS) for x, text in zip(XS, row, strict=True)]
    return lines, [rule(60, 300, top - 9), rule(60, 300, top + 4), rule(60, 300, top + 40)]
