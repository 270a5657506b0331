"""What a card is asked in an hour: each engine on the same work, decoding beside its limit, nano with three seeds.

Every part runs in a process of its own, because unsloth rewrites trl when it is imported, and within a time of its own.
It writes its figures as they come, after each step, so that a part that fails or is stopped keeps what it had; a part
that has all its figures is not run again. The short parts come first: minutes are enough for the engines' ratio. The 4B
has random weights of the true shape: its memory and speed mean something, its answers do not.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from statistics import fmean
from typing import Any

from pydantic import JsonValue

from k1.errors import ConfigurationError
from k1.models.instances import Instance
from k1.runtime.files import write_json
from k1.training.data.replies import question
from k1.training.data.world import make_world
from k1.training.engines.checkpoints import last_checkpoint
from k1.training.engines.engine import load_for_asking, prepare_engine
from k1.training.engines.small_model import start_folder
from k1.training.machine.cards import stated_bandwidth
from k1.training.machine.devices import available_memory, check_device, device_name, memory_of
from k1.training.machine.memory import PeakMemory, measured_peak
from k1.training.machine.preflight import GIB, check_memory, forecast, shape_of
from k1.training.machine.process import run_limited
from k1.training.machine.throughput import cost_of, decoding, memory_bandwidth, step_clock
from k1.training.profile.configuration import load_settings
from k1.training.profile.settings import EngineSettings, TrainingSettings, WorldData
from k1.training.profile.toy import toy
from k1.training.stages.grpo import grpo_trainer
from k1.training.stages.log import log_rows

SHORT = "-short"
"""Parts of this ending write replies of an eighth of the profile's length."""

MINUTES = {f"trl{SHORT}": 8.0, f"unsloth{SHORT}": 8.0, "trl": 22.0, "unsloth": 18.0, "nano": 600.0}
"""The parts in their order, the most telling first, each with the minutes that it may take."""

PARTS = tuple(MINUTES)
SEEDS = (1, 2, 3)
STEPS = 2
"""Steps of a long part; the first pays for compilation, and is left out of the speed."""

_SHORT_STEPS = 3
_QUESTIONS = 256
_LEAST = 30.0
"""Seconds under which no part is begun."""

Figures = dict[str, JsonValue]
Keep = Callable[[Figures], None]


def evidence_settings(profile: Path, part: str, *, small: bool) -> TrainingSettings:
    """A profile as ``part`` measures it: on made-up sentences, so that no data set need be there; ``small``: a toy."""
    settings = load_settings(profile)
    settings = settings.model_copy(update={"data": WorldData(train=_QUESTIONS, held_out=2)})
    settings = toy(settings) if small else settings
    short = part.endswith(SHORT)
    length = max(8, settings.grpo.reply_tokens // 8) if short else settings.grpo.reply_tokens
    steps = _SHORT_STEPS if short else STEPS
    grpo = settings.grpo.model_copy(update={"steps": steps, "save_steps": steps, "reply_tokens": length})
    engine = settings.engine.model_dump() | {"kind": part.removesuffix(SHORT)}
    return settings.model_copy(update={"grpo": grpo, "engine": EngineSettings.model_validate(engine)})


def measure_engine(part: str, settings: TrainingSettings, out: Path, keep: Keep) -> Figures:
    """Memory and speed of one engine on the work of ``settings``; a short part also decodes alone, and continues.

    ``keep`` is given the figures whenever there are more of them. The weights that all parts start from stay in ``out``.
    """
    engine, grpo, folder = settings.engine, settings.grpo, out / part
    prepare_engine(engine, out)
    check_device(engine)
    check_memory(settings, available_memory(engine))
    world = make_world(_QUESTIONS, "train", 1)
    start = _start(world, settings, out)
    bandwidth = memory_bandwidth(engine.device, GIB if engine.device == "cuda" else GIB // 16)
    prompt = _longest_prompt(world, start, settings)
    found: Figures = {
        "profile": settings.name,
        "device": device_name(engine),
        "card_gib": round(memory_of(engine.device) / GIB, 1),
        "predicted_gib": round(forecast(settings.model_copy(update={"prompt_tokens": prompt})).peak / GIB, 3),
        "replies": grpo.prompts * grpo.generations,
        "generations": grpo.generations,
        "longest_prompt": prompt,
        "longest_reply": grpo.reply_tokens,
        "bandwidth": round(bandwidth),
        "stated_bandwidth": stated_bandwidth(device_name(engine)),
    }
    keep(found)
    shutil.rmtree(folder, ignore_errors=True)
    rows = _steps(start, world, settings, folder, found, keep)
    if part.endswith(SHORT):
        if engine.lora_rank is not None:
            found["continued"] = _continued(rows, start, world, settings, folder)
            keep(found)
        written = _decoding(start, settings)
        found["decode_tokens_per_second"] = round(written.tokens_per_second, 2)
        found["decode_share"] = round(written.share_of_limit(bandwidth), 5)
    found["complete"] = True
    keep(found)
    return found


def _start(world: Sequence[Instance], settings: TrainingSettings, out: Path) -> Path:
    """The starting weights, drawn on the device, where that takes seconds; moved to their place once they are whole."""
    if settings.model.folder is not None:
        return Path(settings.model.folder)
    start, new = out / f"start-{settings.name}", out / "start-new"
    if start.is_dir():
        return start
    import torch

    shutil.rmtree(new, ignore_errors=True)
    _check_disk(settings, out)
    with torch.device(settings.engine.device):
        start_folder(world, settings, new, 1)
    return new.rename(start)


def _check_disk(settings: TrainingSettings, out: Path) -> None:
    """Refuse a disk that does not hold the weights and the checkpoint of an adapter."""
    width = 2 if settings.model.dtype == "bfloat16" else 4
    wanted = shape_of(settings.model).parameters * width + GIB
    out.mkdir(parents=True, exist_ok=True)
    if (free := shutil.disk_usage(out).free) < wanted:
        raise ConfigurationError(
            f"{out}: {free / GIB:.1f} GiB are free and {wanted / GIB:.1f} needed; give --out a folder on another disk"
        )


def _longest_prompt(world: Sequence[Instance], start: Path, settings: TrainingSettings) -> int:
    """Tokens of the longest question, as the prediction of the memory wants them."""
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(start)
    asked = [question(item, settings) for item in world]
    texts = [
        text if isinstance(text, str) else tokenizer.apply_chat_template(text, tokenize=False, add_generation_prompt=True)
        for text in asked
    ]
    return max(len(ids) for ids in tokenizer(texts)["input_ids"])


def _steps(
    start: Path, world: Sequence[Instance], settings: TrainingSettings, folder: Path, found: Figures, keep: Keep
) -> list[Any]:
    """Train, and add memory and speed to what was ``found`` after each step; returns the log."""
    from trl import GRPOConfig, GRPOTrainer  # noqa: F401  # what importing takes is no part of the run's memory

    with measured_peak(settings.engine.device) as peak:
        trainer = _trainer(start, world, settings, folder)
        replies = settings.grpo.prompts * settings.grpo.generations
        tell = _teller(replies, peak, found, keep)
        trainer.add_callback(step_clock(settings.engine.device, tell))
        trainer.train()
    return log_rows("grpo", trainer.state.log_history)


def _teller(replies: int, peak: PeakMemory, found: Figures, keep: Keep) -> Callable[[list[dict[str, Any]]], None]:
    def tell(steps: list[dict[str, Any]]) -> None:
        peak.read()
        if cost := cost_of(steps, replies):
            found.update({name: round(value, 4) for name, value in asdict(cost).items()})
        found["peak_gib"], found["reserved_gib"] = round(peak.bytes / GIB, 3), round(peak.reserved / GIB, 3)
        found["steps"] = len(steps)
        print(f"step {len(steps)}: {steps[-1]['step_time']:.2f} s, peak {peak.bytes / GIB:.2f} GiB", flush=True)
        keep(found)

    return tell


def _trainer(start: Path, world: Sequence[Instance], settings: TrainingSettings, folder: Path) -> Any:
    trainer = grpo_trainer(start, world, settings, folder, 1)
    if settings.engine.lora_rank is None or settings.grpo.steps == STEPS:
        # Nothing is continued from it, and a checkpoint of all weights with their moments is 48 GB of a 4B.
        trainer.args.save_strategy = "no"
    return trainer


def _continued(
    rows: Sequence[Any], start: Path, world: Sequence[Instance], settings: TrainingSettings, folder: Path
) -> bool:
    """Whether the run goes on from its checkpoint for one more step, with the log of the steps before."""
    grpo = settings.grpo.model_copy(update={"steps": settings.grpo.steps + 1})
    trainer = _trainer(start, world, settings.model_copy(update={"grpo": grpo}), folder)
    trainer.train(resume_from_checkpoint=last_checkpoint(folder))
    again = log_rows("grpo", trainer.state.log_history)
    return again[: len(rows)] == list(rows) and len(again) == len(rows) + 1


def _decoding(start: Path, settings: TrainingSettings) -> Any:
    """Decoding of one step's replies, without an adapter."""
    grpo = settings.grpo
    model = load_for_asking(start, settings)
    prompts = [range(5, 69)] * (grpo.prompts * grpo.generations)
    return decoding(model, prompts, grpo.reply_tokens, shape_of(settings.model), settings.engine.device)


def measure_nano(profile: Path, data: Path | None, out: Path, keep: Keep, *, small: bool) -> Figures:
    """Three seeds of the nano profile: held-out reward and F1 before and after GRPO, gains by task.

    ``keep`` is given them after each seed. A part that was stopped goes on where it was.
    """
    settings = load_settings(profile)
    if data is not None:
        settings = settings.model_copy(update={"data": settings.data.model_copy(update={"folder": str(data)})})
    settings = toy(settings) if small else settings
    _check_nano(settings)
    from k1.training.run import over_seeds, train

    runs: list[Figures] = []
    found: Figures = {}
    for seed in SEEDS:
        runs.append(train(settings, out / "nano" / f"seed-{seed}", seed, lambda line: print(line, flush=True)))
        gains = gains_over_seeds([run["f1_gain"] for run in runs])  # type: ignore[misc]
        found = {"profile": settings.name, **over_seeds(runs), "f1_gain": gains, "complete": seed == SEEDS[-1]}
        keep(found)
    return found


def _check_nano(settings: TrainingSettings) -> None:
    """Refuse at once what would end a run later: no package for tables, or no data on this machine."""
    if find_spec("polars") is None:
        raise ConfigurationError("nano needs polars: install .whl/nano/*.whl beside .whl/*.whl")
    own = [settings.data.folder] if settings.data.kind == "benchmarks" else []
    for folder in (*own, *settings.language.folders):
        if not Path(folder).is_dir():
            raise ConfigurationError(
                f"nano: no folder {folder} on this machine; bring it, or set data.folder (--data) and language.folders "
                "of a profile of your own (--nano)"
            )


def gains_over_seeds(runs: Sequence[Mapping[str, Mapping[str, float]]]) -> dict[str, JsonValue]:
    """By task: the mean gain in F1 over the seeds, and the lowest of their 95 % bounds."""
    return {
        task: {
            "mean": round(fmean(run[task]["gain"] for run in runs), 4),
            "low": min(run[task]["low"] for run in runs),
        }
        for task in sorted(runs[0])
    }


def run_parts(
    parts: Sequence[str], arguments: Sequence[str], out: Path, minutes: float, after: Callable[[str], None]
) -> None:
    """Run each part that lacks figures, in order, ``minutes`` in all; ``after`` is given a line on each.

    What a part left stays, with the reason why it is not all.
    """
    end = time.monotonic() + 60 * minutes
    for part in parts:
        if read_parts(out).get(part, {}).get("complete"):
            after(f"{part}: measured before; to measure it anew remove {out / part}.json")
            continue
        left = min(60 * MINUTES[part], end - time.monotonic())
        if left < _LEAST:
            _note(out, part, f"the {minutes:g} min were over; run it again, with --part {part} or more --minutes")
            after(f"{part}: no time left")
            continue
        (out / f"{part}.json").unlink(missing_ok=True)
        command = [sys.executable, "-m", "k1.training", "evidence-part", part, "--out", str(out), *arguments]
        began = time.monotonic()
        if failure := run_limited(command, out / f"{part}.log", left):
            _note(out, part, failure)
        after(f"{part}: {failure or 'done'}, {time.monotonic() - began:.0f} s")


def _note(out: Path, part: str, reason: str) -> None:
    """Say in a part's file why it has not all figures: "stopped" beside those that it has, "not_run" where none."""
    found = read_parts(out).get(part, {})
    write_json(out / f"{part}.json", {**found, "stopped": reason} if "steps" in found else {"not_run": reason})


def read_parts(out: Path) -> dict[str, Figures]:
    """What the parts have left in ``out`` so far, by name."""
    files = {part: out / f"{part}.json" for part in PARTS}
    return {part: json.loads(path.read_text(encoding="utf-8")) for part, path in files.items() if path.is_file()}
