"""K1's parser beside its peers on the demo's PDFs: what each reads, pages per CPU second, peak memory.

    python benchmarks/parsers.py PEERS_PYTHON RUN OUT.md

Each system runs alone, in one process, on the same files, one after the other in one run. Quality is measured on the
PDFs whose own source lies in the corpus, by ``k1.evaluation.documents``; a metric that a peer gives no answer to is 0.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from k1.evaluation.documents import score_document
from k1.parsing.markdown.document import parse_markdown
from k1.parsing.parse import parse_file
from k1.runtime.files import write_text
from k1.runtime.tables import read_table, records
from k1.schema.corpus import CorpusFile
from k1.schema.documents import Document, Paper, Unit
from k1.schema.tables import FILES
from k1.schema.vocabulary import Modality, UnitRole

SYSTEMS = ("k1", "pymupdf4llm", "docling-parse", "pdfminer.six", "pypdfium2")
METRICS = ("title", "authors", "headings", "references", "figures", "body")
WORKER = Path(__file__).with_name("one_parser.py")


def run_system(system: str, python: str, files: list[Path]) -> dict[str, Any]:
    """Run one system over all files in a process of its own, on one thread."""
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.json"
        command = [python, str(WORKER), system, str(out), *map(str, files)]
        subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        made: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
        return made


def as_document(system: str, text: str) -> Document:
    """What a system read, in the form that is scored: K1's document, parsed Markdown, or one unit of text."""
    if system == "k1":
        return Document.model_validate_json(text)
    if system == "pymupdf4llm":
        return parse_markdown(text.encode("utf-8"), name="peer", file_sha256="0" * 64)
    paper = Paper(id="paper:peer", file_sha256="0" * 64, source_format="pdf", name="peer", title="", parser=system)
    unit = Unit(
        id="unit:peer", paper=paper.id, order=0, modality=Modality.TEXT, role=UnitRole.BODY, section=None, text=text
    )
    return Document(paper=paper, units=(unit,))


def gold_documents(corpus: Path, files: list[CorpusFile]) -> dict[str, Document]:
    """The sources that PDFs of the corpus were made from, parsed, by the PDF's path."""
    return {
        str(corpus / file.path): parse_file(
            corpus / file.gold,
            source_format="markdown",
            name=file.name,
            bibliographies=[corpus / file.gold_bibliography] if file.gold_bibliography else [],
        )
        for file in files
        if file.gold
    }


def mean_scores(system: str, texts: dict[str, str], gold: dict[str, Document]) -> dict[str, float]:
    """Mean of each metric over the papers that have it."""
    scores = [score_document(document, as_document(system, texts[path])) for path, document in gold.items()]
    return {
        metric: sum(found) / len(found)
        for metric in METRICS
        if (found := [score[metric] for score in scores if metric in score])
    }


def main(peers_python: str, run: Path, out: Path) -> None:
    """Measure all systems and write the table."""
    corpus = run / "corpus"
    files = [
        file
        for shard in sorted(corpus.glob("[0-9]*.parquet"))
        for file in records(FILES, read_table(FILES, shard))
        if file.source_format == "pdf"
    ]
    paths = [corpus / file.path for file in files]
    gold = gold_documents(corpus, files)
    lines = [
        f"| parser | {' | '.join(METRICS)} | pages/CPU s | peak MB |",
        f"|---|{'---:|' * (len(METRICS) + 2)}",
    ]
    for system in SYSTEMS:
        result = run_system(system, sys.executable if system == "k1" else peers_python, paths)
        scores = mean_scores(system, result["texts"], gold)
        cells = " | ".join(f"{scores[metric]:.2f}" if metric in scores else "–" for metric in METRICS)
        speed = result["pages"] / result["cpu_seconds"]
        lines.append(f"| {system} {result['version']} | {cells} | {speed:.1f} | {result['peak_mb']:.0f} |")
        print(lines[-1], flush=True)
    pages = f"{len(paths)} PDFs, {result['pages']} pages; quality on the {len(gold)} whose source the corpus holds"
    head = [
        "# K1's parser beside others",
        "",
        "Written by `make benchmark-parsers`; the README says what is counted how.",
        "",
    ]
    write_text(
        out, "\n".join([*head, *lines, "", f"{pages}. One process each, in one run, {os.cpu_count()} cores.", ""])
    )
    print(pages)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
