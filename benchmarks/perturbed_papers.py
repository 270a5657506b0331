"""Papers of known structure in another wrapping: what does the parser lose where the paper itself is the same?

    python benchmarks/perturbed_papers.py [--only NAME ...] [--keep FOLDER] GOLD_ROOT SCORER

GOLD_ROOT holds one folder per paper with paper.pdf and gold.json, SCORER is score_documents.py of the shared tools.
The perturbations are those of perturbations.py: the gold stays, and each score should. Prints the means of the
originals, then for each perturbation how much they move; `--keep` writes the perturbed files.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import statistics
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol, cast

from perturbations import PERTURBATIONS, Paper

from k1.parsing.document.interchange import document_json
from k1.parsing.pdf.document import parse_pdf

Scores = Mapping[str, float | None]


class Scorer(Protocol):
    """What is used of score_documents.py."""

    METRICS: list[str]

    def score_paper(self, gold: dict[str, object], pred: object) -> dict[str, float | None]:
        """Metric to score, or None where the gold has nothing to compare with."""


def load_scorer(file: Path) -> Scorer:
    """The shared scorer as a module."""
    spec = importlib.util.spec_from_file_location("score_documents", file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast(Scorer, module)


def main(root: Path, scorer: Scorer, only: Sequence[str], keep: Path | None) -> None:
    """Score each perturbation of all papers and print the table."""
    folders = sorted(file.parent for file in root.glob("*/paper.pdf"))
    print("| |" + "|".join(scorer.METRICS) + "|\n|---|" + "---:|" * len(scorer.METRICS))
    first: dict[str, Scores] = {}
    for name, perturb in PERTURBATIONS.items():
        if only and name not in only and name != "original":
            continue
        scores: dict[str, Scores] = {}
        for folder in folders:
            gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
            authors = ", ".join(gold.get("authors") or [])
            data = perturb(Paper((folder / "paper.pdf").read_bytes(), gold.get("title") or "", authors))
            if keep:
                (keep / name).mkdir(parents=True, exist_ok=True)
                (keep / name / f"{folder.name}.pdf").write_bytes(data)
            document = parse_pdf(data, name=folder.name, file_sha256=hashlib.sha256(data).hexdigest())
            scores[folder.name] = scorer.score_paper(gold, document_json(document))
        first = first or scores
        print(row(name, scores, first, scorer.METRICS), flush=True)


def row(name: str, scores: Mapping[str, Scores], first: Mapping[str, Scores], metrics: Sequence[str]) -> str:
    """A line of the table: the means, or how far they are from the first ones."""
    cells = []
    for metric in metrics:
        values = [found for paper in scores.values() if (found := paper[metric]) is not None]
        before = [found for paper in first.values() if (found := paper[metric]) is not None]
        mean, was = statistics.fmean(values), statistics.fmean(before)
        cells.append(f"{mean:.3f}" if scores is first else f"{mean - was:+.3f}" if abs(mean - was) >= 5e-4 else "")
    return f"| {name} | " + " | ".join(cells) + " |"


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("root", type=Path)
    arguments.add_argument("scorer", type=Path)
    arguments.add_argument("--only", nargs="*", default=[])
    arguments.add_argument("--keep", type=Path)
    given = arguments.parse_args()
    if not given.root.is_dir() or not given.scorer.is_file():
        sys.exit(f"SHARED DATA ABSENT: no {given.root} or no {given.scorer}; nothing measured")
    main(given.root, load_scorer(given.scorer), given.only, given.keep)
