"""One parser over some PDFs, in one process: what it read, pages, CPU seconds and peak memory as JSON.

    python benchmarks/one_parser.py {k1,pypdfium2,pdfminer.six,docling-parse,pymupdf4llm} OUT.json PDF...

Peers run in their own environment (envs/peers.txt), k1 in its own. Imports and one warm-up file do not count.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

Read = Callable[[Path], tuple[str, int]]


def k1_reader() -> Read:
    """K1's document as JSON."""
    from k1.parsing.parse import parse_file

    def read(path: Path) -> tuple[str, int]:
        document = parse_file(path, source_format="pdf", name=path.stem)
        return document.model_dump_json(), document.paper.pages or 0

    return read


def pypdfium2_reader() -> Read:
    """Bare text of each page."""
    import pypdfium2

    def read(path: Path) -> tuple[str, int]:
        document = pypdfium2.PdfDocument(path)
        return "\n\n".join(page.get_textpage().get_text_range() for page in document), len(document)

    return read


def pdfminer_reader() -> Read:
    """Text with pdfminer's own layout analysis."""
    from pdfminer.high_level import extract_text
    from pdfminer.pdfpage import PDFPage

    def read(path: Path) -> tuple[str, int]:
        with path.open("rb") as stream:
            pages = sum(1 for _ in PDFPage.get_pages(stream))
        return extract_text(path), pages

    return read


def docling_parse_reader() -> Read:
    """Lines of text cells of each page; no layout model."""
    from docling_core.types.doc.page import TextCellUnit
    from docling_parse.pdf_parser import DoclingPdfParser

    parser = DoclingPdfParser()

    def read(path: Path) -> tuple[str, int]:
        pages = [page for _, page in parser.load(str(path)).iterate_pages()]
        lines = (cell.text for page in pages for cell in page.iterate_cells(unit_type=TextCellUnit.LINE))
        return "\n".join(lines), len(pages)

    return read


def pymupdf4llm_reader() -> Read:
    """Markdown, with the layout models that the package bundles."""
    import pymupdf
    import pymupdf4llm

    def read(path: Path) -> tuple[str, int]:
        with pymupdf.open(path) as document:
            pages = document.page_count
        return pymupdf4llm.to_markdown(str(path), show_progress=False), pages

    return read


READERS = {
    "k1": k1_reader,
    "pypdfium2": pypdfium2_reader,
    "pdfminer.six": pdfminer_reader,
    "docling-parse": docling_parse_reader,
    "pymupdf4llm": pymupdf4llm_reader,
}


def main(system: str, out: Path, files: list[Path]) -> None:
    """Read all files with one system and write what came out and what it cost."""
    read = READERS[system]()
    read(files[0])
    before, texts, pages = time.process_time(), {}, 0
    for path in files:
        text, count = read(path)
        texts[str(path)] = text
        pages += count
    seconds = time.process_time() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    result = {
        "version": version("k1-knowledge" if system == "k1" else system),
        "pages": pages,
        "cpu_seconds": seconds,
        "peak_mb": peak,
        "texts": texts,
    }
    out.write_text(json.dumps(result), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), [Path(name) for name in sys.argv[3:]])
