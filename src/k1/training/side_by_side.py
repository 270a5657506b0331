"""A comparison with a process for each seed and variant, several beside each other.

A model of a hundred million parameters leaves most of a large card idle while it writes, because its kernels are
launched one by one. The processes overlap where NVIDIA's multi-process service runs (docs/gpu.md).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import polars as pl

from k1.errors import K1Error
from k1.training.ablation import START, Ablation, check_room, folder_name, gather, load_ablation
from k1.training.machine.devices import available_memory, check_device
from k1.training.machine.preflight import check_together, forecast, largest_peak
from k1.training.machine.process import Job, run_jobs
from k1.training.stages.warm import WARM


class ComparisonError(K1Error):
    """Some runs of a comparison failed."""


def run_side_by_side(
    path: Path, out: Path, at_once: int, seeds: Sequence[int] = (), *, say: Callable[[str], None] = print
) -> pl.DataFrame:
    """Run the comparison in ``path``, ``at_once`` processes together; returns its rows (``k1.training.ablation``).

    The variants of a seed begin as soon as its starting weights are there. One that fails is said and left out, its log
    beside its seed's figures; the same call again runs what is missing.

    Raises
    ------
    MemoryPreflightError: so many do not fit the device, with the number that does. Other work on a CPU is not counted.
    ConfigurationError: the disk cannot hold what they write.
    ComparisonError: some failed; the tables have what the others found.
    """
    ablation = load_ablation(path)
    chosen, engine = seeds or ablation.seeds, ablation.settings.engine
    check_device(engine)
    check_room(ablation, out, chosen, say)
    check_together(list(job_peaks(ablation)) * len(chosen), at_once, available_memory(engine))
    jobs = list(_jobs(ablation, out, chosen))
    failed = run_jobs(jobs, at_once, say)
    table = gather(ablation, chosen, out)
    if failed:
        raise ComparisonError(f"{failed} of {len(jobs)} runs are missing in {out}: the same command runs them again")
    return table


def job_peaks(ablation: Ablation) -> Iterator[float]:
    """The predicted peak of each job of one seed, in bytes: the stages before variants part are the start's alone."""
    yield largest_peak(ablation.settings)
    for variant in ablation.variants.values():
        yield forecast(variant.settings).peak if variant.trains == "grpo" else largest_peak(variant.settings)


def _jobs(ablation: Ablation, out: Path, seeds: Sequence[int]) -> Iterator[Job]:
    """A job for each variant and seed, those that others wait for first."""
    program = [sys.executable, "-m", "k1.training", "ablation-part", "--config", str(ablation.path), "--out", str(out)]
    for name in (START, *ablation.variants):
        for seed in seeds:
            folder = out / f"seed-{seed}"
            yield Job(
                name=f"seed {seed}, {name}",
                command=[*program, "--seed", str(seed), name],
                log=folder / f"{folder_name(name)}.log",
                needs=None if name == START else folder / WARM,
            )
