"""Supervised steps whose parts are of about one length go on after a stop as if there had been none."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from k1.training.data.world import make_world
from k1.training.profile.settings import TrainingSettings

pytestmark = pytest.mark.train


def test_parts_by_length_continue_to_the_same_losses_and_weights(tiny: TrainingSettings, tmp_path: Path):
    from k1.training.engines.small_model import start_folder
    from k1.training.stages.supervised import train_supervised

    stage = tiny.supervised.model_copy(update={"accumulation": 2, "sampling": "batch_rebalance"})
    settings = tiny.model_copy(update={"supervised": stage})
    world = make_world(64, "train", 1)
    start = start_folder(world, settings, tmp_path / "start", 1)
    folder = tmp_path / "supervised"
    whole = train_supervised(start, world, settings, folder, 1)
    weights = folder / "final" / "model.safetensors"
    before = weights.read_bytes()
    for name in ("checkpoint-4", "final"):
        shutil.rmtree(folder / name)
    assert train_supervised(start, world, settings, folder, 1) == whole
    assert weights.read_bytes() == before
