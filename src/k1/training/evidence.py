"""What a card is asked in an hour: each engine on the same work, decoding beside its limit, nano with three seeds.

Every part runs in a process of its own, because unsloth rewrites trl when it is imported, and within a time of its own.
It writes its figures as they come (`k1.training.evidence_parts`), so that a part that fails or is stopped keeps what it
had; a part that has all its figures is not run again. The parts with the least work come first: minutes are enough for
the engines' ratio.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from pydantic import JsonValue

from k1.runtime.files import write_json
from k1.training.machine.process import run_limited

SHORT, QUESTION = "-short", "-question"
"""Endings of parts with less work than the profile's step: a quarter of its questions, replies of an eighth of their
length; one question, whole replies."""

MINUTES = {
    f"trl{SHORT}": 6.0,
    f"unsloth{SHORT}": 6.0,
    f"trl{QUESTION}": 10.0,
    f"unsloth{QUESTION}": 10.0,
    "trl": 22.0,
    "unsloth": 18.0,
    "nano": 600.0,
}
"""The parts in their order, the most telling first, each with the minutes that it may take."""

PARTS = tuple(MINUTES)
_LEAST = 30.0
"""Seconds under which no part is begun."""

Figures = dict[str, JsonValue]


def run_parts(
    parts: Sequence[str], arguments: Sequence[str], out: Path, minutes: float, say: Callable[[str], None]
) -> None:
    """Run each part that lacks figures of the work that ``arguments`` ask for, in order, ``minutes`` in all.

    What a part left stays, with the reason why it is not all. ``say`` is given a line before each and after it.
    """
    end = time.monotonic() + 60 * minutes
    for part in parts:
        found = read_parts(out).get(part, {})
        if found.get("complete") and found.get("asked") == list(arguments):
            say(f"{part}: measured before; to measure it anew remove {out / part}.json")
            continue
        left = min(60 * MINUTES[part], end - time.monotonic())
        if left >= _LEAST or found.get("asked") != list(arguments):
            (out / f"{part}.json").unlink(missing_ok=True)
        if left < _LEAST:
            failure = f"the {minutes:g} min were over; the same command goes on here, or --minutes gives more"
        else:
            say(f"{part}: begun, at most {left / 60:.1f} min; what it prints is in {out / part}.log")
            failure = _run_part(part, arguments, out, left)
        _note(out, part, arguments, failure)
        say(f"{part}: {failure or 'done'}")
    _sweep(out)


def _run_part(part: str, arguments: Sequence[str], out: Path, seconds: float) -> str:
    command = [sys.executable, "-m", "k1.training", "evidence-part", part, "--out", str(out), *arguments]
    return run_limited(command, out / f"{part}.log", seconds) or ""


def _sweep(out: Path) -> None:
    """Remove the weights that the engines' parts started from, once none of them will ask for them again."""
    found = read_parts(out)
    if all(found.get(part, {}).get("complete") for part in PARTS if part != "nano"):
        for folder in out.glob("start-*"):
            shutil.rmtree(folder)


def _note(out: Path, part: str, arguments: Sequence[str], failure: str) -> None:
    """Add to a part's file what it was asked, and why it has not all figures: "not_run" where it has no speed."""
    found: Figures = {**read_parts(out).get(part, {}), "asked": list(arguments)}
    if failure:
        # Where no time was left, what an earlier call was stopped by says more.
        found.setdefault("stopped" if was_measured(found) else "not_run", failure)
    write_json(out / f"{part}.json", found)


def was_measured(found: Figures) -> bool:
    """Whether a part has left at least its speed, or a seed of nano."""
    return "step_seconds" in found or "mean" in found


def read_parts(out: Path) -> dict[str, Figures]:
    """What the parts have left in ``out`` so far, by name."""
    files = {part: out / f"{part}.json" for part in PARTS}
    return {part: json.loads(path.read_text(encoding="utf-8")) for part, path in files.items() if path.is_file()}
