"""Fixtures that more than one room's tests use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A loaded machine is no failure of a property, and a suite that passes passes again.
settings.register_profile("k1", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("k1")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the shared papers and sets: ``$K1_SHARED``, else ``../shared`` beside the checkout."""
    root = Path(__file__).resolve().parents[1]
    folder = Path(os.environ.get("K1_SHARED", root.parent / "shared"))
    if not (folder / "data").is_dir():
        pytest.skip(f"SHARED DATA ABSENT: no {folder}/data; set K1_SHARED to the folder that holds data/ and tools/")
    return folder
