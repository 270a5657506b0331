"""Figures and tables that a Markdown paper sets in LaTeX, since Markdown cannot have them as wanted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from k1.parsing.document.spanned_cells import SpannedCell, laid_out, read_span
from k1.parsing.markdown.floats import SourceFloat
from k1.schema.vocabulary import Modality

_LONGEST = 400  # lines
_OPENED = re.compile(r" {0,3}\\begin\{((?:sideways|wrap)?(?:table|figure)|longtable|tabular[xy]?)(\*?)\}")
_TABULAR = re.compile(r"\\begin\{(tabular[xy]?|longtable)(\*?)\}(.*?)\\end\{\1\2\}", re.DOTALL)
_ARGUMENTS = re.compile(r"\s*(?:\[[^\[\]]*\]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}|\\textwidth|\\linewidth)")
_RULE = re.compile(
    r"\\(?:top|bottom)rule|\\c(?:mid)?(?:line|rule)(?:\([^()]*\))?\{[^{}]*\}|\\endhead|\\endfirsthead|\\endfoot|\\endlastfoot"
)
_BELOW_HEADER = re.compile(r"\\midrule|\\hline")
_NAMED = re.compile(r"\\label\{([^{}]{1,100})\}")
_ROW = re.compile(r"\\\\(?:\[[^\[\]]*\])?|\\tabularnewline")
_CELL = re.compile(r"(?<!\\)&")
_SPANNED = re.compile(r"\s*\\multicolumn\{(\d+)\}\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}\s*(?=\{)")
_ROWS = re.compile(r"\\multirow(?:\[[^\[\]]*\])?\{[^{}]*\}\{[^{}]*\}\s*(?=\{)")


def latex_floats_plugin(parser: MarkdownIt) -> None:
    """Let the parser give a token "latex_float" for each environment, whatever empty lines it holds."""
    parser.block.ruler.before("code", "latex_float", _rule, {"alt": ["paragraph"]})


def _rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    opened = _OPENED.match(state.getLines(start, start + 1, state.blkIndent, False))
    if opened is None:
        return False
    closing = f"\\end{{{opened[1]}{opened[2]}}}"
    lines = range(start, min(end, start + _LONGEST))
    last = next((at for at in lines if closing in state.src[state.bMarks[at] : state.eMarks[at]]), None)
    if last is None or silent:
        return last is not None
    token = state.push("latex_float", "", 0)
    token.map = [start, last + 1]
    token.content = state.getLines(start, last + 1, state.blkIndent, False)
    state.line = last + 1
    return True


def read_latex_float(source: str) -> SourceFloat | None:
    """The figure or table; None where it has neither caption nor cells."""
    source = re.sub(r"(?<!\\)%[^\n]*", "", source)
    tabular = _TABULAR.search(source)
    rows, header = _rows(tabular[3]) if tabular else ([], 0)
    named = _NAMED.search(source)
    caption = _NAMED.sub("", next(_captions(source), ""))
    modality = Modality.TABLE if tabular or "table}" in source[:40] else Modality.FIGURE
    return SourceFloat(modality, caption, named[1] if named else None, rows, header) if caption or rows else None


def _rows(body: str) -> tuple[list[tuple[str, ...]], int]:
    while found := _ARGUMENTS.match(body):  # the position, the width, what columns are like
        body = body[found.end() :]
    for caption in _captions(body):
        body = body.replace(f"\\caption{{{caption}}}", "")
    lines = [line for line in _ROW.split(_NAMED.sub("", _RULE.sub("", body))) if line.strip()]
    ruled = [at for at, line in enumerate(lines) if at and _BELOW_HEADER.search(line)]
    cells = [list(map(_spanned, _CELL.split(_BELOW_HEADER.sub("", line)))) for line in lines]
    kept = [row for row in laid_out(cells) if any(row)]
    return kept, ruled[0] if ruled and ruled[0] < len(kept) else 0


def _spanned(cell: str) -> SpannedCell:
    spans = _SPANNED.match(cell)
    text = _ROWS.sub("", cell[spans.end() :] if spans else cell).replace("~", " ")
    text = " ".join(text.split())
    inner = text[1:-1] if text.startswith("{") and text.endswith("}") else text
    return SpannedCell(inner.strip(), read_span(spans[1]) if spans else 1)


def _captions(source: str) -> Iterator[str]:
    """What stands between the braces behind "\\caption", other braces in pairs."""
    for found in re.finditer(r"\\caption(?:\[[^\[\]]*\])?\{", source):
        depth = 1
        for at in range(found.end(), min(len(source), found.end() + 5000)):
            depth += {"{": 1, "}": -1}.get(source[at], 0)
            if not depth:
                yield source[found.end() : at]
                break
