"""OCR on a paper whose text layer is known: its pages as pictures, read back.

    .venv-ocr/bin/python benchmarks/ocr.py PDF OUT_DIR [--dpi 200]

Prints the character error rate against the text layer page by page (Levenshtein distance over the characters of the
lines from top to bottom, column by column as the parser orders them; white space folded), and CPU seconds a page.
OUT_DIR gets textlayer/NAME.json and ocr/NAME.json for score_documents.py.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from k1.parsing.document.interchange import document_json
from k1.parsing.pdf.document import parse_pdf
from k1.runtime.files import write_json
from k1.schema.documents import Document

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tests.parsing.bad_files import scanned


def page_text(document: Document, page: int) -> str:
    """The running text of a page."""
    return " ".join(" ".join(unit.text.split()) for unit in document.units if unit.page == page and not unit.label)


def parsed(data: bytes, name: str) -> tuple[Document, float]:
    """The document and the CPU seconds it took."""
    before = time.process_time()
    document = parse_pdf(data, name=name, file_sha256=hashlib.sha256(data).hexdigest())
    return document, time.process_time() - before


def main(file: Path, out: Path, dpi: float) -> None:
    """Measure one paper."""
    name = file.parent.name
    original, _ = parsed(file.read_bytes(), name)
    read, seconds = parsed(scanned(file.read_bytes(), dpi), name)
    for kind, document in (("textlayer", original), ("ocr", read)):
        write_json(out / kind / f"{name}.json", document_json(document))
    errors = letters = 0
    print("page | characters | error rate")
    for page in range(1, (original.paper.pages or 0) + 1):
        truth, text = page_text(original, page), page_text(read, page)
        distance = Levenshtein.distance(truth, text)
        errors, letters = errors + distance, letters + len(truth)
        print(f"{page:4} | {len(truth):10} | {distance / max(1, len(truth)):.3f}")
    print(f"all  | {letters:10} | {errors / max(1, letters):.3f}; {seconds / (read.paper.pages or 1):.1f} CPU s a page")


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("file", type=Path)
    arguments.add_argument("out", type=Path)
    arguments.add_argument("--dpi", type=float, default=200)
    given = arguments.parse_args()
    main(given.file, given.out, given.dpi)
