"""A build that was killed or failed: what it left behind is found, and goes; beside a living one none is begun."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from pathlib import Path

import pytest

from k1.interface.workflow import RunAliveError, end_orphans, exclusive, last_error, orphans, remove_locks


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
