"""The block tokens of a Markdown text: CommonMark with what pandoc, Quarto and MyST add to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.subscript import sub_plugin
from mdit_py_plugins.superscript import superscript_plugin

from k1.parsing.markdown.directives import MARKED_UP, TABLES, directive_of
from k1.parsing.markdown.drawn_tables import drawn_tables_plugin, listed_table
from k1.parsing.markdown.formulas import formulas_plugin
from k1.parsing.markdown.html_floats import html_tables_plugin
from k1.parsing.markdown.latex_floats import latex_floats_plugin

_MAX_DEPTH = 8

_LISTING = r"(?P<code>^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\2|\Z))"
# What has another form in CommonMark, unless a listing shows it.
_FOREIGN = re.compile(
    rf"{_LISTING}"
    # MyST's ":::{figure} path" is "```{figure} path".
    r"|^ {0,3}(?P<colons>:{3,})[ \t]*(?P<directive>\{(?:figure|image|math|table|list-table)\}[^\n]*\n)"
    r"(?P<inside>(?:[^\n]*\n){0,500}?)^ {0,3}(?P=colons)[ \t]*$"
    # MyST's ":::{tip} Title", with options.
    r"|^ {0,3}:{3,}[ \t]*\{(?P<kind>[\w:-]+)\}(?P<head>[^\n]*)(?:\n[ \t]*:[\w-]+:[^\n]*)*$"
    # Quarto's "::: {#fig-x}" is a figure, or a table, whose caption is the last paragraph.
    r"|^ {0,3}:{3,}[ \t]*\{#(?P<float>(?:fig|tbl)-[\w-]+)[^{}\n]*\}[ \t]*:*[ \t]*\n"
    r"(?P<body>(?:(?! {0,3}:{3,})[^\n]*\n){0,300}?)(?P<caption>(?:[^\s:][^\n]*\n){1,40})\s*^ {0,3}:{3,}[ \t]*$"
    # The ends of a block that pandoc styles ("::: {.note}").
    r"|^ {0,3}:{3,}(?:[ \t]*(?:\{[^{}\n]*\}|[\w-]+))?[ \t]*:*[ \t]*$"
    # A caption right below the last row of a table.
    r"|(?P<row>^[^|\n]*\|[^\n]*\n)(?=(?:[Tt]able)?:[ \t]+\S)"
    # MyST's breaks of blocks, one of which may begin a part of the paper, and what it calls the next block.
    r"|^\+{3}(?:[ \t]*\{(?:[^\n]*\"part\":[ \t]*\"(?P<part>[\w -]+)\")?[^\n]*)?[ \t]*$|^ {0,3}\([\w:.-]+\)=[ \t]*$"
    # "$$ ... $$ {#eq:x}" is "$$ ... $$ (eq:x)".
    r"|(?P<formula>\$\$[ \t]*)\{#(?P<equation>[\w:.-]+)[^{}\n]*\}[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
_BACKTICKS = re.compile(r" {0,3}(`{3,})(\{[^\n]*\}[ \t]*(?:\n|\Z))")
_TILDES = "~" * 12
_PICTURE = re.compile(r"!\[([^\[\]\n]*)\]\([^()\n]*\)(?:\{[^{}\n]*\})?")
_HTML_HEADING = re.compile(r"<h([1-6])\b[^<>]*>(.{0,2000}?)</h\1\s*>", re.DOTALL | re.IGNORECASE)
TAG = re.compile(r"<[^<>]{0,2000}>")
"""A tag of HTML."""
_NO_HEADING = re.compile(r"<(?:table|script|style|!--).*", re.DOTALL | re.IGNORECASE)  # whose headings head nothing
_TABLE_BEGINS = re.compile(r"\||\+[-=:]|<table|-{2,}[ \t]+-|[^\n|]+\|[^\n]*\n[ \t|:-]+$", re.IGNORECASE)


def block_tokens(body: str, depth: int = 0) -> list[Token]:
    """The tokens of a Markdown text, those of a directive's text in its place."""
    tokens = _parser().parse(_FOREIGN.sub(_common, body))
    return [inner for token in tokens for inner in _unfolded(token, depth)]


def inline_tokens(text: str) -> list[Token]:
    """A token of running text, whatever block its first signs would begin."""
    return _parser().parseInline(text)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": 20}).enable("strikethrough")
    parser.use(footnote_plugin).use(formulas_plugin).use(sub_plugin).use(superscript_plugin)
    parser.disable("text_join")  # an escaped sign stays apart
    return parser.use(drawn_tables_plugin).use(html_tables_plugin).use(latex_floats_plugin).use(_definitions_plugin)


def _common(found: re.Match[str]) -> str:
    """A piece of source in CommonMark's form."""
    if found["code"]:
        return _listing(found["code"])
    if found["directive"]:
        return f"````{found['directive']}{found['inside']}````"
    if found["kind"]:
        return f"\n{found['head'].strip()}\n" if found["kind"].removeprefix("prf:") in MARKED_UP else ""
    if found["float"]:
        return _captioned(found["float"], found["body"], " ".join(found["caption"].split()))
    if found["row"] or found["part"]:
        return f"{found['row']}\n" if found["row"] else f"# {found['part'].replace('_', ' ').capitalize()}"
    return f"{found['formula']}({found['equation']})" if found["equation"] else ""


def _listing(code: str) -> str:
    """A listing; a chunk whose options hold backticks, which CommonMark takes for no listing, between tildes."""
    fence = _BACKTICKS.match(code)
    if fence is None or "`" not in fence[2]:
        return code
    body = code[fence.end() :].rstrip("`\n ") if code.rstrip().endswith(fence[1]) else code[fence.end() :]
    return f"{_TILDES}{fence[2]}{body}\n{_TILDES}"


def _captioned(name: str, body: str, caption: str) -> str:
    """A table with its caption, or what a figure shows with the figure itself."""
    if name.startswith("tbl"):
        return f"{body}\n: {caption} {{#{name}}}\n"
    parts = _PICTURE.sub(r"\1", body)  # what is counted is the whole
    return f"{parts}\n````{{figure}}\n:name: {name}\n\n{caption}\n````\n"


def _unfolded(token: Token, depth: int) -> Iterator[Token]:
    """The token, or those of the text of a directive that only marks its text up, such as a note."""
    if token.type == "html_block" and depth < _MAX_DEPTH and _HTML_HEADING.search(_NO_HEADING.sub("", token.content)):
        yield from _headed(token, depth)
        return
    directive = directive_of(token) if depth < _MAX_DEPTH else None
    if directive is None or directive.kind not in MARKED_UP | TABLES:
        yield token
        return
    head = directive.argument
    if directive.kind in TABLES and head:
        head = f": {head} {{#{directive.name}}}" if directive.name else f": {head}"
    inside = "" if directive.kind == "list-table" else directive.body
    yield from block_tokens(f"{head}\n\n{inside}", depth + 1)
    if directive.kind == "list-table":
        yield listed_table(directive)


def _headed(token: Token, depth: int) -> Iterator[Token]:
    """The parts of a piece of HTML: its headings as Markdown has them, and the HTML between them."""
    at, end = 0, len(_NO_HEADING.sub("", token.content))
    for found in _HTML_HEADING.finditer(token.content, 0, end):
        yield token.copy(content=token.content[at : found.start()])
        text = " ".join(TAG.sub("", found[2]).split())
        yield from block_tokens(f"{'#' * int(found[1])} {text}", depth + 1) if text else ()
        at = found.end()
    yield token.copy(content=token.content[at:])


def _definitions_plugin(parser: MarkdownIt) -> None:
    """Definition lists, where ": ..." above a table is its caption and defines nothing."""
    parser.use(deflist_plugin)
    deflist = next(rule for rule in parser.block.ruler.getRules("") if rule.__name__ == "deflist")

    def rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return not _is_above_caption(state, start, end) and deflist(state, start, end, silent)

    parser.block.ruler.at("deflist", rule, {"alt": ["paragraph", "reference", "blockquote"]})


def _is_above_caption(state: StateBlock, start: int, end: int) -> bool:
    """Whether an empty line and the caption of a table follow this line."""
    if start + 2 >= end or not state.isEmpty(start + 1):
        return False
    after = next((at for at in range(start + 2, end) if state.isEmpty(at)), end)
    following = next((at for at in range(after, end) if not state.isEmpty(at)), end)
    return bool(_TABLE_BEGINS.match(state.getLines(following, min(following + 2, end), state.blkIndent, False)))
