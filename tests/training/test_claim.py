"""A folder of results belongs to one run."""

from __future__ import annotations

from pathlib import Path

import pytest

from k1.errors import ConfigurationError
from k1.training.machine.claim import CLAIM, claim
from k1.training.profile.settings import TrainingSettings

SETTINGS = TrainingSettings()


def changed(**sections: dict) -> TrainingSettings:
    return TrainingSettings.model_validate(SETTINGS.model_dump() | sections)


def test_a_continuation_finds_its_own_folder_also_with_more_time_or_threads(tmp_path: Path):
    claim(tmp_path, SETTINGS, 1)
    faster = {"engine": SETTINGS.engine.model_dump() | {"threads": 2}}
    before = (tmp_path / CLAIM).read_bytes()
    claim(tmp_path, changed(**faster, grpo=SETTINGS.grpo.model_dump() | {"minutes": 3.0}), 1)
    assert (tmp_path / CLAIM).read_bytes() == before


def test_a_variant_on_other_labels_is_another_run(tmp_path: Path):
    claim(tmp_path, SETTINGS, 1, labels="clean")
    with pytest.raises(ConfigurationError, match='labels "clean"'):
        claim(tmp_path, SETTINGS, 1, labels="noisy")


@pytest.mark.parametrize(
    ("settings", "seed", "said"),
    [(SETTINGS, 2, "seed 1"), (changed(grpo=SETTINGS.grpo.model_dump() | {"steps": 7}), 1, "grpo.steps 300")],
)
def test_a_folder_of_another_seed_or_of_other_settings_is_refused(
    settings: TrainingSettings, seed: int, said: str, tmp_path: Path
):
    claim(tmp_path, SETTINGS, 1)
    with pytest.raises(ConfigurationError, match=f"{said}.*give another --out"):
        claim(tmp_path, settings, seed)
