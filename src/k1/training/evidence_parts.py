"""What the parts of the evidence measure on a card: memory and speed of an engine, and what nano learns.

A part writes its figures as they come, after each step or seed. The 4B has random weights of the true shape: its memory
and speed mean something, its answers do not.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from statistics import fmean
from typing import Any

from pydantic import JsonValue

from k1.errors import ConfigurationError
from k1.models.instances import Instance
from k1.training.data.world import make_world
from k1.training.engines.checkpoints import last_checkpoint
from k1.training.engines.engine import decoding_for_asking, load_for_asking, prepare_engine
from k1.training.engines.small_model import prompt_lengths, start_folder
from k1.training.evidence import QUESTION, SHORT, Figures
from k1.training.machine.cards import stated_bandwidth
from k1.training.machine.devices import available_memory, check_device, device_name, memory_of
from k1.training.machine.disk import check_disk, weights_written
from k1.training.machine.memory import PeakMemory, measured_peak, release
from k1.training.machine.preflight import GIB, check_memory, forecast, shape_of
from k1.training.machine.throughput import Decoding, cost_of, decoding, memory_bandwidth, step_clock
from k1.training.profile.configuration import load_settings
from k1.training.profile.settings import EngineSettings, GrpoSettings, TrainingSettings, WorldData
from k1.training.profile.toy import toy
from k1.training.stages.grpo import grpo_trainer
from k1.training.stages.log import LogRow, log_rows

SEEDS = (1, 2, 3)
STEPS = 3
"""Steps of an engine's part; the first pays for compilation, and is left out of the speed."""

_QUESTIONS = 256

Keep = Callable[[Figures], None]


def evidence_settings(profile: Path, part: str, *, small: bool) -> TrainingSettings:
    """A profile as ``part`` measures it: on made-up sentences, so that no data set need be there; ``small``: a toy."""
    settings = load_settings(profile)
    settings = settings.model_copy(update={"data": WorldData(train=_QUESTIONS, held_out=2)})
    settings = toy(settings) if small else settings
    grpo = settings.grpo.model_dump() | {"steps": STEPS, "save_steps": STEPS} | _less_work(settings.grpo, part)
    engine = settings.engine.model_dump() | {"kind": part.partition("-")[0]}
    changed = {"grpo": GrpoSettings.model_validate(grpo), "engine": EngineSettings.model_validate(engine)}
    return settings.model_copy(update=changed)


def _less_work(grpo: GrpoSettings, part: str) -> dict[str, int]:
    """What a part's ending changes of a step; as many replies as ever are written and learnt from at a time."""
    if part.endswith(SHORT):
        questions, tokens = max(1, grpo.prompts // 4), max(8, grpo.reply_tokens // 8)
    elif part.endswith(QUESTION):
        questions, tokens = 1, grpo.reply_tokens
    else:
        return {}
    parts = {name: max(1, getattr(grpo, name) * questions // grpo.prompts) for name in ("accumulation", "rounds")}
    return {"prompts": questions, "reply_tokens": tokens, **parts}


@dataclass
class _Work:
    """What the steps of one part need, and where its figures go whenever there are more of them."""

    settings: TrainingSettings
    world: Sequence[Instance]
    start: Path
    folder: Path
    keep: Keep
    continues: bool
    found: Figures = field(default_factory=dict)

    def add(self, **figures: JsonValue) -> None:
        """Take figures in, and hand all so far on."""
        self.found.update(figures)
        self.keep(self.found)


def measure_engine(part: str, settings: TrainingSettings, out: Path, keep: Keep) -> Figures:
    """Memory and speed of one engine on the work of ``settings``; a short part also decodes alone, and continues.

    ``keep`` is given the figures whenever there are more; the weights that all parts start from stay in ``out``.
    """
    engine = settings.engine
    prepare_engine(engine, out)
    check_device(engine)
    check_memory(settings, available_memory(engine))
    world = make_world(_QUESTIONS, "train", 1)
    short = part.endswith(SHORT)
    # Not with all weights: their checkpoint with its moments is 48 GB of a 4B.
    continues = short and engine.lora_rank is not None
    work = _Work(settings, world, _start(world, settings, out), out / part, keep, continues)
    bandwidth = memory_bandwidth(engine.device, GIB if engine.device == "cuda" else GIB // 16)
    work.add(**_conditions(work), bandwidth=round(bandwidth))
    shutil.rmtree(work.folder, ignore_errors=True)
    rows = _steps(work)
    if short:
        written = _decoding(work.start, settings)
        share = round(written.share_of_limit(bandwidth), 5)
        work.add(decode_tokens_per_second=round(written.tokens_per_second, 2), decode_share=share)
    if continues:
        work.add(continued=_continued(work, rows))
    shutil.rmtree(work.folder, ignore_errors=True)
    work.add(complete=True)
    return work.found


def _conditions(work: _Work) -> Figures:
    settings, engine, grpo = work.settings, work.settings.engine, work.settings.grpo
    prompt = max(prompt_lengths(work.world, work.start, settings))
    return {
        "profile": settings.name,
        "device": device_name(engine),
        "card_gib": round(memory_of(engine.device) / GIB, 1),
        "predicted_gib": round(forecast(settings.model_copy(update={"prompt_tokens": prompt})).peak / GIB, 3),
        "replies": grpo.replies,
        "generations": grpo.generations,
        "longest_prompt": prompt,
        "longest_reply": grpo.reply_tokens,
        "stated_bandwidth": stated_bandwidth(device_name(engine)),
    }


def _start(world: Sequence[Instance], settings: TrainingSettings, out: Path) -> Path:
    """The starting weights, drawn on the device, where that takes seconds; moved to their place once they are whole."""
    if settings.model.folder is not None:
        return Path(settings.model.folder)
    start = out / f"start-{settings.name}-{shape_of(settings.model).parameters}"
    if start.is_dir():
        return start
    import torch

    new = out / "start-new"
    shutil.rmtree(new, ignore_errors=True)
    # Beside the weights the checkpoint of an adapter.
    check_disk(out, weights_written(settings.model) + GIB)
    with torch.device(settings.engine.device):
        start_folder(world, settings, new, 1)
    return new.rename(start)


def _steps(work: _Work) -> list[LogRow]:
    """Train, memory and speed added to the figures after each step; returns the log."""
    from trl import GRPOConfig, GRPOTrainer  # noqa: F401  # what importing takes is no part of the run's memory

    device = work.settings.engine.device
    with measured_peak(device) as peak:
        trainer = _trainer(work, work.settings.grpo.steps)
        clock = step_clock(device, _teller(work, peak))
        trainer.add_callback(clock)
        trainer.reward_funcs = [clock.watched(reward) for reward in trainer.reward_funcs]
        trainer.train()
    return log_rows("grpo", trainer.state.log_history)


def _teller(work: _Work, peak: PeakMemory) -> Callable[[list[dict[str, Any]]], None]:
    def tell(steps: list[dict[str, Any]]) -> None:
        peak.read()
        cost = cost_of(steps, work.settings.grpo.replies)
        memory = {"peak_gib": round(peak.bytes / GIB, 3), "reserved_gib": round(peak.reserved / GIB, 3)}
        print(f"step {len(steps)}: {steps[-1]['step_time']:.2f} s, peak {peak.bytes / GIB:.2f} GiB", flush=True)
        work.add(**(cost.figures() if cost else {}), **memory, steps=len(steps))

    return tell


def _trainer(work: _Work, steps: int) -> Any:
    trainer = grpo_trainer(work.start, work.world, work.settings.changed(grpo={"steps": steps}), work.folder, 1)
    if not work.continues:
        trainer.args.save_strategy = "no"
    return trainer


def _continued(work: _Work, rows: Sequence[LogRow]) -> bool:
    """Whether the run goes on from its checkpoint for one more step, with the log of the steps before."""
    release(work.settings.engine.device)
    trainer = _trainer(work, work.settings.grpo.steps + 1)
    trainer.train(resume_from_checkpoint=last_checkpoint(work.folder))
    again = log_rows("grpo", trainer.state.log_history)
    return again[: len(rows)] == list(rows) and len(again) == len(rows) + 1


def _decoding(start: Path, settings: TrainingSettings) -> Decoding:
    """Decoding of one step's replies, without an adapter."""
    grpo = settings.grpo
    release(settings.engine.device)
    model = load_for_asking(start, settings)
    prompts = [range(5, 69)] * grpo.replies
    decode = decoding_for_asking(model, settings.engine)
    return decoding(model, prompts, grpo.reply_tokens, shape_of(settings.model), settings.engine.device, decode=decode)


def measure_nano(profile: Path, data: Path | None, out: Path, keep: Keep, *, small: bool) -> Figures:
    """Three seeds of the nano profile: held-out reward and F1 before and after GRPO, gains by task.

    ``keep`` is given them after each seed. A part that was stopped goes on where it was.
    """
    settings = load_settings(profile)
    if data is not None:
        settings = settings.changed(data={"folder": str(data)})
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
        raise ConfigurationError("nano needs polars, which is not installed here; `make gpu-kit` packs it")
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
