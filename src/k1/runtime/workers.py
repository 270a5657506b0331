"""Bounded workers: each item in a process with a memory bound and a time bound, results in the order of the items.

A crash, a hang or a memory blow-up fails its own item and nothing else. Processes are reused, and replaced after a
failure, after many items, or when they have grown. They end with their parent, however it ends.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import resource
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Generic, TypeVar

from k1.errors import FailureKind, PaperError

T = TypeVar("T")
R = TypeVar("R")

_ITEMS_A_PROCESS = 200
_AHEAD = 8  # items a worker that may be finished before the first unfinished one: bounds what waits in memory
_START_SECONDS = 120.0
_SAMPLE_SECONDS = 0.1  # between two looks at how far a busy process has grown
_NEARLY = 0.4  # of the bound: a library that doubles its buffers dies of the next doubling
_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


def run_bounded(
    task: Callable[[T], R],
    items: Sequence[T],
    *,
    workers: int,
    timeout: float,
    memory_mb: int,
    progress: Callable[[T], None] | None = None,
) -> Iterator[tuple[T, R | PaperError]]:
    """Each item with the result of ``task`` or the reason why there is none, in the order of ``items``.

    Parameters
    ----------
    task: a function that can be pickled; it may raise PaperError. Any other exception becomes CRASHED.
    timeout: seconds an item may take, less those that its process waited for a core, so that a busy machine fails no
        more than an idle one; then its process is killed and the item fails with TIMEOUT.
    memory_mb: address space that a process may add to what it holds once ``task`` is loaded.
    progress: called with each item as it is finished, which is not in order.
    """
    pool = _Pool(task, items, min(workers, len(items)), timeout, memory_mb)
    try:
        for place, item in enumerate(items):
            while place not in pool.results:
                for done in pool.advance(place):
                    if progress:
                        progress(items[done])
            yield item, pool.results.pop(place)
    finally:
        pool.close()


class _Pool(Generic[T, R]):
    """The processes of one run and what they have finished."""

    def __init__(
        self, task: Callable[[T], R], items: Sequence[T], workers: int, timeout: float, memory_mb: int
    ) -> None:
        self.results: dict[int, R | PaperError] = {}
        self._task, self._items = task, items
        self._timeout, self._memory_mb = timeout, memory_mb
        self._next = 0
        self._workers = [_Worker(task, memory_mb) for _ in range(workers)]

    def advance(self, first: int) -> list[int]:
        """Hand out work, wait for something to happen, and return the places that were finished.

        ``first`` is the first place without a result: no worker runs far ahead of it.
        """
        for worker in self._workers:
            ahead = self._next - first < _AHEAD * len(self._workers)
            if worker.is_free and ahead and self._next < len(self._items):
                worker.start(self._next, self._items[self._next], self._timeout)
                self._next += 1
        busy = [worker for worker in self._workers if not worker.is_free]
        moment = min((worker.deadline for worker in busy), default=time.monotonic())
        pause = min(_SAMPLE_SECONDS, max(0.0, moment - time.monotonic()))
        wait([worker.connection for worker in busy], timeout=pause)
        return [place for worker in busy for place in self._collect(worker)]

    def _collect(self, worker: _Worker) -> list[int]:
        """The place that ``worker`` has finished or failed, if any; a worker that failed is replaced."""
        place, outcome = worker.outcome()
        if outcome is None:
            return []
        self.results[place] = outcome[0]
        if worker.is_spent:
            worker.kill()
            if self._next < len(self._items):
                self._workers[self._workers.index(worker)] = _Worker(self._task, self._memory_mb)
            else:
                self._workers.remove(worker)
        return [place]

    def close(self) -> None:
        """End all processes."""
        for worker in self._workers:
            worker.kill()


class _Worker:
    """One process, seen from the parent."""

    def __init__(self, task: Callable[[Any], Any], memory_mb: int) -> None:
        # A forked copy of a process with threads can hang; a spawned one starts clean.
        context = multiprocessing.get_context("spawn")
        self.connection, far = context.Pipe()
        self._process = context.Process(target=_serve, args=(far, task, memory_mb, os.getpid()), daemon=True)
        self._process.start()
        far.close()
        self._place: int | None = None
        self._ready = False
        self._timeout = 0.0
        self._memory_mb = memory_mb
        self._empty, self._peak = 0, 0  # bytes of address space: before the first item, and the most seen since
        self._until = 0.0
        self.is_spent = False

    @property
    def is_free(self) -> bool:
        return self._place is None

    @property
    def deadline(self) -> float:
        """When the item at work has had its time, as far as its process has had a core until now."""
        return self._until + _kept_waiting(self._process.pid)

    def _allow(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds - _kept_waiting(self._process.pid)

    def start(self, place: int, item: object, timeout: float) -> None:
        """Give the process an item. Its time begins when the process has loaded the task."""
        self._place, self._timeout = place, timeout
        self._allow(timeout if self._ready else _START_SECONDS)
        with suppress(OSError):  # a dead process is noticed when its answer is read
            self.connection.send(item)

    def outcome(self) -> tuple[int, tuple[Any] | None]:
        """The place at work and, once it is over, its result or its failure."""
        place = self._place if self._place is not None else -1
        try:
            if self.connection.poll():
                kind, value, grown = self.connection.recv()
            elif time.monotonic() >= self.deadline:
                return place, self._failed(_timed_out(self._timeout if self._ready else _START_SECONDS))
            else:
                self._peak = max(self._peak, _address_space(self._process.pid))
                return place, None
        except (EOFError, OSError):
            self._process.join(5.0)
            if not self._ready:
                raise RuntimeError("a worker process could not load its task; its error stands above") from None
            full = self._peak - self._empty > _NEARLY * self._memory_mb * 1_000_000
            return place, self._failed(_died(self._process.exitcode, full=full))
        if kind == "ready":
            self._ready = True
            self._allow(self._timeout)
            self._empty = self._peak = _address_space(self._process.pid)
            return place, None
        self._place = None
        self.is_spent = grown or (isinstance(value, PaperError) and value.kind is FailureKind.MEMORY)
        return place, (value,)

    def _failed(self, error: PaperError) -> tuple[PaperError]:
        self._place, self.is_spent = None, True
        return (error,)

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.join(5.0)
        self.connection.close()


def _timed_out(seconds: float) -> PaperError:
    return PaperError(
        FailureKind.TIMEOUT,
        f"not finished after {seconds:g} s",
        "raise parsing.timeout (--timeout), or leave the file out",
    )


def _too_little_memory() -> PaperError:
    return PaperError(
        FailureKind.MEMORY,
        "it needs more memory than allowed",
        "raise parsing.memory_mb (--memory-mb), or leave the file out",
    )


def _died(exitcode: int | None, *, full: bool) -> PaperError:
    """Why a process ended; ``full``: it had come near its bound, where C libraries abort instead of raising."""
    if full and exitcode != -signal.SIGKILL:
        return _too_little_memory()
    if exitcode == -signal.SIGKILL:
        return PaperError(
            FailureKind.MEMORY,
            "its process was killed, most likely for memory",
            "run fewer workers, or leave the file out",
        )
    reason = f"signal {signal.Signals(-exitcode).name}" if exitcode and exitcode < 0 else f"exit code {exitcode}"
    return PaperError(
        FailureKind.CRASHED, f"its process died ({reason})", "the file breaks the library that reads it; leave it out"
    )


def _serve(connection: Connection, task: Callable[[Any], Any], memory_mb: int, parent: int) -> None:
    """The life of a worker: read an item, answer, until the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends its workers itself
    _die_with(parent)
    limit = _address_space() + memory_mb * 1_000_000
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    served = 0
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        connection.send(("ready", None, False))
        while True:
            item = connection.recv()
            value = _answer(task, item)
            served += 1
            grown = served >= _ITEMS_A_PROCESS or _resident() > memory_mb * 500_000
            connection.send(("done", value, grown))
            del item, value
    os._exit(0)


def _answer(task: Callable[[Any], Any], item: object) -> object:
    """The result of the task, or the reason why there is none; never an exception."""
    try:
        return task(item)
    except PaperError as error:
        return error
    except MemoryError:
        return _too_little_memory()
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(place.filename).name}:{place.lineno}"
        message = f"{type(error).__name__} in {where}: {' '.join(str(error).split())[:200]}"
        return PaperError(FailureKind.CRASHED, message, "report it with the file; leave the file out meanwhile")


def _die_with(parent: int) -> None:
    """End this process when its parent ends, even while it computes."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1.0)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _kept_waiting(process: int | None) -> float:
    """Seconds that a process was ready to run and had no core; 0 where the system does not tell."""
    try:
        return int(Path(f"/proc/{process}/schedstat").read_text(encoding="ascii").split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0


def _memory(column: int, process: int | None) -> int:
    """Bytes in a column of the statm file of a process (None: this one); 0 where there is none."""
    try:
        pages = Path(f"/proc/{process or 'self'}/statm").read_text(encoding="ascii").split()
        return int(pages[column]) * resource.getpagesize()
    except (OSError, ValueError, IndexError):
        return 0


def _address_space(process: int | None = None) -> int:
    return _memory(0, process)


def _resident() -> int:
    return _memory(1, None)
