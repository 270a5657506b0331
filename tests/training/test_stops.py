"""Runs that must not go on: stopped early, by an alarm, or refused because no step was done."""

from __future__ import annotations

from itertools import cycle
from pathlib import Path

import pytest

from k1.reward.rule import RewardTerms
from k1.training.data.replies import taught_reply
from k1.training.data.world import make_world
from k1.training.machine.claim import claim
from k1.training.profile.settings import AlarmSettings, RewardSettings, TrainingSettings
from k1.training.stages.alarms import TrainingAlarmError
from k1.training.stages.grpo import reward_function

WORLD = make_world(16, "train", 1)


def test_a_reward_that_is_no_finite_number_stops_the_run():
    reward = reward_function(WORLD, RewardSettings(f1=float("inf")))
    with pytest.raises(TrainingAlarmError, match="finite"):
        reward(completions=[taught_reply(WORLD[0])], row=[0])


@pytest.fixture(scope="module")
def start(tiny: TrainingSettings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Random weights: every reply earns nothing, so that no group has any spread."""
    from k1.training.engines.small_model import start_folder

    return start_folder(WORLD, tiny, tmp_path_factory.mktemp("stops") / "start", 1)


def with_alarms(settings: TrainingSettings, **alarms: float) -> TrainingSettings:
    return settings.model_copy(update={"alarms": AlarmSettings.model_validate(alarms)})


@pytest.mark.train
def test_a_run_whose_reward_does_not_rise_stops_early_and_leaves_its_weights(
    start, tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    from k1.training.stages.grpo import train_grpo

    coin = cycle((RewardTerms(False, False, False, False, 1.0), RewardTerms(False, False, False, False, 0.0)))
    # spread in every group, no progress
    monkeypatch.setattr("k1.training.measuring.scoring.trained_reward", lambda *_: next(coin))
    rows = train_grpo(start, WORLD, with_alarms(tiny, window=1, patience=1, clipped=1), tmp_path, 1)
    assert [row.step for row in rows] == [1, 2]
    assert (tmp_path / "final" / "model.safetensors").is_file()


@pytest.mark.train
def test_a_run_ends_with_the_step_in_which_its_time_is_over_and_leaves_its_weights(start, tiny, tmp_path: Path):
    from k1.training.stages.grpo import train_grpo

    short = tiny.changed(grpo={"minutes": 1e-9})
    assert [row.step for row in train_grpo(start, WORLD, short, tmp_path, 1)] == [1]
    assert (tmp_path / "final" / "model.safetensors").is_file()


@pytest.mark.train
def test_a_run_without_spread_in_its_rewards_is_stopped_with_the_setting_to_change(start, tiny, tmp_path: Path):
    from k1.training.stages.grpo import train_grpo

    with pytest.raises(TrainingAlarmError, match=r"no spread[\s\S]*grpo\.generations"):
        train_grpo(start, WORLD, with_alarms(tiny, window=2), tmp_path, 1)
    assert not (tmp_path / "final").exists()


@pytest.mark.train
def test_questions_that_do_not_fill_a_batch_are_an_error_and_not_a_run_of_no_steps(start, tiny, tmp_path: Path):
    from k1.training.stages.grpo import train_grpo

    with pytest.raises(TrainingAlarmError, match=r"0 of 6 steps[\s\S]*grpo\.prompts"):
        train_grpo(start, WORLD[:1], tiny, tmp_path, 1)


@pytest.mark.train
def test_a_run_with_too_few_questions_leaves_its_folder_to_one_with_other_settings(tiny, tmp_path: Path):
    from k1.training.run import train

    with pytest.raises(TrainingAlarmError, match=r"grpo\.prompts"):
        train(tiny.changed(grpo={"prompts": 100}), tmp_path, 1)
    claim(tmp_path, tiny, 1)


@pytest.mark.train
def test_of_a_long_run_the_last_two_checkpoints_and_the_one_in_the_middle_stay(start, tiny, tmp_path: Path):
    from k1.training.stages.grpo import train_grpo

    long = tiny.changed(grpo={"steps": 8, "save_steps": 1})
    train_grpo(start, WORLD, with_alarms(long, window=20), tmp_path, 1)
    assert {path.name for path in tmp_path.glob("checkpoint-*")} == {f"checkpoint-{step}" for step in (4, 7, 8)}
