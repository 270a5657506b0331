"""A comparison at toy size: every variant from the same weights, a row each, and nothing done twice."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from k1.training.ablation import run_ablation
from k1.training.profile.configuration import load_settings
from k1.training.profile.settings import TrainingSettings
from k1.training.profile.toy import toy
from k1.training.run import train

pytestmark = pytest.mark.train

CONFIG = Path(__file__).resolve().parents[2] / "config"
COMPARISON = """
profile: tiny.yaml
shared: {language: {steps: 0}, grpo: {steps: 2}}
seeds: [1]
variants:
  - {name: paper}
  - {name: "GSPO, noisy", labels: noisy, settings: {grpo: {ratio: sequence, loss: grpo}}}
  - {name: more SFT, trains: supervised}
  - {name: alarmed, settings: {alarms: {window: 1}}}
"""


@pytest.fixture(scope="module")
def folder(tiny: TrainingSettings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("comparison")
    (folder / "tiny.yaml").write_text(tiny.model_dump_json(), encoding="utf-8")
    (folder / "comparison.yaml").write_text(COMPARISON, encoding="utf-8")
    run_ablation(folder / "comparison.yaml", folder / "out")
    return folder


def test_every_variant_and_the_start_have_figures_for_each_task_and_a_stopped_one_says_why(folder: Path):
    table = pl.read_parquet(folder / "out" / "ablation.parquet")
    assert table["variant"].unique(maintain_order=True).to_list() == [
        "start", "paper", "GSPO, noisy", "more SFT", "alarmed"
    ]  # fmt: skip
    measured = table.filter(pl.col("stopped").is_null())
    assert measured.group_by("variant").len()["len"].to_list() == [3] * 4
    assert measured["f1"].null_count() == 0
    assert "no spread" in table.filter(variant="alarmed")["stopped"].item()


def test_a_comparison_keeps_the_items_of_every_question_for_each_variant_that_was_measured(folder: Path):
    counts = pl.read_parquet(folder / "out" / "counts.parquet")
    assert counts["variant"].unique(maintain_order=True).to_list() == ["start", "paper", "GSPO, noisy", "more SFT"]
    assert counts.group_by("variant", "seed").len()["len"].to_list() == [8] * 4


def test_seeds_can_be_shared_among_processes_and_gathered_by_the_last(folder: Path, tmp_path: Path):
    table = run_ablation(folder / "comparison.yaml", folder / "out", seeds=[1])
    assert table["seed"].unique().to_list() == [1]


def test_a_comparison_run_again_trains_nothing_and_says_the_same(folder: Path):
    weights = folder / "out" / "seed-1" / "paper" / "final" / "model.safetensors"
    before, written = pl.read_parquet(folder / "out" / "ablation.parquet"), weights.stat().st_mtime_ns
    again = run_ablation(folder / "comparison.yaml", folder / "out")
    assert again.equals(before)
    assert weights.stat().st_mtime_ns == written


def test_nano_goes_through_every_stage_at_toy_size(tmp_path: Path):
    settings = toy(load_settings(CONFIG / "nano.yaml"))
    assert settings.language.steps > 0
    train(settings, tmp_path, 1)
    log = pl.read_parquet(tmp_path / "log.parquet")
    assert {"supervised", "grpo"} <= set(log["stage"])
    assert (tmp_path / "language" / "final" / "model.safetensors").is_file()
