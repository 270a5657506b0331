"""Settings, alarms, checkpoints, log and preflight: what guards a run."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest

from k1.errors import ConfigurationError
from k1.runtime.configuration import read_overlay
from k1.training.ablation import load_ablation
from k1.training.data.replies import taught_reply
from k1.training.data.world import make_world
from k1.training.engines.checkpoints import checkpoint_step, checkpoints, last_checkpoint
from k1.training.measuring.scoring import faded
from k1.training.profile.configuration import load_settings
from k1.training.profile.settings import AlarmSettings, GrpoSettings, RewardSettings, TrainingSettings
from k1.training.run import _points
from k1.training.stages.alarms import TrainingAlarmError, alarm, check_questions, check_steps, stalled
from k1.training.stages.grpo import grpo_arguments, reward_function, zero_spread
from k1.training.stages.log import LogRow, log_frame, log_rows
from k1.training.stages.supervised import supervised_arguments

ALARMS = AlarmSettings(window=3)
FINE = {"reward": 0.5, "zero_spread": 0.2, "entropy": 0.3, "length": 20.0, "kl": 0.1}
CONFIG = Path(__file__).resolve().parents[2] / "config"


def rows(count: int = 3, **values: float) -> list[LogRow]:
    return [LogRow("grpo", step, **{**FINE, **values}) for step in range(1, count + 1)]


def test_a_healthy_run_raises_no_alarm():
    assert alarm(rows(), ALARMS, 1.0) is None


@pytest.mark.parametrize(
    ("values", "setting"),
    [
        ({"zero_spread": 1.0}, "grpo.generations"),
        ({"entropy": 0.0001}, "grpo.learning_rate"),
        ({"length": 1.0}, "weights of the reward"),
        ({"kl": 50.0}, "grpo.beta"),
        ({"clipped": 1.0}, "grpo.reply_tokens"),
        ({"reward": None, "zero_spread": None}, "no reward in 3 steps"),
    ],
)
def test_a_run_that_leads_nowhere_raises_an_alarm_that_names_a_setting(values, setting):
    assert setting in (alarm(rows(**values), ALARMS, 1.0) or "")


@pytest.mark.parametrize("best", [1.0, RewardSettings(think=0, answer=0, parses=0, valid=0).best])
def test_a_solved_task_without_spread_is_no_alarm(best: float):
    assert alarm(rows(zero_spread=1.0, reward=best, entropy=0.0), ALARMS, best) is None
    assert alarm(rows(zero_spread=1.0, reward=0.9 * best, entropy=0.0), ALARMS, best)


@pytest.mark.parametrize("values", [{"loss": float("nan")}, {"grad_norm": float("inf")}])
def test_a_loss_or_gradient_that_is_no_number_raises_an_alarm_at_once(values):
    assert "grpo.learning_rate" in (alarm(rows(1, **values), ALARMS, 1.0) or "")


def test_an_alarm_waits_for_a_whole_window():
    assert alarm(rows(2, kl=50.0), ALARMS, 1.0) is None


def test_patience_stops_a_run_whose_reward_no_longer_rises():
    settings = AlarmSettings(window=2, patience=2)
    rising = [LogRow("grpo", step, reward=step / 10) for step in range(10)]
    flat = [LogRow("grpo", step, reward=0.5) for step in range(10)]
    assert not stalled(rising, settings)
    assert stalled(flat, settings)
    assert not stalled(flat, AlarmSettings(window=2))


def test_fewer_steps_than_asked_is_an_error():
    with pytest.raises(TrainingAlarmError, match="0 of 10 steps"):
        check_steps(0, 10, stopped=False)


def test_questions_that_do_not_fill_a_batch_are_refused_before_other_stages():
    asked = make_world(9, "train", 1)
    check_questions(asked, GrpoSettings(prompts=9), 1)
    for stage in ({"prompts": 10}, {"prompts": 9, "apart": 0.5}, {"prompts": 9, "even_tasks": True}):
        with pytest.raises(TrainingAlarmError, match=r"questions to ask.*grpo\.prompts"):
            check_questions(asked, GrpoSettings(**stage), 1)
    check_questions(asked, GrpoSettings(prompts=18, rounds=2, accumulation=2), 1)


ARCHIVES = ("optimizer.pt", "scheduler.pt", "rng_state.pth")


def checkpoint(stage: Path, step: int) -> Path:
    folder = stage / f"checkpoint-{step}"
    folder.mkdir()
    for part in ARCHIVES:
        with zipfile.ZipFile(folder / part, "w") as archive:
            archive.writestr("data", "moments")
    head = json.dumps({"weight": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}}).encode()
    (folder / "model.safetensors").write_bytes(len(head).to_bytes(8, "little") + head + bytes(8))
    (folder / "trainer_state.json").write_text('{"global_step": 1}\n', encoding="utf-8")
    return folder


def test_a_torn_checkpoint_is_not_built_on(tmp_path: Path):
    for step in (5, 10, 100):
        checkpoint(tmp_path, step)
    (tmp_path / "checkpoint-100" / "trainer_state.json").unlink()
    assert last_checkpoint(tmp_path) == str(tmp_path / "checkpoint-10")
    assert [path.name for path in checkpoints(tmp_path)] == ["checkpoint-5", "checkpoint-10"]
    assert not (tmp_path / "checkpoint-100").exists()


@pytest.mark.parametrize(("done", "middle"), [(100, 50), (60, None), (70, 50)])
def test_what_is_measured_as_the_middle_of_a_run_is_no_checkpoint_near_its_end(tmp_path: Path, done: int, middle):
    for step in {50, done - 10, done}:
        checkpoint(tmp_path, step)
    found = _points(tmp_path / "warm", tmp_path, done).get("middle")
    assert (found and checkpoint_step(found)) == middle


@pytest.mark.parametrize("part", [*ARCHIVES, "model.safetensors", "trainer_state.json"])
@pytest.mark.parametrize("left", [0, 0.5])
def test_a_checkpoint_with_a_file_that_ends_too_soon_is_not_built_on(tmp_path: Path, part: str, left: float):
    checkpoint(tmp_path, 5)
    cut = checkpoint(tmp_path, 10) / part
    cut.write_bytes(cut.read_bytes()[: int(left * cut.stat().st_size)])
    assert last_checkpoint(tmp_path) == str(tmp_path / "checkpoint-5")


@pytest.mark.parametrize("kept", [0, 8, 12])
def test_a_checkpoint_whose_weights_are_zeros_behind_some_bytes_is_not_built_on(tmp_path: Path, kept: int):
    checkpoint(tmp_path, 5)
    path = checkpoint(tmp_path, 10) / "model.safetensors"
    path.write_bytes(path.read_bytes()[:kept].ljust(path.stat().st_size, b"\0"))
    assert last_checkpoint(tmp_path) == str(tmp_path / "checkpoint-5")


def test_no_checkpoint_is_a_fresh_start(tmp_path: Path):
    assert last_checkpoint(tmp_path / "absent") is None


def test_the_log_keeps_trls_names_out_and_the_closing_summary_too():
    history = [
        {"step": 1, "loss": 0.1, "learning_rate": 1e-3, "completions/mean_length": 9.0, "terms/zero_spread": 0.5},
        {"step": 1, "train_runtime": 3.0},
    ]
    (row,) = log_rows("grpo", history)
    assert (row.length, row.zero_spread, row.kl) == (9.0, 0.5, None)
    assert log_frame([row]).height == 1


def test_the_papers_loss_is_asked_of_trl_where_its_defaults_differ():
    arguments = grpo_arguments(TrainingSettings(), Path("x"), 1)
    assert arguments["beta"] == 0.001
    assert arguments["use_bias_correction_kl"] is False
    assert (arguments["loss_type"], arguments["importance_sampling_level"]) == ("dapo", "token")
    assert arguments["per_device_train_batch_size"] == 64


@pytest.mark.parametrize(("steps", "each"), [(0, 1), (4, 4), (120, 10)])
def test_a_supervised_stage_logs_at_least_once_however_short_it_is(steps: int, each: int):
    settings = TrainingSettings.model_validate({"supervised": {"steps": steps, "save_steps": 1000}})
    assert supervised_arguments(settings, Path("x"), 1)["logging_steps"] == each


def test_the_reward_function_scores_each_reply_against_its_own_question():
    world = make_world(4, "train", 1)
    reward = reward_function(world, RewardSettings())
    texts = [taught_reply(world[2]), "nothing"]
    assert reward(prompts=["", ""], completions=texts, row=[2, 0]) == [1.0, 0.0]


def test_a_question_whose_replies_all_earn_the_same_counts_as_one_without_spread():
    assert zero_spread([0.3, 0.3, 0.9, 0.3], [5, 5, 7, 7]) == 0.5
    assert zero_spread([0.3, 0.9], [5, 5]) == 0.0


def test_a_variant_cannot_set_what_acts_before_the_variants_part(tmp_path: Path):
    (tmp_path / "base.yaml").write_text("name: base\n")
    for setting in ("data: {kind: world, train: 8}", "supervised: {steps: 3}", "grpo: {apart: 0.5}"):
        text = f"profile: base.yaml\nvariants: [{{name: idle, settings: {{{setting}}}}}]\n"
        (tmp_path / "x.yaml").write_text(text)
        with pytest.raises(ConfigurationError, match=r"'idle'.*set it in shared"):
            load_ablation(tmp_path / "x.yaml")


PROFILES = [
    *("lesson", "lesson-relations", "nano", "nano-cpu", "smollm2", "smollm2-bfloat16", "smollm2-gpu"),
    *("4b", "4b-24gb", "4b-40gb", "4b-140gb"),
]


@pytest.mark.parametrize("name", PROFILES)
def test_every_profile_is_accepted(name: str):
    assert load_settings(CONFIG / f"{name}.yaml").name == name


def test_a_profile_is_laid_over_the_one_that_it_extends(tmp_path: Path):
    (tmp_path / "base.yaml").write_text("grpo: {steps: 3, prompts: 4}\n")
    (tmp_path / "over.yaml").write_text("extends: base.yaml\ngrpo: {steps: 5}\n")
    assert load_settings(tmp_path / "over.yaml").grpo == load_settings(tmp_path / "base.yaml").grpo.model_copy(
        update={"steps": 5}
    )


def test_a_chain_of_extensions_is_refused(tmp_path: Path):
    (tmp_path / "a.yaml").write_text("extends: b.yaml\n")
    (tmp_path / "b.yaml").write_text("extends: c.yaml\n")
    with pytest.raises(ConfigurationError, match="extends another profile itself"):
        load_settings(tmp_path / "a.yaml")


COMPARISONS = sorted(path.name for path in CONFIG.glob("*.yaml") if "\nvariants:" in path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", COMPARISONS)
def test_every_comparison_is_accepted_with_all_its_variants(name: str):
    ablation = load_ablation(CONFIG / name)
    assert len(ablation.variants) > 1
    assert f"{ablation.settings.name}.yaml" == read_overlay(CONFIG / name)["profile"]


def test_a_variant_with_an_unknown_key_is_refused_before_anything_runs(tmp_path: Path):
    (tmp_path / "base.yaml").write_text("name: base\n")
    (tmp_path / "x.yaml").write_text("profile: base.yaml\nvariants: [{name: odd, settings: {grpo: {betta: 1}}}]\n")
    with pytest.raises(ConfigurationError, match=r"'odd'[\s\S]*grpo\.betta"):
        load_ablation(tmp_path / "x.yaml")


def test_the_evidence_tells_how_many_steps_the_lesson_has():
    told = re.findall(
        r"(?:lesson has|now has) (\d+)", (CONFIG.parent / "docs" / "evidence" / "training.md").read_text()
    )
    assert set(told) == {str(load_settings(CONFIG / "lesson.yaml").grpo.steps)}


def test_a_profile_given_as_a_comparison_is_refused_with_a_line_a_key():
    with pytest.raises(
        ConfigurationError, match=r"as a comparison of variants refused:\n  profile: Field required"
    ) as error:
        load_ablation(CONFIG / "lesson.yaml")
    assert "\n  variants: Field required" in str(error.value)
    assert "pydantic" not in str(error.value)


def test_credit_for_near_misses_fades_in_a_line_and_never_below_nothing():
    settings = RewardSettings(pair=0.4, fade=0.5)
    assert [round(faded(settings, done).pair, 3) for done in (0.0, 0.25, 0.5, 1.0)] == [0.4, 0.2, 0.0, 0.0]
    assert faded(RewardSettings(pair=0.4), 1.0).pair == 0.4


def test_an_unknown_key_is_refused_by_name(tmp_path: Path):
    (tmp_path / "x.yaml").write_text("grpo:\n  stepps: 3\n")
    with pytest.raises(ConfigurationError, match=r"grpo\.stepps"):
        load_settings(tmp_path / "x.yaml")
