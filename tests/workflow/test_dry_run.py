"""The workflow plans what it should, here and on a cluster, and refuses a wrong configuration."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from workflow.conftest import environment, make_checkout

STAGES = ("fetch", "parse", "extract", "failures", "assemble", "index", "evaluate_parse", "figures", "run_record")


def test_a_plain_snakemake_plans_every_stage(snakemake: Callable) -> None:
    planned = snakemake("-n", "--forceall", "--quiet", "progress")
    assert planned.returncode == 0, planned.stderr
    for stage in STAGES:
        assert f"rule {stage}" in planned.stdout + planned.stderr


def test_the_slurm_profile_plans_the_same_stages(snakemake: Callable) -> None:
    cluster = ("--workflow-profile", "profiles/slurm", "--configfile", "config/cluster.yaml")
    planned = snakemake("-n", "--forceall", *cluster, "--jobs", "2", "--config", "corpus={'shard_bits': 1}")
    assert planned.returncode == 0, planned.stderr
    for stage in STAGES:
        assert f"rule {stage}" in planned.stdout + planned.stderr


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ror") / "ror.json"
    path.write_text("[]")
    return path


@pytest.fixture(scope="module")
def eight_shards(snakemake: Callable, registry: Path) -> str:
    """What is planned for a run of eight shards whose affiliations are looked up in a registry."""
    planned = snakemake("-n", "--forceall", "--config", "corpus={'shard_bits': 3}", f"parsing={{'ror': '{registry}'}}")
    assert planned.returncode == 0, planned.stdout + planned.stderr
    return planned.stdout + planned.stderr


def test_more_shards_are_more_parse_jobs_and_one_graph(eight_shards: str) -> None:
    assert (eight_shards.count("rule parse:"), eight_shards.count("rule assemble:")) == (8, 1)


def test_a_registry_of_affiliations_is_an_input_of_parsing(eight_shards: str, registry: Path) -> None:
    assert len(re.findall(rf"rule parse:\n +input: .+, {re.escape(str(registry))}\n", eight_shards)) == 8


def test_figures_of_our_own_are_inputs_of_what_shows_them_and_the_page_is_one_of_the_record(tmp_path: Path) -> None:
    checkout = make_checkout(tmp_path)
    ours = "results/two/tables/ours-reading.csv"
    (checkout / ours).parent.mkdir(parents=True)
    (checkout / ours).write_text("table,row,column,value,command\n")
    command = [sys.executable, "-m", "snakemake", "-n", "--forceall", "--configfile", "config/two.yaml"]
    planned = subprocess.run(command, cwd=checkout, env=environment(), capture_output=True, text=True, check=True)
    said = planned.stdout + planned.stderr
    inputs = dict(re.findall(r"^(?:local)?rule (\w+):\n +input: (.+)$", said, re.MULTILINE))
    assert {rule for rule, files in inputs.items() if ours in files} == {"figures", "notebook", "run_record"}
    assert "results/two/explorer.html" in inputs["run_record"]


def test_a_target_names_the_tables_of_every_stage_before_it(snakemake: Callable) -> None:
    planned = snakemake("-n", "--forceall", "graph", "documents")
    said = planned.stdout + planned.stderr
    inputs = dict(re.findall(r"^(?:local)?rule (\w+):\n +input: (.+)$", said, re.MULTILINE))
    for table in ("corpus/00000", "corpus/failures", "documents/00000/citations"):
        assert f"results/demo/{table}.parquet" in inputs["documents"]
        assert f"results/demo/{table}.parquet" in inputs["graph"]
    assert "results/demo/knowledge/00000/hyperedges.parquet" in inputs["graph"]


def test_a_notebook_is_asked_the_runs_question_and_a_run_called_by_a_number_is_no_number(
    snakemake: Callable, tmp_path: Path
) -> None:
    (tmp_path / "mine.yaml").write_text("run: '2024'\nquestion: What's a 'graph'?\n")
    planned = snakemake("-n", "-p", "--forceall", "--configfile", str(tmp_path / "mine.yaml"))
    text = planned.stdout + planned.stderr
    assert planned.returncode == 0, text
    asked = [line for line in text.splitlines() if "papermill" in line and "03-answering" in line]
    assert len(asked) == 1
    assert " -r run 2024 -r question 'What'\"'\"'s a '\"'\"'graph'\"'\"'?' " in asked[0]


def test_a_run_with_an_overlay_of_its_own_takes_nothing_from_the_demo(snakemake: Callable, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("run: mine\n")
    planned = snakemake("-n", "-p", "--forceall", "--configfile", str(tmp_path / "mine.yaml"))
    text = planned.stdout + planned.stderr
    assert planned.returncode == 0, text
    assert "-r run mine" in text
    assert "-r question" not in text


def test_an_unknown_key_is_refused_by_name(snakemake: Callable, tmp_path: Path) -> None:
    (tmp_path / "wrong.yaml").write_text("parsing: {tmeout: 3}\n")
    refused = snakemake("-n", "--configfile", str(tmp_path / "wrong.yaml"))
    assert refused.returncode == 1
    assert "parsing.tmeout: unknown key" in refused.stdout + refused.stderr


def test_every_rule_says_what_it_is_for(snakemake: Callable) -> None:
    listed = snakemake("--list-rules")
    rules = dict(re.fullmatch(r"(\w+)(?: \((.+)\))?", line).groups() for line in listed.stdout.splitlines() if line)
    assert set(STAGES) <= set(rules)
    assert [name for name, purpose in rules.items() if not purpose] == []


def test_a_profile_whose_weights_are_no_qwen3_is_trained_and_not_exported(snakemake: Callable) -> None:
    overlay = ("--configfile", "config/gpu.yaml", "--config", "backbone={'profile': 'smollm2-gpu', 'seeds': [1]}")
    planned = snakemake("-n", "backbone", "--forceall", *overlay, "--workflow-profile", "profiles/gpu")
    text = planned.stdout + planned.stderr
    assert planned.returncode == 0, text
    assert (text.count("rule train:"), text.count("rule gguf:")) == (1, 0)


def test_the_gpu_overlay_trains_the_chosen_profile_and_seeds_on_one_card(snakemake: Callable) -> None:
    overlay = ("--configfile", "config/gpu.yaml", "--config", "backbone={'profile': '4b-24gb', 'seeds': [1, 2]}")
    planned = snakemake("-n", "backbone", "--forceall", *overlay, "--workflow-profile", "profiles/gpu")
    text = planned.stdout + planned.stderr
    assert planned.returncode == 0, text
    assert (text.count("rule train:"), text.count("rule gguf:"), text.count("rule parse:")) == (2, 2, 0)
    assert "gpu=1" in text
    assert "input: config/4b-24gb.yaml, config/4b.yaml" in text
    assert ".venv-unsloth/bin/python -m k1.training lesson --config config/4b-24gb.yaml --seed 1" in text
