"""Inline Markdown as text: markup dropped, formulas kept as LaTeX, pandoc citations marked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from k1.parsing.document.builder import MarkedText, TextBuilder

_KEY = r"(?:[\w][\w:.#$%&+?<>~/-]*|\{[^{}\s]+\})"
# A bracket with at least one key, "[see @a, p. 3; -@b]"; or a bare key in the sentence, "@a" and "@a [p. 3]".
_CITATION = re.compile(rf"\[[^\[\]]{{0,200}}?(?<![\w.])-?@{_KEY}[^\[\]]{{0,2000}}\]|(?<![\w.@`/-])-?@{_KEY}")
_CITED_KEY = re.compile(rf"(?<![\w.])-?@({_KEY})")
_CROSS_REFERENCE = re.compile(r"\\(autoref|cref|Cref|ref|eqref)\{([^{}]{1,100})\}")
_LABEL = re.compile(r"\\label\{([^{}]{1,100})\}")
_ATTRIBUTES = re.compile(
    r"\{\s*(?:-(?=[\s}])|[#.][\w:.-]+|[\w-]+=(?:\"[^\"]*\"|'[^']*'|[^\s{}]+))(?:\s+[^{}]{0,300})?\}"
)
_IDENTIFIER = re.compile(r"\{\s*#([\w:.-]+)|label=[\"']?([\w:.-]+)")
_COMMAND = re.compile(r"\\(?:newpage|noindent|bigskip|medskip|smallskip|clearpage|pagebreak|centering|footnotesize)\b")


@dataclass(slots=True)
class InlineReader:
    """Reads the inline tokens of one paper; ``labels`` maps cross-reference labels to what is printed for them."""

    labels: Mapping[str, str] = field(default_factory=dict)
    urls: list[str] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    cited: list[str] = field(default_factory=list)

    def read(self, tokens: Sequence[Token]) -> MarkedText:
        """The text of inline tokens. Display formulas met on the way are left in ``formulas``."""
        out = TextBuilder()
        pending = ""
        depth = 0
        for token in tokens:
            depth += (token.type == "link_open") - (token.type == "link_close")
            if token.type in ("text", "softbreak", "text_special"):
                pending += "\n" if token.type == "softbreak" else token.content
                continue
            # "[@a]" with a link definition of that name would be a link; otherwise it is running text.
            self._running(out, pending)
            pending = ""
            self._special(out, token)
        self._running(out, pending)
        return out.build()

    def _running(self, out: TextBuilder, text: str) -> None:
        """Running text: citations marked, cross-references resolved, attributes dropped."""
        text = _COMMAND.sub("", _ATTRIBUTES.sub("", _LABEL.sub("", text)))
        text = _CROSS_REFERENCE.sub(self._resolved, text)
        at = 0
        for citation in _CITATION.finditer(text):
            keys = [key.strip("{}").rstrip(".:,;?") for key in _CITED_KEY.findall(citation[0])]
            crossed = self.labels.get(keys[0]) if len(keys) == 1 else None
            end = citation.end() - (0 if citation[0].endswith("]") else len(citation[0]) - len(_bare(citation[0])))
            out.add(text[at : citation.start()])
            start = out.length
            out.add(crossed or text[citation.start() : end])
            if not crossed:
                out.mark(start, keys)
                self.cited.extend(keys)
            at = end
        out.add(text[at:])

    def _resolved(self, match: re.Match[str]) -> str:
        """What is printed for a LaTeX cross-reference: "Figure 3", "3", "(2)"; its label where it is unknown."""
        printed = self.labels.get(match[2])
        if printed is None:
            return match[2]
        number = printed.rpartition(" ")[2]
        return {"ref": number, "eqref": f"({number})"}.get(match[1], printed)

    def _special(self, out: TextBuilder, token: Token) -> None:
        start = out.length
        if token.type == "code_inline":
            out.add(token.content)
            out.span("code", start)
        elif token.type == "math_inline":
            out.add(f"${token.content}$")
            out.span("formula", start)
        elif token.type in ("math_inline_double", "math_inline_display"):
            out.add(f"$${token.content}$$")
            out.span("formula", start)
            self.formulas.append(token.content)
        elif token.type == "hardbreak":
            out.add(" ")
        elif token.type == "link_open":
            self.urls.append(str(token.attrs.get("href", "")))
        elif token.type == "image":
            out.add(self.read(token.children or []).text)


def _bare(citation: str) -> str:
    """A bare key without the punctuation of its sentence."""
    return citation.rstrip(".:,;?")


def label_of(text: str) -> str | None:
    """The cross-reference label that a caption, formula or heading declares; None where it has none."""
    if match := _LABEL.search(text):
        return match[1]
    match = _IDENTIFIER.search(text)
    return (match[1] or match[2]) if match else None


def without_label(text: str) -> str:
    """A text without label declarations and attribute braces."""
    return _ATTRIBUTES.sub("", _LABEL.sub("", text)).strip()
