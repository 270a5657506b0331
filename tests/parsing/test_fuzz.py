"""Mutated PDFs: every one ends as pages or as a failure with kind and remedy; none takes the batch with it."""

from __future__ import annotations

import random
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from k1.errors import FailureKind, PaperError
from k1.parsing.page.pages import read_pages
from k1.runtime.workers import run_bounded


def small_pdf(pages: int = 2) -> bytes:
    document = pdfium.PdfDocument.new()
    for _ in range(pages):
        document.new_page(200, 100)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def mutate(data: bytes, seed: int) -> bytes:
    """One to sixteen small injuries: bytes changed, pieces cut out, doubled or moved, the end lost."""
    chance = random.Random(seed)
    out = bytearray(data)
    for _ in range(chance.choice((1, 4, 16))):
        at, width = chance.randrange(max(1, len(out))), chance.randrange(1, 40)
        match chance.randrange(5):
            case 0:
                out[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del out[at : at + width]
            case 2:
                out[at:at] = out[at : at + width]
            case 3:
                out[at : at + width] = str(chance.choice((0, -1, 2**31, 10**12))).encode()
            case _:
                del out[max(1, len(out) - width) :]
    return bytes(out)


def count_pages(data: bytes) -> int:
    """The task of the workers."""
    return len(read_pages(data))


@pytest.mark.slow
def test_mutated_files_fail_alone_and_say_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2]))
    whole = small_pdf()
    mutants = [whole, *(mutate(whole, seed) for seed in range(200)), whole]
    outcomes = [outcome for _, outcome in run_bounded(count_pages, mutants, workers=1, timeout=10, memory_mb=1000)]
    assert (len(outcomes), outcomes[0], outcomes[-1]) == (202, 2, 2)
    failures = [outcome for outcome in outcomes if isinstance(outcome, PaperError)]
    assert all(failure.message and failure.remedy for failure in failures)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", FailureKind.NOT_A_PDF),
        (b"<html>not found</html>", FailureKind.NOT_A_PDF),
        (b"%PDF-1.7\n%%EOF", FailureKind.CORRUPT),
        (small_pdf()[:300], FailureKind.CORRUPT),
    ],
)
def test_what_is_no_whole_pdf_is_refused_with_its_kind(data: bytes, kind: FailureKind) -> None:
    with pytest.raises(PaperError) as caught:
        read_pages(data)
    assert caught.value.kind is kind


def test_more_pages_than_allowed_are_refused() -> None:
    with pytest.raises(PaperError) as caught:
        read_pages(small_pdf(6), max_pages=5)
    assert caught.value.kind is FailureKind.TOO_LARGE
