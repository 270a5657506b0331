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


@pytest.mark.parametrize(
    ("data", "source_format", "found", "remedy"),
    [
        (b'<?xml version="1.0"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0"/>', "jats", "TEI XML", "JATS or the PDF"),
        (b"<!DOCTYPE PubmedArticleSet>\n<PubmedArticleSet><x/>", "jats", "a record of PubMed", "JATS or the PDF"),
        (b"<?xml version='1.0'?><!-- x --><db:book xmlns:db='x'/>", "jats", "XML of a book", "JATS or the PDF"),
        (b"<rss/>", "jats", "other XML (<rss>)", "leave it out"),
        (b"PK\x03\x04..", "pdf", "an archive", "unpack it"),
        (b"\xd0\xcf\x11\xe0..", "pdf", "a Word file", "save it as PDF"),
        (b"%!PS-Adobe-3.0\n", "pdf", "PostScript", "convert it to PDF"),
        (b"\\documentclass{article}\n", "markdown", "LaTeX", "the PDF that it makes"),
        (b"<!DOCTYPE html>\n<html></html>", "markdown", "an HTML page", "save the text as Markdown"),
    ],
)
def test_what_is_plainly_something_is_named_with_what_to_do(data: bytes, source_format: str, found: str, remedy: str):
    error = refused(data, source_format)
    assert f"got {found}" in error.message
    assert remedy in error.remedy


def test_html_within_markdown_is_markdown():
    check_content(b"<h1 align='center'>A paper</h1>\n\nText.", "markdown")
