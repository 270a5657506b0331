"""Fenced blocks that are more than a listing: MyST's directives, and chunks of R Markdown and Quarto with a caption."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markdown_it.token import Token

from k1.parsing.markdown.floats import SourceFloat
from k1.schema.vocabulary import Modality
from k1.text.words import word_set

TABLES = frozenset({"table", "list-table"})
"""Directives that hold a table; their argument is its caption."""

MARKED_UP = word_set("""
    note warning tip important attention caution danger error hint seealso admonition topic sidebar margin dropdown
    epigraph pull-quote aside div theorem lemma corollary proposition definition example exercise remark proof
    """)
"""Directives, and engines of R Markdown, whose text is text of the paper."""

_NAMED = re.compile(r"^\{(?:prf:)?([\w-]+)(?:[ ,][^{}]*)?\}[ \t]*(.*)$")
_OPTION = re.compile(r"[ \t]*:([\w-]+):[ \t]*(.*)$")
_CHUNK = re.compile(r"^\{\s*[\w.+-]+\s*,?\s*(?P<name>[\w.:-]+(?=\s*[,}]))?(?P<options>.*)\}\s*$", re.DOTALL)
_CAPTION = re.compile(r"\bfig\.cap\s*=\s*(?:\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)')")
_CELL_OPTION = re.compile(r"^(?:#|//|--)\|[ \t]*([\w.-]+):[ \t]*(.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Directive:
    """A directive: its kind, what stands behind it, its options and its text."""

    kind: str
    argument: str
    options: Mapping[str, str]
    body: str

    @property
    def name(self) -> str | None:
        """What cross-references call it."""
        return self.options.get("name") or self.options.get("label")


def directive_of(token: Token) -> Directive | None:
    """The directive that a fenced block is; None for listings and chunks."""
    found = _NAMED.match(token.info.strip()) if token.type == "fence" else None
    if found is None or found[1] not in TABLES | MARKED_UP | {"figure", "image", "math"}:
        return None
    lines = token.content.splitlines()
    options: dict[str, str] = {}
    while lines and (option := _OPTION.match(lines[0])):
        options[option[1]] = option[2].strip()
        lines.pop(0)
    return Directive(found[1], found[2].strip(), options, "\n".join(lines).strip("\n"))


def captured_float(token: Token) -> SourceFloat | None:
    """The figure or table that the code of a chunk makes, where it has a caption."""
    options = dict(_CELL_OPTION.findall(token.content))
    for key, modality in (("fig-cap", Modality.FIGURE), ("tbl-cap", Modality.TABLE)):
        if caption := options.get(key, "").strip(" \"'"):
            return SourceFloat(modality, caption, options.get("label"))
    chunk = _CHUNK.match(token.info.strip())
    given = _CAPTION.search(chunk["options"]) if chunk else None
    caption = (given[1] or given[2] or "").replace("\\\\", "\\") if given else ""
    name = f"fig:{chunk['name']}" if chunk and chunk["name"] else None
    return SourceFloat(Modality.FIGURE, caption, name) if caption else None
