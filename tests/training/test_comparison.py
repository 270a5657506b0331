"""A comparison at toy size: every variant from the same weights, a row each, and nothing done twice."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from shutil import copy, copytree

import polars as pl
import pytest

from k1.errors import ConfigurationError
from k1.training.ablation import check_room, load_ablation, run_ablation, run_seed
from k1.training.machine.preflight import GIB, MemoryPreflightError, check_together
from k1.training.profile.configuration import load_settings
from k1.training.profile.settings import TrainingSettings
from k1.training.profile.toy import toy
from k1.training.run import train
from k1.training.side_by_side import ComparisonError, job_peaks, run_side_by_side

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


def test_a_comparison_by_f1_alone_draws_no_replies_and_tells_no_reward(folder: Path):
    path = folder / "by-f1.yaml"
    path.write_text("profile: tiny.yaml\nshared: {language: {steps: 0}, draws: 0}\nseeds: [1]\n"
                    "variants: [{name: more SFT, trains: supervised}]\n")  # fmt: skip
    table = run_ablation(path, folder / "by-f1")
    assert table["f1"].null_count() == 0
    assert table["reward"].null_count() == len(table) > 0


def test_seeds_can_be_shared_among_processes_and_gathered_by_the_last(folder: Path):
    table = run_ablation(folder / "comparison.yaml", folder / "out", seeds=[1])
    assert table["seed"].unique().to_list() == [1]


def test_processes_side_by_side_give_the_figures_of_one_after_the_other(folder: Path, tmp_path: Path):
    said: list[str] = []
    # One variant beside the start: each process takes seconds to import what trains.
    left_out = ("GSPO", "alarmed", "paper")
    fewer = [line for line in COMPARISON.splitlines(keepends=True) if not any(name in line for name in left_out)]
    (tmp_path / "tiny.yaml").write_bytes((folder / "tiny.yaml").read_bytes())
    (tmp_path / "comparison.yaml").write_text("".join(fewer), encoding="utf-8")
    table = run_side_by_side(tmp_path / "comparison.yaml", tmp_path / "out", 2, say=said.append)
    disk, *done = said
    assert "writes up to 0.06 GiB" in disk
    assert sorted(done) == [f"seed 1, {name}: done" for name in ("more SFT", "start")]
    alone = pl.read_parquet(folder / "out" / "ablation.parquet").filter(
        pl.col("variant").is_in(table["variant"].unique().to_list())
    )
    assert table.drop("seconds").equals(alone.drop("seconds"))


def test_a_failed_start_is_said_and_its_variants_are_not_begun(folder: Path, tmp_path: Path):
    said: list[str] = []
    (tmp_path / "tiny.yaml").write_text("model: {package: absent-package}\n", encoding="utf-8")
    (tmp_path / "comparison.yaml").write_text("profile: tiny.yaml\nseeds: [1]\nvariants: [{name: paper}]\n")
    with pytest.raises(ComparisonError, match="2 of 2 runs are missing"):
        run_side_by_side(tmp_path / "comparison.yaml", tmp_path / "out", 2, say=said.append)
    assert "writes up to" in said[0]
    assert "absent-package is not installed" in said[1]
    assert said[2].startswith("seed 1, paper: not begun")


def test_an_unknown_variant_is_refused_with_the_known_ones(folder: Path):
    with pytest.raises(ConfigurationError, match="no variant papre; there are start, paper"):
        run_seed(load_ablation(folder / "comparison.yaml"), folder / "out", 1, ["papre"])


@pytest.mark.parametrize("name", ["start", "Supervised"])
def test_a_variant_is_refused_the_name_of_a_stage_whose_folder_it_would_write_into(name: str, tmp_path: Path):
    (tmp_path / "comparison.yaml").write_text(f"profile: {CONFIG / 'lesson.yaml'}\nvariants: [{{name: {name}}}]\n")
    with pytest.raises(ConfigurationError, match=f"{name.lower()} is the folder of a stage"):
        load_ablation(tmp_path / "comparison.yaml")


def test_a_profile_that_extends_another_can_be_compared():
    ablation = load_ablation(CONFIG / "smollm2-gpu-comparison.yaml")
    assert ablation.settings.model == load_settings(CONFIG / "smollm2.yaml").model
    assert list(ablation.variants) == [
        *("F1 of the step, boundary credit, batch", "exact match", "boundary credit, batch", "exact match, batch"),
        *("SFT, as many replies", "SFT, as many questions"),
    ]


@pytest.mark.parametrize("name", ["smollm2-gpu-comparison", "smollm2-gpu-terms", "smollm2-gpu-mute"])
def test_comparisons_of_one_profile_on_a_card_ask_the_same_questions(name: str):
    ablation, profile = load_ablation(CONFIG / f"{name}.yaml"), load_settings(CONFIG / "smollm2-gpu.yaml")
    asked = ablation.settings
    assert (asked.name, ablation.seeds) == ("smollm2-gpu", (1, 2, 3))
    assert (asked.data, asked.grpo) == (profile.data, profile.grpo)


@pytest.mark.parametrize("name", ["smollm2-gpu-terms", "smollm2-gpu-mute"])
def test_a_comparison_for_a_card_runs_at_toy_size_with_each_of_its_variants(name: str, tmp_path: Path):
    ablation = load_ablation(CONFIG / f"{name}.yaml")
    profile = f"{ablation.settings.name}.yaml"
    (tmp_path / profile).write_text(toy(load_settings(CONFIG / profile)).model_dump_json(), encoding="utf-8")
    copy(CONFIG / f"{name}.yaml", tmp_path)
    table = run_ablation(tmp_path / f"{name}.yaml", tmp_path / "out", seeds=[1])
    assert table["variant"].unique(maintain_order=True).to_list() == ["start", *ablation.variants]
    assert table["stopped"].null_count() == table.height


def test_a_variant_that_does_not_fit_is_refused_before_anything_is_trained(folder: Path, tmp_path: Path):
    (tmp_path / "tiny.yaml").write_bytes((folder / "tiny.yaml").read_bytes())
    huge = "{grpo: {prompts: 10000, generations: 1000}}"
    (tmp_path / "comparison.yaml").write_text(f"profile: tiny.yaml\nvariants: [{{name: huge, settings: {huge}}}]\n")
    with pytest.raises(MemoryPreflightError, match="grpo: predicted peak"):
        run_ablation(tmp_path / "comparison.yaml", tmp_path / "out")
    assert not (tmp_path / "out" / "seed-1").exists()


@pytest.mark.parametrize("run", [run_ablation, partial(run_side_by_side, at_once=2)])
def test_a_comparison_that_the_disk_cannot_hold_is_refused_before_anything_is_trained(
    run: Callable[[Path, Path], pl.DataFrame], tiny: TrainingSettings, tmp_path: Path
):
    (tmp_path / "tiny.yaml").write_text(tiny.model_dump_json(), encoding="utf-8")
    huge = COMPARISON.replace("{language", "{model: {intermediate: 10000000000000}, language")
    (tmp_path / "comparison.yaml").write_text(huge)
    with pytest.raises(ConfigurationError, match="needed; give --out a folder on another disk"):
        run(tmp_path / "comparison.yaml", tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_comparison_asks_for_no_disk_where_all_is_measured(folder: Path):
    said: list[str] = []
    ablation = load_ablation(folder / "comparison.yaml")
    for seed in (1, 2):
        check_room(ablation, folder / "out", [seed], said.append)
    assert ["writes up to 0.00 GiB" in line for line in said] == [True, False]


def test_six_runs_of_a_comparison_fit_a_card_of_80_gb_because_only_its_starts_are_trained_on_answers():
    peaks = list(job_peaks(load_ablation(CONFIG / "smollm2-gpu-mute.yaml"))) * 3
    assert max(peaks) > min(peaks)
    check_together(peaks, 6, 79 * GIB)
    with pytest.raises(MemoryPreflightError, match="--jobs 6"):
        check_together(peaks, 7, 79 * GIB)


def test_a_comparison_run_again_trains_nothing_and_says_the_same(folder: Path):
    trained = [folder / "out" / "seed-1" / stage / "final" / "model.safetensors" for stage in ("spoiled", "paper")]
    before, written = (
        pl.read_parquet(folder / "out" / "ablation.parquet"),
        [path.stat().st_mtime_ns for path in trained],
    )
    again = run_ablation(folder / "comparison.yaml", folder / "out")
    assert again.equals(before)
    assert [path.stat().st_mtime_ns for path in trained] == written


def test_weights_that_were_trained_before_a_stop_are_measured_and_not_trained_again(folder: Path, tmp_path: Path):
    copied = copytree(folder, tmp_path / "stopped")
    (copied / "out" / "seed-1" / "paper" / "figures.parquet").unlink()
    weights = copied / "out" / "seed-1" / "paper" / "final" / "model.safetensors"
    written = weights.stat().st_mtime_ns
    again = run_ablation(copied / "comparison.yaml", copied / "out")
    assert again.equals(pl.read_parquet(folder / "out" / "ablation.parquet"))
    assert weights.stat().st_mtime_ns == written


def test_nano_goes_through_every_stage_at_toy_size(tmp_path: Path):
    settings = toy(load_settings(CONFIG / "nano.yaml"))
    assert settings.language.steps > 0
    train(settings, tmp_path, 1)
    log = pl.read_parquet(tmp_path / "log.parquet")
    assert {"supervised", "grpo"} <= set(log["stage"])
    assert (tmp_path / "language" / "final" / "model.safetensors").is_file()
