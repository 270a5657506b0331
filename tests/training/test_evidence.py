"""The GPU evidence: its arithmetic, its tables, and a rehearsal at toy size that prints the same tables."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from pydantic import JsonValue

from k1.errors import ConfigurationError
from k1.training import evidence
from k1.training.evidence import Figures, read_parts
from k1.training.evidence_parts import evidence_settings, gains_over_seeds, measure_engine, measure_nano
from k1.training.machine import environment
from k1.training.machine.cards import stated_bandwidth
from k1.training.machine.process import run_limited
from k1.training.machine.throughput import Decoding, cost_of
from k1.training.reports.evidence_table import evidence_tables

ROOT = Path(__file__).resolve().parents[2]
PROFILES = {"4b": ROOT / "config" / "4b.yaml", "nano": ROOT / "config" / "nano.yaml"}
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
    "stated_bandwidth": 3.0e12,
    "steps": 2,
    "longest_prompt": 400,
    "decode_tokens_per_second": 1000.0,
    "decode_share": 0.25,
    "continued": True,
    "step_seconds": 36.0,
    "reply_tokens_per_second": 500.0,
}


def is_alive(process: int) -> bool:
    state = Path(f"/proc/{process}/stat")
    return state.exists() and state.read_text().split()[2] != "Z"


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def entry(step: int, seconds: float, length: float) -> dict[str, float]:
    return {"step": step, "step_time": seconds, "completions/mean_length": length}


def test_the_first_step_is_left_out_of_the_speed():
    cost = cost_of([entry(1, 99.0, 10.0), entry(2, 2.0, 10.0), entry(3, 4.0, 20.0)], replies=8)
    assert (cost.step_seconds, cost.reply_tokens, cost.reply_tokens_per_second) == (3.0, 15.0, 40.0)


def test_a_clock_that_a_reward_function_tells_divides_a_step_into_writing_and_learning():
    timed = [entry(step, 3.0, 10.0) | {"writing_time": 2.0} for step in (1, 2)]
    assert cost_of(timed, replies=8).writing_seconds == 2.0
    assert cost_of([entry(1, 3.0, 10.0)], replies=8).writing_seconds is None


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
    assert "| continued from its checkpoint with the same log | yes | yes | – |" in tables


def test_hours_follow_from_the_step_and_from_the_stated_bandwidth_rather_than_the_copy():
    stated = evidence_tables({"trl": MEASURED}, 100)
    assert "| the profile's 100 steps | 1 | – |" in stated
    assert "(4.8 TB/s each) | 12.8 |" in stated  # eight cards for an hour, each of 1.6 times this bandwidth
    assert "| decoding, share of the card's stated bandwidth | 20.0% | – | – |" in stated
    unknown = evidence_tables({"trl": MEASURED | {"stated_bandwidth": None}}, 100)
    assert "(4.8 TB/s each) | 16 |" in unknown
    assert "stated" not in unknown


def test_short_replies_have_a_table_of_their_own_without_hours():
    tables = evidence_tables({"trl-short": MEASURED | {"longest_reply": 256}}, 100)
    assert "each up to 256 tokens" in tables
    assert "hours on this device" not in tables


def test_what_was_not_run_or_stopped_is_said_and_no_figure_stands_for_it():
    unsloth = {"not_run": "unsloth is not installed", "bandwidth": 1.0}
    tables = evidence_tables({"trl": MEASURED | {"stopped": "at its limit"}, "unsloth": unsloth}, 100)
    assert "unsloth: not run: unsloth is not installed" in tables
    assert "trl: not all of it: at its limit" in tables
    assert "| seconds a step | 36.00 | – | – |" in tables
    assert "Device" not in evidence_tables({}, 100)


@pytest.mark.parametrize(
    ("name", "terabytes"),
    [
        ("NVIDIA H100 80GB HBM3", 3.35),
        ("NVIDIA H100 PCIe", 2.0),
        ("NVIDIA H200", 4.8),
        ("NVIDIA A100-SXM4-80GB", 2.04),
        ("NVIDIA GeForce RTX 4090", 1.008),
        ("NVIDIA L4", 0.3),
        ("NVIDIA L40S", 0.864),
    ],
)
def test_a_card_is_held_to_its_own_stated_bandwidth(name: str, terabytes: float):
    assert stated_bandwidth(name) == pytest.approx(terabytes * 1e12)


@pytest.mark.parametrize("name", ["cpu (x86_64, 1 threads)", "NVIDIA GH200 480GB", "NVIDIA H100 80GB HBM3 MIG 1g.10gb"])
def test_no_bandwidth_is_stated_for_what_is_not_in_the_table(name: str):
    assert stated_bandwidth(name) is None


def test_the_work_is_eight_replies_of_2048_tokens_on_made_up_sentences():
    settings = evidence_settings(PROFILES["4b"], "trl", small=False)
    assert (settings.grpo.generations, settings.grpo.reply_tokens, settings.data.kind) == (8, 2048, "world")
    short = evidence_settings(PROFILES["4b"], "unsloth-short", small=False)
    assert (short.grpo.generations, short.grpo.reply_tokens, short.engine.kind) == (8, 256, "unsloth")


def test_a_part_with_less_work_writes_and_learns_from_as_many_replies_at_a_time():
    profiles = [ROOT / "config" / f"{name}.yaml" for name in ("4b", "4b-24gb", "4b-40gb", "4b-140gb")]
    for profile in profiles:
        whole = evidence_settings(profile, "trl", small=False).grpo
        for part, questions in (("trl-short", 2), ("trl-question", 1)):
            less = evidence_settings(profile, part, small=False).grpo
            assert less.prompts == questions
            assert less.prompts * less.generations // less.accumulation == 64 // whole.accumulation
            assert less.prompts * less.generations // less.rounds == min(8 * questions, 64 // whole.rounds)


def run_fake(monkeypatch: pytest.MonkeyPatch, out: Path, failures: dict[str, str], minutes: float = 60.0) -> list[str]:
    """Run both short parts; each leaves a step's figures, and fails as told. Returns the parts that were begun."""
    begun = []

    def run(command: list[str], log: Path, seconds: float) -> str | None:
        part = command[4]
        begun.append(part)
        left = MEASURED if part in failures else MEASURED | {"complete": True}
        (out / f"{part}.json").write_text(json.dumps(left), encoding="utf-8")
        return failures.get(part)

    monkeypatch.setattr(evidence, "run_limited", run)
    evidence.run_parts(["trl-short", "unsloth-short"], ["--config", "x"], out, minutes, lambda line: None)
    return begun


def test_a_part_that_fails_keeps_its_figures_and_those_of_the_others(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    assert run_fake(monkeypatch, tmp_path, {"trl-short": "out of memory"}) == ["trl-short", "unsloth-short"]
    found = read_parts(tmp_path)
    assert found["trl-short"]["stopped"] == "out of memory"
    assert found["trl-short"]["step_seconds"] == found["unsloth-short"]["step_seconds"] == 36.0


def test_a_second_call_runs_only_what_is_not_all_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    run_fake(monkeypatch, tmp_path, {"trl-short": "out of memory"})
    assert run_fake(monkeypatch, tmp_path, {}) == ["trl-short"]
    assert "stopped" not in read_parts(tmp_path)["trl-short"]
    assert run_fake(monkeypatch, tmp_path, {}) == []


def test_no_part_is_begun_when_the_time_is_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    assert run_fake(monkeypatch, tmp_path, {}, minutes=0.1) == []
    assert "--minutes" in str(read_parts(tmp_path)["trl-short"]["not_run"])


def test_a_part_that_no_time_is_left_for_keeps_what_it_had(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    run_fake(monkeypatch, tmp_path, {"trl-short": "out of memory"})
    assert run_fake(monkeypatch, tmp_path, {}, minutes=0.1) == []
    assert read_parts(tmp_path)["trl-short"]["step_seconds"] == 36.0
    assert read_parts(tmp_path)["trl-short"]["stopped"] == "out of memory"


def test_a_command_is_stopped_at_its_limit_with_what_it_started(tmp_path: Path):
    started = "sleep 60 & echo $! > child; wait"
    failure = run_limited(["bash", "-c", f"cd {tmp_path}; {started}"], tmp_path / "log", 0.5)
    assert failure is not None
    assert "stopped at its limit" in failure
    child = int((tmp_path / "child").read_text())
    wait_for(lambda: not is_alive(child))


def test_a_part_does_not_outlive_the_command_that_was_killed(tmp_path: Path):
    part = "from k1.training.machine.process import end_with_parent as e; import time; e(); print('on', flush=True)"
    begun = "import sys; from pathlib import Path; from k1.training.machine.process import run_limited as run; run("
    begun += f"[sys.executable, '-c', \"{part}; time.sleep(60)\"], Path({str(tmp_path / 'log')!r}), 60)"
    parent = subprocess.Popen([sys.executable, "-c", begun])
    wait_for(lambda: (tmp_path / "log").is_file() and (tmp_path / "log").read_text() == "on\n")
    child = int(Path(f"/proc/{parent.pid}/task/{parent.pid}/children").read_text())
    parent.kill()
    parent.wait()
    wait_for(lambda: not is_alive(child))
    assert not is_alive(child)


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("echo noise; echo 'error: no card' >&2; exit 1", "no card"),
        ("kill -9 $$", "killed by SIGKILL"),
        ("exit 3", "ended with 3"),
    ],
)
def test_the_reason_of_a_failure_is_the_last_line_it_printed(script: str, words: str, tmp_path: Path):
    failure = run_limited(["bash", "-c", script], tmp_path / "log", 20)
    assert failure is not None
    assert words in failure
    assert run_limited(["true"], tmp_path / "log", 20) is None


def test_nano_is_refused_at_once_where_its_data_are_not(tmp_path: Path):
    with pytest.raises(ConfigurationError, match=r"no folder .*--data"):
        measure_nano(PROFILES["nano"], tmp_path / "absent", tmp_path, lambda found: None, small=False)


def test_an_unknown_part_is_refused_before_anything_is_run(tmp_path: Path):
    command = [sys.executable, "-m", "k1.training", "evidence", "--part", "tlr", "--out", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "no such part; there are trl-short" in done.stderr


def test_a_file_in_place_of_the_folder_for_results_is_said_in_a_line(tmp_path: Path):
    out = tmp_path / "taken"
    out.touch()
    command = [sys.executable, "-m", "k1.training", "evidence", "--part", "nano", "--out", str(out), "--toy"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("error: ")
    assert str(out) in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("given", "kept"), [(None, "0"), ("2,3", "2"), ("", "")])
def test_training_sees_one_card(given: str | None, kept: str, monkeypatch: pytest.MonkeyPatch):
    for name in environment._VARIABLES:
        monkeypatch.setenv(name, os.environ.get(name, "set"))
    if given is None:
        monkeypatch.delenv("CUDA_VISIBLE_DEVICES")
    else:
        monkeypatch.setenv("CUDA_VISIBLE_DEVICES", given)
    environment.prepare_environment()
    assert os.environ["CUDA_VISIBLE_DEVICES"] == kept


def test_the_engines_part_needs_no_table_package_so_that_what_is_carried_stays_small():
    code = "import sys; sys.modules['polars'] = None; import k1.training.__main__, k1.training.evidence_parts"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_kit_has_the_versions_of_the_unsloth_set():
    def pins(name: str) -> set[str]:
        lines = (ROOT / "envs" / name).read_text(encoding="utf-8").splitlines()
        return {line.split(" ")[0].replace("_", "-") for line in lines if line[:1].isalpha()}

    assert pins("gpu-kit.txt") <= pins("unsloth.txt")


def rehearse(folder: Path) -> tuple[list[int], Figures, Figures]:
    """The figures of two parts at toy size, and how many steps were told of one when they were handed on."""
    kept: list[int] = []

    def keep(found: dict[str, JsonValue]) -> None:
        kept.append(int(str(found.get("steps", 0))))

    found = measure_engine("trl-short", evidence_settings(PROFILES["4b"], "trl-short", small=True), folder, keep)
    return kept, found, measure_nano(PROFILES["nano"], None, folder, lambda found: None, small=True)


@pytest.mark.train
def test_the_rehearsal_gives_the_tables_with_measured_figures_and_says_that_it_is_one(tmp_path: Path):
    # In a process of its own, as the command is: what other tests freed here would hide the memory that it takes.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as own:
        kept, found, nano = own.submit(rehearse, tmp_path).result()
    tables = evidence_tables({"trl-short": found, "nano": nano}, 100, rehearsal=True)
    print(tables)
    assert tables.startswith("**Rehearsal at toy size on a CPU.**")
    assert kept[:4] == [0, 1, 2, 3]  # the figures are handed on after each step
    assert found["continued"]
    assert float(str(found["decode_tokens_per_second"])) > 0 < float(str(found["peak_gib"]))
    assert 0 < float(str(found["writing_seconds"])) < float(str(found["step_seconds"]))
    assert f"| seconds a step | {found['step_seconds']:.2f} | – | – |" in tables
    assert "| F1 gain of GRPO, RE |" in tables


@pytest.mark.train
def test_replies_of_entries_that_the_tokenizer_lacks_are_read(tmp_path: Path):
    # The 4B has 151,936 entries; a tokenizer trained on a few sentences fills the least part of them.
    settings = evidence_settings(PROFILES["4b"], "trl", small=True)
    wide = settings.changed(model={"vocabulary": 50_000})
    assert measure_engine("trl", wide, tmp_path, lambda found: None)["complete"]


@pytest.mark.unsloth
def test_the_command_measures_both_engines_on_the_same_work_each_in_its_process(tmp_path: Path):
    command = [sys.executable, "-m", "k1.training", "evidence", "--toy", "--out", str(tmp_path)]
    chosen = ["--part", "trl-short", "--part", "unsloth-short"]
    done = subprocess.run([*command, *chosen], cwd=ROOT, check=True, capture_output=True, text=True)
    parts = read_parts(tmp_path / "toy")
    ratio = float(str(parts["unsloth-short"]["step_seconds"])) / float(str(parts["trl-short"]["step_seconds"]))
    assert f" {ratio:.2f} |" in done.stdout
    assert parts["trl-short"]["continued"]
    assert parts["unsloth-short"]["continued"]
