"""Log-probabilities of replies with each prompt computed once, and next to no padding.

The replies of a group share their prompt, and replies of one step differ in length: given to a model row by row, as
TRL does, most of what is computed is a prompt that was computed before, or padding. Here the keys and values of a
prompt serve all its replies, and the replies go through the model in parts of about one length. Gradients flow through
the shared keys and values, so loss and gradient are those of the rows, but for rounding.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from k1.errors import ConfigurationError

_PARTS = 4
"""Parts of about one length. More are less padding, and smaller products."""


def share_prompts(trainer: Any) -> None:
    """Let a GRPO trainer of TRL take the log-probabilities of its replies from here."""
    import torch

    def log_probabilities(
        model: Any,
        input_ids: Any,
        attention_mask: Any,
        logits_to_keep: int,
        *,
        batch_size: int | None = None,
        compute_entropy: bool = False,
        **_: Any,
    ) -> tuple[Any, Any, None]:
        size = batch_size or len(input_ids)
        # Opened here once: each pass would cast all weights anew, and every copy lives until the backward pass.
        with trainer.accelerator.autocast():
            found = [
                scored(model, ids, mask, logits_to_keep, trainer.temperature, entropy=compute_entropy)
                for ids, mask in zip(input_ids.split(size), attention_mask.split(size), strict=True)
            ]
        chosen, spread = zip(*found, strict=True)
        return torch.cat(chosen), torch.cat(spread) if compute_entropy else None, None

    trainer._get_per_token_logps_and_entropies = log_probabilities


def scored(
    model: Any, input_ids: Any, attention_mask: Any, reply_tokens: int, temperature: float, *, entropy: bool
) -> tuple[Any, Any]:
    """Log-probability and, where asked for, entropy of each token of the replies: [rows, ``reply_tokens``], or None."""
    import torch
    from trl.trainer.utils import selective_log_softmax, selective_log_softmax_and_entropy

    start, order, chosen, spread = input_ids.shape[1] - reply_tokens, [], [], []
    for rows, logits in reply_logits(model, input_ids, attention_mask, reply_tokens):
        part = (rows, slice(start, start + logits.shape[1]))
        given = {"temperature": temperature, "row_mask": attention_mask[part]}
        if entropy:
            found = selective_log_softmax_and_entropy(logits, input_ids[part], entropy_requires_grad=False, **given)
        else:
            found = (selective_log_softmax(logits, input_ids[part], **given),)
        padded = [torch.nn.functional.pad(values, (0, reply_tokens - logits.shape[1])) for values in found]
        order.append(rows)
        chosen.append(padded[0])
        spread += padded[1:]
    place = torch.cat(order).argsort()
    return torch.cat(chosen)[place], torch.cat(spread)[place] if entropy else None


def reply_logits(model: Any, input_ids: Any, attention_mask: Any, reply_tokens: int) -> Iterator[tuple[Any, Any]]:
    """Rows and the logits of their replies, [rows, longest of these replies, vocabulary], part by part.

    ``input_ids`` and ``attention_mask`` are [rows, prompt + reply], prompts padded on the left and replies, of
    ``reply_tokens`` columns, on the right.

    Raises
    ------
    ConfigurationError: the model attends to its last tokens alone, so that a prompt's keys are not all there.
    """
    from transformers import DynamicCache

    # The last token of a prompt goes with the reply: the logits after it are those of the reply's first token.
    shared = input_ids.shape[1] - reply_tokens - 1
    prompts, mask, owner = distinct_prompts(input_ids[:, :shared], attention_mask[:, :shared])
    held = model(input_ids=prompts, attention_mask=mask, use_cache=True, logits_to_keep=1).past_key_values.layers
    if any(layer.is_sliding for layer in held):
        raise ConfigurationError("engine.shared_prompts: this model attends within a window; set it to false")
    lengths = attention_mask[:, shared + 1 :].sum(dim=1)
    for rows in lengths.argsort(stable=True).tensor_split(min(_PARTS, len(lengths))):
        end = shared + max(1, int(lengths[rows].max()))
        # Not by brackets: their gradient is summed in no fixed order by several threads of a CPU.
        own = [[part.index_select(0, owner[rows]) for part in (layer.keys, layer.values)] for layer in held]
        given = {"input_ids": input_ids[rows, shared:end], "attention_mask": attention_mask[rows, :end]}
        yield rows, model(**given, past_key_values=DynamicCache(own), use_cache=True).logits


def distinct_prompts(prompts: Any, mask: Any) -> tuple[Any, Any, Any]:
    """The different ones of ``prompts`` [rows, tokens], their masks, and for each row which of them it has."""
    import torch

    _, owner = torch.unique(torch.cat([prompts, mask], dim=1), dim=0, return_inverse=True)
    # Rows of one prompt are alike: whichever is written last stands for it.
    one = owner.new_zeros(int(owner.max()) + 1).scatter_(0, owner, torch.arange(len(owner), device=owner.device))
    return prompts[one], mask[one], owner
