"""Bytes against the format they should have."""

from __future__ import annotations

import pytest

from corpus.small_papers import HTML, JATS, MARKDOWN, PDF
from k1.corpus.content import check_content
from k1.errors import FailureKind, PaperError


def refused(data: bytes, source_format: str) -> PaperError:
    with pytest.raises(PaperError) as caught:
        check_content(data, source_format)
    return caught.value


@pytest.mark.parametrize(
    ("data", "source_format"),
    [
        (PDF, "pdf"),
        (b"\n\n" + PDF, "pdf"),
        (JATS, "jats"),
        (b"\xef\xbb\xbf" + JATS, "jats"),
        (JATS.decode().encode("utf-16"), "jats"),
        (b"\xfe\xff" + JATS.decode().encode("utf-16-be"), "jats"),
        (MARKDOWN, "markdown"),
    ],
)
def test_what_is_of_its_format_passes(data: bytes, source_format: str):
    check_content(data, source_format)


def test_a_sign_in_page_is_no_pdf():
    error = refused(HTML, "pdf")
    assert (error.kind, error.message) == (FailureKind.NOT_A_PDF, "expected a PDF, got an HTML page")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (HTML, "an HTML page"),
        (b"<!DOCTYPE html>\n<html><body><article>Sign in</article></body></html>", "an HTML page"),
        (b"<rss/>", "other XML"),
        (b'{"error": 1}', "JSON"),
        (PDF, "a PDF"),
        (b"\x1f\x8b..", "archive"),
        ("<rss/>".encode("utf-16"), "other XML"),
    ],
)
def test_other_things_are_no_jats_and_are_named(data: bytes, words: str):
    error = refused(data, "jats")
    assert error.kind is FailureKind.UNSUPPORTED
    assert words in error.message


@pytest.mark.parametrize(
    ("data", "source_format", "found", "suffix"),
    [
        (PDF, "jats", "a PDF", ".pdf"),
        (PDF, "markdown", "a PDF", ".pdf"),
        (b'<?xml version="1.0"?>\n' + JATS, "pdf", "JATS XML", ".xml"),
        (b'<?xml version="1.0"?>\n' + JATS, "markdown", "JATS XML", ".xml"),
    ],
)
def test_a_paper_under_the_suffix_of_another_format_is_told_its_own(data, source_format, found, suffix):
    error = refused(data, source_format)
    assert error.message.endswith(f"got {found}")
    assert f"let its name end in {suffix}" in error.remedy


@pytest.mark.parametrize("data", [b"caf\xe9", b"a\0b"])
def test_bytes_that_are_no_text_are_no_markdown(data: bytes):
    assert refused(data, "markdown").kind is FailureKind.UNSUPPORTED


@pytest.mark.parametrize("source_format", ["pdf", "jats", "markdown"])
def test_an_empty_file_is_empty(source_format: str):
    assert refused(b" \n", source_format).kind is FailureKind.EMPTY
