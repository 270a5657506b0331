"""Tables in JATS (the XHTML model) as rows of strings: a merged cell once, nothing where it does not begin."""

from __future__ import annotations

from k1.parsing.jats.inline import formula_text
from k1.parsing.jats.source import Element, children, descendants, entity_text, tag_of

_DROPPED = frozenset({"graphic", "inline-graphic", "media", "object-id", "alt-text"})

Cells = tuple[tuple[str, ...], ...]


def read_cells(wrap: Element) -> tuple[Cells | None, int | None]:
    """Rows and the number of header rows; None where the source has no cells but a picture."""
    tables = [e for e in descendants(wrap, "table") if next(descendants(e, "tr"), None) is not None]
    if not tables:
        return None, None
    rows = [row for table in tables for row in descendants(table, "tr")]
    heads = {row for table in tables[:1] for head in children(table, "thead") for row in descendants(head, "tr")}
    cells = [tuple(_cell_text(cell) for cell in children(row, "td", "th")) for row in rows]
    header = len(heads) or _leading_headers(rows)
    return tuple(cells), header


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
