"""Tables and figures of HTML inside Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, takewhile
from typing import Any, NamedTuple

from lxml import etree, html
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from k1.parsing.document.spans import SpannedCell, laid_out, read_span

_TABLE = re.compile(r"<(/?)table\b", re.IGNORECASE)
_FLOAT = re.compile(r"(<table\b.*?</table\s*>|<figure\b.*?</figure\s*>)", re.DOTALL | re.IGNORECASE)
_LONGEST = 5000  # lines of a table
_DEEPEST = 10  # tables in tables
_OWN_LINES = ("br", "p", "li", "div", "tr", "td", "th")


class HtmlTable(NamedTuple):
    """A table: the sources of its cells, how many of its rows are its header, its caption and its id."""

    rows: list[tuple[str, ...]]
    header: int
    caption: str
    name: str | None


class HtmlFigure(NamedTuple):
    """A figure: its caption, else what describes its picture, and its id."""

    caption: str
    name: str | None


def html_tables_plugin(parser: MarkdownIt) -> None:
    """Let a block of HTML go on until the table in it ends, whatever empty lines the table holds."""
    parser.block.ruler.before("html_block", "html_table", _table_rule)


def _table_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    at = start
    opened = 0
    if silent or not state.src.startswith("<", state.bMarks[start] + state.tShift[start]):
        return False
    while at < min(end, start + _LONGEST) and opened <= _DEEPEST and (opened > 0 or not state.isEmpty(at)):
        signs = _TABLE.findall(state.src[state.bMarks[at] : state.eMarks[at]])
        opened += sum(-1 if sign else 1 for sign in signs)
        at += 1
        if signs and opened <= 0 and not state.src[state.bMarks[at - 1] : state.eMarks[at - 1]].strip():
            break
    source = state.getLines(start, at, state.blkIndent, True)
    if opened > 0 or not _TABLE.search(source):
        return False
    token = state.push("html_block", "", 0)
    token.map = [start, at]
    token.content = source
    state.line = at
    return True


def html_floats(source: str) -> Iterator[str | HtmlTable | HtmlFigure]:
    """The parts of a piece of HTML: tables and figures, and the HTML between them."""
    for part in _FLOAT.split(source):
        if part[:6].casefold() == "<table":
            yield _table(part) or part
        elif part[:7].casefold() == "<figure":
            yield _figure(part) or part
        else:
            yield part


def _parsed(source: str) -> Any | None:
    try:
        return html.fragment_fromstring(source, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _table(source: str) -> HtmlTable | None:
    root = _parsed(source)
    table = None if root is None else next(root.iter("table"), None)
    if table is None:
        return None
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    # No cell reaches from the head of a table into its body.
    groups = [laid_out(map(_spanned, group)) for _, group in groupby(rows, key=lambda row: row.getparent())]
    laid = [row for group in groups for row in group]
    heads = sum(1 for _ in takewhile(_is_header, rows))
    header = heads if heads < len(rows) else 0
    caption = next(table.iter("caption"), None)
    printed = "" if caption is None else _text(caption)
    kept = [row for row in laid if any(row)]
    return HtmlTable(kept, sum(map(any, laid[:header])), printed, table.get("id")) if kept else None


def _spanned(row: Any) -> list[SpannedCell]:
    cells = row.iterchildren("td", "th")
    return [SpannedCell(_text(cell), read_span(cell.get("colspan")), read_span(cell.get("rowspan"))) for cell in cells]


def _is_header(row: Any) -> bool:
    cells = list(row.iterchildren("td", "th"))
    return row.getparent().tag == "thead" or (bool(cells) and all(cell.tag == "th" for cell in cells))


def _figure(source: str) -> HtmlFigure | None:
    root = _parsed(source)
    figure = None if root is None else next(root.iter("figure"), None)
    if figure is None:
        return None
    caption = next(figure.iter("figcaption"), None)
    said = "" if caption is None else _text(caption)
    described = (image.get("alt") or image.get("title") or "" for image in figure.iter("img"))
    text = said or next(filter(None, (" ".join(each.split()) for each in described)), "")
    return HtmlFigure(text, figure.get("id")) if text else None


def _text(element: Any) -> str:
    """The text below an element, blanks where print begins a line."""
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: Any) -> Iterator[str]:
    for event, node in etree.iterwalk(element, events=("start", "end")):
        yield " " if node.tag in _OWN_LINES else ""
        if event == "end":
            yield (node.tail or "") if node is not element else ""
        elif isinstance(node.tag, str) and node.tag not in ("script", "style"):
            yield node.text or ""
