"""A shorter form of the lesson: a quarter of its GRPO steps, and the reward must already rise. Gated on steps."""

from __future__ import annotations

from pathlib import Path

import pytest

from k1.training.profile.configuration import load_settings

pytestmark = pytest.mark.train

LESSON = Path(__file__).resolve().parents[2] / "config" / "lesson.yaml"
GAIN = 0.05
"""A quarter of the steps must win at least this much reward."""


def test_a_quarter_of_the_lesson_already_raises_the_reward(tmp_path: Path):
    from k1.training.run import train

    short = load_settings(LESSON).changed(
        data={"train": 6000, "held_out": 100},
        supervised={"steps": 450, "save_steps": 450},
        noise={"steps": 50},
        grpo={"steps": 50, "save_steps": 25},
    )
    summary = train(short.model_copy(update={"draws": 2}), tmp_path, 1)
    assert float(str(summary["reward_end"])) > float(str(summary["reward_start"])) + GAIN
