"""Numbers that print gives to figures and tables, in articles (pandoc's) whose source leaves the counting to TeX."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from k1.parsing.jats.source import Element, child, descendants, tag_of
from k1.parsing.jats.text import text_of

_UNRESOLVED = re.compile(r"\[[\w:.-]+\]")


def number_floats(article: Element) -> None:
    """Give each captioned figure and table its label, where no other of its kind has one, and each link to it too."""
    printed: dict[str, str] = {}
    for word, tag in (("Figure", "fig"), ("Table", "table-wrap")):
        floats = [e for e in descendants(article, tag) if not tag_of(e.getparent()).endswith("-group")]
        if not any(text_of(child(e, "label")) for e in floats):
            printed |= _numbered(word, [e for e in floats if text_of(child(e, "caption"))])
    for link in descendants(article, "xref") if printed else ():
        label = printed.get(link.get("rid") or "")
        if label and _UNRESOLVED.fullmatch(text_of(link)):
            del link[:]
            link.text = label


def _numbered(word: str, floats: Iterable[Element]) -> dict[str, str]:
    """The labels by the ids that stand for the floats or inside them."""
    printed: dict[str, str] = {}
    for number, element in enumerate(floats, 1):
        label = etree.Element("label")
        label.text = f"{word} {number}"
        element.insert(0, label)
        printed |= {key: label.text for inside in element.iter() if (key := inside.get("id"))}
    return printed
