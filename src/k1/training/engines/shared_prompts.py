"""Log-probabilities of replies with each prompt computed once, and next to no padding.

The replies of a group share their prompt, and replies of one step differ in length: given to a model row by row, as
TRL does, most of what is computed is a prompt that was computed before, or padding. Here the keys and values of a
prompt serve all its replies, and the replies go through the model in parts of about one length. Gradients flow through
the shared keys and values, so loss and gradient are those of the rows, but for rounding.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_PARTS = 4
"""Parts of about one length. More are less padding, and smaller products."""


def share_prompts(trainer: Any) -> None:
    """Let a GRPO trainer of TRL take the log-probabilities of its replies from here."""
    from trl.trainer.utils import selective_log_softmax_and_entropy

    def log_probabilities(
        model: Any,
        input_ids: Any,
        attention_mask: Any,
        logits_to_keep: int,
        *_: Any,
        compute_entropy: bool = False,
        **__: Any,
    ) -> tuple[Any, Any, None]:
        import torch

        chosen, entropy, order = [], [], []
        for rows, logits in reply_logits(model, input_ids, attention_mask, logits_to_keep):
            width = logits.shape[1]
            start = input_ids.shape[1] - logits_to_keep
            found = selective_log_softmax_and_entropy(
                logits,
                input_ids[rows, start : start + width],
                entropy_requires_grad=False,
                temperature=trainer.temperature,
                row_mask=attention_mask[rows, start : start + width],
            )
            padded = [torch.nn.functional.pad(values, (0, logits_to_keep - width)) for values in found]
            chosen.append(padded[0])
            entropy.append(padded[1])
            order.append(rows)
        place = torch.cat(order).argsort()
        return torch.cat(chosen)[place], torch.cat(entropy)[place] if compute_entropy else None, None

    trainer._get_per_token_logps_and_entropies = log_probabilities


def reply_logits(model: Any, input_ids: Any, attention_mask: Any, reply_tokens: int) -> Iterator[tuple[Any, Any]]:
    """Rows and the logits of their replies, [rows, longest of these replies, vocabulary], part by part.

    ``input_ids`` and ``attention_mask`` are [rows, prompt + reply], prompts padded on the left and replies, of
    ``reply_tokens`` columns, on the right.
    """
    from transformers import DynamicCache

    # The last token of a prompt goes with the reply: the logits after it are those of the reply's first token.
    shared = input_ids.shape[1] - reply_tokens - 1
    prompts, mask, owner = distinct_prompts(input_ids[:, :shared], attention_mask[:, :shared])
    held = model(input_ids=prompts, attention_mask=mask, use_cache=True, logits_to_keep=1).past_key_values
    lengths = attention_mask[:, shared + 1 :].sum(dim=1)
    for rows in lengths.argsort(stable=True).tensor_split(min(_PARTS, len(lengths))):
        end = shared + max(1, int(lengths[rows].max()))
        cache = DynamicCache([(layer.keys[owner[rows]], layer.values[owner[rows]]) for layer in held.layers])
        given = {"input_ids": input_ids[rows, shared:end], "attention_mask": attention_mask[rows, :end]}
        yield rows, model(**given, past_key_values=cache, use_cache=True).logits


def distinct_prompts(prompts: Any, mask: Any) -> tuple[Any, Any, Any]:
    """The different ones of ``prompts`` [rows, tokens], their masks, and for each row which of them it has."""
    import torch

    _, owner = torch.unique(torch.cat([prompts, mask], dim=1), dim=0, return_inverse=True)
    # Rows of one prompt are alike: whichever is written last stands for it.
    one = owner.new_zeros(int(owner.max()) + 1).scatter_(0, owner, torch.arange(len(owner), device=owner.device))
    return prompts[one], mask[one], owner
