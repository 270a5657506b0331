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


@dataclass
class PeakMemory:
    """Bytes at the peak; on a CPU above what the process held at the beginning."""

    bytes: float = 0.0


@contextmanager
def measured_peak(device: Literal["cpu", "cuda"]) -> Iterator[PeakMemory]:
    """Measure the body: on a GPU what torch's allocator held at most, on a CPU the growth of the resident set."""
    peak = PeakMemory()
    if device == "cuda":
        import torch

        gc.collect()
        torch.cuda.empty_cache()
        torch.cuda.reset_peak_memory_stats()
        yield peak
        peak.bytes = float(torch.cuda.max_memory_allocated())
        return
    # Freed memory that the C library keeps would hide what the body takes from it.
    ctypes.CDLL(None).malloc_trim(0)
    _CLEAR.write_text(_RESET_PEAK, encoding="ascii")
    before = _kib("VmRSS")
    yield peak
    peak.bytes = (_kib("VmHWM") - before) * 1024.0


def _kib(field: str) -> int:
    lines = _STATUS.read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{field}:"))
