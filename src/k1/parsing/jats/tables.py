"""Tables in JATS (the XHTML model, and CALS as OASIS has it) as rows of strings.

A merged cell stands once, "" in all else that it covers.
"""

from __future__ import annotations

from itertools import groupby, takewhile

from k1.parsing.document.spanned_cells import SpannedCell, laid_out, read_span
from k1.parsing.jats.source import Element, children, descendants, entity_text, tag_of
from k1.parsing.jats.text import FORMULAS, formula_text
from k1.text.words import word_set

_DROPPED = word_set("graphic inline-graphic media object-id alt-text")
_OWN_LINES = word_set("p list-item fn td th tr")
_ROWS = word_set("tr row")

Cells = tuple[tuple[str, ...], ...]


def read_cells(wrap: Element) -> tuple[Cells | None, int | None]:
    """Rows and the number of header rows; None where the source has no cells but a picture."""
    tables = [e for e in descendants(wrap, "table") if _rows(e)] or [wrap]
    rows = [row for table in tables for row in _rows(table)]
    if not rows:
        return None, None
    heads = {row for head in descendants(tables[0], "thead") for row in _rows(head)}
    # No cell reaches from the head of a table into its body.
    groups = [laid_out(map(_spanned, group)) for _, group in groupby(rows, key=lambda row: row.getparent())]
    laid = [row for group in groups for row in group]
    bold = sum(1 for _ in takewhile(_is_header, rows))
    header = len(heads) or (bold if bold < len(rows) else 0)
    # A row without text is a rule or a gap.
    return tuple(filter(any, laid)), sum(map(any, laid[:header]))


def _rows(element: Element) -> list[Element]:
    """The rows of a table, without those of tables in its cells; its foot may stand before its body in the source."""
    rows = (row for row in descendants(element, *_ROWS) if _ROWS.isdisjoint(map(tag_of, row.iterancestors())))
    return sorted(rows, key=lambda row: tag_of(row.getparent()) == "tfoot")


def _spanned(row: Element) -> list[SpannedCell]:
    return [
        SpannedCell(_cell_text(cell), read_span(cell.get("colspan")), read_span(cell.get("rowspan")))
        if tag_of(cell) != "entry"
        else SpannedCell(_cell_text(cell), _columns(cell), _more(cell) + 1)
        for cell in children(row, "td", "th", "entry")
    ]


def _more(entry: Element) -> int:
    """The rows below that an entry of a CALS table covers too."""
    more = entry.get("morerows") or ""
    return read_span(more) if more.isdecimal() and more.strip("0") else 0


def _columns(entry: Element) -> int:
    """How many columns an entry of a CALS table covers, from the names of the first and the last."""
    group = next((above for above in entry.iterancestors() if tag_of(above) == "tgroup"), None)
    names = [column.get("colname") for column in children(group, "colspec")]
    ends = entry.get("namest"), entry.get("nameend")
    return max(1, names.index(ends[1]) - names.index(ends[0]) + 1) if set(ends) <= {*names} else 1


def _is_header(row: Element) -> bool:
    """Whether a row holds header cells only, or nothing but bold print."""
    cells = children(row, "td", "th", "entry")
    printed = [cell for cell in cells if tag_of(cell) == "th" or _cell_text(cell)]
    return bool(printed) and all(tag_of(cell) == "th" or _is_bold(cell) for cell in printed)


def _is_bold(cell: Element) -> bool:
    return _cell_text(cell) == " ".join(map(_cell_text, descendants(cell, "bold")))


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
        elif tag in FORMULAS:
            out.append(formula_text(below))
        elif tag not in _DROPPED:
            blank = " " if tag in _OWN_LINES else ""
            out.extend((blank, *_pieces(below), blank))
        out.append(below.tail or "")
    return out
