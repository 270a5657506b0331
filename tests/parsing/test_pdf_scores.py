"""The PDF parser on a shared paper: the same document on every run. Its scores: tests/evaluation/test_publishers.py."""

from pathlib import Path

import pytest

from k1.parsing.pdf.document import parse_pdf


@pytest.mark.shared
def test_the_same_file_gives_the_same_document(shared: Path) -> None:
    file = shared / "data" / "papers" / "jose" / "jose.00143" / "paper.pdf"
    first, second = (parse_pdf(file.read_bytes(), name="x", file_sha256="0" * 64) for _ in range(2))
    assert first.model_dump_json() == second.model_dump_json()
