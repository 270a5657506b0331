"""Examples of supervised steps: tokens and labels as TRL makes them, the same parts after a stop as without one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from k1.models.prompt import short_prompt
from k1.training.data.replies import taught_reply
from k1.training.data.world import make_world
from k1.training.profile.settings import TrainingSettings

pytestmark = pytest.mark.train


def test_parts_by_length_continue_to_the_same_losses_and_weights(tiny: TrainingSettings, tmp_path: Path):
    from k1.training.engines.small_model import start_folder
    from k1.training.stages.supervised import train_supervised

    settings = tiny.changed(supervised={"accumulation": 2, "sampling": "batch_rebalance"})
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


def test_texts_read_all_at_once_are_the_examples_that_trl_makes(tiny: TrainingSettings, tmp_path: Path):
    from datasets import Dataset
    from transformers import AutoTokenizer
    from trl import SFTConfig, SFTTrainer

    from k1.training.engines.small_model import start_folder
    from k1.training.stages.supervised import tokenised

    world = make_world(64, "train", 1)
    start = start_folder(world, tiny, tmp_path / "start", 1)
    pairs = [{"prompt": short_prompt(item), "completion": taught_reply(item)} for item in world]
    tokenizer = AutoTokenizer.from_pretrained(start, padding_side="left")
    longest = 40  # cuts some replies, and two prompts before their replies
    pairs += [{"prompt": pairs[0]["prompt"] * 9, "completion": text} for text in ("never seen", "")]
    options = SFTConfig(output_dir=str(tmp_path), max_length=longest, use_cpu=True, bf16=False, report_to="none")
    made = SFTTrainer(
        str(start), args=options, train_dataset=Dataset.from_list(pairs), processing_class=tokenizer
    ).train_dataset
    own = tokenised(pairs, tokenizer, longest)
    assert len(own) == 64
    assert max(len(row["input_ids"]) for row in own) == longest
    assert own == [{name: row[name] for name in ("input_ids", "labels")} for row in made]
