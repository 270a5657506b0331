"""Figures and tables that the source keeps apart ("floats-group") where print has them: after what first names them."""

from __future__ import annotations

from itertools import pairwise

from k1.parsing.jats.source import Element, children, descendants, tag_of

_APART = ("floats-group", "floats-wrap")
_HOLDERS = frozenset({"body", "sec", "app", "app-group", "back"})


def place_floats(article: Element) -> None:
    """Move each float behind the paragraph of the body, or of an appendix, that links to it first; others stay."""
    apart = [element for group in children(article, *_APART) for element in children(group)]
    waiting = {key: element for element in apart if (key := element.get("id"))}
    last: dict[Element, Element] = {}  # the block, or the last float behind it
    holders = children(article, "body", "back") if waiting else ()
    for link in [link for part in holders for link in descendants(part, "xref")]:
        for target in (link.get("rid") or "").split():
            block = _block_of(link) if target in waiting else None
            if block is not None:
                element = waiting.pop(target)
                _put_behind(last.get(block, block), element)
                last[block] = element


def _block_of(link: Element) -> Element | None:
    """The block around a link that stands directly in a section."""
    pairs = pairwise([link, *link.iterancestors()])
    return next((inner for inner, outer in pairs if tag_of(outer) in _HOLDERS and tag_of(inner) not in _HOLDERS), None)


def _put_behind(block: Element, element: Element) -> None:
    """Move an element behind another, whose own tail stays with it."""
    tail, block.tail = block.tail, None
    element.tail = None
    block.addnext(element)
    block.tail = tail
