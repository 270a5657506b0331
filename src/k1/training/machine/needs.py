"""What a profile needs of the machine that trains it, as the workflow asks: files, environment, card, memory."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from k1.training.machine.preflight import largest_peak, shape_of
from k1.training.profile.configuration import load_settings, profile_files
from k1.training.profile.settings import ModelSettings

_MIB = 2**20
_LIBRARIES = 4096
"""Mebibytes of main memory for torch and its libraries."""

_HELD = 8
"""Bytes of main memory a weight while new weights are drawn or an adapter is merged: two copies of up to four."""


@dataclass(frozen=True)
class Needs:
    """The profile's files, those that its target asks for, its conda environment, cards, main memory in mebibytes."""

    files: tuple[str, ...]
    results: tuple[str, ...]
    environment: str
    gpu: int
    mem_mb: int


def needs_named(name: str) -> Needs:
    """What the profile config/<name>.yaml needs, below the working folder: for rules, whose wildcard is the name."""
    return needs_of(Path("config") / f"{name}.yaml")


def needs_of(profile: Path) -> Needs:
    """What the profile in ``profile`` needs.

    Raises
    ------
    ConfigurationError: the profile is refused.
    """
    settings = load_settings(profile)
    on_card = settings.engine.device == "cuda"
    memory = shape_of(settings.model).parameters * _HELD if on_card else round(largest_peak(settings))
    special = settings.engine.kind == "unsloth" or settings.engine.load_in_4bit
    return Needs(
        files=tuple(str(path) for path in profile_files(profile)),
        results=("summary.json", "model.gguf") if _is_exported(settings.model) else ("summary.json",),
        environment="unsloth" if special else "train",
        gpu=int(on_card),
        mem_mb=_LIBRARIES + memory // _MIB,
    )


def _is_exported(model: ModelSettings) -> bool:
    """Whether the weights can become a GGUF file, which only a Qwen3's can; known packages hold other models."""
    if model.folder is None:
        return model.package is None
    config = json.loads((Path(model.folder) / "config.json").read_text(encoding="utf-8"))
    return bool(config.get("model_type") == "qwen3")
