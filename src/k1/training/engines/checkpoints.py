"""Checkpoints of a stage: which are whole, and which is the last."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

_PARTS = ("trainer_state.json", "optimizer.pt", "scheduler.pt", "rng_state.pth")


def checkpoint_step(folder: Path) -> int:
    """The step of a folder named ``checkpoint-<step>``."""
    return int(folder.name.rpartition("-")[2])


def _is_whole(folder: Path) -> bool:
    # The trainer's state is written last; a run killed while saving leaves a folder without it. A machine that lost its
    # power leaves files that end too soon, or in zeros.
    return all(map(_is_whole_file, (folder / part for part in _PARTS))) and all(
        map(_is_whole_file, folder.glob("*.safetensors"))
    )


def _is_whole_file(path: Path) -> bool:
    """Whether a file is there to its end: torch writes archives, whose directory stands last."""
    if not path.is_file():
        return False
    if path.suffix == ".json":
        return path.read_bytes().rstrip().endswith(b"}")
    if path.suffix != ".safetensors":
        return zipfile.is_zipfile(path)
    length = path.stat().st_size
    with path.open("rb") as file:
        size = int.from_bytes(file.read(8), "little")
        head = file.read(size) if 0 < size <= length - 8 else b""
    try:
        ends = [entry["data_offsets"][1] for name, entry in json.loads(head).items() if name != "__metadata__"]
    except ValueError:
        return False
    return length == 8 + size + max(ends, default=0)


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


def keep_few(trainer: Any, folder: Path, steps: int) -> None:
    """Let a trainer keep its last two checkpoints, and the one nearest to the middle of its ``steps``: it is measured.

    A checkpoint of all weights of a 4B with their moments is 48 GB: ten of them fill a disk in the middle of a run.
    """
    from transformers import TrainerCallback

    class Few(TrainerCallback):  # type: ignore[misc]
        def on_save(self, *_: Any, **__: Any) -> None:
            saved = checkpoints(folder)
            middle = min(saved, key=lambda path: abs(checkpoint_step(path) - steps / 2))
            for path in saved[:-2]:
                if path != middle:
                    shutil.rmtree(path)

    trainer.add_callback(Few())


def train_to_end(trainer: Any, folder: Path, steps: int) -> None:
    """Let a trainer of transformers do ``steps`` steps in all, from the last checkpoint in ``folder`` where one is.

    From a checkpoint that stands at the end transformers would take one step more: there it is loaded, no more. TRL's
    README.md is left out: it would be taken for K1's model card, which stands a folder higher.
    """
    trainer.create_model_card = lambda *_, **__: None
    last = last_checkpoint(folder)
    if last is None or checkpoint_step(Path(last)) < steps:
        trainer.train(resume_from_checkpoint=last)
        return
    from transformers.trainer_callback import TrainerState

    trainer._load_from_checkpoint(last)
    trainer.state = TrainerState.load_from_json(str(Path(last) / "trainer_state.json"))
