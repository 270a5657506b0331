"""A command in a process of its own, with a limit to its time, its output in a log."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

_PR_SET_PDEATHSIG = 1
"""prctl(2)."""


def run_limited(command: Sequence[str], log: Path, seconds: float) -> str | None:
    """Run ``command``, all that it prints in ``log``; None if it succeeded, else why it did not, in a line.

    It leads a group of processes: what it started itself ends with it, at the limit and at an interrupt.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as stream:
        child = subprocess.Popen(command, stdout=stream, stderr=subprocess.STDOUT, process_group=0)
        try:
            code = child.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            return f"stopped at its limit of {seconds / 60:.3g} min; {log} has what it printed"
        finally:
            _end(child)
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
