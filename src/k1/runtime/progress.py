"""Progress on stderr: one line that is rewritten in a terminal, at most one line a second in a log, or fewer."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass, field
from types import TracebackType
from typing import Self, TextIO

SHARD_SECONDS = 5.0
"""Between two lines of a stage that reads a shard: thousands of papers fill no log."""
_INTERVAL = 1.0
_SOFT_HYPHEN = "\u00ad"
_WIDTH = 100
"""Columns of the rewritten line: a longer one would wrap and could not be taken back."""


@dataclass
class Progress:
    """Says how far a stage is: ``corpus: 3 of 16 papers, 4 s, emcee``. Threads may share one.

    Parameters
    ----------
    label: the stage.
    total: how many items there are.
    unit: what an item is, in the singular.
    done: how many are done; at the beginning those of a run that this one continues.
    every: seconds between two lines in a log; a terminal gets one a second.
    stream: where to write; standard error by default.
    """

    label: str
    total: int
    unit: str = "paper"
    _: KW_ONLY
    done: int = 0
    every: float = _INTERVAL
    stream: TextIO = field(default_factory=lambda: sys.stderr)
    clock: Callable[[], float] = time.monotonic

    def __post_init__(self) -> None:
        self._live = self.stream.isatty()
        self._interval = _INTERVAL if self._live else self.every
        self._lock = threading.Lock()
        self._started = self.clock()
        self._written = float("-inf")

    def __enter__(self) -> Self:
        with self._lock:
            already = f", {self.done} of them done before" if self.done else ""
            self._write(f"{self.label}: {counted(self.total, self.unit)}{already}")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._write(self._line("" if error is None else "stopped"), last=True)

    def advance(self, note: str = "") -> None:
        """One more item is done. ``note`` says which; it is shown when a line is due."""
        with self._lock:
            self.done += 1
            if self.done < self.total and self.clock() - self._written >= self._interval:
                self._write(self._line(note))

    def say(self, message: str) -> None:
        """A line of its own that stays, such as a warning."""
        with self._lock:
            self.clear()
            self.stream.write(f"{self.label}: {printable(message)}\n")
            self.stream.flush()

    def clear(self) -> None:
        """Take the rewritten line of a terminal back, before something else writes there."""
        if self._live:
            self.stream.write("\r\x1b[K")
            self.stream.flush()

    def _line(self, note: str) -> str:
        seconds = self.clock() - self._started
        parts = [f"{self.label}: {self.done} of {counted(self.total, self.unit)}", f"{seconds:.0f} s"]
        return ", ".join([*parts, printable(note)] if note else parts)

    def _write(self, line: str, *, last: bool = False) -> None:
        self.clear()
        ending = "" if self._live and not last else "\n"
        self.stream.write((line[:_WIDTH] if self._live else line) + ending)
        self.stream.flush()
        self._written = self.clock()


def counted(number: int, noun: str) -> str:
    """A number of things: 1 paper, 2 papers, 0 replies."""
    if number == 1:
        return f"{number} {noun}"
    return f"{number} {noun.removesuffix('y')}ies" if noun.endswith("y") else f"{number} {noun}s"


def printable(text: str) -> str:
    """Text of a paper or server made safe for a terminal: what steers it, or hides or turns text, becomes a space."""
    return "".join(char if char.isprintable() else " " for char in text.replace(_SOFT_HYPHEN, ""))
