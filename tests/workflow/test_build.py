"""The whole way on two small papers of our own, undisturbed and killed at random moments."""

from __future__ import annotations

import json
import random
import re
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from workflow.conftest import Built, build_command, environment, make_checkout

EXEMPT = ("logs", "benchmarks", "notebooks", "report.html")
STAGES = ("fetch", "parse", "extract", "assemble", "index", "run-record")
KILLED_IN = ("", "fetch", "", "parse", "parse", "extract", "extract", "assemble", "index")
"""A kill each: from where Snakemake has begun to plan, or from where this stage, or one behind it, is at work."""

pytestmark = pytest.mark.slow


def results(run: Path) -> dict[str, bytes]:
    """Bytes of every result that must not differ between equal runs."""
    files = (path for path in run.rglob("*") if path.is_file() and not path.name.startswith("."))
    names = {path.relative_to(run).as_posix(): path for path in files}
    return {name: path.read_bytes() for name, path in sorted(names.items()) if not name.startswith(EXEMPT)}


def test_two_papers_become_one_graph_in_which_one_cites_the_other(built: Built) -> None:
    graph = built.run / "graph"
    nodes, edges = pl.read_parquet(graph / "nodes.parquet"), pl.read_parquet(graph / "edges.parquet")
    papers = nodes.filter((pl.col("kind") == "paper") & pl.col("in_corpus"))
    assert sorted(papers["name"].str.slice(0, 9)) == ["Harmonic ", "Tidewheel"]
    cites = edges.filter(pl.col("relation") == "CITES", pl.col("head", "tail").is_in(papers["id"].implode()))
    assert cites.height == 1


def test_the_run_leaves_behind_what_it_promises(built: Built) -> None:
    run = built.run
    for name in ("graph/nodes.parquet", "index/index.json", "explorer.html", "report.html", "run.json"):
        assert (run / name).stat().st_size > 0, name
    assert len(list((run / "figures").glob("*.svg"))) >= 5
    assert len(list((run / "notebooks").glob("*.ipynb"))) == 5


def test_the_report_links_to_the_explorer_and_holds_no_copy_too_large_for_browsers_to_show(built: Built) -> None:
    report = (built.run / "report.html").read_text(encoding="utf-8")
    assert 'href=\\"explorer.html\\"' in report
    assert "filename=explorer.html" not in report


def test_the_record_holds_the_hash_of_every_table(built: Built) -> None:
    run = built.run
    recorded = json.loads((run / "run.json").read_text())["sha256"]
    tables = {path.relative_to(run).as_posix() for path in (run / "graph").glob("*.parquet")}
    assert set(recorded["graph"]) == tables


def test_a_second_build_does_nothing(built: Built) -> None:
    before = {path: path.stat().st_mtime_ns for path in built.run.parent.rglob("*") if path.is_file()}
    subprocess.run(build_command(built.checkout), env=environment(), check=True, capture_output=True)
    after = {path: path.stat().st_mtime_ns for path in built.run.parent.rglob("*") if path.is_file()}
    changed = sorted(path.name for path in after if before.get(path) != after[path] and path.name[0] != ".")
    assert changed == []


def test_a_build_without_an_activated_environment_says_what_is_done_and_lists_no_files(built: Built) -> None:
    assert "(Rule: explorer)" in built.said
    assert "input:" not in built.said


def test_a_table_that_a_failed_stage_took_along_is_made_again_with_all_that_follows(
    built: Built, planned: Callable
) -> None:
    lost = built.run / "knowledge" / "00000" / "relations.parquet"
    aside = lost.rename(built.checkout / "aside.parquet")
    try:
        said = planned("--configfile", "config/two.yaml", folder=built.checkout)
    finally:
        aside.rename(lost)
    rules = set(re.findall(r"^(?:local)?rule (\w+):", said, re.MULTILINE))
    assert {"extract", "assemble", "index", "explorer"} <= rules
    assert not {"fetch", "parse"} & rules


def test_a_paper_added_to_the_folder_is_fetched_by_the_next_build(built: Built, planned: Callable) -> None:
    added = built.checkout / "papers" / "added.md"
    added.write_text("# Tides\n\nThe gauge has recorded the water level.\n")
    try:
        said = planned("--configfile", "config/two.yaml", folder=built.checkout)
    finally:
        added.unlink()
    assert "rule fetch:" in said


def test_no_result_names_the_folder_it_was_made_in(built: Built) -> None:
    needle = str(built.checkout).encode()
    assert [name for name, content in results(built.run).items() if needle in content] == []


def at_work(stage: str, since: float, logs: Path) -> bool:
    """Whether a stage, or one behind it, has begun its log since a moment."""
    written = (log.relative_to(logs) for log in logs.rglob("*.log") if log.stat().st_mtime > since)
    return any(log.parts[0].removesuffix(".log") in STAGES[STAGES.index(stage) :] for log in written)


def moment_of(sign: Callable[[], bool], process: subprocess.Popen[bytes]) -> float:
    """Wait for a sign of a build, or for its end; the time then."""
    while process.poll() is None and not sign():
        time.sleep(0.02)
    return time.time()


def killed(command: list[str], checkout: Path, stage: str, draw: random.Random) -> bool:
    """Begin a build and kill it at some moment of its planning, or from a stage on; whether it lived until then.

    A new log is a sign of this build alone: Snakemake outlives its killed wrapper until the next build ends it.
    """
    snakemake = checkout / ".snakemake" / "log"
    earlier = len(list(snakemake.glob("*")))
    process = subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    begun = moment_of(lambda: len(list(snakemake.glob("*"))) > earlier, process)
    if stage:
        moment_of(lambda: at_work(stage, begun, checkout / "results" / "two" / "logs"), process)
    time.sleep(draw.uniform(0.0, 2.0))
    process.kill()
    return process.wait() == -signal.SIGKILL


def test_a_run_killed_at_random_moments_continues_to_the_same_bytes(built: Built, tmp_path: Path) -> None:
    checkout, draw = make_checkout(tmp_path), random.Random(9)
    # The notebooks are exempt, and take long.
    command = [*build_command(checkout), "--until", "results/two/run.json"]
    lived = [killed(command, checkout, stage, draw) for stage in KILLED_IN]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-6000:]
    undisturbed, continued = results(built.run), results(checkout / "results" / "two")
    assert sorted(undisturbed) == sorted(continued)
    assert [name for name in undisturbed if undisturbed[name] != continued[name]] == []
    assert sum(lived) >= len(KILLED_IN) - 1
