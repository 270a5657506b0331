"""The memory preflight: what it counts, what it refuses, and its prediction beside a measured peak."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from k1.errors import ConfigurationError
from k1.training.data.world import make_world
from k1.training.machine.devices import available_memory, left_on_card
from k1.training.machine.disk import check_disk, run_written
from k1.training.machine.memory import measured_peak
from k1.training.machine.preflight import (
    GIB,
    MemoryPreflightError,
    check_memory,
    check_together,
    forecast,
    forecasts,
    largest_peak,
    shape_of,
)
from k1.training.measuring.generation import questions_at_once
from k1.training.profile.configuration import load_settings
from k1.training.profile.settings import ModelSettings, TrainingSettings

CONFIG = Path(__file__).resolve().parents[2] / "config"
CARDS = {"4b": 80, "4b-24gb": 24, "4b-40gb": 40, "4b-140gb": 140}


def card_settings(name: str) -> TrainingSettings:
    return load_settings(CONFIG / f"{name}.yaml")


@pytest.mark.parametrize(("name", "gigabytes"), CARDS.items())
def test_the_4b_fits_each_card_by_the_settings_for_it(name: str, gigabytes: int):
    settings = card_settings(name)
    assert check_memory(settings, gigabytes * 1e9).peak < gigabytes * 1e9
    assert (settings.grpo.generations, settings.grpo.reply_tokens) == (8, 2048)


def test_the_settings_for_a_large_card_are_refused_on_a_small_one():
    with pytest.raises(MemoryPreflightError, match=r"grpo: predicted peak .* key-value cache .* grpo\.rounds"):
        check_memory(card_settings("4b"), 24e9)


@pytest.mark.parametrize(
    ("section", "values", "remedy"),
    [
        ("engine", {"gradient_checkpointing": False}, r"engine\.gradient_checkpointing"),
        ("grpo", {"accumulation": 4}, r"grpo\.accumulation"),
        ("engine", {"lora_rank": None}, r"engine\.lora_rank"),
    ],
)
def test_a_refusal_names_the_setting_that_makes_the_largest_part_smaller(section, values, remedy):
    with pytest.raises(MemoryPreflightError, match=remedy):
        check_memory(card_settings("4b-40gb").changed(**{section: values}), 24e9)


def test_runs_beside_each_other_are_refused_with_the_number_that_fits():
    peak = largest_peak(card_settings("smollm2-gpu"))
    check_together([peak] * 8, 3, 3.5 * peak)
    with pytest.raises(MemoryPreflightError, match=r"6 runs beside each other.*: --jobs 3$"):
        check_together([peak] * 8, 6, 3.5 * peak)


def test_of_unequal_runs_the_largest_are_counted_together():
    small = forecast(card_settings("smollm2-gpu")).peak
    large = forecast(card_settings("smollm2-gpu").changed(grpo={"accumulation": 2})).peak
    with pytest.raises(MemoryPreflightError, match="--jobs 1"):
        check_together([small, large, small, large], 2, 1.9 * large)


def test_a_supervised_stage_that_does_not_fit_is_refused_by_its_own_name():
    large = card_settings("4b").changed(supervised={"steps": 10, "batch": 64})
    with pytest.raises(MemoryPreflightError, match=r"supervised: .* supervised\.accumulation"):
        check_memory(large, 80e9)


def test_the_shape_has_as_many_weights_as_the_published_4b():
    assert shape_of(card_settings("4b").model).parameters == 4_022_468_096


def test_four_bits_hold_the_linear_layers_in_about_a_quarter():
    plain = card_settings("4b-40gb")
    quarter = forecast(plain.changed(engine={"load_in_4bit": True})).weights
    assert 0.2 < quarter / forecast(plain).weights < 0.5


def test_weights_that_are_trained_are_counted_in_float32_and_frozen_ones_in_bfloat16():
    lora, full = card_settings("4b"), card_settings("4b").changed(engine={"lora_rank": None})
    assert forecast(lora).weights == pytest.approx(2 * 4.02e9 + 4 * 66e6, rel=0.01)
    assert forecast(full).optimiser == pytest.approx(8 * 4.02e9, rel=0.01)
    copy = 2 * shape_of(lora.model).parameters
    assert forecast(full).reference > forecast(lora).reference == copy  # a reference beside the copy that writes


def test_a_copy_that_writes_the_replies_is_counted_beside_the_weights():
    settings = TrainingSettings().changed(grpo={"beta": 0.0})
    copied = settings.changed(engine={"bfloat16": True})
    assert forecast(copied).reference == 2 * shape_of(settings.model).parameters
    assert forecast(settings).reference == forecast(copied.changed(engine={"kind": "unsloth"})).reference == 0.0


def test_a_prompt_that_is_computed_once_leaves_its_replies_its_keys_and_values_alone():
    rowwise = TrainingSettings().changed(grpo={"generations": 16})
    shared = rowwise.changed(engine={"shared_prompts": True})
    more = rowwise.grpo.prompts * 15 * rowwise.longest_prompt
    shape = shape_of(rowwise.model)
    saved = more * shape.kept * shape.layers * 4.0
    borrowed = rowwise.grpo.prompts * 16 * rowwise.longest_prompt * shape.attended * shape.layers * 4.0
    assert forecast(shared).activations == pytest.approx(forecast(rowwise).activations - saved + borrowed)


def test_recomputing_is_no_remedy_where_prompts_are_shared():
    shared = TrainingSettings().changed(engine={"shared_prompts": True}, grpo={"prompts": 64})
    with pytest.raises(MemoryPreflightError, match=r"activations .*: raise grpo\.accumulation"):
        check_memory(shared, 0.5 * GIB)


def test_writing_in_rounds_divides_the_cache():
    once = card_settings("4b")
    assert forecast(once.changed(grpo={"rounds": 4})).cache == pytest.approx(forecast(once).cache / 4)


def test_a_card_is_asked_no_more_questions_at_once_than_its_cache_was_counted_for():
    assert questions_at_once(card_settings("4b-24gb")) == 8
    assert questions_at_once(card_settings("4b")) == 64
    assert questions_at_once(TrainingSettings()) == 128


def test_vllm_takes_its_share_of_the_card_before_anything_else():
    settings = card_settings("4b").changed(engine={"vllm": True, "vllm_memory": 0.9})
    assert forecast(settings).cache == 0
    with pytest.raises(MemoryPreflightError, match=r"available 7\.5 GiB"):
        check_memory(settings, 80e9)


def test_the_lesson_fits_a_laptop():
    assert check_memory(TrainingSettings(), 4 * GIB).peak < 4 * GIB
    assert set(forecasts(TrainingSettings())) == {"supervised", "grpo"}


SMALL = {
    "data": {"kind": "world", "train": 64, "held_out": 8},
    "model": {"hidden": 128, "layers": 4, "heads": 4, "kv_heads": 2, "head_dim": 32, "intermediate": 512},
    "grpo": {"steps": 1, "prompts": 2, "generations": 8, "reply_tokens": 96, "save_steps": 1},
}
CASES = {
    "all weights, in parts": {"grpo": {"accumulation": 4, "rounds": 2}},
    "prompts computed once": {"engine": {"shared_prompts": True}, "grpo": {"reply_tokens": 16}},
    "LoRA with checkpointing": {"engine": {"lora_rank": 8, "gradient_checkpointing": True}},
}


@pytest.mark.train
@pytest.mark.parametrize("case", CASES)
def test_the_prediction_is_no_less_than_the_measured_peak_and_no_more_than_thrice_it(case: str, tmp_path: Path):
    import datasets  # noqa: F401  # what importing takes is no part of a run
    import peft  # noqa: F401
    from trl import GRPOConfig, GRPOTrainer  # noqa: F401

    from k1.runtime.configuration import merge
    from k1.training.engines.small_model import start_folder
    from k1.training.stages.grpo import grpo_trainer

    settings = TrainingSettings.model_validate(merge(SMALL, CASES[case]))
    settings = settings.changed(model={"vocabulary": 8192, "positions": 32})
    world = make_world(64, "train", 1)
    start = start_folder(world, settings, tmp_path / "start", 1)
    with measured_peak("cpu") as peak:
        grpo_trainer(start, world, settings, tmp_path / "grpo", 1).train()
    predicted = forecast(settings).peak
    print(f"{case}: predicted {predicted / 2**20:.0f} MiB, measured {peak.bytes / 2**20:.0f} MiB")
    assert peak.bytes < predicted < 3 * peak.bytes


def test_a_folder_with_untied_embeddings_and_no_width_of_heads_is_counted_as_transformers_reads_it(tmp_path: Path):
    shape = {"vocab_size": 100, "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4}
    config = shape | {"num_key_value_heads": 2, "intermediate_size": 64, "model_type": "llama"}
    (tmp_path / "config.json").write_text(json.dumps(config))
    untied = shape_of(ModelSettings(folder=str(tmp_path)))
    (tmp_path / "config.json").write_text(json.dumps(config | {"tie_word_embeddings": True}))
    assert untied.head_dim == 8
    assert untied.parameters - shape_of(ModelSettings(folder=str(tmp_path))).parameters == 3200


def test_checkpoints_of_all_weights_take_their_moments_to_the_disk_and_those_of_an_adapter_do_not():
    adapted = card_settings("4b-24gb")
    whole = adapted.changed(engine={"lora_rank": None, "load_in_4bit": False})
    parameters = shape_of(adapted.model).parameters
    assert run_written(whole) > 4 * 12 * parameters > run_written(adapted) > 2 * parameters


def test_a_disk_that_cannot_hold_a_run_is_refused_with_what_to_do(tmp_path: Path):
    assert check_disk(tmp_path / "new", 1) > 1
    with pytest.raises(ConfigurationError, match="needed; give --out a folder on another disk"):
        check_disk(tmp_path, 1e18)


@pytest.mark.parametrize(
    ("free", "held", "left"),
    [(10, 0, 11), (10, 5, 16), (79.5, 0, 80)],
    ids=["beside another process", "after an earlier run of this process", "on an idle card"],
)
def test_what_other_processes_hold_of_a_card_is_not_counted_as_available(free: float, held: float, left: float):
    assert left_on_card(80 * GIB, free * GIB, held * GIB) == left * GIB


def test_memory_that_is_configured_is_not_asked_of_the_device():
    engine = card_settings("4b").changed(engine={"memory_gb": 3.0}).engine
    assert available_memory(engine) == 3 * GIB
