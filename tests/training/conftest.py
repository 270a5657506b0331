"""Training tests need torch and its set: skipped loudly where they are absent."""

from __future__ import annotations

import importlib.util

import pytest

from k1.training.profile.settings import TrainingSettings


@pytest.fixture(scope="session", autouse=True)
def _quiet_torch() -> None:
    """One thread and no network, before anything imports torch."""
    if importlib.util.find_spec("torch") is not None:
        from k1.training.machine.environment import prepare_environment

        prepare_environment()


NEEDS = {"train": "trl", "unsloth": "unsloth"}
"""What a marked test needs; `make test-<mark>` sets it up and runs the test."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    absent = {mark for mark, package in NEEDS.items() if importlib.util.find_spec(package) is None}
    for item in items:
        for mark in absent:
            if item.get_closest_marker(mark):
                reason = f"{mark.upper()} SET ABSENT: no {NEEDS[mark]} here; `make test-{mark}` sets it up"
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
