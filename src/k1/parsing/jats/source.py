"""Reading XML that others wrote: no entities, no DTD, no network, bounded size."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from typing import Any

from lxml import etree

from k1.errors import FailureKind, PaperError

MAX_BYTES = 50_000_000
Element = Any
"""An lxml element; the package has no types of its own."""

# A declaration in any encoding that keeps ASCII in place, and in UTF-16.
_ENTITY = re.compile(rb"<!ENTITY|<\x00!\x00E\x00N\x00T|\x00<\x00!\x00E\x00N\x00T")
XLINK = "{http://www.w3.org/1999/xlink}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

# Wiley prints "meta\u2010analysis"; others set soft hyphens and blanks without width.
_HYPHENS = {0x2010: "-", 0x2011: "-", **dict.fromkeys((0x00AD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF))}
# Line breaks and indents that a tool set around elements, where no text has a blank.
_INDENT_INSIDE = re.compile(r"(?<=[(\[])[^\S\n]*\n\s*\Z")
_INDENT_BEFORE = re.compile(r"\A[^\S\n]*\n\s*(?=[),.;:\]]|[\u2010-\u2015]\s*\Z)")
_INDENT_BEHIND = re.compile(r"(?<=\A[\u2010-\u2015])[^\S\n]*\n\s*\Z")


def parse_xml(data: bytes) -> Element:
    """The root element of an XML file.

    Raises
    ------
    PaperError: EMPTY, TOO_LARGE, HOSTILE (it declares entities), CORRUPT (it is not well formed).
    """
    if not data.strip():
        raise PaperError(FailureKind.EMPTY, "the file holds no text", "check how the file was written")
    if len(data) > MAX_BYTES:
        raise PaperError(FailureKind.TOO_LARGE, f"{len(data):,} bytes of XML", f"split it below {MAX_BYTES:,} bytes")
    if _ENTITY.search(data):
        raise PaperError(FailureKind.HOSTILE, "the XML declares entities", "expand them and remove the declarations")
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        said = (error.msg if isinstance(error, etree.XMLSyntaxError) else None) or str(error)
        problem = " ".join(said.split())[:200]
        raise PaperError(FailureKind.CORRUPT, f"not well-formed XML: {problem}", "fetch the file again") from error
    return _tidied(root)


def _tidied(root: Element) -> Element:
    """The tree without line breaks and indents that are only layout, and with hyphens as they are typed."""
    for element in root.iter(etree.Element):
        if element.text and len(element):
            element.text = _INDENT_INSIDE.sub("", element.text)
        if element.tail and "\n" in element.tail:
            tail = _INDENT_BEHIND.sub("", _INDENT_BEFORE.sub("", element.tail))
            element.tail = _INDENT_INSIDE.sub("", tail) if element.getnext() is not None else tail
        if element.text and not element.text.isascii():
            element.text = element.text.translate(_HYPHENS)
        if element.tail and not element.tail.isascii():
            element.tail = element.tail.translate(_HYPHENS)
    return root


def tag_of(element: Element) -> str:
    """The name of an element without its namespace; "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Element | None, *names: str) -> list[Element]:
    """The child elements with one of ``names``, all without names; what is not there (None) has none."""
    below = () if element is None else element
    return [child for child in below if (tag := tag_of(child)) and (not names or tag in names)]


def child(element: Element | None, *path: str) -> Element | None:
    """The first element found by following ``path`` down; None where it breaks off."""
    for name in path:
        element = next(iter(children(element, name)), None)
    return element


def descendants(element: Element | None, *names: str) -> Iterator[Element]:
    """All elements below with one of ``names``, in document order; none below None."""
    below = () if element is None else element.iter()
    return (found for found in below if found is not element and tag_of(found) in names)


def entity_text(node: Element) -> str:
    """What an unresolved entity stands for, if HTML knows its name; "" for comments and instructions."""
    return html5.get(f"{node.name};", "") if node.tag is etree.Entity else ""
