"""Real PDFs, injured at random and parsed in bounded workers: what becomes of them.

    python benchmarks/fuzz_pdf.py [--mutants N] [--seed N] [--keep FOLDER] PDF...

Each mutant comes from a seed, so that one line of the log makes it again. The summary counts documents and failures
by kind; mutants that crash, hang or grow a worker are kept in FOLDER. The batch must end, with an outcome for each.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
import time
import zlib
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from k1.errors import FailureKind, PaperError
from k1.parsing.pdf.document import parse_pdf
from k1.runtime.workers import run_bounded

STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
OBJECT = re.compile(rb"\d+ 0 obj\b.*?endobj", re.DOTALL)
NUMBERS = (b"0", b"-1", b"2147483648", b"1000000000000", b"NaN", b"1e38", b"<<", b"[" * 50)
WORTH_KEEPING = frozenset({FailureKind.CRASHED, FailureKind.TIMEOUT, FailureKind.MEMORY})


class Mutant(NamedTuple):
    """A file and the seed of its injuries."""

    path: Path
    seed: int


def flip_bytes(data: bytearray, chance: random.Random) -> None:
    """Change up to a hundred bytes anywhere."""
    for _ in range(chance.choice((1, 10, 100))):
        data[chance.randrange(len(data))] = chance.randrange(256)


def truncate(data: bytearray, chance: random.Random) -> None:
    """Lose the end."""
    del data[chance.randrange(len(data)) :]


def cut_out(data: bytearray, chance: random.Random) -> None:
    """Lose a piece in the middle, so that every place after it is wrong."""
    at = chance.randrange(len(data))
    del data[at : at + chance.randrange(1, 5000)]


def swap_objects(data: bytearray, chance: random.Random) -> None:
    """Put one object in the place of another."""
    spans = [match.span() for match in OBJECT.finditer(data)]
    if len(spans) < 2:
        return
    first, second = sorted(chance.sample(spans, 2))
    one, two = data[slice(*first)], data[slice(*second)]
    data[slice(*second)] = one
    data[slice(*first)] = two


def corrupt_stream(data: bytearray, chance: random.Random) -> None:
    """Change bytes of a compressed stream: of what it holds where it can be unpacked, else as it lies."""
    spans = [match.span(1) for match in STREAM.finditer(data)]
    if not spans:
        return
    start, end = chance.choice(spans)
    try:
        inside = bytearray(zlib.decompress(bytes(data[start:end]).rstrip(b"\r\n")))
    except zlib.error:
        inside = bytearray(data[start:end])
        if inside:
            flip_bytes(inside, chance)
        data[start:end] = inside
        return
    for _ in range(chance.choice((1, 20))):
        at = chance.randrange(len(inside) + 1)
        inside[at : at + chance.randrange(4)] = chance.choice((b" Do ", b" q ", b" BT ", *NUMBERS))
    data[start:end] = zlib.compress(bytes(inside)) + b"\n"


def change_numbers(data: bytearray, chance: random.Random) -> None:
    """Put absurd numbers where dictionaries hold lengths, counts and boxes."""
    spans = [match.span() for match in re.finditer(rb"(?<=[ /\[])\d+(?=[ /\]>\r\n])", data)]
    for start, end in sorted(chance.sample(spans, min(len(spans), chance.choice((1, 5, 25)))), reverse=True):
        data[start:end] = chance.choice(NUMBERS)


INJURIES = (flip_bytes, truncate, cut_out, swap_objects, corrupt_stream, change_numbers)


def mutate(data: bytes, seed: int) -> bytes:
    """``data`` with one to three injuries."""
    chance = random.Random(seed)
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 3))):
        if out:
            chance.choice(INJURIES)(out, chance)
    return bytes(out)


def parse_mutant(mutant: Mutant) -> int:
    """The task of the workers: the number of units of a mutant."""
    data = mutate(mutant.path.read_bytes(), mutant.seed)
    document = parse_pdf(data, name="mutant", file_sha256=hashlib.sha256(data).hexdigest(), max_pages=2000)
    return len(document.units)


def main(files: list[Path], mutants: int, seed: int, keep: Path | None, workers: int) -> None:
    """Parse all mutants and print the log and the summary."""
    items = [Mutant(files[number % len(files)], seed + number) for number in range(mutants)]
    kinds: Counter[str] = Counter()
    messages: Counter[str] = Counter()
    began = time.monotonic()
    for mutant, outcome in run_bounded(parse_mutant, items, workers=workers, timeout=30, memory_mb=2048):
        if not isinstance(outcome, PaperError):
            kinds["document"] += 1
            continue
        kinds[outcome.kind] += 1
        messages[f"{outcome.kind}: {outcome.message}"] += 1
        if outcome.kind in WORTH_KEEPING:
            print(f"{mutant.path.parent.name} seed {mutant.seed}: {outcome.kind}: {outcome.message}", flush=True)
            if keep:
                keep.mkdir(parents=True, exist_ok=True)
                injured = mutate(mutant.path.read_bytes(), mutant.seed)
                (keep / f"{mutant.path.parent.name}-{mutant.seed}.pdf").write_bytes(injured)
    print(f"{sum(kinds.values())} of {mutants} mutants of {len(files)} files in {time.monotonic() - began:.0f} s:")
    print("  " + ", ".join(f"{count} {kind}" for kind, count in kinds.most_common()))
    for message, count in messages.most_common(20):
        print(f"  {count:5} {message}")


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--mutants", type=int, default=2000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--workers", type=int, default=1)
    arguments.add_argument("--keep", type=Path)
    arguments.add_argument("files", type=Path, nargs="+", metavar="PDF")
    given = arguments.parse_args()
    main(given.files, given.mutants, given.seed, given.keep, given.workers)
