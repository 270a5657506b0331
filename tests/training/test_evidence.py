"""The GPU evidence: its arithmetic, its tables, and a rehearsal at toy size that prints the same tables."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from k1.training.evidence import evidence_settings, gains_over_seeds, measure_engine, measure_nano
from k1.training.machine.throughput import Decoding, cost_of
from k1.training.reports.evidence_table import evidence_tables

ROOT = Path(__file__).resolve().parents[2]
MEASURED = {
    "device": "a card",
    "card_gib": 80.0,
    "predicted_gib": 50.0,
    "peak_gib": 40.0,
    "replies": 64,
    "generations": 8,
    "longest_reply": 2048,
    "reply_tokens": 2000.0,
    "bandwidth": 2.4e12,
    "decode_tokens_per_second": 1000.0,
    "decode_share": 0.25,
    "continued": True,
    "step_seconds": 36.0,
    "reply_tokens_per_second": 500.0,
}


def entry(step: int, seconds: float, length: float) -> dict[str, float]:
    return {"step": step, "step_time": seconds, "completions/mean_length": length}


def test_the_first_step_is_left_out_of_the_speed():
    cost = cost_of([entry(1, 99.0, 10.0), entry(2, 2.0, 10.0), entry(3, 4.0, 20.0)], replies=8)
    assert (cost.step_seconds, cost.reply_tokens, cost.reply_tokens_per_second) == (3.0, 15.0, 40.0)


def test_a_stage_without_logged_steps_has_no_cost():
    assert cost_of([{"step": 3, "train_runtime": 4.0}], replies=8) is None


def test_the_share_of_the_limit_is_bytes_read_a_second_over_bytes_a_second():
    # 4 replies, 40 tokens a second over all: 10 steps a second, 100 bytes each, of 4,000 that can be read.
    assert Decoding(tokens_per_second=40.0, replies=4, bytes_per_step=100.0).share_of_limit(4000.0) == 0.25


def test_gains_are_means_over_seeds_beside_the_lowest_bound():
    runs = [{"NER": {"gain": 0.02, "low": -0.01}}, {"NER": {"gain": 0.04, "low": 0.01}}]
    assert gains_over_seeds(runs) == {"NER": {"mean": 0.03, "low": -0.01}}


def test_the_table_gives_ratios_of_unsloth_to_trl():
    tables = evidence_tables({"trl": MEASURED, "unsloth": MEASURED | {"peak_gib": 20.0}}, 100)
    assert "| peak memory, GiB | 40.00 | 20.00 | 0.50 |" in tables
    assert "Fits: yes" in tables


def test_hours_follow_from_the_step_and_from_the_bandwidth():
    tables = evidence_tables({"trl": MEASURED}, 100)
    assert "| the profile's 100 steps | 1 | – |" in tables
    assert "(4.8 TB/s each) | 16 |" in tables  # eight cards for an hour, each of twice this bandwidth


def test_what_was_not_run_is_said_and_no_figure_stands_for_it():
    tables = evidence_tables({"trl": MEASURED, "unsloth": {"not_run": "unsloth is not installed"}}, 100)
    assert "unsloth: not run: unsloth is not installed" in tables
    assert "| seconds a step | 36.00 | – | – |" in tables
    assert "Device" not in evidence_tables({}, 100)


def test_a_run_over_the_cards_memory_does_not_fit():
    assert "Fits: no" in evidence_tables({"trl": MEASURED | {"peak_gib": 81.0}}, 100)


def test_the_work_is_eight_replies_of_2048_tokens_on_made_up_sentences():
    settings = evidence_settings(ROOT / "config" / "4b.yaml", small=False)
    assert (settings.grpo.generations, settings.grpo.reply_tokens, settings.data.kind) == (8, 2048, "world")


def test_the_engines_part_needs_no_table_package_so_that_its_wheels_stay_small():
    code = "import sys; sys.modules['polars'] = None; import k1.training.__main__, k1.training.evidence"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_wheels_have_the_versions_of_the_unsloth_set():
    def pins(name: str) -> set[str]:
        lines = (ROOT / "envs" / name).read_text(encoding="utf-8").splitlines()
        return {line.split(" ")[0].replace("_", "-") for line in lines if line[:1].isalpha()}

    assert pins("gpu-wheels.txt") <= pins("unsloth.txt")


PROFILES = {"4b": ROOT / "config" / "4b.yaml", "nano": ROOT / "config" / "nano.yaml"}


@pytest.mark.train
def test_the_rehearsal_gives_the_tables_with_measured_figures_and_says_that_it_is_one(tmp_path: Path):
    found = measure_engine("trl", evidence_settings(PROFILES["4b"], small=True), tmp_path)
    nano = measure_nano(PROFILES["nano"], None, tmp_path, small=True)
    tables = evidence_tables({"trl": found, "nano": nano}, 100, rehearsal=True)
    print(tables)
    assert tables.startswith("**Rehearsal at toy size on a CPU.**")
    assert found["continued"]
    assert found["decode_tokens_per_second"] > 0 < found["peak_gib"]
    assert f"| seconds a step | {found['step_seconds']:.2f} | – | – |" in tables
    assert "| F1 gain of GRPO, RE |" in tables


@pytest.mark.unsloth
def test_the_command_measures_both_engines_on_the_same_work_each_in_its_process(tmp_path: Path):
    command = [sys.executable, "-m", "k1.training", "evidence", "--toy", "--out", str(tmp_path)]
    chosen = ["--part", "trl", "--part", "unsloth"]
    done = subprocess.run([*command, *chosen], cwd=ROOT, check=True, capture_output=True, text=True)
    parts = {name: json.loads((tmp_path / f"{name}.json").read_text()) for name in ("trl", "unsloth")}
    ratio = parts["unsloth"]["step_seconds"] / parts["trl"]["step_seconds"]
    assert f" {ratio:.2f} |" in done.stdout
    assert parts["trl"]["continued"]
    assert parts["unsloth"]["continued"]
