"""Display formulas: of LaTeX's environments, and between two pairs of dollar signs."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.rules_block import StateBlock
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin

_RULES = {"amsmath_block": "amsmath", "_math_block_dollar": "math_block"}
"""The functions of the plugins, with the names of their rules."""

_INTERRUPTS = {"amsmath": ["paragraph", "reference", "blockquote", "list", "footnote_def"], "math_block": []}
_OPENED = re.compile(r"\\begin\{([A-Za-z]+\*?)\}|\$\$")
_LABEL = r"(?:\s*\([^)$\r\n]+\))?"
_ENDS = "formula ends"  # in the environment of a text


def formulas_plugin(parser: MarkdownIt) -> None:
    """Let the parser give tokens of formulas, in time that grows as the text does, however many have no end."""
    parser.use(amsmath_plugin)
    parser.use(dollarmath_plugin, allow_space=True, allow_digits=True, allow_labels=True, double_inline=True)
    for rule in parser.block.ruler.getRules(""):
        if name := _RULES.get(rule.__name__):
            _ask_for_end(parser, name, rule)


def _ask_for_end(parser: MarkdownIt, name: str, seek: RuleFuncBlockType) -> None:
    """Call a rule, which seeks the end of a formula down to that of the text, only where one may come."""

    def rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        position = state.bMarks[start] + state.tShift[start]
        opened = _OPENED.match(state.src, position)
        return opened is not None and position < _last_end(state, opened[1]) and seek(state, start, end, silent)

    parser.block.ruler.at(name, rule, {"alt": _INTERRUPTS[name]})


def _last_end(state: StateBlock, environment: str | None) -> int:
    """Where in a text the last line ends that can end a formula; -1 without one."""
    ends = state.env.setdefault(_ENDS, {})
    if environment not in ends:
        sign = rf"\\end\{{{re.escape(environment)}\}}" if environment else rf"\$\${_LABEL}"
        found = [match.start() for match in re.finditer(rf"{sign}\s*$", state.src, re.MULTILINE)]
        ends[environment] = found[-1] if found else -1
    return int(ends[environment])
