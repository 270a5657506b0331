"""Whether bytes are what their format says, so that an error page is not taken for a paper."""

from __future__ import annotations

import codecs
import re

from k1.errors import FailureKind, PaperError

_PDF_HEAD = 1024
"""Bytes in which readers look for the PDF header."""

_XML_HEAD = 64_000
"""Bytes in which the root element must begin; a document type with entities may stand before it."""


def check_content(data: bytes, source_format: str) -> None:
    """Refuse what is plainly something else.

    Raises
    ------
    PaperError: with what the bytes are instead.
    """
    if not data.strip():
        raise PaperError(FailureKind.EMPTY, "the file is empty", "fetch it again or leave it out")
    _CHECKS[source_format](data)


def _check_pdf(data: bytes) -> None:
    if b"%PDF-" in data[:_PDF_HEAD]:
        return
    remedy = (
        "get the PDF itself, in a browser where it has an address, and put it into a folder source; or leave it out"
    )
    raise _something_else(FailureKind.NOT_A_PDF, "a PDF", data, remedy)


def _check_jats(data: bytes) -> None:
    if _is_jats(data):
        return
    remedy = "of XML only JATS articles (root element <article>) are read: give the JATS or the PDF; or leave it out"
    raise _something_else(FailureKind.UNSUPPORTED, "JATS XML", data, remedy)


def _check_markdown(data: bytes) -> None:
    if _looks_like(data) in _NO_MARKDOWN:
        raise _something_else(FailureKind.UNSUPPORTED, "Markdown", data, "save the text as Markdown; or leave it out")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"not UTF-8 at byte {error.start}"
        raise PaperError(FailureKind.UNSUPPORTED, message, "save the file as UTF-8") from error
    if "\0" in text:
        raise PaperError(FailureKind.UNSUPPORTED, "holds null characters", "save the file as plain text")


def _something_else(kind: FailureKind, expected: str, data: bytes, remedy: str) -> PaperError:
    """The failure of bytes that are not what their name says; what K1 reads under another name wants that name."""
    found = _looks_like(data)
    if suffix := _SUFFIXES.get(found):
        remedy = f"let its name end in {suffix} where the file is a paper; or leave it out"
    named = _named_xml(data) if found == "other XML" else found
    return PaperError(kind, f"expected {expected}, got {named}", _REMEDIES.get(found, remedy))


def _named_xml(data: bytes) -> str:
    """What XML it is, by its root element."""
    root = _ROOT.search(_beginning(data, _XML_HEAD))
    name = root[1].decode("ascii", "replace") if root else ""
    return _XML.get(name.casefold(), f"other XML (<{name}>)" if name else "other XML")


def _is_jats(data: bytes) -> bool:
    head = _beginning(data, _XML_HEAD).lstrip(_BLANK)
    # HTML has articles, too.
    return b"<article" in head and head.startswith(b"<") and not head.lower().startswith(_HTML)


def _beginning(data: bytes, length: int) -> bytes:
    """The first bytes; those of UTF-16, which its mark tells and XML may be written in, as UTF-8."""
    head = data[:length]
    marked = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return head.decode("utf-16", "replace").encode() if marked else head


_SUFFIXES = {"a PDF": ".pdf", "JATS XML": ".xml"}
"""The suffix of what K1 reads, by what it looks like."""

_REMEDIES = {
    "an archive": "unpack it and give the papers in it (of sources in LaTeX the PDF); or leave it out",
    "a Word file": "save it as PDF; or leave it out",
    "PostScript": "convert it to PDF; or leave it out",
    "LaTeX": "give the PDF that it makes; or leave it out",
}
"""What to do with what is plainly one thing."""

_NO_MARKDOWN = frozenset({*_SUFFIXES, *_REMEDIES, "an HTML page"})

_ROOT = re.compile(rb"<(?:[A-Za-z][\w.-]*:)?([A-Za-z][\w.-]*)[\s/>]")

_XML = {
    "tei": "TEI XML, which GROBID writes",
    "teicorpus": "TEI XML",
    "pubmedarticleset": "a record of PubMed, which holds no full text",
    "pubmedarticle": "a record of PubMed, which holds no full text",
    "pubmedbookarticle": "a record of PubMed, which holds no full text",
    "collection": "BioC XML",
    "full-text-retrieval-response": "Elsevier's XML",
    "doc": "Elsevier's XML",
    "art": "BioMed Central's XML of before JATS",
    "book": "XML of a book",
}
"""What people have beside JATS, by the root element."""

_BLANK = b"\xef\xbb\xbf \t\r\n"
"""What may stand before the first byte that tells: a byte order mark and blanks."""

_HTML = (b"<!doctype html", b"<html")

_HEADS = (
    (_HTML, "an HTML page"),
    ((b"<",), "other XML"),
    ((b"\\documentclass", b"\\documentstyle"), "LaTeX"),
    ((b"%!ps",), "PostScript"),
    ((b"{\\rtf", b"\xd0\xcf\x11\xe0"), "a Word file"),
    ((b"{", b"["), "JSON"),
    ((b"%pdf-",), "a PDF"),
    ((b"\x1f\x8b", b"pk\x03\x04"), "an archive"),
)
"""How other things begin."""

_CHECKS = {"pdf": _check_pdf, "jats": _check_jats, "markdown": _check_markdown}


def _looks_like(data: bytes) -> str:
    """What the first bytes look like, in words."""
    head = _beginning(data, 512).lstrip(_BLANK).lower()
    if head.startswith((b"<?xml", b"<!doctype article")) and _is_jats(data):
        return "JATS XML"
    return next((name for starts, name in _HEADS if head.startswith(starts)), "something else")
