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


ICE, RAIN, SALT, MOSS = "Ice on tides", "Rain over sand", "Salt of rivers", "Moss on stones"
PAIRS = {
    "alien": ((ICE, "Ann Lee", "10.5555/a"), ("Wind in dunes", "Bo Kim", "10.5555/a")),
    "longer": ((RAIN, "Ann Lee", "10.5555/b"), (f"{RAIN} of the north", "Bo Kim", "10.5555/b")),
    "translated": ((SALT, "Ann Lee", "10.5555/c"), ("La sal de los mares", "Lee, A.", "10.5555/c")),
    "apart": ((MOSS, "Ann Lee", "10.5555/d"), ("Fog over fields", "Bo Kim", "10.5555/e")),
}
"""Two papers each, with title, author and DOI: the first lies in the first of two shards, the second in the other."""


@pytest.fixture(scope="module", params=[0, 1], ids=["one shard", "two shards"])
def failures(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What is said of the papers of a run that failed; the run holds all pairs."""
    folder = tmp_path_factory.mktemp("pairs")
    (folder / "papers").mkdir()
    for pair, papers in PAIRS.items():
        for shard, (title, author, doi) in enumerate(papers):
            text = paper_of_shard(f"{title}\nauthor: {author}\ndoi: {doi}", shard)
            (folder / "papers" / f"{pair} {shard}.md").write_text(text)
    titles(folder / "papers", folder / "run", shard_bits=request.param)
    stage("check-failures", "--run", folder / "run", "--max-failed-fraction", 1)
    return pl.read_parquet(folder / "run" / "failures.parquet")["message"].to_list()


@pytest.mark.slow
def test_a_paper_under_the_doi_of_another_is_a_failure_that_names_both(failures: list[str]) -> None:
    (said,) = [message for message in failures if "alien" in message]
    assert "alien 0.md" in said
    assert "alien 1.md" in said


@pytest.mark.slow
@pytest.mark.parametrize("pair", ["longer", "translated", "apart"])
def test_files_of_a_like_title_or_author_or_with_dois_of_their_own_are_no_failure(
    failures: list[str], pair: str
) -> None:
    assert [message for message in failures if pair in message] == []
