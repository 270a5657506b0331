"""Fixtures that more than one room's tests use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A loaded machine is no failure of a property, and a suite that passes passes again.
settings.register_profile("k1", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("k1")


LONGEST = (
    "workflow/test_build.py",
    "evaluation/test_publishers.py",
    "extraction/test_extract.py",
    "figures/test_figures.py",
    "interface/test_stages.py",
    "workflow/test_dry_run.py",
    "interface/test_explorer.py",
    "parsing/test_bad_input.py",
    "training/test_run.py",
    "training/test_comparison.py",
    "training/test_short_lesson.py",
)
"""Begun first: a file stays with one worker, and the other would wait for what was begun last."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Order the files by `LONGEST`, the others as they come."""
    rank = {Path(__file__).parent / name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: rank.get(item.path, len(rank)))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the shared papers and sets: ``$K1_SHARED``, else ``../shared`` beside the checkout."""
    root = Path(__file__).resolve().parents[1]
    folder = Path(os.environ.get("K1_SHARED", root.parent / "shared"))
    if not (folder / "data").is_dir():
        pytest.skip(f"SHARED DATA ABSENT: no {folder}/data; set K1_SHARED to the folder that holds data/ and tools/")
    return folder
