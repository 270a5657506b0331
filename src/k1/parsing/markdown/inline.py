"""Inline Markdown as text: markup dropped, formulas kept as LaTeX, pandoc citations marked."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from k1.parsing.document.builder import MarkedText, TextBuilder

_ESCAPED_AT = "\0@"  # no key follows a sign that is escaped; the null character is never printed
_KEY = r"(?:[\w][\w:.#$%&+?<>~/-]*|\{[^{}\s]+\})"
# natbib's "\citep[see][p. 3]{a,b}" and biblatex's.
_LATEX = (
    r"\\(?:[Cc]ite(?:p|t|alp|alt|author|year)?|(?:paren|text|auto)cite)\*?"
    r"(?:\[[^\[\]]{0,200}\]){0,2}\{[^{}\n]{1,1000}\}"
)
# A bracket with at least one key, "[see @a, p. 3; -@b]"; or a bare key in the sentence, "@a" and "@a [p. 3]".
CITATION = re.compile(
    rf"\[[^\[\]]{{0,200}}?(?<![\w.\0])-?@{_KEY}[^\[\]]{{0,2000}}\]|(?<![\w.@`/\0-])-?@{_KEY}|{_LATEX}"
)
_CITED_KEY = re.compile(rf"(?<![\w.\0])-?@({_KEY})")
_CROSSED_KEY = re.compile(rf"(?<![\w.\0])(-?)@({_KEY})")
# What pandoc-crossref and Quarto call figures, tables and so on.
OF_THE_PAPER = re.compile(r"(?:fig|tbl|tab|eqn?|sec|lst|thm|lem|cor|prp|cnj|def|exm|exr|rem)[:-]", re.IGNORECASE)
_CROSS_REFERENCE = re.compile(r"\\(autoref|cref|Cref|ref|eqref)\{([^{}]{1,100})\}|\0@(ref)\(([\w:.-]{1,100})\)")
_LABEL = re.compile(r"\\label\{([^{}]{1,100})\}|\(\\?#([\w-]+:[\w:.-]+)\)")
# A role of MyST, "{cite:p}`a,b`", whose text the parser takes for code.
_ROLE = re.compile(
    r"\{(cite(?::\w+)?|(?:num|prf:)?ref|eq|math|su[bp]|abbr|term|doc|download|index|kbd|u|sc|del|strike)\}\Z"
)
_TARGET = re.compile(r"(?:(.*?)<([^<>]+)>|(.*))", re.DOTALL)
_SHORTCODE = re.compile(r"\{\{[<%].{0,1000}?[>%]\}\}")
_SPAN = re.compile(r"\[([^\[\]@]{0,500})\](?=\{\s*[.#][\w-])")
_NOTE = re.compile(r"(?<!\s)\s*\\footnote\{((?:[^{}]|\{[^{}]*\}){1,2000})\}")
_STYLED = re.compile(r"\\(?:emph|text(?:bf|it|tt|sc|rm|sf|superscript|subscript)|underline|mbox|url)\{([^{}]{0,500})\}")
_ATTRIBUTES = re.compile(
    r"\{\s*(?:-(?=[\s}])|[#.][\w:.-]+|[\w-]+=(?:\"[^\"]*\"|'[^']*'|[^\s{}]+))(?:\s+[^{}]{0,300})?\}"
)
_IDENTIFIER = re.compile(r"\{\s*#([\w:.-]+)|label=[\"']?([\w:.-]+)")
_BADGE = re.compile(
    r"^https?://(?:.*\bbadges?\b|[^/]*(?:badge|shields\.io|travis-ci|codecov|coveralls|circleci|appveyor|repostatus)"
    r"|[^/]*theoj\.org/.*\bstatus)",
    re.IGNORECASE,
)
_COMMAND = re.compile(r"\\(?:newpage|noindent|bigskip|medskip|smallskip|clearpage|pagebreak|centering|footnotesize)\b")


@dataclass(slots=True)
class InlineReader:
    """Reads the inline tokens of one paper.

    ``labels`` maps cross-reference labels to what is printed for them; ``entries`` are the keys of the bibliography.
    """

    labels: Mapping[str, str] = field(default_factory=dict)
    entries: Container[str] = frozenset()
    urls: list[str] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    cited: list[str] = field(default_factory=list)
    _scripts: list[int] = field(default_factory=list)
    _link: tuple[str, int] = ("", 0)

    def read(self, tokens: Sequence[Token]) -> MarkedText:
        """The text of inline tokens. Display formulas met on the way are left in ``formulas``."""
        out = TextBuilder()
        pending = ""
        for token in tokens:
            if token.type in ("text", "softbreak", "text_special"):
                escaped_at = token.type == "text_special" and token.content == "@"
                pending += "\n" if token.type == "softbreak" else _ESCAPED_AT if escaped_at else token.content
                continue
            # "[@a]" with a link definition of that name would be a link; otherwise it is running text.
            role = _ROLE.search(pending) if token.type == "code_inline" else None
            self._running(out, pending[: role.start()] if role else pending)
            pending = ""
            if role:
                self._role(out, role[1], token.content)
            else:
                self._special(out, token)
        self._running(out, pending)
        return out.build()

    def _running(self, out: TextBuilder, text: str) -> None:
        """Running text: citations marked, cross-references resolved, attributes dropped."""
        text = _STYLED.sub(r"\1", _NOTE.sub(r" (\1)", _SHORTCODE.sub("", text)))
        text = _COMMAND.sub("", _ATTRIBUTES.sub("", _SPAN.sub(r"\1", _LABEL.sub("", text))))
        text = _CROSS_REFERENCE.sub(self._resolved, text)
        at = 0
        for citation in CITATION.finditer(text):
            printed = citation[0]
            if printed[-1] not in "]}":
                printed = printed.rstrip(".:,;?")  # a bare key, before the punctuation of its sentence
            keys = cited_keys(printed)
            out.add(text[at : citation.start()])
            start = out.length
            if all(map(self._is_of_the_paper, keys)):
                out.add(self._crossed(printed))
            else:
                out.add(printed)
                out.mark(start, keys)
                self.cited.extend(keys)
            at = citation.start() + len(printed)
        out.add(text[at:])

    def _is_of_the_paper(self, key: str) -> bool:
        """Whether a key is that of a figure, a table or an equation, and of no cited work."""
        return key not in self.entries and (self._printed(key) is not None or bool(OF_THE_PAPER.match(key)))

    def _printed(self, key: str) -> str | None:
        """What is printed for a label; "Fig:a", at the beginning of a sentence, is that of "fig:a"."""
        return self.labels.get(key) or self.labels.get(key[:1].lower() + key[1:])

    def _crossed(self, typed: str) -> str:
        """What is printed for "@fig:a" and "[Figs. @fig:a; @fig:b]"; a label that is unknown stays as typed."""
        if not all(map(self._printed, cited_keys(typed))):
            return typed
        named = bool(re.match(r"\[\s*[^\W\d_]", typed))  # a word before it stands for its own

        def printed(match: re.Match[str]) -> str:
            key = match[2].strip("{}")
            known = self._printed(key) or self._printed(key.rstrip(".:,;?")) or key
            return known.rpartition(" ")[2] if named or match[1] else known

        return _CROSSED_KEY.sub(printed, typed.strip("[]")).replace(";", ",")

    def _resolved(self, match: re.Match[str]) -> str:
        """What is printed for a LaTeX cross-reference: "Figure 3", "3", "(2)"; its label where it is unknown."""
        command, label = match[1] or match[3], match[2] or match[4]
        printed = self.labels.get(label)
        if printed is None:
            return label
        number = printed.rpartition(" ")[2]
        return {"ref": number, "eqref": f"({number})"}.get(command, printed)

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
        elif token.type in ("sub_open", "sup_open"):
            self._scripts.append(start)
        elif token.type in ("sub_close", "sup_close") and self._scripts:
            out.span("subscript" if token.type == "sub_close" else "superscript", self._scripts.pop())
        elif token.type == "hardbreak":
            out.add(" ")
        elif token.type == "link_open":
            self.urls.append(str(token.attrs.get("href", "")))
            self._link = self.urls[-1].removeprefix("#"), start
        elif token.type == "link_close" and self._link[1] == start:
            out.add(self.labels.get(self._link[0], ""))  # MyST's "[](#fig:a)"
        elif token.type == "image" and not is_badge(token):
            out.add(self.read(token.children or []).text)

    def _role(self, out: TextBuilder, name: str, content: str) -> None:
        """A role of MyST: a citation as typed, a reference as printed, of the others the text."""
        start = out.length
        if name.startswith("cite"):
            keys = [key.strip() for key in content.split(",")]
            out.add(f"{{{name}}}`{content}`")
            out.mark(start, keys)
            self.cited.extend(keys)
        elif name == "math":
            out.add(f"${content}$")
            out.span("formula", start)
        elif name.endswith("ref") or name == "eq":
            said, target, alone = _TARGET.fullmatch(content).groups()  # type: ignore[union-attr]
            printed = self.labels.get((target or alone).strip())
            number = f"({printed.rpartition(' ')[2]})" if printed and name == "eq" else printed
            out.add((said or "").strip() or number or content)
        else:
            out.add(content)


def is_badge(picture: Token | str) -> bool:
    """Whether a picture, or its address, is one of those that show the state of a repository."""
    address = picture if isinstance(picture, str) else str(picture.attrs.get("src", ""))
    return bool(_BADGE.search(address))


def cited_keys(citation: str) -> list[str]:
    """The keys that a citation names."""
    if citation.startswith("\\"):
        return [key.strip() for key in citation[citation.rindex("{") + 1 : -1].split(",") if key.strip()]
    return [key.strip("{}").rstrip(".:,;?") for key in _CITED_KEY.findall(citation)]


def label_of(text: str) -> str | None:
    """The cross-reference label that a caption, formula or heading declares; None where it has none."""
    if match := _LABEL.search(text):
        return match[1] or match[2]
    match = _IDENTIFIER.search(text)
    return (match[1] or match[2]) if match else None


def without_label(text: str) -> str:
    """A text without label declarations and attribute braces."""
    return _ATTRIBUTES.sub("", _LABEL.sub("", text)).strip()
