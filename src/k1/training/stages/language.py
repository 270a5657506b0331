"""Language modelling on open text: a model from nothing first learns how text runs, before it is asked anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from k1.errors import ConfigurationError
from k1.training.engines.checkpoints import train_to_end
from k1.training.machine.progress import show_progress
from k1.training.profile.settings import TrainingSettings
from k1.training.stages.arguments import text_arguments
from k1.training.stages.log import LogRow, log_rows


def blocks(tokens: Iterable[Sequence[int]], end: int, length: int) -> Iterator[list[int]]:
    """The texts' tokens in a row, ``end`` after each text, cut into blocks of ``length``; the rest is left out."""
    block: list[int] = []
    for token in chain.from_iterable((*text, end) for text in tokens):
        block.append(token)
        if len(block) == length:
            yield block
            block = []


def train_language(
    start: Path, texts: Sequence[str], settings: TrainingSettings, folder: Path, seed: int
) -> list[LogRow]:
    """Train from the weights in ``start`` on the next token of ``texts``; the result lies in ``folder``/final.

    Continues from a checkpoint there. Returns the log, the steps before a continuation included.
    """
    import torch

    torch.set_num_threads(settings.engine.threads)
    trainer = _trainer(start, texts, settings, folder, seed)
    show_progress(trainer, "language modelling")
    train_to_end(trainer, folder, settings.language.steps)
    trainer.save_model(str(folder / "final"))
    return log_rows("language", trainer.state.log_history)


def _trainer(start: Path, texts: Sequence[str], settings: TrainingSettings, folder: Path, seed: int) -> Any:
    from datasets import Dataset
    from transformers import AutoModelForCausalLM, AutoTokenizer, Trainer, TrainingArguments, default_data_collator

    tokenizer = AutoTokenizer.from_pretrained(start)
    tokens = (tokenizer(text)["input_ids"] for text in texts)
    rows = list(blocks(tokens, tokenizer.eos_token_id, settings.language.length))
    if not rows:
        raise ConfigurationError("language.folders: the texts do not fill one block; lower language.length")
    return Trainer(
        model=AutoModelForCausalLM.from_pretrained(start),
        args=TrainingArguments(**text_arguments(settings.language, settings.engine, folder, seed)),
        train_dataset=Dataset.from_dict({"input_ids": rows, "labels": rows}),
        data_collator=default_data_collator,
        processing_class=tokenizer,
    )
