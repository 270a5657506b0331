"""The parser against the shared gold: floors a margin below what it reaches, and the same bytes on every run."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from k1.parsing.document.interchange import document_json
from k1.parsing.pdf.document import parse_pdf

FLOORS = {
    "pmc": {"title": 0.98, "authors": 0.97, "abstract": 0.97, "doi": 0.98, "headings": 0.93, "references": 0.98,
            "ref_text": 0.93, "ref_year": 0.98, "cited": 0.965, "figures": 0.96, "tables": 0.965, "cells": 0.915,
            "body": 0.98, "body_precision": 0.95},
    "jose": {"title": 0.98, "authors": 0.98, "abstract": 0.98, "headings": 0.955, "references": 0.98, "ref_text": 0.86,
             "ref_year": 0.98, "cited": 0.955, "figures": 0.97, "tables": 0.78, "cells": 0.69, "body": 0.98,
             "body_precision": 0.925},
}  # fmt: skip


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize("corpus", sorted(FLOORS))
def test_means_stay_above_their_floors(corpus: str, shared: Path, tmp_path: Path) -> None:
    root = shared / "data" / "papers" / corpus
    for file in sorted(root.glob("*/paper.pdf")):
        data = file.read_bytes()
        document = parse_pdf(data, name=file.parent.name, file_sha256=hashlib.sha256(data).hexdigest())
        text = json.dumps(document_json(document), ensure_ascii=False)
        (tmp_path / f"{file.parent.name}.json").write_text(text, encoding="utf-8")
    out = tmp_path / "scores.out"
    scorer = shared / "tools" / "score_documents.py"
    subprocess.run([sys.executable, scorer, root, tmp_path, "--json", out], check=True, capture_output=True)
    mean = json.loads(out.read_text(encoding="utf-8"))["mean"]
    assert {name: mean[name] for name, floor in FLOORS[corpus].items() if mean[name] < floor} == {}


@pytest.mark.shared
def test_the_same_file_gives_the_same_document(shared: Path) -> None:
    file = shared / "data" / "papers" / "jose" / "jose.00143" / "paper.pdf"
    first, second = (parse_pdf(file.read_bytes(), name="x", file_sha256="0" * 64) for _ in range(2))
    assert first.model_dump_json() == second.model_dump_json()
