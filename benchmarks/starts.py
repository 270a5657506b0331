"""What the start of a small model from nothing is worth: random weights, or a circuit that copies.

    python benchmarks/starts.py OUT [--steps N] [--seed N]

Trains the model of config/nano-cpu.yaml for N supervised steps from each start, and asks it all held-out questions
greedily. Each start is a row of OUT/starts.parquet (CPU seconds, F1 by task) and rows of OUT/loss.parquet (supervised
loss, the mean of fifty steps); a start that is there is not run again. Run from the root of the repository: it needs
the sets that the profile names.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from statistics import fmean

import polars as pl

from k1.runtime.tables import write_frame
from k1.training.data.questions import questions
from k1.training.machine.environment import prepare_environment
from k1.training.measuring.evaluation import measure_weights
from k1.training.profile.configuration import load_settings
from k1.training.profile.settings import TrainingSettings
from k1.training.stages.log import LogRow
from k1.training.stages.warm import warm_start

PROFILE = Path("config/nano-cpu.yaml")
STARTS = ("random", "induction")
"""Values of ``model.start``."""
EVERY = 50
"""Steps between two losses: batches are of one length each, and so many hold all lengths."""


def started(name: str, steps: int) -> TrainingSettings:
    """The profile with one of the starts, and ``steps`` supervised ones."""
    base = load_settings(PROFILE)
    return base.changed(model={"start": name}, supervised={"steps": steps, "save_steps": steps})


def losses(log: list[LogRow], name: str) -> list[tuple[str, int, float]]:
    """The mean supervised loss of each fifty steps."""
    taught = [(row.step, row.loss) for row in log if row.stage == "supervised" and row.loss is not None]
    ends = sorted({-(-step // EVERY) * EVERY for step, _ in taught})
    return [(name, end, fmean(loss for step, loss in taught if end - EVERY < step <= end)) for end in ends]


def run(name: str, settings: TrainingSettings, seed: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Train from one start and measure it: its row, and its losses."""
    asked = questions(settings.data, seed)
    with tempfile.TemporaryDirectory() as folder:
        began = time.process_time()
        warm = warm_start(asked, settings, Path(folder), seed, say=lambda _: None)
        seconds = time.process_time() - began
        found = measure_weights("start", warm.weights, asked.held_out, settings, seed).greedy
    row = {"start": name, "seed": seed, "seconds": round(seconds), "NER": found["NER"].f1, "RE": found["RE"].f1}
    return pl.DataFrame([row]), pl.DataFrame(losses(warm.log, name), ["start", "step", "loss"], orient="row")


def add(path: Path, rows: pl.DataFrame) -> pl.DataFrame:
    """Append the rows of one start to the table in ``path``, which need not be there yet; returns all of it."""
    others = [pl.read_parquet(path).filter(pl.col("start") != rows["start"][0])] if path.is_file() else []
    table = pl.concat([*others, rows])
    write_frame(table, path)
    return table


def main(out: Path, steps: int, seed: int) -> None:
    """Run each start that has no row yet, and print its row."""
    done = pl.read_parquet(out / "starts.parquet")["start"].to_list() if (out / "starts.parquet").is_file() else []
    for name in STARTS:
        if name not in done:
            row, loss = run(name, started(name, steps), seed)
            add(out / "loss.parquet", loss)
            print(add(out / "starts.parquet", row).row(-1, named=True), flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--steps", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    prepare_environment()
    main(given.out, given.steps, given.seed)
