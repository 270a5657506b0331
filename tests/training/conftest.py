"""Training tests need torch and its set: skipped loudly where they are absent."""

from __future__ import annotations

import importlib.util

import pytest

from k1.training.settings import TrainingSettings


@pytest.fixture(scope="session", autouse=True)
def _quiet_torch() -> None:
    """One thread and no network, before anything imports torch."""
    if importlib.util.find_spec("torch") is not None:
        from k1.training.environment import prepare_environment

        prepare_environment()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if importlib.util.find_spec("trl") is not None:
        return
    reason = "TRAINING SET ABSENT: no trl here; `make test-train` sets it up and runs this test"
    for item in items:
        if item.get_closest_marker("train"):
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def tiny() -> TrainingSettings:
    """A run of a few seconds: too short to learn anything, long enough to go through every stage."""
    return TrainingSettings.model_validate(
        {
            "name": "tiny",
            "data": {"kind": "world", "train": 64, "held_out": 8},
            "model": {"hidden": 32, "layers": 1, "heads": 2, "kv_heads": 1, "intermediate": 64},
            "language": {"steps": 20, "batch": 2, "length": 32, "save_steps": 2},
            "supervised": {"steps": 4, "batch": 4, "save_steps": 2},
            "noise": {"steps": 2, "drop": 0.5, "form": 0.5},
            "grpo": {"steps": 6, "prompts": 2, "generations": 4, "beta": 0.05, "reply_tokens": 16, "save_steps": 2},
            "samples": 2,
            "draws": 1,
        }
    )
