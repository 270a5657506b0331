"""What a profile needs of the machine that trains it, as the workflow asks: files, environment, card, memory."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from k1.training.machine.preflight import forecasts, shape_of
from k1.training.profile.configuration import load_settings, profile_files

_MIB = 2**20
_LIBRARIES = 4096
"""Mebibytes of main memory for torch and its libraries."""

_HELD = 8
"""Bytes of main memory a weight while new weights are drawn or an adapter is merged: two copies of up to four."""


@dataclass(frozen=True)
class Needs:
    """The profile's files, its conda environment, the number of cards, main memory in mebibytes."""

    files: tuple[str, ...]
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
    if on_card:
        memory = shape_of(settings.model).parameters * _HELD
    else:
        memory = max(round(found.peak) for found in forecasts(settings).values())
    special = settings.engine.kind == "unsloth" or settings.engine.load_in_4bit
    return Needs(
        files=tuple(str(path) for path in profile_files(profile)),
        environment="unsloth" if special else "train",
        gpu=int(on_card),
        mem_mb=_LIBRARIES + memory // _MIB,
    )
