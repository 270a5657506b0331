"""Plain text of JATS: formulas as LaTeX, blocks and lines apart, white space folded."""

from __future__ import annotations

import re
from collections.abc import Iterator

from k1.parsing.document.builder import printable
from k1.parsing.jats.source import Element, children, descendants, entity_text, tag_of
from k1.text.words import word_set

FORMULAS = word_set("inline-formula disp-formula tex-math math alternatives")
UNPRINTED = word_set("object-id graphic inline-graphic media alt-text long-desc label")
# What is printed on lines of its own: no blank need stand around it in the source.
OWN_LINES = word_set("""
    p title sec list list-item def-list def-item def disp-quote verse-line speaker attrib disp-formula
    """)
_CLOSING = (",", ".", ";", ":", ")")
_TEX_BODY = re.compile(r"\\begin\{document\}(.*?)\\end\{document\}", re.DOTALL)
_TEX = re.compile(r"tex(?!t)", re.IGNORECASE)
_INVISIBLE = dict.fromkeys(range(0x2061, 0x2065))  # application, times, separator and plus that are not printed
_NOTATION = {
    ("mfrac", 2): "({0})/{1}",
    ("msup", 2): "{0}^{1}",
    ("mover", 2): "{0}^{1}",
    ("msub", 2): "{0}_{1}",
    ("munder", 2): "{0}_{1}",
    ("mroot", 2): "({0})^(1/{1})",
    ("msubsup", 3): "{0}_{1}^{2}",
    ("munderover", 3): "{0}_{1}^{2}",
}


def pieces(element: Element, skip: frozenset[str] = frozenset()) -> Iterator[str]:
    """The text below an element in order, without that of elements named in ``skip``; entities by HTML's names."""
    yield element.text or ""
    for below in element:
        tail = below.tail or ""
        block = tag_of(below) in OWN_LINES
        yield " " if block else ""
        yield from piece(below, skip)
        yield " " if block and not tail.startswith(_CLOSING) else ""
        yield tail


def piece(element: Element, skip: frozenset[str] = frozenset()) -> Iterator[str]:
    """The text of one node below another: of an entity its character, of a formula its LaTeX, of a break a blank."""
    tag = tag_of(element)
    if not tag:
        yield entity_text(element)
    elif tag == "break":
        yield " "
    elif tag in skip:
        return
    elif tag in FORMULAS:
        yield in_dollars(formula_text(element))
    else:
        yield from pieces(element, skip)


def folded(text: str) -> str:
    """``text`` without control characters, on one line, one blank between words."""
    return " ".join(printable(text).split())


def text_of(element: Element | None, skip: frozenset[str] = frozenset()) -> str:
    """The text below an element, white space folded; "" for None."""
    return "" if element is None else folded("".join(pieces(element, skip)))


def in_dollars(formula: str) -> str:
    """A formula as it stands in running text: LaTeX between dollars, characters as they are."""
    return f"${formula}$" if "\\" in formula else formula


def formula_text(element: Element) -> str:
    """LaTeX where the source gives it, else the characters of the MathML; "" for a picture of a formula."""
    tag = tag_of(element)
    if tag == "tex-math":
        return _latex(element)
    if tag == "math":
        tex = (note for note in descendants(element, "annotation") if _TEX.search(note.get("encoding") or ""))
        return next(map(text_of, tex), "") or _linear(element)
    forms = [*children(element, "tex-math"), *children(element, "math")]
    if tag == "alternatives" or len({tag_of(form) for form in forms}) == 2:
        return formula_text(forms[0]) if forms else text_of(element, UNPRINTED)
    parts = [element.text or ""]
    for below in element:
        inside = tag_of(below) in UNPRINTED
        parts += ["" if inside else formula_text(below) if tag_of(below) in FORMULAS else "".join(piece(below))]
        parts += [below.tail or ""]
    return folded("".join(parts))


def _latex(element: Element) -> str:
    """LaTeX without the document that is set around it."""
    source = "".join(pieces(element))
    body = _TEX_BODY.search(source)
    return " ".join((body[1] if body else source).strip().strip("$").split())


def _linear(element: Element) -> str:
    """MathML on one line: fractions with a slash, scripts with ^ and _, roots by name."""
    tag = tag_of(element)
    parts = [_linear(below) for below in children(element) if tag_of(below) not in ("annotation", "annotation-xml")]
    if not parts:
        return folded("".join(pieces(element)).translate(_INVISIBLE))
    if tag == "mfenced":
        return f"{element.get('open', '(')}{', '.join(parts)}{element.get('close', ')')}"
    if tag == "mphantom":
        return ""
    pattern = _NOTATION.get((tag, len(parts)))
    if pattern:
        return pattern.format(parts[0], *map(_in_brackets, parts[1:]))
    if tag == "msqrt":
        return f"sqrt({''.join(parts)})"
    separator = {"mtr": ", ", "mtable": "; ", "semantics": ""}.get(tag, "")
    return separator.join(part for part in parts if part)


def _in_brackets(part: str) -> str:
    return part if len(part) < 2 or part.isalnum() else f"({part})"
