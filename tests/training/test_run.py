"""A whole run at toy size: its files, the same numbers twice, and continuations after SIGKILL that change nothing."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from k1.errors import ConfigurationError, K1Error
from k1.training.machine.disk import left_to_write, run_written
from k1.training.profile.settings import TrainingSettings
from k1.training.run import train

pytestmark = pytest.mark.train

ROOT = Path(__file__).resolve().parents[2]


def command(config: Path, out: Path) -> list[str]:
    return [sys.executable, "-m", "k1.training", "lesson", "--config", str(config), "--seed", "1", "--out", str(out)]


@pytest.fixture(scope="module")
def config(tiny: TrainingSettings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("config") / "tiny.yaml"
    path.write_text(tiny.model_dump_json(), encoding="utf-8")  # JSON is YAML
    return path


@pytest.fixture(scope="module")
def finished(config: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("finished")
    subprocess.run(command(config, out), check=True, capture_output=True)
    return out


def summary(out: Path) -> dict:
    return {key: value for key, value in json.loads((out / "summary.json").read_text()).items() if key != "seconds"}


def test_a_run_that_draws_no_replies_is_refused_before_anything_is_written(tiny: TrainingSettings, tmp_path: Path):
    with pytest.raises(ConfigurationError, match="draws: 0 is for comparisons"):
        train(tiny.model_copy(update={"draws": 0}), tmp_path / "run", 1)
    assert not (tmp_path / "run").exists()


def test_a_run_writes_summary_log_figures_and_samples(finished: Path, tiny: TrainingSettings):
    assert set(summary(finished)) == {"reward_start", "reward_end", "f1_sft", "f1_grpo", "f1_gain", "seed", "device"}
    log = pl.read_parquet(finished / "log.parquet")
    stages = ["language", "supervised", "spoiled", "grpo"]
    assert log["stage"].unique(maintain_order=True).to_list() == stages
    assert log.filter(stage="grpo")["step"].to_list() == list(range(1, tiny.grpo.steps + 1))
    assert log.filter(stage="grpo")["reward"].null_count() == 0
    assert set(pl.read_parquet(finished / "samples.parquet")["point"]) == {"start", "middle", "end"}
    assert set(pl.read_parquet(finished / "evaluation.parquet")["task"]) == {"all", "NER", "RE"}


def test_the_model_card_is_the_one_readme_of_a_run(finished: Path):
    assert list(finished.rglob("README.md")) == [finished / "README.md"]


def test_a_run_writes_no_more_than_it_says_before_its_first_step(finished: Path, tiny: TrainingSettings):
    written = sum(path.stat().st_size for path in finished.rglob("*") if path.is_file())
    assert 0 < written < run_written(tiny)
    assert left_to_write(tiny, finished) == run_written(tiny) - written


def test_a_run_that_saves_its_last_step_alone_has_no_figures_of_a_middle(tiny: TrainingSettings, tmp_path: Path):
    from k1.training.run import train

    none = {"steps": 0}
    train(tiny.changed(language=none, supervised=none, noise=none, grpo={"steps": 2, "save_steps": 2}), tmp_path, 1)
    assert pl.read_parquet(tmp_path / "evaluation.parquet")["point"].unique(maintain_order=True).to_list() == [
        *("start", "end")
    ]


def test_a_run_writes_its_cost_and_a_model_card_with_the_same_figures(finished: Path):
    cost, card = json.loads((finished / "cost.json").read_text()), (finished / "README.md").read_text()
    assert cost["step_seconds"] > 0 < cost["reply_tokens_per_second"]
    assert f"| f1_grpo | {summary(finished)['f1_grpo']} |" in card
    assert f"| peak_gib | {cost['peak_gib']} |" in card


def same_files(one: Path, other: Path) -> list[str]:
    names = ("log.parquet", "evaluation.parquet", "samples.parquet", "counts.parquet", "grpo/final/model.safetensors")
    return [name for name in names if (one / name).read_bytes() != (other / name).read_bytes()]


def killed_in(stage: str, config: Path, out: Path, step: int = 2) -> None:
    """Start a run and kill it, process group and all, once the stage's checkpoint of that step stands."""
    with subprocess.Popen(
        command(config, out), start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while process.poll() is None and not (out / stage / f"checkpoint-{step}" / "trainer_state.json").is_file():
            time.sleep(0.01)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


def test_a_run_killed_in_language_modelling_and_in_grpo_continues_to_the_same_losses_and_the_same_weights(
    finished: Path, config: Path, tmp_path: Path
):
    killed_in("language", config, tmp_path)
    assert not (tmp_path / "language" / "final").exists()
    killed_in("grpo", config, tmp_path)
    assert not (tmp_path / "summary.json").exists()
    again = subprocess.run(command(config, tmp_path), check=True, capture_output=True, text=True)
    assert re.search(r"^GRPO: \d+ steps, \d+ of them done before$", again.stderr, re.MULTILINE)
    assert re.search(r"^measuring end: (\d+) of \1 replies", again.stderr, re.MULTILINE)
    assert same_files(finished, tmp_path) == []
    assert summary(finished) == summary(tmp_path)


def test_a_run_killed_after_its_first_epoch_continues_to_the_same_weights(tiny: TrainingSettings, tmp_path: Path):
    data, stage = {**tiny.data.model_dump(), "train": 8}, tiny.supervised.model_dump()
    few = tiny.model_dump() | {"data": data, "supervised": stage | {"sampling": "group_by_length"}}
    config = tmp_path / "few.yaml"
    config.write_text(TrainingSettings.model_validate(few).model_dump_json(), encoding="utf-8")
    subprocess.run(command(config, tmp_path / "whole"), check=True, capture_output=True)
    killed_in("supervised", config, tmp_path / "killed")
    killed_in("grpo", config, tmp_path / "killed", step=4)
    subprocess.run(command(config, tmp_path / "killed"), check=True, capture_output=True)
    assert same_files(tmp_path / "whole", tmp_path / "killed") == []


def test_a_run_that_is_done_is_not_trained_further_when_it_is_started_again(
    finished: Path, tiny: TrainingSettings, tmp_path: Path
):
    from k1.training.run import train

    again = tmp_path / "again"
    shutil.copytree(finished, again)
    train(tiny, again, 1)
    assert same_files(finished, again) == []


def test_a_folder_of_another_seed_is_refused(finished: Path, tiny: TrainingSettings):
    from k1.training.run import train

    with pytest.raises(K1Error, match="holds a run with seed 1, asked for is 2"):
        train(tiny, finished, 2)
