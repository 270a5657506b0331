"""Inline JATS as text: citations marked, ranges expanded, sub- and superscripts and formulas as spans."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from k1.parsing.document.builder import MarkedText, Marker, TextBuilder
from k1.parsing.jats.source import XLINK, Element, entity_text, tag_of
from k1.parsing.jats.text import FORMULAS, OWN_LINES, UNPRINTED, formula_text, in_dollars, text_of
from k1.text.words import word_set

# Elements inside a paragraph that are units of their own.
BLOCKS = word_set("""
    fig fig-group table-wrap table-wrap-group disp-formula disp-formula-group chem-struct-wrap list def-list boxed-text
    disp-quote verse-group preformat code statement array supplementary-material media graphic speech fn floats-group
    """)
_SPAN_OF = {"sup": "superscript", "sub": "subscript", "monospace": "code"}
_BETWEEN = re.compile(r"^[\s,;&\u2010-\u2015\u2212-]{0,4}(?:and)?\s{0,2}$")
_DASH = re.compile(r"^(\])?\s?[\u2010-\u2015\u2212-]\s?(?(1)\[|)$")
_PRINTED_RANGE = re.compile(r"^(\d{1,4})\s?[\u2010-\u2015\u2212-]\s?(\d{1,4})$")
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_BRACKETS = {"[": "]", "(": ")"}
_LONGEST_RANGE = 200


class Place(NamedTuple):
    """Where an entry stands: the number that the list counts, and the work of several that one number holds."""

    number: int
    work: int


@dataclass(slots=True)
class InlineReader:
    """Reads running text; ``order`` maps the ids of references to their places in the list."""

    order: Mapping[str, Place] = field(default_factory=dict)
    urls: list[str] = field(default_factory=list)

    def read(self, element: Element, flowing: frozenset[str] = frozenset()) -> MarkedText:
        """The text of an element without the blocks inside it, but for those with names in ``flowing``."""
        out = TextBuilder()
        self._walk(element, out, BLOCKS - flowing)
        return self._grouped(out.build())

    def read_nodes(self, nodes: Sequence[Element | str]) -> MarkedText:
        """The text of a run of inline elements and strings."""
        out = TextBuilder()
        for node in nodes:
            if isinstance(node, str):
                out.add(node)
            else:
                self._element(node, out, BLOCKS)
        return self._grouped(out.build())

    def _walk(self, element: Element, out: TextBuilder, skip: frozenset[str]) -> None:
        out.add(element.text or "")
        for below in element:
            if not isinstance(below.tag, str):
                out.add(entity_text(below))
            else:
                self._element(below, out, skip)
            out.add(below.tail or "")

    def _element(self, element: Element, out: TextBuilder, skip: frozenset[str]) -> None:
        tag = tag_of(element)
        start = out.length
        if tag in skip or tag in UNPRINTED:
            return
        if tag == "break":
            out.add(" ")
        elif tag in OWN_LINES and tag != "disp-formula":
            out.add(" ")
            self._walk(element, out, skip)
            out.add(" ")
        elif tag in FORMULAS:
            out.add(in_dollars(formula_text(element)))
            out.span("formula", start)
        elif tag == "xref" and self._cites(element):
            keys = tuple((element.get("rid") or "").split())
            before = out.markers[-1] if out.markers and out.last.isdigit() and text_of(element)[:1].isdigit() else None
            if before and before.end == start > before.start and before.keys != keys:
                out.add(",")  # what print sets between numbers: "1,2" for "12"
                start = out.length
            self._walk(element, out, skip)
            out.markers.append(Marker(start, out.length, keys))
        else:
            if tag in ("ext-link", "uri", "self-uri"):
                self.urls.append(element.get(f"{XLINK}href") or text_of(element))
            self._walk(element, out, skip)
            if tag in _SPAN_OF:
                out.span(_SPAN_OF[tag], start)

    def _cites(self, link: Element) -> bool:
        """Whether a link points into the list of references; some publishers call its kind something else."""
        return link.get("ref-type") == "bibr" or any(rid in self.order for rid in (link.get("rid") or "").split())

    def _grouped(self, marked: MarkedText) -> MarkedText:
        """Neighbouring citations as one marker, ranges between them expanded, brackets around them taken in."""
        groups: list[Marker] = []
        for marker in marked.markers:
            keys = self._printed_range(marked.text[marker.start : marker.end], marker.keys)
            between = marked.text[groups[-1].end : marker.start] if groups else "x"
            if not _BETWEEN.match(between) and not _DASH.match(between):
                groups.append(Marker(marker.start, marker.end, keys))
                continue
            last = groups.pop()
            ends = marked.text[last.start : last.end], marked.text[marker.start : marker.end]
            if _DASH.match(between) and last.keys and keys and not any(map(_YEAR.search, ends)):
                keys = (*self._between(last.keys[-1], keys[0]), *keys)
            groups.append(Marker(last.start, marker.end, (*last.keys, *keys)))
        bracketed = (_with_brackets(marked.text, group) for group in groups)
        return MarkedText(marked.text, tuple(m for m in bracketed if m.end > m.start), marked.spans)

    def _between(self, first: str, last: str) -> tuple[str, ...]:
        """The ids strictly between two references of the list."""
        low, high = self.order.get(first), self.order.get(last)
        if not low or not high or high.number > low.number + _LONGEST_RANGE:
            return ()
        return tuple(key for key, place in self.order.items() if low < place < high)

    def _printed_range(self, printed: str, keys: tuple[str, ...]) -> tuple[str, ...]:
        """The ids that one link with a printed range ("3-7") means when it names only one end or both."""
        span = _PRINTED_RANGE.match(printed.strip(" []()"))
        if not span or _YEAR.search(span[1]) or not keys or len(keys) > 2 or keys[0] not in self.order:
            return keys
        if len(keys) == 2:
            return (keys[0], *self._between(*keys), keys[1])
        width = int(span[2]) - int(span[1])
        low = self.order[keys[0]].number
        if not 0 < width <= _LONGEST_RANGE:
            return keys
        return tuple(key for key, place in self.order.items() if low <= place.number <= low + width)


def _with_brackets(text: str, marker: Marker) -> Marker:
    """The marker with the brackets that stand directly around it."""
    start, end = marker.start, marker.end
    if start and end < len(text) and _BRACKETS.get(text[start - 1]) == text[end]:
        start, end = start - 1, end + 1
    return Marker(start, end, marker.keys)
