"""Memory of the parser's workers: over a batch of a thousand papers, and over papers of 1, 2, 4 and 8 times the pages.

    python benchmarks/parser_memory.py [--papers N] [--workers N] PDF...

The PDFs are linked under distinct names until there are N papers, and parsed by the pool of the workflow
(``k1.runtime.workers.run_bounded``), which replaces a process after 200 papers. Each row: resident memory of the
workers after their last hundred papers (its median, and the most any of them has ever held), and pages per CPU second.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

import pypdfium2

from k1.errors import PaperError
from k1.parsing.parse import parse_file
from k1.runtime.workers import run_bounded

MEGABYTE = 1_000_000


class Sample(NamedTuple):
    """What a worker held after a paper."""

    process: int
    resident_mb: float
    peak_mb: float
    pages: int
    cpu_seconds: float


def parse_and_measure(path: Path) -> Sample:
    """The task of the workers: the whole parse, then a look at their own memory."""
    before = time.process_time()
    document = parse_file(path, source_format="pdf", name=path.stem)
    seconds = time.process_time() - before
    held = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return Sample(os.getpid(), held / MEGABYTE, peak / MEGABYTE, document.paper.pages or 0, seconds)


def over_a_batch(files: list[Path], papers: int, workers: int) -> None:
    """Print the memory of the workers at each hundred papers."""
    print("papers | median MB | peak MB | pages/CPU s | processes | failed")
    with tempfile.TemporaryDirectory() as folder:
        links = [Path(folder) / f"{number:05d}.pdf" for number in range(papers)]
        for link, file in zip(links, islice(cycle(files), papers), strict=True):
            link.symlink_to(file.resolve())
        samples: list[Sample] = []
        failed = 0
        outcomes = run_bounded(parse_and_measure, links, workers=workers, timeout=120, memory_mb=2048)
        for number, (_, outcome) in enumerate(outcomes, 1):
            if isinstance(outcome, PaperError):
                failed += 1
            else:
                samples.append(outcome)
            if number % 100 == 0 or number == papers:
                print(row(number, samples, failed), flush=True)
                samples = []


def row(number: int, samples: list[Sample], failed: int) -> str:
    """One line of the table over the papers since the last one."""
    resident = statistics.median(sample.resident_mb for sample in samples)
    peak = max(sample.peak_mb for sample in samples)
    speed = sum(sample.pages for sample in samples) / sum(sample.cpu_seconds for sample in samples)
    processes = len({sample.process for sample in samples})
    return f"{number:6} | {resident:9.0f} | {peak:7.0f} | {speed:11.1f} | {processes:9} | {failed:6}"


def over_pages(file: Path) -> None:
    """Print the peak of a fresh process for a paper whose pages are repeated."""
    print("pages | peak MB | MB above the empty worker, a page")
    with tempfile.TemporaryDirectory() as folder:
        blank = repeated(file, 1, Path(folder), first_page_only=True)
        empty = measured(blank).peak_mb
        for times in (1, 2, 4, 8, 16):
            sample = measured(repeated(file, times, Path(folder)))
            print(
                f"{sample.pages:5} | {sample.peak_mb:7.0f} | {(sample.peak_mb - empty) / sample.pages:.3f}", flush=True
            )


def measured(path: Path) -> Sample:
    """One paper in a process of its own."""
    ((_, outcome),) = run_bounded(parse_and_measure, [path], workers=1, timeout=600, memory_mb=4096)
    if isinstance(outcome, PaperError):
        raise outcome
    return outcome


def repeated(file: Path, times: int, folder: Path, *, first_page_only: bool = False) -> Path:
    """A PDF with the pages of ``file`` several times over."""
    document, source = pypdfium2.PdfDocument.new(), pypdfium2.PdfDocument(file)
    for _ in range(times):
        document.import_pages(source, [0] if first_page_only else None)
    out = folder / f"{file.stem}-{times}-{first_page_only}.pdf"
    document.save(out)
    return out


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--papers", type=int, default=1000)
    arguments.add_argument("--workers", type=int, default=1)
    arguments.add_argument("files", type=Path, nargs="+", metavar="PDF")
    given = arguments.parse_args()
    over_pages(given.files[0])
    over_a_batch(given.files, given.papers, given.workers)
