"""Commands in processes of their own, each with its output in a log: one with a limit to its time, several at once."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

_PR_SET_PDEATHSIG = 1
"""prctl(2)."""
_LOOK = 0.2
"""Seconds between two looks at what runs."""


def run_limited(command: Sequence[str], log: Path, seconds: float) -> str | None:
    """Run ``command``, all that it prints in ``log``; None if it succeeded, else why it did not, in a line.

    It leads a group of processes: what it started itself ends with it, at the limit and at an interrupt.
    """
    child = _begin(command, log)
    try:
        code = child.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return f"stopped at its limit of {seconds / 60:.3g} min; {log} has what it printed"
    finally:
        _end(child)
    return _failure(log, code)


@dataclass(frozen=True)
class Job:
    """A command with a name, the log that it prints into, and what must be there before it can begin."""

    name: str
    command: Sequence[str]
    log: Path
    needs: Path | None = None


def run_jobs(jobs: Sequence[Job], at_once: int, say: Callable[[str], None]) -> int:
    """Run the jobs in their order, ``at_once`` of them beside each other; ``say`` is given a line as each one ends.

    One that fails does not stop the others; one whose need no other job fulfils is not begun. All end with this call.
    Returns how many did not succeed.
    """
    failed = 0
    waiting = list(jobs)
    running: list[tuple[Job, subprocess.Popen[bytes]]] = []
    try:
        while waiting or running:
            ready = [job for job in waiting if job.needs is None or job.needs.exists()][: at_once - len(running)]
            if not ready and not running:
                break
            running += [(job, _begin(job.command, job.log)) for job in ready]
            waiting = [job for job in waiting if job not in ready]
            time.sleep(_LOOK)
            for job, child in [found for found in running if found[1].poll() is not None]:
                running.remove((job, child))
                failure = _failure(job.log, child.returncode)
                failed += failure is not None
                say(f"{job.name}: {failure or 'done'}")
    finally:
        for _, child in running:
            _end(child)
    for job in waiting:
        say(f"{job.name}: not begun, {job.needs} is not there")
    return failed + len(waiting)


def _begin(command: Sequence[str], log: Path) -> subprocess.Popen[bytes]:
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as stream:
        return subprocess.Popen(command, stdout=stream, stderr=subprocess.STDOUT, process_group=0)


def _failure(log: Path, code: int) -> str | None:
    return None if code == 0 else f"{_last_words(log, code)} (all of it in {log})"


def end_with_parent() -> None:
    """Let this process be killed when the one that started it ends, however it ends: a card would stay taken."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _end(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def _last_words(log: Path, code: int) -> str:
    """The last line of the log, which is the message of an error; a killed process has none."""
    if code < 0:
        return f"killed by {signal.Signals(-code).name}, which the system does when main memory runs out"
    lines = [line.strip() for line in log.read_text(encoding="utf-8", errors="replace").splitlines()]
    return next((line.removeprefix("error: ") for line in reversed(lines) if line), f"ended with {code}")
