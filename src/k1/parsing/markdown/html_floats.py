"""Tables and figures of HTML inside Markdown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain, groupby, islice, takewhile
from typing import Any

from lxml import etree, html
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from k1.parsing.document.spanned_cells import SpannedCell, laid_out, read_span
from k1.parsing.markdown.floats import SourceFloat
from k1.schema.vocabulary import Modality

_FLOAT = re.compile(r"<(/)?(table|figure)\b(?(1)\s*>)", re.IGNORECASE)
_LONGEST = 5000  # lines of a table
_DEEPEST = 10  # tables in tables
_OWN_LINES = ("br", "p", "li", "div", "tr", "td", "th")


def html_tables_plugin(parser: MarkdownIt) -> None:
    """Let a block of HTML go on until the table or figure in it ends, whatever empty lines this holds."""
    parser.block.ruler.before("html_block", "html_table", _float_rule)


def _float_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    at = start
    opened = 0
    begin = state.bMarks[start] + state.tShift[start]
    if silent or not state.src.startswith("<", begin) or state.src.startswith("<!--", begin):
        return False
    while at < min(end, start + _LONGEST) and opened <= _DEEPEST and (opened > 0 or not state.isEmpty(at)):
        signs = _FLOAT.findall(state.src[state.bMarks[at] : state.eMarks[at]])
        opened += sum(-1 if sign else 1 for sign, _ in signs)
        at += 1
        if signs and opened <= 0 and not state.src[state.bMarks[at - 1] : state.eMarks[at - 1]].strip():
            break
    source = state.getLines(start, at, state.blkIndent, True)
    if opened > 0 or not _FLOAT.search(source):
        return False
    token = state.push("html_block", "", 0)
    token.map = [start, at]
    token.content = source
    state.line = at
    return True


def html_floats(source: str) -> Iterator[str | SourceFloat]:
    """The parts of a piece of HTML: tables and figures, and the HTML between them."""
    at = 0
    for start, end in _outermost(source):
        yield source[at:start]
        floats = _floats(source[start:end])
        yield from floats or (source[start:end],)
        at = end
    yield source[at:]


def _outermost(source: str) -> list[tuple[int, int]]:
    """Where the tables and figures that stand in no other begin and end; what is never closed is none."""
    opened: list[tuple[str, int]] = []
    count: Counter[str] = Counter()
    spans: list[tuple[int, int]] = []
    for tag in _FLOAT.finditer(source):
        kind = tag[2].casefold()
        if not tag[1]:
            opened.append((kind, tag.start()))
            count[kind] += 1
            continue
        found = ""
        while count[kind] and found != kind:
            found, start = opened.pop()
            count[found] -= 1
        if found:
            while spans and spans[-1][0] > start:
                spans.pop()
            spans.append((start, tag.end()))
    return spans


def _floats(source: str) -> list[SourceFloat]:
    """A table, or what a figure shows: the tables in it, of which the first has its caption, or the figure itself."""
    try:
        outer = next(iter(html.fragment_fromstring(source, create_parent="div")), None)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return []
    if outer is None:
        return []
    tables = [table for table in outer.iter("table") if next(table.iterancestors("table"), None) is None]
    made = [read for table in tables if (read := _table(table))]
    figure = _figure(outer) if outer.tag == "figure" else None
    if made and figure:
        made[0] = made[0]._replace(caption=made[0].caption or figure.caption, name=made[0].name or figure.name)
    return made or ([figure] if figure else [])


def _table(table: Any) -> SourceFloat | None:
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    # No cell reaches from the head of a table into its body.
    groups = [laid_out(map(_spanned, group)) for _, group in groupby(rows, key=lambda row: row.getparent())]
    laid = [row for group in groups for row in group]
    heads = sum(1 for _ in takewhile(_is_header, rows))
    caption = "".join(map(_text, islice(table.iter("caption"), 1)))
    header = laid[:heads] if heads < len(rows) else []
    found = SourceFloat(Modality.TABLE, caption, table.get("id"), list(filter(any, laid)), sum(map(any, header)))
    return found if found.rows else None


def _spanned(row: Any) -> list[SpannedCell]:
    cells = row.iterchildren("td", "th")
    return [SpannedCell(_text(cell), read_span(cell.get("colspan")), read_span(cell.get("rowspan"))) for cell in cells]


def _is_header(row: Any) -> bool:
    cells = list(row.iterchildren("td", "th"))
    return row.getparent().tag == "thead" or (bool(cells) and all(cell.tag == "th" for cell in cells))


def _figure(figure: Any) -> SourceFloat | None:
    """A figure with its caption, else with what describes its picture."""
    captions = map(_text, islice(chain(figure.iterchildren("figcaption"), figure.iter("figcaption")), 1))
    described = (image.get("alt") or image.get("title") or "" for image in figure.iter("img"))
    text = next(filter(None, chain(captions, (" ".join(each.split()) for each in described))), "")
    return SourceFloat(Modality.FIGURE, text, figure.get("id")) if text else None


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
