"""How much memory a stretch of work took at its peak, as the card or the kernel counted it."""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

_CLEAR, _STATUS = Path("/proc/self/clear_refs"), Path("/proc/self/status")
_RESET_PEAK = "5"
"""What resets the kernel's high-water mark of this process (proc(5), Linux 4.0 and later)."""


Device = Literal["cpu", "cuda"]


@dataclass
class PeakMemory:
    """Bytes at the peak as last read; on a CPU above what the process held at the beginning.

    ``reserved`` is what the allocator took from the card for them, gaps included: that much must be free.
    """

    device: Device
    before: float = 0.0
    bytes: float = 0.0
    reserved: float = 0.0

    def read(self) -> None:
        """Look how high the peak is by now."""
        if self.device == "cpu":
            self.bytes = self.reserved = _bytes("VmHWM") - self.before
            return
        import torch

        self.bytes = float(torch.cuda.max_memory_allocated())
        self.reserved = float(torch.cuda.max_memory_reserved())


def release(device: Device) -> None:
    """Give back what no longer has an owner: a trainer's parts refer to one another, and so outlive it."""
    gc.collect()
    if device == "cuda":
        import torch

        torch.cuda.empty_cache()


@contextmanager
def measured_peak(device: Device) -> Iterator[PeakMemory]:
    """Measure the body: on a GPU what torch's allocator held at most, on a CPU the growth of the resident set."""
    peak = PeakMemory(device)
    release(device)
    if device == "cuda":
        import torch

        torch.cuda.reset_peak_memory_stats()
    else:
        # Freed memory that the C library keeps would hide what the body takes from it.
        ctypes.CDLL(None).malloc_trim(0)
        _CLEAR.write_text(_RESET_PEAK, encoding="ascii")
        peak.before = _bytes("VmRSS")
    yield peak
    peak.read()


def _bytes(field: str) -> float:
    lines = _STATUS.read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024.0 for line in lines if line.startswith(f"{field}:"))
