"""The workflow plans what it should, here and on a cluster, and refuses a wrong configuration."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from workflow.conftest import make_checkout

STAGES = ("fetch", "parse", "extract", "failures", "assemble", "index", "evaluate_parse", "figures", "run_record")

pytestmark = pytest.mark.slow


def test_a_plain_snakemake_plans_every_stage(planned: Callable) -> None:
    said = planned("--forceall", "--quiet", "progress")
    for stage in STAGES:
        assert f"rule {stage}" in said


def test_the_slurm_profile_plans_the_same_stages(planned: Callable) -> None:
    cluster = ("--workflow-profile", "profiles/slurm", "--configfile", "config/cluster.yaml")
    said = planned("--forceall", *cluster, "--jobs", "2", "--config", "corpus={'shard_bits': 1}")
    for stage in STAGES:
        assert f"rule {stage}" in said


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ror") / "ror.json"
    path.write_text("[]")
    return path


@pytest.fixture(scope="module")
def eight_shards(planned: Callable, registry: Path) -> str:
    """What is planned for a run of eight shards whose affiliations are looked up in a registry."""
    return planned("--forceall", "--config", "corpus={'shard_bits': 3}", f"parsing={{'ror': '{registry}'}}")


def test_more_shards_are_more_parse_jobs_and_one_graph(eight_shards: str) -> None:
    assert (eight_shards.count("rule parse:"), eight_shards.count("rule assemble:")) == (8, 1)


def test_a_registry_of_affiliations_is_an_input_of_parsing(eight_shards: str, registry: Path) -> None:
    assert len(re.findall(rf"rule parse:\n +input: .+, {re.escape(str(registry))}\n", eight_shards)) == 8


def inputs_of(said: str) -> dict[str, str]:
    """The inputs of each planned rule, as they are printed."""
    return dict(re.findall(r"^(?:local)?rule (\w+):\n +input: (.+)$", said, re.MULTILINE))


def test_figures_of_our_own_are_inputs_of_what_shows_them_and_the_page_is_one_of_the_record(
    planned: Callable, tmp_path: Path
) -> None:
    checkout = make_checkout(tmp_path)
    ours = "results/two/tables/ours-reading.csv"
    (checkout / ours).parent.mkdir(parents=True)
    (checkout / ours).write_text("table,row,column,value,command\n")
    inputs = inputs_of(planned("--forceall", "--configfile", "config/two.yaml", folder=checkout))
    assert {rule for rule, files in inputs.items() if ours in files} == {"figures", "notebook", "run_record"}
    assert "results/two/explorer.html" in inputs["run_record"]


def test_a_target_names_the_tables_of_every_stage_before_it(planned: Callable) -> None:
    inputs = inputs_of(planned("--forceall", "graph", "documents"))
    for table in ("corpus/00000", "corpus/failures", "documents/00000/citations"):
        assert f"results/demo/{table}.parquet" in inputs["documents"]
        assert f"results/demo/{table}.parquet" in inputs["graph"]
    assert "results/demo/knowledge/00000/hyperedges.parquet" in inputs["graph"]


def test_a_notebook_is_asked_the_runs_question_and_a_run_called_by_a_number_is_no_number(
    planned: Callable, tmp_path: Path
) -> None:
    (tmp_path / "mine.yaml").write_text("run: '2024'\nquestion: What's a 'graph'?\n")
    said = planned("-p", "--forceall", "--configfile", str(tmp_path / "mine.yaml"))
    asked = [line for line in said.splitlines() if "papermill" in line and "03-answering" in line]
    assert len(asked) == 1
    assert " -r run 2024 -r question 'What'\"'\"'s a '\"'\"'graph'\"'\"'?' " in asked[0]


def test_a_run_with_an_overlay_of_its_own_takes_nothing_from_the_demo(planned: Callable, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("run: mine\n")
    said = planned("-p", "--forceall", "--configfile", str(tmp_path / "mine.yaml"))
    assert "-r run mine" in said
    assert "-r question" not in said


def test_an_unknown_key_is_refused_by_name(snakemake: Callable, tmp_path: Path) -> None:
    (tmp_path / "wrong.yaml").write_text("parsing: {tmeout: 3}\n")
    refused = snakemake("-n", "--configfile", str(tmp_path / "wrong.yaml"))
    assert refused.code == 1
    assert "parsing.tmeout: unknown key" in refused.said


def test_every_rule_says_what_it_is_for(snakemake: Callable) -> None:
    listed = snakemake("--list-rules")
    rules = dict(re.findall(r"^(\w+)(?: \((.+)\))?$", listed.said, re.MULTILINE))
    assert set(STAGES) <= set(rules)
    assert [name for name, purpose in rules.items() if not purpose] == []


def test_a_profile_whose_weights_are_no_qwen3_is_trained_and_not_exported(planned: Callable) -> None:
    overlay = ("--configfile", "config/gpu.yaml", "--config", "backbone={'profile': 'smollm2-gpu', 'seeds': [1]}")
    said = planned("backbone", "--forceall", *overlay, "--workflow-profile", "profiles/gpu")
    assert (said.count("rule train:"), said.count("rule gguf:")) == (1, 0)


def test_the_gpu_overlay_trains_the_chosen_profile_and_seeds_on_one_card(planned: Callable) -> None:
    overlay = ("--configfile", "config/gpu.yaml", "--config", "backbone={'profile': '4b-24gb', 'seeds': [1, 2]}")
    said = planned("backbone", "--forceall", *overlay, "--workflow-profile", "profiles/gpu")
    assert tuple(said.count(f"rule {name}:") for name in ("train", "gguf", "parse")) == (2, 2, 0)
    assert "gpu=1" in said
    assert "input: config/4b-24gb.yaml, config/4b.yaml" in said
    assert ".venv-unsloth/bin/python -m k1.training lesson --config config/4b-24gb.yaml --seed 1" in said
