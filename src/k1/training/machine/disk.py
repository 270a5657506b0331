"""How much a run writes, asked before its first step, and whether the disk holds it."""

from __future__ import annotations

import shutil
from math import ceil
from pathlib import Path

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
    model, rank = settings.model, settings.engine.lora_rank
    shape = shape_of(model)
    start = _size(Path(model.folder)) if model.folder else weights_written(model)
    adapter = 0 if rank is None else shape.lora_parameters(rank)
    trained = adapter or shape.parameters
    final = start + adapter * _WEIGHT if adapter else shape.parameters * _WEIGHT
    taught, language = settings.supervised, settings.language
    stages = [
        (language.steps, language.save_steps, _TAUGHT, shape.parameters, shape.parameters * _WEIGHT),
        (taught.steps, taught.save_steps, _TAUGHT, trained, final),
        (settings.noise.steps, taught.save_steps, _TAUGHT, trained, final),
        (settings.grpo.steps, settings.grpo.save_steps, _ASKED, trained, final),
    ]
    kept = sum(
        min(ceil(steps / every), most) * weights * (_WEIGHT + _MOMENTS) + (result if steps else 0)
        for steps, every, most, weights, result in stages
    )
    return (0 if model.folder else start) + kept + _BESIDE


def left_to_write(settings: TrainingSettings, out: Path) -> int:
    """What a run has still to write to ``out``, where an earlier call may have left a part."""
    return max(0, run_written(settings) - _size(out))


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


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
