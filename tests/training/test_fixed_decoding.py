"""Decoding in tensors that stay where they are writes what transformers writes."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

pytestmark = pytest.mark.train

PAD, END = 0, 1
ENDS = [END, *range(5, 12)]
SHAPE = {
    "vocab_size": 40,
    "hidden_size": 32,
    "intermediate_size": 64,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "head_dim": 8,
    "initializer_range": 0.6,
}


@pytest.fixture(params=["qwen3", "llama", "biased"])
def model(request: pytest.FixtureRequest) -> Any:
    """A tiny random model in float32: norms on queries and keys, none, or biases on its projections."""
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM, Qwen3Config, Qwen3ForCausalLM

    torch.manual_seed(1)
    if request.param == "qwen3":
        made = Qwen3ForCausalLM(Qwen3Config(**SHAPE))
    else:
        biased = request.param == "biased"
        made = LlamaForCausalLM(LlamaConfig(**SHAPE, attention_bias=biased, tie_word_embeddings=biased))
    for weight in made.parameters():
        # Norms begin as ones and biases as zeros, which would hide where they are left out.
        weight.data += 0.1 * torch.randn_like(weight)
    return made.eval()


def prompts(rows: int, tokens: int = 6) -> dict[str, Any]:
    """Prompts of 2 tokens and more, padded on the left, each twice."""
    import torch

    generator = torch.Generator().manual_seed(3)
    ids = torch.randint(2, 40, (rows // 2, tokens), generator=generator)
    lengths = torch.randint(2, tokens + 1, (rows // 2, 1), generator=generator)
    mask = (torch.arange(tokens) >= tokens - lengths).long()
    given = {"input_ids": ids * mask, "attention_mask": mask}
    return {name: values.repeat_interleave(2, dim=0) for name, values in given.items()}


def written(model: Any, decode: Any, given: dict[str, Any], longest: int, **how: Any) -> Any:
    import torch

    torch.manual_seed(7)
    return model.generate(**given, custom_generate=decode, max_new_tokens=longest, pad_token_id=PAD, **how)


def same(one: Any, other: Any) -> bool:
    """Whether the texts are equal but for padding behind them."""
    import torch

    width = max(one.shape[1], other.shape[1])
    one, other = (torch.nn.functional.pad(texts, (0, width - texts.shape[1]), value=PAD) for texts in (one, other))
    return torch.equal(one, other)


@pytest.mark.parametrize("tokens", [6, 60, 64, 70])
def test_greedy_replies_are_those_of_transformers_across_the_lengths_that_are_attended_to(model, tokens: int):
    from k1.training.engines.fixed_decoding import FixedDecoding

    given = prompts(12, tokens)
    plain = written(model, None, given, 80, do_sample=False, eos_token_id=[])
    assert equal(plain, written(model, FixedDecoding(model).decode, given, 80, do_sample=False, eos_token_id=[]))


def equal(one: Any, other: Any) -> bool:
    import torch

    return torch.equal(one, other)


def test_replies_that_end_at_many_lengths_are_the_same_and_nothing_but_padding_follows(model):
    from k1.training.engines.fixed_decoding import FixedDecoding

    given = prompts(24)
    plain = written(model, None, given, 40, do_sample=False, eos_token_id=ENDS)
    assert len({int((row != PAD).sum()) for row in plain[:, 6:]}) > 3
    assert same(plain, written(model, FixedDecoding(model).decode, given, 40, do_sample=False, eos_token_id=ENDS))


def test_drawn_replies_are_the_same_with_the_same_seed(model):
    from k1.training.engines.fixed_decoding import FixedDecoding

    how = {"do_sample": True, "temperature": 0.9, "top_p": 0.95, "top_k": 0, "eos_token_id": []}
    given = prompts(16)
    assert equal(written(model, None, given, 32, **how), written(model, FixedDecoding(model).decode, given, 32, **how))


def test_a_second_call_sees_nothing_of_the_first_and_follows_the_weights(model):
    import torch

    from k1.training.engines.fixed_decoding import FixedDecoding

    decode = FixedDecoding(model).decode
    how = {"do_sample": False, "eos_token_id": []}
    written(model, decode, prompts(12, 20), 40, **how)
    for weight in model.parameters():
        weight.data.add_(0.2 * torch.randn(weight.shape, generator=torch.Generator().manual_seed(5)))
    given = prompts(12, 9)
    assert equal(written(model, None, given, 30, **how), written(model, decode, given, 30, **how))


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        ("qwen3", {"hidden_act": "gelu"}),
        ("qwen3", {"layer_types": ["full_attention", "sliding_attention"]}),
        ("gpt2", {}),
        ("llama", {"mlp_bias": True}),
    ],
)
def test_a_model_whose_layers_are_not_written_down_here_is_written_with_a_shrinking_batch(
    kind: str, changed: dict[str, Any]
):
    from k1.training.engines.fixed_decoding import decoding_of
    from k1.training.engines.shrinking_batch import decode_unfinished

    shape = {"model_type": kind, "hidden_act": "silu", "rope_parameters": {"rope_type": "default"}, **changed}
    on_card = SimpleNamespace(weight=SimpleNamespace(is_cuda=True))
    assert decoding_of(SimpleNamespace(config=SimpleNamespace(**shape), lm_head=on_card)) is decode_unfinished


def test_without_a_card_replies_are_written_with_a_shrinking_batch(model):
    from k1.training.engines.fixed_decoding import decoding_of
    from k1.training.engines.shrinking_batch import decode_unfinished

    assert decoding_of(model) is decode_unfinished


def test_no_operation_of_a_token_asks_for_a_value_that_the_card_would_have_to_send_back(model):
    """What a graph cannot record: torch refuses it in tensors that have a shape and no values."""
    import torch
    from torch._subclasses.fake_tensor import FakeTensorMode

    from k1.training.engines.fixed_decoding import _Layer, _Texts

    with FakeTensorMode(allow_non_fake_inputs=True), torch.no_grad():
        texts = _Texts(model, [_Layer(layer) for layer in model.model.layers], 4, 64)
        assert texts._pass(64).shape == (4, 40)
