"""The engines: what each asks of the trainer, LoRA through checkpoints to plain weights, and unsloth beside TRL."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace

import pytest
from pydantic import ValidationError

from k1.errors import ConfigurationError
from k1.training.data.world import make_world
from k1.training.engines.engine import load_for_asking, load_policy, longest_text, prepare_engine, refuse_changes
from k1.training.engines.unsloth_engine import prepare_unsloth
from k1.training.profile.settings import EngineSettings, TrainingSettings
from k1.training.stages.grpo import grpo_arguments
from k1.training.stages.supervised import supervised_arguments

WORLD = make_world(64, "train", 1)


def with_engine(settings: TrainingSettings, **engine: object) -> TrainingSettings:
    """The settings with LoRA and what else is asked; a GRPO stage of four steps."""
    chosen = EngineSettings.model_validate({"lora_rank": 4, **engine})
    return settings.model_copy(update={"engine": chosen}).changed(grpo={"steps": 4})


def start_of(settings: TrainingSettings, folder: Path) -> Path:
    """Weights taught for a few seconds: enough to write tags, so that rewards differ."""
    from k1.training.engines.small_model import start_folder
    from k1.training.stages.supervised import train_supervised

    plain = settings.model_copy(update={"engine": EngineSettings()})
    plain = plain.changed(supervised={"steps": 60, "batch": 16, "save_steps": 60})
    train_supervised(start_folder(WORLD, plain, folder / "new", 1), WORLD, plain, folder / "taught", 1)
    return folder / "taught" / "final"


def test_four_bits_are_refused_without_an_adapter_to_train():
    with pytest.raises(ValidationError, match="needs lora_rank"):
        EngineSettings(load_in_4bit=True)


def test_vllm_is_refused_without_a_gpu():
    with pytest.raises(ValidationError, match="device cuda"):
        EngineSettings(vllm=True)


def test_an_engine_whose_package_is_missing_is_refused_with_the_setting(tmp_path: Path):
    with pytest.raises(ConfigurationError, match=r"engine\.vllm: vllm is not installed"):
        prepare_engine(EngineSettings(vllm=True, device="cuda"), tmp_path)


def test_unsloth_on_a_card_is_refused_without_bitsandbytes_also_for_16_bits(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ConfigurationError, match=r"engine\.kind: bitsandbytes .* set engine\.kind to trl"):
        prepare_engine(EngineSettings(kind="unsloth", device="cuda", lora_rank=2), tmp_path)


@pytest.mark.train
def test_a_card_is_kept_from_the_attention_kernel_whose_gradients_are_no_numbers(tiny, tmp_path: Path):
    import torch

    start = start_of(tiny, tmp_path)
    try:
        load_policy(start, with_engine(tiny, device="cuda"), 1)
        assert not torch.backends.cuda.cudnn_sdp_enabled()
    finally:
        torch.backends.cuda.enable_cudnn_sdp(True)


def test_unsloth_is_refused_in_another_release_than_the_one_that_was_tried(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("k1.training.engines.unsloth_engine.version", lambda name: "2026.10.7")
    monkeypatch.delitem(sys.modules, "unsloth", raising=False)
    with pytest.raises(ConfigurationError, match=r"2026\.10\.7 is installed, 2026\.10\.9 is wanted"):
        prepare_unsloth(tmp_path)


def test_unsloth_is_refused_after_trl(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("k1.training.engines.unsloth_engine.version", lambda name: "2026.10.9")
    monkeypatch.delitem(sys.modules, "unsloth", raising=False)
    for name in ("transformers", "peft"):  # other tests of this process may have imported them
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, "trl", sys)
    with pytest.raises(ConfigurationError, match="trl was imported before unsloth"):
        prepare_unsloth(tmp_path)


def test_unsloth_is_refused_where_it_is_not_installed(tmp_path: Path, monkeypatch):
    def absent(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr("k1.training.engines.unsloth_engine.version", absent)
    monkeypatch.delitem(sys.modules, "unsloth", raising=False)
    with pytest.raises(ConfigurationError, match=r"make \.venv-unsloth/stamp"):
        prepare_unsloth(tmp_path)


def test_the_longest_text_holds_prompt_and_reply(tiny: TrainingSettings):
    assert longest_text(tiny) == tiny.model.positions + tiny.grpo.reply_tokens
    assert longest_text(tiny.model_copy(update={"prompt": "chat"})) == 2048 + tiny.grpo.reply_tokens


def test_options_whose_default_unsloth_changes_are_said_outright(tiny: TrainingSettings, tmp_path: Path):
    for arguments in (grpo_arguments(tiny, tmp_path, 1), supervised_arguments(tiny, tmp_path, 1)):
        assert (arguments["optim"], arguments["weight_decay"]) == ("adamw_torch_fused", 0.0)
        assert arguments["seed"] == 1
    assert {"steps_per_generation", "loss_type", "beta", "mask_truncated_completions"} <= grpo_arguments(
        tiny, tmp_path, 1
    ).keys()


def test_an_option_that_the_engine_changed_is_refused_by_its_name():
    held = SimpleNamespace(optim=SimpleNamespace(value="adamw"), report_to=["tensorboard"], epsilon_high=0.28)
    refuse_changes({"optim": "adamw", "report_to": "tensorboard"}, held)
    with pytest.raises(ConfigurationError, match=r"made epsilon_high 0\.28 where 0\.2 was asked for"):
        refuse_changes({"epsilon_high": 0.2}, held)


# --- LoRA, on whichever engine is asked --------------------------------------------------------------------------


def rewards_of(rows: list) -> list[float]:
    return [row.reward for row in rows]


def check_resume(start: Path, settings: TrainingSettings, folder: Path) -> None:
    """Train; then again from the first checkpoint alone: the same log, the same weights."""
    from k1.training.stages.grpo import train_grpo

    whole = train_grpo(start, WORLD, settings, folder, 1)
    weights = folder / "final" / "model.safetensors"
    before = weights.read_bytes()
    assert max(rewards_of(whole)) > 0
    assert list((folder / "runs").rglob("events.out.tfevents.*"))
    for name in ("checkpoint-4", "final", "adapter"):
        shutil.rmtree(folder / name)
    assert train_grpo(start, WORLD, settings, folder, 1) == whole
    assert weights.read_bytes() == before


def check_merged(start: Path, folder: Path) -> None:
    """The merged weights are a plain model that answers as the start with its adapter does, and not as the start."""
    import torch
    from peft import PeftModel
    from transformers import AutoModelForCausalLM

    plain = AutoModelForCausalLM.from_pretrained(folder / "final")
    base = AutoModelForCausalLM.from_pretrained(start)
    ids = torch.arange(40)[None]
    with torch.inference_mode():
        before, merged = base(ids).logits, plain(ids).logits
        adapted = PeftModel.from_pretrained(base, folder / "adapter")(ids).logits
    assert not (folder / "final" / "adapter_config.json").exists()
    assert torch.allclose(merged, adapted, atol=1e-4)
    assert not torch.allclose(merged, before, atol=1e-4)


@pytest.mark.train
@pytest.mark.parametrize("shared", [False, True], ids=["row by row", "prompts computed once"])
def test_lora_continues_to_the_same_weights_which_merge_into_a_plain_model(
    shared: bool, tiny: TrainingSettings, tmp_path: Path
):
    settings = with_engine(tiny, shared_prompts=shared)
    settings = settings.changed(grpo={"accumulation": 2, "rounds": 2})
    start = start_of(settings, tmp_path)
    check_resume(start, settings, tmp_path / "grpo")
    check_merged(start, tmp_path / "grpo")


@pytest.mark.train
def test_a_checkpoint_with_an_adapter_is_asked_by_the_merged_weights_whatever_writes(
    tiny: TrainingSettings, tmp_path: Path
):
    import torch
    from peft import get_peft_model
    from transformers import AutoModelForCausalLM

    from k1.training.engines.fixed_decoding import FixedDecoding
    from k1.training.engines.lora import lora_configuration
    from k1.training.engines.small_model import start_folder

    start = start_folder(WORLD, tiny, tmp_path / "start", 1)
    adapted = get_peft_model(AutoModelForCausalLM.from_pretrained(start), lora_configuration(4))
    for weight in adapted.parameters():
        if weight.requires_grad:
            weight.data.normal_(std=0.5)
    adapted.save_pretrained(tmp_path / "checkpoint")
    asked = {"input_ids": torch.arange(8)[None], "attention_mask": torch.ones(1, 8, dtype=torch.long)}
    how = {**asked, "max_new_tokens": 12, "do_sample": False, "eos_token_id": [], "pad_token_id": 0}
    loaded = load_for_asking(tmp_path / "checkpoint", with_engine(tiny))
    wanted = adapted.eval().generate(**how)
    assert not torch.equal(wanted, load_for_asking(start, tiny).generate(**how))
    assert torch.equal(loaded.generate(**how), wanted)
    assert torch.equal(loaded.generate(**how, custom_generate=FixedDecoding(loaded).decode), wanted)


# --- unsloth ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def unsloth(tmp_path_factory: pytest.TempPathFactory) -> None:
    prepare_engine(EngineSettings(kind="unsloth"), tmp_path_factory.mktemp("unsloth"))


@pytest.mark.unsloth
@pytest.mark.parametrize(("kind", "four_bits"), [("unsloth", False), ("unsloth", True), ("trl", True)])
@pytest.mark.usefixtures("unsloth")
def test_lora_on_16_or_4_bits_continues_exactly_and_leaves_plain_weights(
    tiny: TrainingSettings, tmp_path: Path, kind: str, four_bits: bool
):
    settings = with_engine(tiny, kind=kind, load_in_4bit=four_bits)
    start = start_of(settings, tmp_path)
    check_resume(start, settings, tmp_path / "grpo")
    check_merged(start, tmp_path / "grpo")


REWRITTEN = """
import sys
from pathlib import Path
from k1.training.machine.environment import prepare_environment
prepare_environment()
from k1.training.engines.unsloth_engine import prepare_unsloth
prepare_unsloth(Path(sys.argv[1]))
from unsloth.models import rl
rl._patch_trl_rl_trainers_impl("grpo_trainer")
rl._patch_trl_rl_trainers_impl("sft_trainer")
from trl import GRPOConfig, GRPOTrainer, SFTConfig
assert GRPOTrainer.__module__ == "UnslothGRPOTrainer", GRPOTrainer.__module__
from k1.training.profile.configuration import load_settings
from k1.training.engines.engine import refuse_changes
from k1.training.stages.grpo import grpo_arguments
from k1.training.stages.supervised import supervised_arguments
found = load_settings(Path(sys.argv[2]))
found = found.changed(engine={"device": "cpu"})
for make, options in ((grpo_arguments, GRPOConfig), (supervised_arguments, SFTConfig)):
    asked = make(found, Path(sys.argv[1]), 7)
    refuse_changes(asked, options(**asked))

import torch
from k1.training.stages import objective
from unsloth_zoo.rl_replacements import RL_REPLACEMENTS
numbers = torch.Generator().manual_seed(1)
new, old, ref = (-torch.rand(4, 6, generator=numbers) * 2 for _ in range(3))
advantages = torch.tensor([1.2, -0.3, 0.4, -1.1])
mask = (torch.arange(6)[None, :] < torch.tensor([3, 6, 1, 4])[:, None]).float()
settings = {"loss_type": "dapo", "epsilon_low": 0.2, "epsilon_high": 0.2, "num_items_in_batch": mask.sum()}
loss = RL_REPLACEMENTS["grpo_compute_loss"](
    ref, new, old, None, torch.zeros(4, 6, dtype=torch.long), mask, 0.05, advantages, **settings
)[0]
rows = zip(new.tolist(), old.tolist(), ref.tolist(), advantages.tolist(), mask.sum(1).long().tolist())
by_hand = objective.batch_loss(
    [objective.token_losses(a[:n], b[:n], c[:n], gain, clip=0.2, beta=0.05) for a, b, c, gain, n in rows]
)
assert abs(loss.item() - by_hand) < 1e-5, (loss.item(), by_hand)
"""
"""Unsloth's path for GPUs, imported without one: its options must hold what the 4B asks for, its loss be ours."""


@pytest.mark.unsloth
def test_the_trainers_that_unsloth_writes_for_a_gpu_keep_every_option_and_the_loss_by_hand(tmp_path: Path):
    profile = Path(__file__).resolve().parents[2] / "config" / "4b-24gb.yaml"
    command = [sys.executable, "-c", REWRITTEN, str(tmp_path), str(profile)]
    done = subprocess.run(
        command, env=os.environ | {"UNSLOTH_ALLOW_CPU": "1"}, capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]


@pytest.mark.unsloth
def test_a_whole_run_with_unsloth_by_its_command(tiny: TrainingSettings, tmp_path: Path):
    settings = with_engine(tiny, kind="unsloth")
    (tmp_path / "tiny.yaml").write_text(settings.model_dump_json(), encoding="utf-8")
    out = tmp_path / "out"
    command = ["-m", "k1.training", "lesson", "--config", str(tmp_path / "tiny.yaml"), "--out", str(out)]
    subprocess.run([sys.executable, *command], check=True, capture_output=True, cwd=tmp_path)
    assert set(json.loads((out / "summary.json").read_text())) >= {"reward_start", "reward_end", "f1_sft", "f1_grpo"}
    assert not (tmp_path / "unsloth_compiled_cache").exists()


@pytest.mark.unsloth
@pytest.mark.usefixtures("unsloth")
def test_unsloth_trains_all_weights_where_no_rank_is_set(tiny: TrainingSettings, tmp_path: Path):
    settings = with_engine(tiny, kind="unsloth", lora_rank=None)
    policy = load_policy(start_of(settings, tmp_path), settings, 1)
    assert all(weight.requires_grad for weight in policy.model.parameters())


@pytest.mark.unsloth
@pytest.mark.usefixtures("unsloth")
def test_both_engines_ask_the_same_questions_and_score_by_the_same_reward(
    tiny: TrainingSettings, tmp_path: Path, monkeypatch
):
    from k1.training.measuring import scoring
    from k1.training.stages import grpo

    calls: list[tuple[str, float]] = []
    scored = scoring.trained_reward

    def spy(text, instance, weights):
        terms = scored(text, instance, weights)
        calls.append((instance.text, terms.total))
        return terms

    monkeypatch.setattr(scoring, "trained_reward", spy)
    asked = {}
    start = start_of(with_engine(tiny), tmp_path)
    for kind in ("trl", "unsloth"):
        calls.clear()
        rows = grpo.train_grpo(start, WORLD, with_engine(tiny, kind=kind), tmp_path / kind, 1)
        asked[kind] = [text for text, _ in calls]
        means = [sum(reward for _, reward in calls[at : at + 8]) / 8 for at in range(0, len(calls), 8)]
        assert rewards_of(rows) == pytest.approx(means, abs=1e-5)
    assert asked["trl"] == asked["unsloth"]
    assert len(asked["trl"]) == 4 * 8
