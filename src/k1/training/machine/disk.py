"""How much a run writes, asked before its first step, and whether the disk holds it."""

from __future__ import annotations

import shutil
from math import ceil
from pathlib import Path
from typing import Literal

from k1.errors import ConfigurationError
from k1.training.machine.preflight import GIB, shape_of
from k1.training.profile.settings import ModelSettings, TrainingSettings

_WEIGHT, _MOMENTS = 4, 8
"""Bytes a trained weight in a checkpoint: itself, and AdamW's two moments."""

_TAUGHT, _ASKED = 3, 4
"""Checkpoints of a stage at a time, that being written included: of one that learns from texts, and of GRPO."""

_BESIDE = 64 * 2**20
"""Bytes for tokenizers, logs, tables and samples."""


def weights_written(settings: ModelSettings) -> int:
    """Bytes of new weights as they are saved."""
    return shape_of(settings).parameters * (2 if settings.dtype == "bfloat16" else 4)


def run_written(settings: TrainingSettings) -> int:
    """The most that a run holds on the disk: weights at the start and after each stage, and their checkpoints."""
    return start_written(settings) + stage_written(settings, "grpo")


def start_written(settings: TrainingSettings) -> int:
    """The most that the stages before GRPO hold on the disk."""
    start = 0 if settings.model.folder else weights_written(settings.model)
    return start + sum(stage_written(settings, stage) for stage in ("language", "supervised", "noise")) + _BESIDE


def stage_written(settings: TrainingSettings, stage: Literal["language", "supervised", "noise", "grpo"]) -> int:
    """The most that a stage holds on the disk: its checkpoints, and the weights that it ends with."""
    model, rank = settings.model, settings.engine.lora_rank
    shape = shape_of(model)
    # Language modelling trains all weights, whatever follows.
    adapter = 0 if rank is None or stage == "language" else shape.lora_parameters(rank)
    start = size_of(Path(model.folder)) if model.folder else weights_written(model)
    final = start + adapter * _WEIGHT if adapter else shape.parameters * _WEIGHT
    taught, language, grpo = settings.supervised, settings.language, settings.grpo
    steps, every = {
        "language": (language.steps, language.save_steps),
        "supervised": (taught.steps, taught.save_steps),
        "noise": (settings.noise.steps, taught.save_steps),
        "grpo": (grpo.steps, grpo.save_steps),
    }[stage]
    most = _ASKED if stage == "grpo" else _TAUGHT
    kept = min(ceil(steps / every), most) * (adapter or shape.parameters) * (_WEIGHT + _MOMENTS)
    return kept + (final if steps else 0)


def left_to_write(settings: TrainingSettings, out: Path) -> int:
    """What a run has still to write to ``out``, where an earlier call may have left a part."""
    return max(0, run_written(settings) - size_of(out))


def check_disk(folder: Path, wanted: float) -> float:
    """The bytes that are free where ``folder`` lies, which is made; refuses fewer than ``wanted``.

    Raises
    ------
    ConfigurationError: with what is free and what to do.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if (free := shutil.disk_usage(folder).free) < wanted:
        raise ConfigurationError(
            f"{folder}: {free / GIB:.1f} GiB are free and {wanted / GIB:.1f} needed; give --out a folder on another "
            "disk, or make room on this one"
        )
    return float(free)


def size_of(folder: Path) -> int:
    """Bytes of the files below a folder; 0 where there is none."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
