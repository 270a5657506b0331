from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from k1.errors import FailureKind, PaperError
from k1.runtime.workers import run_bounded


@pytest.fixture(autouse=True)
def _importable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Worker processes import the task of this module by its name."""
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2]))


def act(item: str) -> str:
    """A task that behaves as its item says."""
    if item == "hang":
        time.sleep(60)
    if item == "compute":
        end = time.process_time() + 0.5
        while time.process_time() < end:
            pass
    if item == "grow":
        return str(len(bytearray(4_000_000_000)))
    if item == "crash":
        ctypes.string_at(0)
    if item == "bug":
        raise ZeroDivisionError("oops")
    if item == "refuse":
        raise PaperError(FailureKind.EMPTY, "nothing in it", "give another")
    if item == "pid":
        return str(os.getpid())
    return item.upper()


def run(items: list[str], *, workers: int = 1, timeout: float = 20.0) -> list[str | FailureKind]:
    outcomes = run_bounded(act, items, workers=workers, timeout=timeout, memory_mb=500)
    return [outcome.kind if isinstance(outcome, PaperError) else outcome for _, outcome in outcomes]


@pytest.mark.slow
def test_each_failure_costs_its_own_item_only() -> None:
    items = ["a", "bug", "b", "crash", "c", "refuse", "grow", "d"]
    assert run(items) == [
        "A",
        FailureKind.CRASHED,
        "B",
        FailureKind.CRASHED,
        "C",
        FailureKind.EMPTY,
        FailureKind.MEMORY,
        "D",
    ]


@pytest.mark.slow
def test_a_hanging_item_is_ended_and_results_keep_their_order() -> None:
    began = time.monotonic()
    assert run(["hang", "a", "b", "c"], workers=2, timeout=1.0) == [FailureKind.TIMEOUT, "A", "B", "C"]
    assert time.monotonic() - began < 20


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/schedstat").exists(), reason="this system does not tell who waits for a core")
def test_an_item_that_waits_for_a_core_loses_none_of_its_time() -> None:
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})  # for the worker, too, and for what keeps it waiting
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(3)]
    try:
        assert run(["compute"], timeout=1.0) == ["COMPUTE"]
    finally:
        for process in busy:
            process.kill()
            process.wait()
        os.sched_setaffinity(0, cores)


@pytest.mark.slow
def test_a_process_serves_many_items() -> None:
    assert len(set(run(["pid"] * 5))) == 1


def test_no_items_need_no_process() -> None:
    assert run([]) == []


def test_progress_hears_of_every_item() -> None:
    heard: list[str] = []
    outcomes = list(run_bounded(act, ["a"], workers=1, timeout=20, memory_mb=500, progress=heard.append))
    assert (outcomes, heard) == ([("a", "A")], ["a"])


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_workers_end_with_their_parent(tmp_path: Path) -> None:
    note = tmp_path / "pids"
    script = tmp_path / "parent.py"
    script.write_text(
        "import os, time\n"
        "from k1.runtime.workers import run_bounded\n"
        "def task(path):\n"
        "    open(path, 'w').write(str(os.getpid()))\n"
        "    time.sleep(60)\n"
        "if __name__ == '__main__':\n"
        f"    list(run_bounded(task, [{str(note)!r}], workers=1, timeout=60, memory_mb=500))\n",
        encoding="utf-8",
    )
    parent = subprocess.Popen([sys.executable, str(script)])
    child = 0
    for _ in range(200):
        if note.exists() and note.read_text():
            child = int(note.read_text())
            break
        time.sleep(0.05)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    for _ in range(100):
        if not Path(f"/proc/{child}").exists():
            break
        time.sleep(0.05)
    assert child and not Path(f"/proc/{child}").exists()
