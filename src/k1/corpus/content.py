"""Whether bytes are what their format says, so that an error page is not taken for a paper."""

from __future__ import annotations

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
    raise PaperError(FailureKind.NOT_A_PDF, f"expected a PDF, got {_looks_like(data)}", remedy)


def _check_jats(data: bytes) -> None:
    if b"<article" in data[:_XML_HEAD] and data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return
    remedy = "only JATS articles (root element <article>) are read; leave other XML out"
    raise PaperError(FailureKind.UNSUPPORTED, f"expected JATS XML, got {_looks_like(data)}", remedy)


def _check_markdown(data: bytes) -> None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"not UTF-8 at byte {error.start}"
        raise PaperError(FailureKind.UNSUPPORTED, message, "save the file as UTF-8") from error
    if "\0" in text:
        raise PaperError(FailureKind.UNSUPPORTED, "holds null characters", "save the file as plain text")


_CHECKS = {"pdf": _check_pdf, "jats": _check_jats, "markdown": _check_markdown}


def _looks_like(data: bytes) -> str:
    """What the first bytes look like, in words."""
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")):
        return "an HTML page"
    if head.startswith(b"<"):
        return "other XML"
    if head.startswith((b"{", b"[")):
        return "JSON"
    if head.startswith(b"%pdf-"):
        return "a PDF"
    if head.startswith((b"\x1f\x8b", b"pk\x03\x04")):
        return "an archive"
    return "something else"
