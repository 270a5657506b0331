"""The stages as the rules call them, one after another on one run."""

from __future__ import annotations

import hashlib
import json
from itertools import count
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from k1.interface.stages import app
from k1.runtime.run_layout import shard_names


def stage(*arguments: object) -> None:
    done = CliRunner().invoke(app, [*map(str, arguments)])
    assert done.exit_code == 0, done.output


def paper_of_shard(title: str, shard: int) -> str:
    """A paper whose file falls into this one of two shards."""
    texts = (f"---\ntitle: {title}\n---\n\n# Summary\n\nThe gauge has recorded {number} tides.\n" for number in count())
    return next(text for text in texts if hashlib.sha256(text.encode()).digest()[0] >> 7 == shard)


def titles(papers: Path, run: Path, *, shard_bits: int) -> list[str]:
    """Build the graph of a folder of papers, and name those that stand in it."""
    corpus = {"sources": [{"kind": "folder", "path": str(papers)}], "shard_bits": shard_bits}
    stage("fetch", "--settings", json.dumps(corpus), "--out", run / "corpus")
    for shard in shard_names(shard_bits):
        documents, knowledge = run / "documents" / shard, run / "knowledge" / shard
        stage("parse-shard", "--files", run / "corpus" / f"{shard}.parquet", "--settings", "{}", "--out", documents)
        stage("extract-shard", "--documents", documents, "--settings", "{}", "--out", knowledge)
    stage("assemble", "--run", run, "--out", run / "graph")
    nodes = pl.read_parquet(run / "graph" / "nodes.parquet")
    return nodes.filter(pl.col("kind") == "paper")["name"].sort().to_list()


@pytest.mark.slow
def test_a_paper_of_a_shard_that_the_run_has_no_more_leaves_the_graph(tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    for shard, title in enumerate(("Kept", "Removed")):
        (papers / f"{title}.md").write_text(paper_of_shard(title, shard))
    assert titles(papers, tmp_path / "run", shard_bits=1) == ["Kept", "Removed"]
    (papers / "Removed.md").unlink()
    assert titles(papers, tmp_path / "run", shard_bits=0) == ["Kept"]


ICE, RAIN = ("Ice on tides", "Ann Lee", "10.5555/x"), ("Rain over sand", "Bo Kim", "10.5555/x")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("files", "left_out"),
    [
        ((ICE, RAIN), 1),
        ((ICE, ("Ice on tides of the north", "Bo Kim", "10.5555/x")), 0),
        ((ICE, ("Hielo en las mareas", "Lee, A.", "10.5555/x")), 0),
        ((ICE, (*RAIN[:2], "10.5555/y")), 0),
    ],
)
@pytest.mark.parametrize("shard_bits", [0, 1])
def test_a_paper_under_the_doi_of_another_is_a_failure_that_names_both(
    tmp_path: Path, files: tuple[tuple[str, str, str], ...], left_out: int, shard_bits: int
) -> None:
    papers, run = tmp_path / "papers", tmp_path / "run"
    papers.mkdir()
    for shard, (title, author, doi) in enumerate(files):
        (papers / f"P {shard}.md").write_text(paper_of_shard(f"{title}\nauthor: {author}\ndoi: {doi}", shard))
    titles(papers, run, shard_bits=shard_bits)
    stage("check-failures", "--run", run, "--max-failed-fraction", 1)
    rows = pl.read_parquet(run / "failures.parquet")
    assert rows.height == left_out
    assert all("P 0.md" in said and "P 1.md" in said for said in rows["message"])
