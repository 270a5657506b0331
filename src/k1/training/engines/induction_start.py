"""A start from nothing that can already copy: the first two layers hold an induction circuit, the rest starts small.

Taken from a text, a mention is a run of tokens copied. What trained models copy by is known (Olsson et al. 2022,
"In-context Learning and Induction Heads"): a head that looks one token back and notes what stood there, and in a later
layer heads that look for a token with the note of the present one, and pass on what it is: what came next last time.
A small model that meets a few thousand texts finds this late or never, so it is written down here.

The numbers of the residual stream are shared out: the first one is the same for every token, the last ``head_dim`` hold
the note, those between hold the token. All of it is trained like any other weight.
"""

from __future__ import annotations

import math
from typing import Any

from k1.training.profile.settings import ModelSettings

_SHARPNESS = 35.0
"""Logit of attention between a query and a key that agree fully: the places beside the right one get a hundredth."""
_LOCAL = 0.32
"""Share of the rotary planes, the fast ones, that tell the token before from its neighbours."""
_NOTE, _COPY = 1.5, 7.5
"""How strongly the note and the copied token are written, in spreads of the embedding."""
_QUIET = 0.5
"""How loud the rest of a layer starts, in spreads of the embedding: a random layer that is louder would drown it."""


def start_with_induction(model: Any, settings: ModelSettings) -> None:
    """Write the circuit into the first two layers of a new Qwen3; the generator of torch draws its projections."""
    import torch

    size, content = settings.head_dim, slice(1, settings.hidden - settings.head_dim)
    width = settings.hidden - settings.head_dim - 1
    first, second = (layer.self_attn for layer in model.model.layers[:2])
    with torch.no_grad():
        for layer in model.model.layers:
            for output in (layer.self_attn.o_proj.weight, layer.mlp.down_proj.weight):
                output.mul_(_QUIET / math.sqrt(output.shape[1]))
        embedding = model.model.embed_tokens.weight
        embedding[:, 0] = 4 * settings.spread
        embedding[:, -size:] = 0
        code = torch.nn.init.orthogonal_(torch.empty(size, width))
        parts = torch.nn.init.orthogonal_(torch.empty(width, width)).split(size)
        _note_the_token_before(first, code, content, settings)
        for head, part in zip(range(settings.kv_heads), parts, strict=False):
            _copy_what_came_next(second, head, (code, part), content, settings)


def _note_the_token_before(attention: Any, code: Any, content: slice, settings: ModelSettings) -> None:
    """Head 0: queries and keys are the same for all tokens, and agree where the rotary positions differ by one."""
    import torch

    size, half = settings.head_dim, settings.head_dim // 2
    fast = torch.arange(max(1, int(_LOCAL * half)))
    turn = settings.rope_theta ** (-fast / half)
    for projection in (attention.q_proj, attention.k_proj, attention.v_proj):
        projection.weight[:size] = 0
    attention.k_proj.weight[fast, 0] = 1
    attention.q_proj.weight[fast, 0] = turn.cos()
    attention.q_proj.weight[fast + half, 0] = -turn.sin()
    attention.v_proj.weight[:size, content] = code
    attention.o_proj.weight[:, :size] = 0
    attention.o_proj.weight[-size:, :size] = _NOTE * settings.spread * torch.eye(size)
    _sharpen(attention, torch.cat([fast, fast + half]), settings)


def _copy_what_came_next(
    attention: Any, head: int, maps: tuple[Any, Any], content: slice, settings: ModelSettings
) -> None:
    """One head: a query is the token, a key the note, by slow planes alone; the value is a part of the token found.

    ``maps`` are the code that notes are written in, and the part of a token that this head copies.
    """
    import torch

    code, part = maps
    size, half, shared = settings.head_dim, settings.head_dim // 2, settings.heads // settings.kv_heads
    slow = torch.arange(half // 2, half)
    planes = torch.cat([slow, slow + half])
    noted = (torch.arange(len(planes)) + head * len(planes)) % size
    asked, held = head * shared * size, head * size
    attention.q_proj.weight[asked : asked + size] = 0
    attention.k_proj.weight[held : held + size] = 0
    attention.v_proj.weight[held : held + size] = 0
    attention.q_proj.weight[asked + planes, content] = code[noted]
    attention.k_proj.weight[held + planes, settings.hidden - size + noted] = 1
    attention.v_proj.weight[held : held + len(part), content] = part
    attention.o_proj.weight[content, asked : asked + len(part)] = _COPY * settings.spread * part.T
    _sharpen(attention, planes, settings)


def _sharpen(attention: Any, planes: Any, settings: ModelSettings) -> None:
    """Make the norm of queries and keys loud in these planes, for all heads of the layer: they share it."""
    gain = math.sqrt(_SHARPNESS / math.sqrt(settings.head_dim))
    attention.q_norm.weight[planes] = gain
    attention.k_norm.weight[planes] = gain
