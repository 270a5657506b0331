"""The parser by publisher: published papers with gold, parsed here and judged by the scorer that lies beside them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from k1.parsing.document.interchange import document_json
from k1.parsing.parse import parse_file

_COLUMNS = {"publisher": pl.String, "paper": pl.String, "metric": pl.String, "score": pl.Float64}


def score_published(folder: Path, scorer: Path) -> pl.DataFrame:
    """Scores of each paper of ``folder``: publisher, paper, metric, score (0 to 1); no rows where a path is absent.

    Parameters
    ----------
    folder: holds ``manifest.json`` and ``<set>/<name>/`` with ``paper.pdf`` and ``gold.json``.
    scorer: a program that is called with folders of gold and of predictions, and ``--json`` for its answer.
    """
    manifest = folder / "manifest.json"
    if not manifest.is_file() or not scorer.is_file():
        return pl.DataFrame(schema=_COLUMNS)
    by_set: dict[str, dict[str, str]] = {}
    for entry in json.loads(manifest.read_text(encoding="utf-8"))["papers"]:
        by_set.setdefault(str(entry["set"]), {})[str(entry["name"])] = str(entry["publisher"])
    rows = [row for name, publishers in by_set.items() for row in _rows(folder / name, publishers, scorer)]
    return pl.DataFrame(rows, schema=_COLUMNS, orient="row")


def means_by_publisher(scores: pl.DataFrame) -> pl.DataFrame:
    """The mean of each publisher and metric of `score_published`; the publisher with the lowest mean of all first.

    The columns are paper, metric and score; ``paper`` holds the publisher and the number of its papers.
    """
    overall = scores.group_by("publisher").agg(overall=pl.col("score").mean(), papers=pl.col("paper").n_unique())
    known = scores.join(overall, on="publisher").sort("overall", "publisher", maintain_order=True)
    label = pl.format("{} ({})", "publisher", "papers").alias("paper")
    return known.group_by(label, "metric", maintain_order=True).agg(pl.col("score").mean())


def _rows(papers: Path, publishers: Mapping[str, str], scorer: Path) -> Iterator[tuple[str, str, str, float]]:
    for name, scores in _judged(papers, sorted(publishers), scorer).items():
        for metric, score in scores.items():
            if score is not None:
                yield publishers[name], name, metric, round(score, 6)


def _judged(papers: Path, names: Sequence[str], scorer: Path) -> dict[str, dict[str, float | None]]:
    """The scorer's answer for each paper; None where the gold has nothing to compare with."""
    with TemporaryDirectory() as folder:
        predictions, answer = Path(folder) / "predictions", Path(folder) / "answer.json"
        predictions.mkdir()
        for name in names:
            document = parse_file(papers / name / "paper.pdf", source_format="pdf", name=name)
            (predictions / f"{name}.json").write_text(json.dumps(document_json(document)), encoding="utf-8")
        command = [sys.executable, str(scorer), str(papers), str(predictions), "--json", str(answer)]
        subprocess.run(command, check=True, capture_output=True)
        judged = json.loads(answer.read_text(encoding="utf-8"))["papers"]
    return {name: judged[name] for name in names}
