"""What a profile needs of the machine, as the workflow asks before it submits anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from k1.errors import ConfigurationError
from k1.training.machine.needs import needs_of

CONFIG = Path(__file__).resolve().parents[2] / "config"


def test_the_lesson_needs_no_card_and_the_plain_set():
    needs = needs_of(CONFIG / "lesson.yaml")
    assert (needs.gpu, needs.environment, len(needs.files)) == (0, "train", 1)
    assert 4096 < needs.mem_mb < 8192


def test_the_4b_needs_a_card_and_main_memory_for_two_copies_of_its_weights():
    needs = needs_of(CONFIG / "4b.yaml")
    assert (needs.gpu, needs.environment) == (1, "train")
    assert needs.mem_mb > 8 * 4.02e9 / 2**20


def test_four_bits_and_unsloth_need_their_own_set_and_a_profile_brings_the_one_it_extends():
    needs = needs_of(CONFIG / "4b-24gb.yaml")
    assert needs.environment == "unsloth"
    assert [Path(name).name for name in needs.files] == ["4b-24gb.yaml", "4b.yaml"]


def test_only_a_qwen3_is_to_be_exported():
    assert needs_of(CONFIG / "4b.yaml").results == ("summary.json", "model.gguf")
    assert needs_of(CONFIG / "smollm2-gpu.yaml").results == ("summary.json",)


def test_a_profile_that_is_not_there_is_refused_by_its_path(tmp_path: Path):
    with pytest.raises(ConfigurationError, match=r"absent\.yaml"):
        needs_of(tmp_path / "absent.yaml")
