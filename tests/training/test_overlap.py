"""Shared texts between sets are found and reported, and published instances are read as they stand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from k1.errors import ConfigurationError
from k1.models.prompt import reply
from k1.reward.rule import reward_terms
from k1.training.data.benchmarks import read_instances
from k1.training.data.overlap import EVALUATION, TRAINING, overlap_report
from k1.training.data.questions import questions
from k1.training.profile.settings import BenchmarkData


@pytest.fixture(scope="module")
def report(shared: Path) -> dict[tuple[str, str], tuple[int, int, int]]:
    """The sets that this repository trains on and ACL-ARC, against the sets whose overlaps are known."""
    train = {name: TRAINING[name] for name in ("acl-arc", "conll04", "scierc", "ncbi-disease")}
    asked = {name: EVALUATION[name] for name in EVALUATION if name.startswith(("acl-arc", "conll04", "crossner"))}
    rows = overlap_report(shared / "data" / "ie", (), train, asked).rows()
    return {(train, evaluation): (texts, equal, runs) for train, evaluation, texts, equal, runs in rows}


@pytest.mark.shared
def test_the_known_overlaps_of_acl_arc_and_conll04_are_found(report):
    assert report["acl-arc", "acl-arc"] == (112, 43, 43)
    texts, equal, runs = report["conll04", "conll04"]
    assert (texts, equal) == (228, 15)
    assert runs > equal


@pytest.mark.shared
def test_the_part_of_acl_arc_without_leaks_and_crossner_share_nothing_with_the_sets_trained_on(report):
    assert not [pair for pair in report if pair[1] == "acl-arc unseen" or pair[1].startswith("crossner")]


def test_a_folder_without_the_sets_is_refused_with_the_file_that_is_missing(tmp_path: Path):
    with pytest.raises(ConfigurationError, match="acl-arc"):
        overlap_report(tmp_path)


# --- IEPile as it is published -----------------------------------------------------------------------------------


@pytest.mark.shared
@pytest.mark.parametrize("name", ["examples.en.jsonl", "sample.zh.jsonl"])
def test_every_published_answer_earns_the_whole_reward_of_its_own_question(shared: Path, name: str):
    found = read_instances(shared / "data" / "ie" / "iepile" / name)
    ruled = [item for item in found if item.answer_task is not None]
    assert ruled
    for item in ruled:
        assert reward_terms(reply("x", item.answer), item.answer, item.answer_task, item.labels).total == 1.0


@pytest.mark.shared
def test_published_instances_are_trained_on_beside_the_sets_and_events_are_left_out_and_counted(shared: Path):
    folder = shared / "data" / "ie"
    data = BenchmarkData(
        kind="benchmarks",
        folder=str(folder),
        train=("conll04",),
        held_out=("conll04",),
        instances=(str(folder / "iepile" / "sample.zh.jsonl"),),
    )
    asked = questions(data, seed=1)
    assert asked.unruled == 96 + 96 + 6  # EE, EET, EEA
    assert {item.task for item in asked.train} == {"NER", "RE", "KG", "SPO"}


def test_an_instance_whose_gold_the_reward_cannot_read_is_left_out_and_counted(tmp_path: Path):
    for part in ("train", "dev"):
        (tmp_path / "bc5cdr").mkdir(exist_ok=True)
        (tmp_path / "bc5cdr" / f"{part}.bio").write_text(f"{part}\tB-X\n", encoding="utf-8")
    asked = json.dumps({"instruction": "List.", "schema": ["owns"], "input": "Ada owns a boat."})
    pairs = ({"subject": "Ada", "object": "a boat"}, {"subject": "Ada", "object": {"@value": "a boat"}})
    rows = [{"task": "RE", "instruction": asked, "output": json.dumps({"owns": [pair]})} for pair in pairs]
    (tmp_path / "own.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    named = {"train": ("bc5cdr",), "held_out": ("bc5cdr",), "instances": (str(tmp_path / "own.jsonl"),)}
    found = questions(BenchmarkData(kind="benchmarks", folder=str(tmp_path), **named), seed=1)
    assert found.unruled == 1
    assert [item.answer for item in found.train if item.task == "RE"] == [{"owns": [pairs[0]]}]


@pytest.mark.parametrize("line", ["no json", "[]", json.dumps({"task": "NER"})])
def test_a_line_that_is_no_instance_is_refused_with_its_number(tmp_path: Path, line: str):
    (tmp_path / "x.jsonl").write_text("\n" + line)
    with pytest.raises(ConfigurationError, match="line 2"):
        read_instances(tmp_path / "x.jsonl")
