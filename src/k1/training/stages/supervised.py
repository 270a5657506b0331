"""Supervised fine-tuning on prompt and reply through TRL, the loss on the reply alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from k1.models.instances import Instance
from k1.training.data.replies import question, taught_reply
from k1.training.engines.checkpoints import train_to_end
from k1.training.engines.engine import load_policy, refuse_changes, save_weights, settle_adapter
from k1.training.engines.epoch_order import settle_order
from k1.training.machine.progress import show_progress
from k1.training.profile.settings import TrainingSettings
from k1.training.stages.arguments import text_arguments
from k1.training.stages.log import LogRow, log_rows

_NOT_LEARNT = -100
"""The label of a token that the loss leaves out, to torch and so to TRL."""


def supervised_arguments(settings: TrainingSettings, folder: Path, seed: int) -> dict[str, Any]:
    """TRL's options for the supervised stage."""
    loss = "chunked_nll" if settings.supervised.chunked else "nll"
    form = {"loss_type": loss, "max_length": settings.model.positions}
    return text_arguments(settings.supervised, settings.engine, folder, seed) | form


def train_supervised(
    start: Path,
    instances: Sequence[Instance],
    settings: TrainingSettings,
    folder: Path,
    seed: int,
    *,
    stage: str = "supervised",
    replies: Sequence[str] | None = None,
) -> list[LogRow]:
    """Train from the weights in ``start``; the result lies in ``folder``/final. Continues from a checkpoint there.

    ``replies`` are taught in place of those that the instances' answers make. ``stage`` names the rows of the log,
    which is returned, the steps before a continuation included.
    """
    texts = replies if replies is not None else [taught_reply(item) for item in instances]
    pairs = [
        {"prompt": question(item, settings), "completion": _completion(text, settings)}
        for item, text in zip(instances, texts, strict=True)
    ]
    trainer = _trainer(start, pairs, settings, folder, seed)
    show_progress(trainer, stage)
    train_to_end(trainer, folder, settings.supervised.steps)
    save_weights(trainer, start, folder, settings.engine)
    return log_rows(stage, trainer.state.log_history)


def _trainer(
    start: Path, pairs: Sequence[Mapping[str, Any]], settings: TrainingSettings, folder: Path, seed: int
) -> Any:
    """TRL's trainer, set up and not yet run."""
    policy = load_policy(start, settings, seed)
    from datasets import Dataset
    from trl import SFTConfig, SFTTrainer

    asked = supervised_arguments(settings, folder, seed)
    options = SFTConfig(**asked, **policy.arguments)
    refuse_changes(asked, options)
    rows: Sequence[Mapping[str, Any]] = pairs
    # Turns are laid out by TRL, and unsloth prepares examples in a way of its own.
    if settings.prompt == "short" and settings.engine.kind == "trl":
        rows = tokenised(pairs, policy.tokenizer, settings.model.positions)
        options.dataset_kwargs = {"skip_prepare_dataset": True}
    trainer = SFTTrainer(
        policy.model,
        args=options,
        train_dataset=Dataset.from_list(list(rows)),
        processing_class=policy.tokenizer,
        **policy.trainer,
    )
    settle_adapter(trainer.model)
    if settings.supervised.sampling == "group_by_length":
        settle_order(trainer, seed)
    return trainer


def tokenised(pairs: Sequence[Mapping[str, str]], tokenizer: Any, longest: int) -> list[dict[str, list[int]]]:
    """Tokens and labels of prompts and completions, as TRL prepares them, but all at once.

    TRL goes over the examples one by one and several times, which for the lesson's takes as long as 100 of its steps.
    """
    from trl.data_utils import common_prefix_length

    asked = tokenizer([pair["prompt"] for pair in pairs])["input_ids"]
    whole = tokenizer([pair["prompt"] + pair["completion"] + tokenizer.eos_token for pair in pairs])["input_ids"]
    rows = []
    for prompt, text in zip(asked, whole, strict=True):
        given = common_prefix_length(prompt, text)
        if given < min(longest, len(text)):
            labels = [_NOT_LEARNT] * given + text[given:]
            rows.append({"input_ids": text[:longest], "labels": labels[:longest]})
    return rows


def _completion(text: str, settings: TrainingSettings) -> str | list[dict[str, str]]:
    return text if settings.prompt == "short" else [{"role": "assistant", "content": text}]
