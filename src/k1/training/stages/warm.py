"""What GRPO starts from: tokenizer and weights from nothing, language modelling, supervised steps, planted noise."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from k1.models.instances import Instance
from k1.runtime.files import write_json
from k1.training.data.building import parted
from k1.training.data.noise import noisy_replies, plant_noise
from k1.training.data.questions import Questions
from k1.training.data.texts import open_texts
from k1.training.engines.small_model import fitting, start_folder
from k1.training.profile.settings import TrainingSettings
from k1.training.stages.language import train_language
from k1.training.stages.log import LogRow
from k1.training.stages.supervised import train_supervised

WARM = "warm.json"
"""What is written last, once the starting weights are whole."""

STAGE_FOLDERS = frozenset({"start", "language", "supervised", "spoiled"})
"""The folders of the stages below that of a run."""


@dataclass(frozen=True)
class Warm:
    """The weights that GRPO starts from, the questions that it asks, and the log of the stages before."""

    weights: Path
    instances: Sequence[Instance]
    log: list[LogRow] = field(default_factory=list)


def warm_start(
    asked: Questions, settings: TrainingSettings, out: Path, seed: int, say: Callable[[str], None] = print
) -> Warm:
    """Build or take the starting weights and train them up to GRPO, in folders below ``out``; continues there.

    Once it is done it is taken as it is: warm.json holds its log and where its weights lie.
    """
    if (out / WARM).is_file():
        return _done(asked, settings, out)
    began = time.monotonic()
    texts = _open_texts(asked, settings, say) if settings.language.steps else ()
    weights = start_folder(asked.train, settings, out / "start", seed, texts)
    taught, kept = parted(fitting(asked.train, weights, settings), settings.grpo.apart)
    log: list[LogRow] = []
    if settings.language.steps:
        log += train_language(weights, texts, settings, out / "language", seed)
        weights = out / "language" / "final"
        say(f"language modelling: done after {time.monotonic() - began:.0f} s")
    weights, rows = _taught(weights, taught, settings, out, seed)
    say(f"supervised training: done after {time.monotonic() - began:.0f} s")
    log += rows
    write_json(out / WARM, {"weights": os.path.relpath(weights, out), "log": [row._asdict() for row in log]})
    return Warm(weights, kept, log)


def _done(asked: Questions, settings: TrainingSettings, out: Path) -> Warm:
    """What an earlier call left in ``out``."""
    held = json.loads((out / WARM).read_text(encoding="utf-8"))
    weights = out / held["weights"]
    _, kept = parted(fitting(asked.train, weights, settings), settings.grpo.apart)
    return Warm(weights, kept, [LogRow(**row) for row in held["log"]])


def _open_texts(asked: Questions, settings: TrainingSettings, say: Callable[[str], None]) -> Sequence[str]:
    """The texts of the training questions, without their answers, and those of the folders that are named."""
    own = list(dict.fromkeys(item.text for item in asked.train))
    if not settings.language.folders:
        return own
    texts, leaked = open_texts(settings.language.folders, asked.kept_apart)
    say(f"open text: {len(texts)} texts; {leaked} left out, they share words with held-out texts")
    return [*texts, *own]


def _taught(
    start: Path, instances: Sequence[Instance], settings: TrainingSettings, out: Path, seed: int
) -> tuple[Path, list[LogRow]]:
    """The weights after the supervised stages, and the log: taught on the answers, then spoiled where asked for."""
    log: list[LogRow] = []
    if settings.supervised.steps:
        log += train_supervised(start, instances, settings, out / "supervised", seed)
        start = out / "supervised" / "final"
    if settings.noise.steps:
        noisy = plant_noise(instances, settings.noise, seed)
        noise = settings.noise
        spoiled = settings.changed(supervised={"steps": noise.steps, "learning_rate": noise.learning_rate})
        replies = noisy_replies(noisy, noise, seed)
        log += train_supervised(start, noisy, spoiled, out / "spoiled", seed, stage="spoiled", replies=replies)
        start = out / "spoiled" / "final"
    return start, log
