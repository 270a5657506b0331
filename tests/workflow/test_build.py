"""The whole way on two small papers of our own, undisturbed and killed at random moments."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import polars as pl
import pytest

from k1.interface.build import RunAliveError, end_orphans, exclusive, last_error, orphans, remove_locks
from workflow.conftest import build_command, environment, make_checkout

EXEMPT = ("logs", "benchmarks", "notebooks", "report.html")
KILLS = 12

pytestmark = pytest.mark.slow


def results(checkout: Path) -> dict[str, bytes]:
    """Bytes of every result that must not differ between equal runs."""
    run = checkout / "results" / "two"
    files = (path for path in run.rglob("*") if path.is_file() and not path.name.startswith("."))
    names = {path.relative_to(run).as_posix(): path for path in files}
    return {name: path.read_bytes() for name, path in sorted(names.items()) if not name.startswith(EXEMPT)}


def test_two_papers_become_one_graph_in_which_one_cites_the_other(built: Path) -> None:
    graph = built / "results" / "two" / "graph"
    nodes, edges = pl.read_parquet(graph / "nodes.parquet"), pl.read_parquet(graph / "edges.parquet")
    papers = nodes.filter((pl.col("kind") == "paper") & pl.col("in_corpus"))
    assert sorted(papers["name"].str.slice(0, 9)) == ["Harmonic ", "Tidewheel"]
    cites = edges.filter(pl.col("relation") == "CITES", pl.col("head", "tail").is_in(papers["id"].implode()))
    assert cites.height == 1


def test_the_run_leaves_behind_what_it_promises(built: Path) -> None:
    run = built / "results" / "two"
    for name in ("graph/nodes.parquet", "index/index.json", "explorer.html", "report.html", "run.json"):
        assert (run / name).stat().st_size > 0, name
    assert len(list((run / "figures").glob("*.svg"))) >= 5
    assert len(list((run / "notebooks").glob("*.ipynb"))) == 5


def test_the_report_links_to_the_explorer_and_holds_no_copy_too_large_for_browsers_to_show(built: Path) -> None:
    report = (built / "results" / "two" / "report.html").read_text(encoding="utf-8")
    assert 'href=\\"explorer.html\\"' in report
    assert "filename=explorer.html" not in report


def test_the_record_holds_the_hash_of_every_table(built: Path) -> None:
    run = built / "results" / "two"
    recorded = json.loads((run / "run.json").read_text())["sha256"]
    tables = {path.relative_to(run).as_posix() for path in (run / "graph").glob("*.parquet")}
    assert set(recorded["graph"]) == tables


def test_a_second_build_does_nothing(built: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (built / "results").rglob("*") if path.is_file()}
    subprocess.run(build_command(built), env=environment(), check=True, capture_output=True)
    after = {path: path.stat().st_mtime_ns for path in (built / "results").rglob("*") if path.is_file()}
    changed = sorted(path.name for path in after if before.get(path) != after[path] and path.name[0] != ".")
    assert changed == []


def test_a_build_needs_no_activated_environment_and_says_what_is_done_without_listing_files(built: Path) -> None:
    (built / "results" / "two" / "explorer.html").unlink()
    bare = environment() | {"PATH": os.defpath}
    done = subprocess.run(build_command(built), cwd=built, env=bare, capture_output=True, text=True, check=True)
    said = done.stdout + done.stderr
    assert "(Rule: explorer)" in said
    assert "input:" not in said


def test_a_table_that_a_failed_stage_took_along_is_made_again_with_all_that_follows(built: Path) -> None:
    lost = built / "results" / "two" / "knowledge" / "00000" / "relations.parquet"
    aside = lost.rename(built / "aside.parquet")
    try:
        command = [sys.executable, "-m", "snakemake", "-n", "--configfile", "config/two.yaml"]
        done = subprocess.run(command, cwd=built, env=environment(), capture_output=True, text=True, check=True)
    finally:
        aside.rename(lost)
    planned = set(re.findall(r"^(?:local)?rule (\w+):", done.stdout + done.stderr, re.MULTILINE))
    assert {"extract", "assemble", "index", "explorer"} <= planned
    assert not {"fetch", "parse"} & planned


def test_a_paper_added_to_the_folder_is_fetched_by_the_next_build(built: Path) -> None:
    added = built / "papers" / "added.md"
    added.write_text("# Tides\n\nThe gauge has recorded the water level.\n")
    try:
        command = [sys.executable, "-m", "snakemake", "-n", "--configfile", "config/two.yaml"]
        done = subprocess.run(command, cwd=built, env=environment(), capture_output=True, text=True, check=True)
    finally:
        added.unlink()
    assert "rule fetch:" in done.stdout + done.stderr


def test_no_result_names_the_folder_it_was_made_in(built: Path) -> None:
    needle = str(built).encode()
    assert [name for name, content in results(built).items() if needle in content] == []


def killed(command: list[str], checkout: Path, draw: random.Random) -> tuple[bool, bool]:
    """Begin a build and kill it at some moment after Snakemake has begun: whether it lived, and a stage was at work."""
    log, unfinished = checkout / ".snakemake" / "log", checkout / ".snakemake" / "incomplete"
    before = len(list(log.glob("*")))
    process = subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None and len(list(log.glob("*"))) == before:
        time.sleep(0.02)
    time.sleep(draw.uniform(0.0, 4.0))
    process.kill()
    lived = process.wait() == -signal.SIGKILL
    return lived, lived and any(unfinished.glob("*"))


def test_a_run_killed_at_random_moments_continues_to_the_same_bytes(built: Path, tmp_path: Path) -> None:
    checkout, draw = make_checkout(tmp_path), random.Random(9)
    # The notebooks are exempt, and take long.
    command = [*build_command(checkout), "--until", "results/two/run.json"]
    lived, at_work = zip(*(killed(command, checkout, draw) for _ in range(KILLS)), strict=True)
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-6000:]
    undisturbed, continued = results(built), results(checkout)
    assert sorted(undisturbed) == sorted(continued)
    assert [name for name in undisturbed if undisturbed[name] != continued[name]] == []
    assert sum(lived) >= 10
    assert sum(at_work) >= KILLS // 2


def test_a_second_build_of_a_living_run_is_refused(tmp_path: Path) -> None:
    with (
        exclusive(tmp_path),
        pytest.raises(RunAliveError, match="another build of this run is alive"),
        exclusive(tmp_path),
    ):
        pass


def test_a_process_left_behind_by_a_killed_build_is_found_and_ended(tmp_path: Path) -> None:
    token = {"K1_RUN": str(tmp_path.resolve())}
    with subprocess.Popen(["sleep", "60"], env=os.environ | token) as sleeper:
        try:
            while not Path(f"/proc/{sleeper.pid}/environ").read_bytes():  # until the program has started
                time.sleep(0.01)
            assert orphans(tmp_path) == [sleeper.pid]
            threading.Thread(target=sleeper.wait, daemon=True).start()  # as init would, or it stays as a zombie
            end_orphans(tmp_path)
            assert orphans(tmp_path) == []
            assert sleeper.wait(timeout=5) == -signal.SIGKILL
        finally:
            sleeper.kill()


def test_locks_of_a_killed_build_go_and_those_of_another_run_stay_with_their_folder(tmp_path: Path) -> None:
    locks = tmp_path / ".snakemake" / "locks"
    locks.mkdir(parents=True)
    (locks / "0.input.lock").write_text("papers\nresults/mine/corpus/files.parquet\n")
    (locks / "0.output.lock").write_text("results/mine/graph/nodes.parquet\n")
    (locks / "1.output.lock").write_text("results/mine-too/graph/nodes.parquet\n")
    remove_locks(tmp_path / "results" / "mine", tmp_path)
    assert [lock.name for lock in locks.iterdir()] == ["1.output.lock"]
    remove_locks(tmp_path / "results" / "mine-too", tmp_path)
    assert (locks.is_dir(), list(locks.iterdir())) == (True, [])


def test_what_the_failed_stage_said_is_found_and_older_logs_are_not(tmp_path: Path) -> None:
    old, new = tmp_path / "logs" / "fetch.log", tmp_path / "logs" / "parse" / "00000.log"
    for log, text in ((old, "error: long ago\n"), (new, "corpus: 3 papers\nerror: papers: no such folder\nmore\n")):
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(text)
    os.utime(old, (1, 1))
    assert last_error(tmp_path, since=2) == f"papers: no such folder ({new})"
    new.write_text("error: 2 papers failed:\na: empty\nb: empty\nMend these papers.\n")
    assert last_error(tmp_path, since=2) == f"2 papers failed ({new}):\na: empty\nb: empty\nMend these papers."
    os.utime(new, (1, 1))
    assert last_error(tmp_path, since=2) is None
