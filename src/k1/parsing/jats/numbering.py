"""Numbers that print gives to figures and tables, in articles (pandoc's) whose source leaves the counting to TeX."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from k1.parsing.jats.source import Element, child, descendants, tag_of
from k1.parsing.jats.text import text_of
from k1.text.words import word_set

PRINTED_LABEL = r"(?:fig(?:ure|\.)?|table|tab\.)\s*S?\d{1,3}\b"
"""What a caption begins with where the source marks up no label."""
_APART = word_set("fig-group table-wrap-group abstract trans-abstract sub-article response")
_NAMELESS = word_set("contrib name aff collab article-title title")  # print shows marks or nothing
_NOTES = word_set("fn table-fn corresp")  # whose marks would pass for letters of the text
_UNRESOLVED = re.compile(r"\[[\w:.-]+\]")


def number_floats(article: Element) -> None:
    """Give each captioned figure and table its label, where no other of its kind has one, and each link to it too."""
    printed: dict[str, str] = {}
    for word, tag in (("Figure", "fig"), ("Table", "table-wrap")):
        floats = [e for e in descendants(article, tag) if _APART.isdisjoint(map(tag_of, e.iterancestors()))]
        captions = [text_of(child(e, "caption")) for e in floats]
        named = any(re.match(PRINTED_LABEL, caption, re.IGNORECASE) for caption in captions)
        if not named and not any(text_of(child(e, "label")) for e in floats):
            printed |= _numbered(word, [e for e, caption in zip(floats, captions, strict=True) if caption])
    for link in descendants(article, "xref") if printed else ():
        label = printed.get(link.get("rid") or "")
        if label and _UNRESOLVED.fullmatch(text_of(link)):
            del link[:]
            link.text = label


def name_links(article: Element) -> None:
    """Give a link without text, which the reader is to be shown as a name of its target, that name."""
    empty = [link for link in descendants(article, "xref") if not len(link) and not (link.text or "").strip()]
    wanted = {target for link in empty for target in (link.get("rid") or "").split()}
    targets = {key: e for e in article.iter(etree.Element) if (key := e.get("id")) in wanted} if wanted else {}
    entries = {entry: str(place) for place, entry in enumerate(descendants(article, "ref"), 1)} if wanted else {}
    for link in empty:
        if tag_of(link.getparent()) not in _NAMELESS:
            found = [targets[key] for key in (link.get("rid") or "").split() if key in targets]
            names = (_name(e) or entries.get(e, "") for e in found if tag_of(e) not in _NOTES)
            link.text = _set_apart(", ".join(filter(None, names)), link) or None


def _set_apart(name: str, link: Element) -> str:
    """A name in brackets where it would go on with the word or number before it."""
    before = link.getprevious()
    said = (link.getparent().text if before is None else before.tail) or ""
    return f"[{name.strip('[]()')}]" if name and said[-1:].isalnum() else name


def _name(target: Element) -> str:
    """What print calls a part: its label, else its title."""
    return text_of(child(target, "label")).rstrip(".: ") or text_of(child(target, "title"))


def _numbered(word: str, floats: Iterable[Element]) -> dict[str, str]:
    """The labels by the ids that stand for the floats or inside them."""
    printed: dict[str, str] = {}
    for number, element in enumerate(floats, 1):
        label = etree.Element("label")
        label.text = f"{word} {number}"
        element.insert(0, label)
        printed |= {key: label.text for inside in element.iter() if (key := inside.get("id"))}
    return printed
