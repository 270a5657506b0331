"""Tables that Markdown draws with signs: pipe and grid tables, and pandoc's simple and multiline ones of columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from k1.parsing.markdown.directives import Directive

Rows = list[list[str]]

_LONGEST = 2000  # lines
_BORDER = re.compile(r"\+(?:[:=-]+\+)+\s*$")
_DASHES = re.compile(r" {0,3}-{2,}(?:[ \t]+-+)+\s*$")
_RULE = re.compile(r" {0,3}-{3,}\s*$")
_CLOSE = re.compile(r" {0,3}-{2,}(?:[ \t]+-+)*\s*$")
_MOST_HEADER_LINES = 8
_DELIMITER = re.compile(r"[ |:+-]*-[ |:+-]*")
_PIPE = re.compile(r"(?<!\\)\|")
_VERBATIM = re.compile(r"`[^`]+`|\$(?=\S)[^$]*(?<=\S)\$(?!\d)")
_LISTED_ROW = re.compile(r"^[*-][ \t]+[*-](?=\s)", re.MULTILINE)
_LISTED_CELL = re.compile(r"^[ \t]{1,6}[*-](?=\s)", re.MULTILINE)


def drawn_tables_plugin(parser: MarkdownIt) -> None:
    """Let the parser give a token "drawn_table" for each; its ``meta`` holds "rows", sources of cells, and "header"."""
    parser.block.ruler.before("code", "grid_table", _rule(_grid))
    parser.block.ruler.before("code", "aligned_table", _rule(_aligned))
    # As on GitHub, a pipe table may follow a line of text.
    parser.block.ruler.before("code", "pipe_table", _rule(_piped), {"alt": ["paragraph", "reference"]})


def _rule(read: Callable[[Callable[[int], str], int], tuple[Rows, int, int] | None]) -> Callable[..., bool]:
    def rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        last = min(end, start + _LONGEST)

        def line(at: int) -> str:
            source = state.getLines(start + at, start + at + 1, state.blkIndent, False) if start + at < last else ""
            return source.expandtabs(4)

        found = read(line, last - start)
        if found is None or silent:
            return found is not None
        rows, header, length = found
        token: Token = state.push("drawn_table", "table", 0)
        token.map = [start, start + length]
        token.meta = {"rows": rows, "header": header}
        state.line = start + length
        return True

    return rule


def listed_table(directive: Directive) -> Token:
    """The table that MyST's "list-table" gives as a list of lists."""
    rows = [_LISTED_CELL.split(row) for row in _LISTED_ROW.split(directive.body)[1:]]
    header = directive.options.get("header-rows", "")
    token = Token("drawn_table", "table", 0)
    token.meta = {"rows": rows, "header": int(header) if header.isdecimal() else 0}
    return token


def _grid(line: Callable[[int], str], most: int) -> tuple[Rows, int, int] | None:
    """Cells between lines of "+---+"; the header ends at "+===+"."""
    if not _BORDER.match(line(0)):
        return None
    length = next((at for at in range(most) if line(at)[:1] not in ("|", "+")), most)
    lines = [line(at).rstrip() for at in range(length)]
    if length < 3 or not _BORDER.match(lines[-1]):
        return None
    edges = sorted({at for text in lines if _BORDER.match(text) for at, sign in enumerate(text) if sign == "+"})
    rows: Rows = []
    open_rows = [-1] * (len(edges) - 1)  # the row that each column's cell began in
    header = 0
    for text in lines[:-1]:
        parts = _parts(text, edges)
        drawn = [at for at, part in parts if len(part) > 1 and not part.strip("-=:+")]
        if drawn and text.startswith(("+", "|")) and "+" in text:
            header = len(rows) if "=" in text and not header and rows else header
            rows.append([""] * len(open_rows))
            _begin(open_rows, drawn, len(rows) - 1, parts)
        for at, part in parts:
            if at not in drawn and open_rows[at] >= 0:
                rows[open_rows[at]][at] += f"{part.rstrip()}\n"
    return rows, header, length


def _begin(open_rows: list[int], drawn: Sequence[int], row: int, parts: Sequence[tuple[int, str]]) -> None:
    """Below a line that is drawn, cells begin; a line over several columns is of each of them."""
    starts = [at for at, _ in parts] + [len(open_rows)]
    for first, following in pairwise(starts):
        if first in drawn:
            open_rows[first:following] = [row] * (following - first)


def _parts(text: str, edges: Sequence[int]) -> list[tuple[int, str]]:
    """What stands between the upright lines, by the column in which it begins."""
    plain = text.strip()[1:-1].split("|")
    if len(plain) == len(edges) - 1:  # wide letters, as of Chinese, move the lines that follow
        return list(enumerate(plain))
    at = [column for column, edge in enumerate(edges) if text[edge : edge + 1] in ("|", "+")]
    return [(first, text[edges[first] + 1 : edges[last]]) for first, last in pairwise(at)]


def _aligned(line: Callable[[int], str], most: int) -> tuple[Rows, int, int] | None:
    """Columns below dashes: a header of one line, of several below a rule, or none."""
    if _DASHES.match(line(0)):
        return _below(line, most, 0, closed=True)
    if _RULE.match(line(0)):
        head = next((at for at in range(1, _MOST_HEADER_LINES) if not line(at).strip() or _DASHES.match(line(at))), 0)
        return _below(line, most, head, closed=True) if head > 1 and _DASHES.match(line(head)) else None
    return _below(line, most, 1, closed=False) if line(0).strip() and _DASHES.match(line(1)) else None


def _piped(line: Callable[[int], str], most: int) -> tuple[Rows, int, int] | None:
    """Cells between pipes; the header may have fewer cells than there are columns."""
    delimiter = line(1).strip()
    if "|" not in line(0) or "|" not in delimiter or not _DELIMITER.fullmatch(delimiter):
        return None
    if line(0)[:4].isspace():  # a listing
        return None
    columns = len(re.findall(r"-+", delimiter))
    length = next((at for at in range(2, most) if "|" not in line(at)), most)
    return [_between_pipes(line(at), columns, delimiter) for at in range(length) if at != 1], 1, length


def _between_pipes(text: str, columns: int, delimiter: str) -> list[str]:
    """The cells of a row; pipes stand at its ends where they stand at those of the delimiter, or where they must."""
    parts = _PIPE.split(text.rstrip())
    if len(parts) > columns + 2:  # for pandoc those in code and formulas part nothing
        parts = _PIPE.split(_VERBATIM.sub(lambda found: _PIPE.sub(r"\|", found[0]), text.rstrip()))
    parts = [part.strip().replace("\\|", "|") for part in parts]
    if not parts[-1] and (delimiter.endswith("|") or len(parts) > columns):
        parts.pop()
    if parts and not parts[0] and (delimiter.startswith("|") or len(parts) > columns):
        parts.pop(0)
    return [*parts, *[""] * columns][:columns]


def _below(line: Callable[[int], str], most: int, dashes: int, *, closed: bool) -> tuple[Rows, int, int] | None:
    """The table whose dashes stand at a line; ``closed``: a line of dashes ends it, else an empty one does."""
    starts = [match.start() for match in re.finditer(r"-+", line(dashes))]
    if not any(len(run) > 2 for run in line(dashes).split()):
        return None
    ends = (at for at in range(dashes + 1, most) if _CLOSE.match(line(at)) or not (closed or line(at).strip()))
    end = next(ends, None if closed else most)
    if end is None or end == dashes + 1:
        return None
    lines = [line(at) for at in range(dashes + 1, end)]
    many = any(not text.strip() for text in lines)
    head = [line(at) for at in range(1 if dashes > 1 else 0, dashes)]
    rows = [_joined(head, starts)] if head else []
    for group in _groups(lines) if many else [[text] for text in lines]:
        rows.append(_joined(group, starts))
    return rows, int(bool(head)), end + int(bool(_CLOSE.match(line(end))))


def _groups(lines: Sequence[str]) -> list[list[str]]:
    """Runs of lines between empty ones."""
    groups: list[list[str]] = [[]]
    for text in lines:
        if text.strip():
            groups[-1].append(text)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _joined(lines: Sequence[str], starts: Sequence[int]) -> list[str]:
    """The cells of a row: what stands from each column's first dash to that of the next, line by line."""
    cuts = [0, *starts[1:], None]
    return [" ".join(text[a:b].strip() for text in lines).strip() for a, b in pairwise(cuts)]
