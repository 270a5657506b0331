"""Checkpoints of a stage: which are whole, and which is the last."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

_PARTS = ("trainer_state.json", "optimizer.pt", "scheduler.pt", "rng_state.pth")


def checkpoint_step(folder: Path) -> int:
    """The step of a folder named ``checkpoint-<step>``."""
    return int(folder.name.rpartition("-")[2])


def _is_whole(folder: Path) -> bool:
    # The trainer's state is written last; a run killed while saving leaves a folder without it.
    return all((folder / part).is_file() for part in _PARTS)


def checkpoints(folder: Path) -> list[Path]:
    """The whole checkpoints of a stage, by step."""
    found = [path for path in folder.glob("checkpoint-*") if path.is_dir() and _is_whole(path)]
    return sorted(found, key=checkpoint_step)


def last_checkpoint(folder: Path) -> str | None:
    """The checkpoint to continue from, None for a fresh start. A torn checkpoint is removed, so that none is built on.

    The trainers want text, and would themselves pick the torn one.
    """
    whole = checkpoints(folder)
    for path in folder.glob("checkpoint-*"):
        if path not in whole:
            shutil.rmtree(path)
    return str(whole[-1]) if whole else None


def train_to_end(trainer: Any, folder: Path, steps: int) -> None:
    """Let a trainer of transformers do ``steps`` steps in all, from the last checkpoint in ``folder`` where one is.

    From a checkpoint that stands at the end transformers would take one step more: there it is loaded, no more.
    """
    last = last_checkpoint(folder)
    if last is None or checkpoint_step(Path(last)) < steps:
        trainer.train(resume_from_checkpoint=last)
        return
    from transformers.trainer_callback import TrainerState

    trainer._load_from_checkpoint(last)
    trainer.state = TrainerState.load_from_json(str(Path(last) / "trainer_state.json"))
