"""A training run: data, start, supervised steps, GRPO steps, measurements, summary. The same for every profile."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import fmean, stdev

import polars as pl
from pydantic import JsonValue

from k1.errors import ConfigurationError
from k1.runtime.files import write_json, write_text
from k1.runtime.tables import write_frame
from k1.training.data.questions import Questions, questions
from k1.training.engines.checkpoints import checkpoint_step, checkpoints
from k1.training.engines.engine import prepare_engine
from k1.training.machine.claim import claim
from k1.training.machine.devices import available_memory, check_device, device_name
from k1.training.machine.disk import check_disk, left_to_write
from k1.training.machine.memory import PeakMemory, measured_peak
from k1.training.machine.preflight import GIB, check_memory, forecast
from k1.training.machine.throughput import step_cost
from k1.training.measuring.evaluation import HeldOut, evaluation_frame, measure_weights
from k1.training.measuring.intervals import gains_by_task
from k1.training.profile.settings import TrainingSettings
from k1.training.reports.model_card import model_card
from k1.training.reports.tables import FIGURES
from k1.training.stages.alarms import check_questions
from k1.training.stages.grpo import train_grpo
from k1.training.stages.log import LogRow, log_frame
from k1.training.stages.warm import warm_start


def train(settings: TrainingSettings, out: Path, seed: int, say: Callable[[str], None] = print) -> dict[str, JsonValue]:
    """Run a profile with one seed; weights, log, samples and summary are written to ``out``. Returns the summary.

    A run that was killed continues when it is started again with the same ``out``.

    Raises
    ------
    ConfigurationError: no replies are to be drawn, so that there is no reward to summarise.
    """
    if not settings.draws:
        raise ConfigurationError(f"{settings.name}: draws: 0 is for comparisons; the summary of a run tells its reward")
    began = time.monotonic()
    prepare_engine(settings.engine, out)
    check_device(settings.engine)
    check_memory(settings, available_memory(settings.engine))
    wanted = left_to_write(settings, out)
    free = check_disk(out, wanted)
    say(f"{settings.name}: writes up to {wanted / GIB:.2f} GiB to {out}; {free / GIB:.2f} GiB are free")
    asked = _asked(settings, seed, say)
    claim(out, settings, seed)  # not before: who is refused mends a setting, and tries the same folder again
    warm = warm_start(asked, settings, out, seed, say)
    with measured_peak(settings.engine.device) as peak:
        log = warm.log + train_grpo(warm.weights, warm.instances, settings, out / "grpo", seed)
    say(f"GRPO: done after {time.monotonic() - began:.0f} s")
    points = [
        measure_weights(name, weights, asked.held_out, settings, seed)
        for name, weights in _points(warm.weights, out / "grpo", log[-1].step).items()
    ]
    write_results(out, log, points)
    summary = summarise(points, settings, seed, time.monotonic() - began)
    cost = cost_record(settings, out / "grpo", peak)
    write_json(out / "cost.json", cost)
    write_text(out / "README.md", model_card(settings, summary, cost))
    write_json(out / "summary.json", summary)
    return summary


def _asked(settings: TrainingSettings, seed: int, say: Callable[[str], None]) -> Questions:
    """The questions of a run, enough for a batch of GRPO, with what was left out of them said."""
    asked = questions(settings.data, seed)
    say(f"{settings.name}: {len(asked.train)} questions to train on, {len(asked.held_out)} held out")
    if asked.leaked:
        say(f"{asked.leaked} training texts left out: they share words with held-out texts")
    if asked.unruled:
        say(f"{asked.unruled} instances left out: the reward has no rule for events, or for their answers' form")
    check_questions(asked.train, settings.grpo, seed)
    return asked


def cost_record(settings: TrainingSettings, folder: Path, peak: PeakMemory) -> dict[str, JsonValue]:
    """What the GRPO stage in ``folder`` cost: memory predicted and measured in GiB, seconds a step, tokens a second."""
    cost = step_cost(folder, settings.grpo.replies)
    memory = {"predicted_gib": round(forecast(settings).peak / GIB, 3), "peak_gib": round(peak.bytes / GIB, 3)}
    return {"engine": settings.engine.kind, **memory, **(cost.figures() if cost else {})}


def _points(warm: Path, folder: Path, done: int) -> dict[str, Path]:
    """The weights to measure: before GRPO, at the checkpoint nearest to the middle of its ``done`` steps, after it."""
    on_the_way = [path for path in checkpoints(folder) if done / 4 <= checkpoint_step(path) <= 3 * done / 4]
    saved = sorted(on_the_way, key=lambda path: abs(checkpoint_step(path) - done / 2))
    # A run that stopped early may have kept nothing near its middle; one that saves its last step alone has nothing.
    middle = {"middle": saved[0]} if saved else {}
    return {"start": warm, **middle, "end": folder / "final"}


def write_results(out: Path, log: Sequence[LogRow], points: Sequence[HeldOut]) -> None:
    """Write what the notebook and the tests read: log, figures of each point, samples. Equal runs, equal bytes."""
    tables = {
        "log": log_frame(log),
        "evaluation": evaluation_frame(points),
        "samples": pl.concat([point.samples for point in points]),
        "counts": pl.concat([point.counts for point in points]),
    }
    for name, table in tables.items():
        write_frame(table, out / f"{name}.parquet")


def summarise(points: Sequence[HeldOut], settings: TrainingSettings, seed: int, seconds: float) -> dict[str, JsonValue]:
    """The run in a few numbers: held-out reward as drawn in training, held-out greedy F1, wall time in seconds.

    ``f1_gain`` is F1 after GRPO less F1 before it, by task, with a 95 % interval over the held-out questions.
    """
    first, last = points[0], points[-1]
    gains = gains_by_task(pl.concat([first.counts, last.counts]), first.point, last.point)
    return {
        "reward_start": round(first.drawn["all"].reward, 4),
        "reward_end": round(last.drawn["all"].reward, 4),
        "f1_sft": round(first.greedy["all"].f1, 4),
        "f1_grpo": round(last.greedy["all"].f1, 4),
        "f1_gain": {
            task: dict(zip(("gain", "low", "high"), (round(value, 4) for value in found), strict=True))
            for task, found in gains.items()
        },
        "seconds": round(seconds, 1),
        "seed": seed,
        "device": device_name(settings.engine),
    }


def train_seeds(
    settings: TrainingSettings, out: Path, seeds: Sequence[int], say: Callable[[str], None] = print
) -> dict[str, JsonValue]:
    """Run a profile once per seed, each in a folder of its own; returns mean and spread over the seeds."""
    runs = [train(settings, out / f"seed-{seed}", seed, say) for seed in seeds]
    summary = over_seeds(runs)
    write_json(out / "summary.json", summary)
    return summary


def over_seeds(runs: Sequence[Mapping[str, JsonValue]]) -> dict[str, JsonValue]:
    """Mean and spread of the summaries of ``train``; the spread is the sample deviation, None for one seed."""
    values = {name: [float(str(run[name])) for run in runs] for name in FIGURES}
    return {
        "seeds": [run["seed"] for run in runs],
        "mean": {name: round(fmean(numbers), 4) for name, numbers in values.items()},
        "spread": {name: round(stdev(numbers), 4) if len(numbers) > 1 else None for name, numbers in values.items()},
        "device": runs[0]["device"],
    }
