"""What a card is asked in an hour: each engine on the same work, decoding beside its limit, nano with three seeds.

Every part runs in a process of its own, because unsloth rewrites trl when it is imported, and leaves one JSON file, so
that a part can be run alone and the table be made of what is there. The 4B has random weights of the true shape: its
memory and speed mean something, its answers do not.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import fmean

from pydantic import JsonValue

from k1.runtime.files import write_json
from k1.training.data.world import make_world
from k1.training.engines.engine import load_for_asking, prepare_engine
from k1.training.engines.small_model import start_folder
from k1.training.machine.devices import device_name, memory_of
from k1.training.machine.memory import measured_peak
from k1.training.machine.preflight import GIB, forecast, shape_of
from k1.training.machine.throughput import Decoding, decoding, memory_bandwidth, step_cost
from k1.training.profile.configuration import load_settings
from k1.training.profile.settings import EngineSettings, TrainingSettings, WorldData
from k1.training.profile.toy import toy
from k1.training.stages.grpo import train_grpo

ENGINES = ("trl", "unsloth")
PARTS = (*ENGINES, "nano")
SEEDS = (1, 2, 3)
STEPS = 2
"""Steps before the run is continued for one more; the first pays for compilation, and is left out of the speed."""

_QUESTIONS = 256


def evidence_settings(profile: Path, *, small: bool) -> TrainingSettings:
    """A profile as it is measured: on made-up sentences, so that no data set need be there; ``small`` at toy size."""
    settings = load_settings(profile)
    grpo = settings.grpo.model_copy(update={"steps": STEPS, "save_steps": 1})
    plain = settings.model_copy(update={"data": WorldData(train=_QUESTIONS, held_out=2), "grpo": grpo})
    if not small:
        return plain
    reduced = toy(plain)
    return reduced.model_copy(update={"grpo": reduced.grpo.model_copy(update={"steps": STEPS, "save_steps": 1})})


def measure_engine(kind: str, settings: TrainingSettings, out: Path) -> dict[str, JsonValue]:
    """Memory, speed and continuation of one engine on the work of ``settings``; ``out`` keeps the starting weights."""
    engine = EngineSettings.model_validate({**settings.engine.model_dump(), "kind": kind})
    asked = settings.model_copy(update={"engine": engine})
    prepare_engine(engine, out)
    world = make_world(_QUESTIONS, "train", 1)
    start = out / "start"
    if not (start / "config.json").is_file():
        start_folder(world, asked, start, 1)
    bandwidth = memory_bandwidth(engine.device, GIB if engine.device == "cuda" else GIB // 16)
    written = _decoding(start, asked)
    from trl import GRPOConfig, GRPOTrainer  # noqa: F401  # what importing takes is no part of the run's memory

    with measured_peak(engine.device) as peak:
        first = train_grpo(start, world, asked, out / kind, 1)
    cost = step_cost(out / kind, asked.grpo.prompts * asked.grpo.generations)
    longer = asked.model_copy(update={"grpo": asked.grpo.model_copy(update={"steps": STEPS + 1})})
    again = train_grpo(start, world, longer, out / kind, 1)
    return {
        "device": device_name(engine),
        "card_gib": round(memory_of(engine.device) / GIB, 1),
        "predicted_gib": round(forecast(asked).peak / GIB, 3),
        "peak_gib": round(peak.bytes / GIB, 3),
        "replies": asked.grpo.prompts * asked.grpo.generations,
        "generations": asked.grpo.generations,
        "longest_reply": asked.grpo.reply_tokens,
        "bandwidth": round(bandwidth),
        "decode_tokens_per_second": round(written.tokens_per_second, 2),
        "decode_share": round(written.share_of_limit(bandwidth), 5),
        "continued": again[: len(first)] == first and len(again) == STEPS + 1,
        **({name: round(value, 4) for name, value in asdict(cost).items()} if cost else {}),
    }


def _decoding(start: Path, settings: TrainingSettings) -> Decoding:
    """Decoding of one step's replies, an eighth of their longest length."""
    grpo = settings.grpo
    model = load_for_asking(start, settings)
    prompts = [range(5, 69)] * (grpo.prompts * grpo.generations)
    return decoding(model, prompts, max(8, grpo.reply_tokens // 8), shape_of(settings.model), settings.engine.device)


def measure_nano(profile: Path, data: Path | None, out: Path, *, small: bool) -> dict[str, JsonValue]:
    """Three seeds of the nano profile: held-out reward and F1 before and after GRPO, gains by task."""
    from k1.training.run import train_seeds

    settings = load_settings(profile)
    if data is not None:
        settings = settings.model_copy(update={"data": settings.data.model_copy(update={"folder": str(data)})})
    summary = train_seeds(toy(settings) if small else settings, out / "nano", SEEDS, lambda line: None)
    runs = [json.loads((out / "nano" / f"seed-{seed}" / "summary.json").read_text(encoding="utf-8")) for seed in SEEDS]
    return {**summary, "f1_gain": gains_over_seeds([run["f1_gain"] for run in runs])}


def gains_over_seeds(runs: Sequence[Mapping[str, Mapping[str, float]]]) -> dict[str, JsonValue]:
    """By task: the mean gain in F1 over the seeds, and the lowest of their 95 % bounds."""
    return {
        task: {
            "mean": round(fmean(run[task]["gain"] for run in runs), 4),
            "low": min(run[task]["low"] for run in runs),
        }
        for task in sorted(runs[0])
    }


def run_parts(parts: Sequence[str], arguments: Sequence[str], out: Path) -> dict[str, dict[str, JsonValue]]:
    """Run each part in a process of its own; returns what each left, or why it left nothing."""
    for part in parts:
        command = [sys.executable, "-m", "k1.training", "evidence-part", part, "--out", str(out), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            lines = done.stderr.strip().splitlines() or ["no message"]
            write_json(out / f"{part}.json", {"not_run": lines[-1].removeprefix("error: ")})
    return read_parts(out)


def read_parts(out: Path) -> dict[str, dict[str, JsonValue]]:
    """What the parts have left in ``out`` so far, by name."""
    files = {part: out / f"{part}.json" for part in PARTS}
    return {part: json.loads(path.read_text(encoding="utf-8")) for part, path in files.items() if path.is_file()}
