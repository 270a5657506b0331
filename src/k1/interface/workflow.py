"""Run the workflow from start to end, and again after a kill: the one wrapper around Snakemake.

Snakemake, killed, leaves a lock, incomplete marks and orphaned jobs that go on writing. Before a run starts, this
wrapper makes sure that no other run of the same folder is alive, ends what a killed one left, and unlocks.
"""

from __future__ import annotations

import fcntl
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, NamedTuple

from k1.errors import K1Error
from k1.runtime.files import legible, write_bytes

_TOKEN = "K1_RUN"  # stands in the environment of every process of a run, so that orphans can be told from strangers
_MADE_OF = ".configuration"  # holds the path of the overlay that the run was last made of
_GRACE = 10.0  # seconds that jobs get to end after SIGTERM
_SAID = "error: "  # how a stage begins the line that says why it failed
_BEGINS_ERROR = re.compile(r"[A-Z]\w*(?:Error|Exception)\b.*:\s*$|Traceback \(most recent call last\):")
_QUIET_LOOKS = 2  # without an orphan, before a run is taken for dead


class RunAliveError(K1Error):
    """Another process builds the same run."""


class RunOfAnotherError(K1Error):
    """The run's folder holds what another configuration made."""


def claim(run: Path, overlay: Path, *, named: bool) -> None:
    """Note that ``run`` is made of ``overlay``: two files of one name must not build over each other unasked.

    Parameters
    ----------
    overlay: the first one, which a run without a name of its own is called after.
    named: whether an overlay names the run; then it may have been another's.

    Raises
    ------
    RunOfAnotherError: ``run`` is called after this file, and holds what was made of another that is still there.
    RunAliveError: a build of ``run`` is alive, whose tables may only be to come.
    """
    note = run / _MADE_OF
    with exclusive(run):
        earlier = Path(os.fsdecode(note.read_bytes())) if note.is_file() else overlay
        others = earlier.is_file() and not earlier.samefile(overlay)
        if others and not named and _holds_tables(run):
            raise RunOfAnotherError(
                f"{run}: holds the results of {legible(earlier)}, and {legible(overlay)} is called the same; "
                f"name another run in one of them (run: mine-too), or delete {run}"
            )
        write_bytes(note, os.fsencode(overlay.resolve()))


def _holds_tables(run: Path) -> bool:
    """Whether a stage of ``run`` has ended: each leaves tables, one that failed a log and maybe fetched files."""
    return next(run.rglob("*.parquet"), None) is not None


@contextmanager
def exclusive(run: Path) -> Iterator[IO[str]]:
    """Hold the run's folder for this process alone; the lock ends with the process, however it ends.

    Raises
    ------
    RunAliveError: another process holds it.
    """
    run.mkdir(parents=True, exist_ok=True)
    with (run / ".build.lock").open("a+", encoding="utf-8") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise RunAliveError(f"{run}: another build of this run is alive; wait for it or end it first") from error
        yield handle


def orphans(run: Path) -> list[int]:
    """Processes that a killed build of ``run`` left behind, by the token in their environment (Linux only)."""
    marker = f"{_TOKEN}={run.resolve()}".encode()
    processes = [int(folder.name) for folder in Path("/proc").glob("[0-9]*") if marker in _environment(folder)]
    return sorted(set(processes) - {os.getpid()})


def _environment(process: Path) -> list[bytes]:
    """The environment of a process; empty where it has ended since, or belongs to another user."""
    try:
        return (process / "environ").read_bytes().split(b"\0")
    except OSError:
        return []


def end_orphans(run: Path) -> None:
    """Kill what a killed build left behind, and wait until it is gone."""
    deadline = time.monotonic() + _GRACE
    quiet = 0
    while quiet < _QUIET_LOOKS:  # a process that is just being started shows no environment for a moment
        left = orphans(run)
        quiet = 0 if left else quiet + 1
        if left and time.monotonic() > deadline:
            raise RunAliveError(f"{run}: processes {left} of an earlier build do not end; end them by hand")
        for pid in left:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.05)


def _sweep_unfinished(run: Path) -> None:
    """Remove the temporary files of writers that were killed (see ``k1.runtime.files.replacing``)."""
    for path in run.rglob(".*.tmp"):
        path.unlink(missing_ok=True)


def remove_locks(run: Path, root: Path) -> None:
    """Remove the locks that a killed Snakemake left on files of ``run``; those of a build of another run stay.

    `snakemake --unlock` takes all of them, and seconds to plan the workflow. The folder stays too: a Snakemake that is
    just planning expects it.
    """
    for lock in (root / ".snakemake" / "locks").glob("*.lock"):
        with suppress(FileNotFoundError):  # another build has ended, and its lock with it
            held = lock.read_text(encoding="utf-8").splitlines()
            if any((root / name).resolve().is_relative_to(run.resolve()) for name in held):
                lock.unlink()


class Ended(NamedTuple):
    """How a run of the workflow ended: Snakemake's exit code, and what it said from its first error on."""

    code: int
    errors: str = ""


def run_workflow(run: Path, arguments: Sequence[str], *, root: Path) -> Ended:
    """Run Snakemake in ``root`` for the results folder ``run``; what it says is passed on up to its first error.

    Its own errors name the rule and its command, and would bury what the stage said of the cause.
    A signal to this process ends Snakemake and all its jobs. After SIGKILL of this process the next call cleans up.
    """
    with exclusive(run):
        end_orphans(run)
        _sweep_unfinished(run)
        snakemake = [sys.executable, "-m", "snakemake", *arguments]
        remove_locks(run, root)
        # The rules call `python`: this one, also where its environment was not activated.
        path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)))
        return _run_group(snakemake, root, os.environ | {_TOKEN: str(run.resolve()), "PATH": path})


def _run_group(command: Sequence[str], cwd: Path, environment: dict[str, str]) -> Ended:
    """Run a command in a process group of its own and end the group with this process."""
    process = subprocess.Popen(
        command, cwd=cwd, env=environment, start_new_session=True, stderr=subprocess.PIPE, text=True, errors="replace"
    )
    errors: list[str] = []
    assert process.stderr is not None
    reader = threading.Thread(target=_pass_on, args=(process.stderr, errors), daemon=True)
    reader.start()
    previous = {number: signal.signal(number, _interrupt) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        code = process.wait()
    except KeyboardInterrupt:
        _end_group(process)
        code = 128 + signal.SIGINT
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
    reader.join(_GRACE)  # a job that outlives Snakemake may hold the pipe open
    return Ended(code, "".join(errors))


def _pass_on(pipe: IO[str], errors: list[str]) -> None:
    """Pass lines of Snakemake on to standard error; from the first that begins an error on they are kept instead."""
    with pipe:
        for line in pipe:  # to its end, whatever becomes of a line: Snakemake would wait for ever for a full pipe
            if errors or _BEGINS_ERROR.match(line):
                errors.append(line)
            else:
                say(line)


def say(text: str) -> None:
    """Write to standard error, and go on where nobody reads it: its reader has gone, or it was never open."""
    if sys.stderr is None:
        return
    with suppress(OSError, ValueError):  # ValueError: it was closed since
        sys.stderr.write(text)
        sys.stderr.flush()


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _end_group(process: subprocess.Popen[str]) -> None:
    """SIGTERM to the group, then SIGKILL to what is left of it."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError, subprocess.TimeoutExpired):  # nothing is left, or the harder signal is next
            os.killpg(process.pid, number)
            process.wait(timeout=_GRACE)


def last_error(run: Path, *, since: float) -> str | None:
    """What the stage that failed last said, with its log; Snakemake's own lines come after it and bury it.

    Parameters
    ----------
    since: when the run began, as a time of the clock; older logs tell of other runs.
    """
    logs = [path for path in (run / "logs").rglob("*.log") if path.stat().st_mtime >= since]
    for log in sorted(logs, key=lambda path: path.stat().st_mtime, reverse=True):
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
        first = next((number for number, line in enumerate(lines) if line.startswith(_SAID)), None)
        if first is None:
            continue
        said = lines[first].removeprefix(_SAID)
        if said.endswith(":"):  # and this is what it announces
            return "\n".join([f"{said[:-1]} ({log}):", *lines[first + 1 :]])
        return f"{said} ({log})"
    return None


def newest(folder: Path, *, without: str = "") -> float:
    """Modification time of the newest file below ``folder``, in seconds; hidden files do not count."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return max((path.stat().st_mtime for path in files if path.name != without), default=0.0)


def write_report(run: Path, arguments: Sequence[str], *, root: Path) -> None:
    """Write Snakemake's report of the run unless it is newer than every result."""
    report = run / "report.html"
    if report.is_file() and report.stat().st_mtime >= newest(run, without=report.name):
        return
    temporary = run / ".report.html"  # Snakemake takes the format from the suffix
    command = [sys.executable, "-m", "snakemake", *arguments, "--report", str(temporary.resolve())]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        raise K1Error(f"{report}: Snakemake could not write the report:\n{done.stderr[-2000:]}")
    temporary.replace(report)
