"""Asking a model on this machine: greedy replies for F1, drawn ones for the sampled reward."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from k1.models.instances import Instance
from k1.training.data.replies import prompt_text
from k1.training.engines.engine import decoding_for_asking, load_for_asking
from k1.training.profile.settings import TrainingSettings

_BATCH = 128
"""Questions that a CPU is asked together; a card gets as many as training writes at once: the preflight counts them."""


def questions_at_once(settings: TrainingSettings) -> int:
    """How many questions are asked together."""
    return _BATCH if settings.engine.device == "cpu" else settings.grpo.replies // settings.grpo.rounds


class LocalModel:
    """A model and its tokenizer in memory, asked in batches."""

    def __init__(self, folder: Path, settings: TrainingSettings, written: Callable[[], None]) -> None:
        """Load the weights in ``folder`` onto the device of ``settings``; ``written`` is called after each reply."""
        import torch
        from transformers import AutoTokenizer

        torch.set_num_threads(settings.engine.threads)
        self._settings = settings
        self._written = written
        self._tokenizer = AutoTokenizer.from_pretrained(folder, padding_side="left")
        self._model = load_for_asking(folder, settings)
        self._decode = decoding_for_asking(self._model, settings.engine)

    def greedy(self, instances: Sequence[Instance]) -> list[str]:
        """The likeliest reply, token by token, to each instance."""
        return self._ask(instances, do_sample=False)

    def draw(self, instances: Sequence[Instance], seed: int) -> list[str]:
        """One reply to each instance, drawn at the temperature and top-p of training."""
        import torch

        torch.manual_seed(seed)
        grpo = self._settings.grpo
        return self._ask(instances, do_sample=True, temperature=grpo.temperature, top_p=grpo.top_p, top_k=0)

    def _ask(self, instances: Sequence[Instance], **how: Any) -> list[str]:
        prompts = [prompt_text(instance, self._settings, self._tokenizer) for instance in instances]
        # Questions of about one length together: padding is work. The replies are put back in order.
        order = sorted(range(len(prompts)), key=lambda index: (len(prompts[index]), index))
        replies = [""] * len(prompts)
        size = questions_at_once(self._settings)
        for start in range(0, len(order), size):
            chosen = order[start : start + size]
            for index, text in zip(chosen, self._ask_batch([prompts[i] for i in chosen], how), strict=True):
                replies[index] = text
                self._written()
        return replies

    def _ask_batch(self, prompts: list[str], how: dict[str, Any]) -> list[str]:
        import torch

        batch = self._tokenizer(prompts, return_tensors="pt", padding=True, return_token_type_ids=False)
        batch = batch.to(self._settings.engine.device)
        with torch.inference_mode():
            made = self._model.generate(
                **batch,
                max_new_tokens=self._settings.grpo.reply_tokens,
                pad_token_id=self._tokenizer.pad_token_id,
                eos_token_id=self._tokenizer.eos_token_id,
                custom_generate=self._decode,
                **how,
            )
        written = made[:, batch["input_ids"].shape[1] :]
        return list(self._tokenizer.batch_decode(written, skip_special_tokens=True))
