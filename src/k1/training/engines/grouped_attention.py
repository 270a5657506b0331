"""Attention of one new token to its cache, without a copy of keys and values for each query head that shares them.

transformers repeats them wherever there is a mask, which for one query a head is most of the memory that a token
touches. The heads of a group are queries of one head instead: the same sums, in the same kernel.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_NAME = "k1_grouped"


@contextmanager
def grouped_attention(model: Any) -> Iterator[None]:
    """Within it ``model`` attends so; one that does not attend by torch's kernels ("sdpa") is left as it is."""
    from transformers import AttentionInterface, AttentionMaskInterface
    from transformers.masking_utils import sdpa_mask

    before = model.config._attn_implementation
    if before != "sdpa":
        yield
        return
    AttentionInterface.register(_NAME, attend)
    AttentionMaskInterface.register(_NAME, sdpa_mask)
    model.set_attn_implementation(_NAME)
    try:
        yield
    finally:
        model.set_attn_implementation(before)


def attend(
    module: Any, query: Any, key: Any, value: Any, attention_mask: Any, *, scaling: float | None = None, **rest: Any
) -> tuple[Any, None]:
    """What transformers' own function for torch's kernels gives: [rows, tokens, heads, head_dim], and no weights.

    ``query`` is [rows, heads, tokens, head_dim], ``key`` and ``value`` are [rows, shared heads, all tokens, head_dim].
    """
    from torch.nn.functional import scaled_dot_product_attention
    from transformers.integrations.sdpa_attention import sdpa_attention_forward

    rows, heads, tokens, size = query.shape
    if tokens > 1:
        found: tuple[Any, None] = sdpa_attention_forward(
            module, query, key, value, attention_mask, scaling=scaling, **rest
        )
        return found
    shared = key.shape[1]
    together = query.reshape(rows, shared, heads // shared, size)
    made = scaled_dot_product_attention(together, key, value, attn_mask=attention_mask, scale=scaling)
    return made.reshape(rows, 1, heads, size), None
