"""Decoding that computes a prompt once for all its replies, and drops replies from the batch as they end.

The replies of a group have one prompt. Replies of one step differ in length, and transformers goes on computing each
until the longest has ended: with replies of 46 tokens on average and 96 at most, half of what is computed is padding.
Handed to ``generate`` as its decoding method, so that prompts, options and the ways of choosing a token stay those of
transformers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from k1.training.engines.grouped_attention import grouped_attention
from k1.training.engines.shared_prompts import distinct_prompts

LOOK = 8
"""Tokens between two looks at which replies have ended: a look waits for the device."""

_SHRINK = 0.75
"""Share of replies under which a batch is made smaller: it copies the keys and values of those that stay."""


@dataclass
class _Unfinished:
    """The replies that are still written. Tensors have a row for each.

    ``texts`` are prompt and reply so far, ``mask`` is 1 for what is no padding, ``place`` is the row in the whole
    batch, ``ended`` says which are finished and not yet dropped.
    """

    texts: Any
    mask: Any
    place: Any
    ended: Any
    cache: Any

    def append(self, chosen: Any) -> None:
        """Add one token to each reply."""
        import torch

        self.texts = torch.cat([self.texts, chosen[:, None]], dim=1)
        self.mask = torch.cat([self.mask, self.mask.new_ones(len(chosen), 1)], dim=1)

    def drop_ended(self) -> None:
        """Keep the rows that have not ended, where that is worth the copy."""
        live = (~self.ended).nonzero().squeeze(1)
        if len(live) > _SHRINK * len(self.ended):
            return
        self.texts, self.mask, self.place = self.texts[live], self.mask[live], self.place[live]
        self.ended = self.ended[live]
        self.cache.batch_select_indices(live)


def decode_unfinished(
    model: Any,
    input_ids: Any,
    logits_processor: Any,
    stopping_criteria: Any,
    generation_config: Any,
    **held: Any,
) -> Any:
    """Prompts and replies as transformers writes them, [batch, length], padded on the right once they have ended.

    ``held`` is what transformers has prepared for the model: mask and cache. A greedy reply is the same as ever; what
    is drawn depends, as always, on what is drawn beside it.
    """
    import torch

    pad, longest = generation_config.pad_token_id, generation_config.max_length
    place = torch.arange(len(input_ids), device=input_ids.device)
    ended = torch.zeros_like(place, dtype=torch.bool)
    going = _Unfinished(input_ids, held["attention_mask"], place, ended, held["past_key_values"])
    whole = input_ids.new_full((len(input_ids), longest), pad)
    with grouped_attention(model):
        scores = logits_processor(going.texts, _first_logits(model, going))
        while True:
            chosen = choose(scores, generation_config.do_sample)
            going.append(chosen.masked_fill(going.ended, pad))
            going.ended = going.ended | stopping_criteria(going.texts, scores)
            length = going.texts.shape[1]
            if length % LOOK == 0 or length == longest:
                whole[going.place, :length] = going.texts
                if length == longest or bool(going.ended.all()):
                    return whole[:, :length]
                going.drop_ended()
            scores = logits_processor(going.texts, next_logits(model, going.texts[:, -1:], going.mask, going.cache))


def _first_logits(model: Any, going: _Unfinished) -> Any:
    """The logits of each reply's first token; the cache then has a row for each reply."""
    prompts, mask, owner = distinct_prompts(going.texts, going.mask)
    logits = next_logits(model, prompts, mask, going.cache)
    going.cache.batch_select_indices(owner)
    return logits[owner]


def next_logits(model: Any, given: Any, mask: Any, cache: Any) -> Any:
    """The logits of the token after the last, in float32: [rows, vocabulary]. Positions are counted without padding."""
    positions = (mask.cumsum(-1) - 1).clamp(min=0)[:, -given.shape[1] :]
    made = model(
        input_ids=given,
        attention_mask=mask,
        position_ids=positions,
        past_key_values=cache,
        use_cache=True,
        logits_to_keep=1,
    )
    return made.logits[:, -1].float()


def choose(scores: Any, drawn: bool) -> Any:
    """A token for each row of ``scores``: drawn by them, or the likeliest."""
    import torch

    if drawn:
        return torch.multinomial(scores.softmax(dim=-1), num_samples=1).squeeze(1)
    return scores.argmax(dim=-1)
