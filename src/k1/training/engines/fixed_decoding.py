"""Decoding in tensors that stay where they are, so that a card plays a token's operations back as one CUDA graph.

A token costs a pass through the model, some twenty operations a layer. Launched one by one they take several times as
long as they run; recorded once and launched together they run one behind the other. That asks for tensors of one shape
at one place: keys and values have room for the longest text from the start, and what is not written yet is masked.
Handed to ``generate`` as its decoding method, as ``k1.training.engines.shrinking_batch`` is. On a CPU, which has no
graphs, the same operations run one by one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from k1.training.engines.shared_prompts import distinct_prompts
from k1.training.engines.shrinking_batch import LOOK, choose, decode_unfinished, next_logits

_KINDS = frozenset({"llama", "qwen3"})
"""The architectures whose layers are written down here."""

_BLOCK = 64
"""Texts have room for a multiple of these tokens, and are attended to in such lengths: one graph for each."""


def decoding_of(model: Any) -> Callable[..., Any]:
    """The decoding method for the replies of ``model``: in fixed tensors on a card, else with a shrinking batch."""
    if model.lm_head.weight.is_cuda and _is_written_down(model.config):
        return FixedDecoding(model).decode
    return decode_unfinished


def _is_written_down(config: Any) -> bool:
    """Whether the layers of such a model are those below."""
    if config.model_type not in _KINDS or config.hidden_act != "silu" or getattr(config, "mlp_bias", False):
        return False
    if "sliding_attention" in (getattr(config, "layer_types", None) or ()):
        return False
    return bool(config.rope_parameters["rope_type"] == "default")


class FixedDecoding:
    """Writes the replies of one model, whose weights may change between two calls and must keep their places."""

    def __init__(self, model: Any) -> None:
        """Join the projections of ``model`` that read the same input; its parameters become views of them."""
        self._layers = [_Layer(layer) for layer in model.model.layers]
        self._model = model
        self._texts: _Texts | None = None

    def decode(
        self,
        model: Any,
        input_ids: Any,
        logits_processor: Any,
        stopping_criteria: Any,
        generation_config: Any,
        **held: Any,
    ) -> Any:
        """Prompts and replies as transformers writes them, [batch, length], padded on the right once they have ended.

        ``held`` is what transformers has prepared for the model: mask and cache.
        """
        import torch

        pad, longest = generation_config.pad_token_id, generation_config.max_length
        texts, mask, cache = input_ids, held["attention_mask"], held["past_key_values"]
        prompts, prompt_mask, owner = distinct_prompts(texts, mask)
        logits = next_logits(model, prompts, prompt_mask, cache)[owner]
        room = self._room(len(texts), longest)
        room.begin(cache, owner, mask)
        ended = torch.zeros(len(texts), dtype=torch.bool, device=texts.device)
        while True:
            scores = logits_processor(texts, logits)
            chosen = choose(scores, generation_config.do_sample).masked_fill(ended, pad)
            texts = torch.cat([texts, chosen[:, None]], dim=1)
            ended = ended | stopping_criteria(texts, scores)
            length = texts.shape[1]
            if length == longest or (length % LOOK == 0 and bool(ended.all())):
                return texts
            logits = room.next_logits(chosen)

    def _room(self, rows: int, longest: int) -> _Texts:
        """Tensors for so many texts of that length: those of the last call, where they are large enough."""
        room = self._texts
        if room is None or room.rows != rows or room.length < longest:
            self._texts = room = None  # what it held is free before the new one is made
            room = self._texts = _Texts(self._model, self._layers, rows, -(-longest // _BLOCK) * _BLOCK)
        return room


class _Layer:
    """The weights of one layer, those that read the same input joined: fewer and larger products."""

    def __init__(self, layer: Any) -> None:
        attention, forward = layer.self_attn, layer.mlp
        self.before, self.after = layer.input_layernorm, layer.post_attention_layernorm
        self.qkv, self.bias = _joined(attention.q_proj, attention.k_proj, attention.v_proj)
        self.norms = [attention.q_norm, attention.k_norm] if hasattr(attention, "q_norm") else []
        self.out, self.down = attention.o_proj, forward.down_proj
        self.gates, _ = _joined(forward.gate_proj, forward.up_proj)
        self.scaling = attention.scaling


def _joined(*linear: Any) -> tuple[Any, Any]:
    """The weights and biases of several layers as one of each, which theirs become parts of; None without bias."""
    import torch

    def join(held: list[Any]) -> Any:
        whole = torch.cat([values.detach() for values in held])
        for values, part in zip(held, whole.split([len(values) for values in held]), strict=True):
            values.data = part
        return whole

    biases = [layer.bias for layer in linear if layer.bias is not None]
    return join([layer.weight for layer in linear]), join(biases) if biases else None


class _Texts:
    """Texts that are written token by token, and all that a token needs.

    ``keys`` and ``values`` are [layers, rows, shared heads, length, head_dim], ``bias`` is [rows, 1, 1, length]: 0 for
    what is attended to and minus infinity for the rest. ``column`` is where the next token's keys go, ``positions``
    are counted without padding.
    """

    def __init__(self, model: Any, layers: list[_Layer], rows: int, length: int) -> None:
        import torch

        config, weight = model.config, model.lm_head.weight
        self.rows, self.length, self._model, self._layers = rows, length, model, layers
        self._heads, self._shared = config.num_attention_heads, config.num_key_value_heads
        self._size = layers[0].qkv.shape[0] // (self._heads + 2 * self._shared)
        kind, numbers = {"dtype": weight.dtype, "device": weight.device}, {"dtype": torch.long, "device": weight.device}
        self._keys, self._values = torch.zeros(2, len(layers), rows, self._shared, length, self._size, **kind)
        self._bias = torch.zeros(rows, 1, 1, length, **kind)
        self._token, self._positions = torch.zeros(2, rows, **numbers)
        self._column, self._written = torch.zeros(1, **numbers), 0
        every = torch.arange(length, device=weight.device)[None]
        self._turns = [values[0] for values in model.model.rotary_emb(weight, every)]
        self._graphs: dict[int, tuple[Any, Any]] = {}

    def begin(self, cache: Any, owner: Any, mask: Any) -> None:
        """Take in the prompts: a cache with a row for each, and for each text the row of its prompt."""
        tokens = mask.shape[1]
        if self._keys.is_cuda:
            self._record(range(-(-(tokens + 1) // _BLOCK) * _BLOCK, self.length + 1, _BLOCK))
        for keys, values, layer in zip(self._keys, self._values, cache.layers, strict=True):
            keys[:, :, :tokens].copy_(layer.keys.index_select(0, owner))
            values[:, :, :tokens].copy_(layer.values.index_select(0, owner))
        self._bias.fill_(-float("inf"))
        self._bias[..., :tokens].masked_fill_(mask[:, None, None].bool(), 0.0)
        self._positions.copy_(mask.sum(dim=1))
        self._column.fill_(tokens)
        self._written = tokens

    def next_logits(self, chosen: Any) -> Any:
        """The logits after one more token of each text, in float32: [rows, vocabulary]."""
        self._token.copy_(chosen)
        self._written += 1
        length = -(-self._written // _BLOCK) * _BLOCK
        if length not in self._graphs:
            return self._pass(length).float()
        graph, logits = self._graphs[length]
        graph.replay()
        return logits.float()

    def _record(self, lengths: range) -> None:
        """Record the graphs that are missing. What the texts hold is spoiled: it is taken in afterwards."""
        import torch

        for length in lengths:
            if length in self._graphs:
                continue
            self._bias.zero_()
            self._column.zero_()
            self._positions.zero_()
            beside = torch.cuda.Stream()
            beside.wait_stream(torch.cuda.current_stream())
            with torch.cuda.stream(beside):
                # Kernels are chosen and their scratch space is taken before anything is recorded.
                self._pass(length)
            torch.cuda.current_stream().wait_stream(beside)
            graph = torch.cuda.CUDAGraph()
            pool = next((held.pool() for held, _ in self._graphs.values()), None)
            with torch.cuda.graph(graph, pool=pool):
                logits = self._pass(length)
            self._graphs[length] = (graph, logits)

    def _pass(self, length: int) -> Any:
        """One token through the model, attending to the first ``length`` columns: [rows, vocabulary]."""
        from torch.nn.functional import embedding, linear

        self._bias.index_fill_(3, self._column, 0.0)
        hidden = embedding(self._token, self._model.model.embed_tokens.weight)
        turns = [values.index_select(0, self._positions)[:, None] for values in self._turns]
        for number, layer in enumerate(self._layers):
            hidden = hidden + self._attended(number, layer, hidden, turns, length)
            hidden = hidden + _forward(layer, hidden)
        self._column += 1
        self._positions += 1
        return linear(_normed(self._model.model.norm, hidden), self._model.lm_head.weight)

    def _attended(self, number: int, layer: _Layer, hidden: Any, turns: list[Any], length: int) -> Any:
        import torch
        from torch.nn.functional import linear, scaled_dot_product_attention

        heads = linear(_normed(layer.before, hidden), layer.qkv, layer.bias).view(self.rows, -1, self._size)
        asking, values = heads.split([self._heads + self._shared, self._shared], dim=1)
        if layer.norms:
            parts = asking.split([self._heads, self._shared], dim=1)
            asking = torch.cat([_normed(norm, part) for norm, part in zip(layer.norms, parts, strict=True)], dim=1)
        query, key = _turned(asking, *turns).split([self._heads, self._shared], dim=1)
        self._keys[number].index_copy_(2, self._column, key[:, :, None])
        self._values[number].index_copy_(2, self._column, values[:, :, None])
        # The heads of a group are queries of one head: keys and values are not copied for each.
        made = scaled_dot_product_attention(
            query.reshape(self.rows, self._shared, -1, self._size),
            self._keys[number, :, :, :length],
            self._values[number, :, :, :length],
            attn_mask=self._bias[..., :length],
            scale=layer.scaling,
        )
        return linear(made.reshape(self.rows, -1), layer.out.weight, layer.out.bias)


def _forward(layer: _Layer, hidden: Any) -> Any:
    from torch.nn.functional import linear, silu

    gate, up = linear(_normed(layer.after, hidden), layer.gates).chunk(2, dim=-1)
    return linear(silu(gate) * up, layer.down.weight)


def _normed(norm: Any, values: Any) -> Any:
    from torch.nn.functional import rms_norm

    return rms_norm(values, norm.weight.shape, norm.weight, norm.variance_epsilon)


def _turned(heads: Any, cosine: Any, sine: Any) -> Any:
    """Rotary positions: ``heads`` are [rows, heads, head_dim], cosine and sine [rows, 1, head_dim]."""
    import torch

    first, second = heads.chunk(2, dim=-1)
    return heads * cosine + torch.cat([-second, first], dim=-1) * sine
