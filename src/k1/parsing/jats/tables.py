"""Tables in JATS (the XHTML model) as rows of strings: a merged cell once, "" in all else that it covers."""

from __future__ import annotations

from itertools import groupby

from k1.parsing.document.spans import SpannedCell, laid_out, read_span
from k1.parsing.jats.source import Element, children, descendants, entity_text, tag_of
from k1.parsing.jats.text import formula_text

_DROPPED = frozenset({"graphic", "inline-graphic", "media", "object-id", "alt-text"})

Cells = tuple[tuple[str, ...], ...]


def read_cells(wrap: Element) -> tuple[Cells | None, int | None]:
    """Rows and the number of header rows; None where the source has no cells but a picture."""
    tables = [e for e in descendants(wrap, "table") if next(descendants(e, "tr"), None) is not None]
    if not tables:
        return None, None
    rows = [row for table in tables for row in descendants(table, "tr")]
    heads = {row for table in tables[:1] for head in children(table, "thead") for row in descendants(head, "tr")}
    # No cell reaches from the head of a table into its body.
    groups = [laid_out(map(_spanned, group)) for _, group in groupby(rows, key=lambda row: row.getparent())]
    header = len(heads) or _leading_headers(rows)
    return tuple(row for group in groups for row in group), header


def _spanned(row: Element) -> list[SpannedCell]:
    return [
        SpannedCell(_cell_text(cell), read_span(cell.get("colspan")), read_span(cell.get("rowspan")))
        for cell in children(row, "td", "th")
    ]


def _leading_headers(rows: list[Element]) -> int:
    """Rows at the top that hold header cells only."""
    count = 0
    for row in rows:
        if not children(row) or children(row, "td"):
            break
        count += 1
    return count if count < len(rows) else 0


def _cell_text(cell: Element) -> str:
    """The text of a cell; paragraphs and line breaks are blanks."""
    return " ".join("".join(_pieces(cell)).split())


def _pieces(element: Element) -> list[str]:
    out = [element.text or ""]
    for below in element:
        tag = tag_of(below)
        if not tag:
            out.append(entity_text(below))
        elif tag == "break":
            out.append(" ")
        elif tag in ("inline-formula", "disp-formula", "math", "tex-math", "alternatives"):
            out.append(formula_text(below))
        elif tag not in _DROPPED:
            blank = " " if tag in ("p", "list-item", "fn") else ""
            out.extend((blank, *_pieces(below), blank))
        out.append(below.tail or "")
    return out
