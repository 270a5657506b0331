"""Decoding that drops replies as they end writes what transformers writes, with less work."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.train

PAD, END = 0, 1


@pytest.fixture(scope="module")
def model() -> Any:
    """A tiny random model in float32."""
    import torch
    from transformers import Qwen3Config, Qwen3ForCausalLM

    torch.manual_seed(1)
    shape = Qwen3Config(
        vocab_size=40,
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        head_dim=8,
        initializer_range=0.6,
    )
    return Qwen3ForCausalLM(shape).eval()


def prompts(rows: int) -> dict[str, Any]:
    """Prompts of 2 to 6 tokens, padded on the left."""
    import torch

    generator = torch.Generator().manual_seed(3)
    ids = torch.randint(2, 40, (rows, 6), generator=generator)
    lengths = torch.randint(2, 7, (rows, 1), generator=generator)
    mask = (torch.arange(6) >= 6 - lengths).long()
    return {"input_ids": ids * mask, "attention_mask": mask}


def both(model: Any, rows: int, longest: int, **how: Any) -> tuple[Any, Any]:
    """What transformers writes, and what the shrinking batch writes, for the same prompts and seed."""
    import torch

    from k1.training.engines.shrinking_batch import decode_unfinished

    options = {"max_new_tokens": longest, "pad_token_id": PAD, **how}
    written = []
    for method in (None, decode_unfinished):
        torch.manual_seed(7)
        written.append(model.generate(**prompts(rows), custom_generate=method, **options))
    return written[0], written[1]


def equal_but_for_padding(one: Any, other: Any) -> bool:
    width = max(one.shape[1], other.shape[1])
    return bool((padded(one, width) == padded(other, width)).all())


def padded(texts: Any, width: int) -> Any:
    import torch

    return torch.nn.functional.pad(texts, (0, width - texts.shape[1]), value=PAD)


def test_greedy_replies_that_end_at_many_lengths_are_the_same(model):
    ends = [END, *range(5, 12)]
    plain, shrunk = both(model, 24, 40, do_sample=False, eos_token_id=ends)
    lengths = {int((row != PAD).sum()) for row in plain[:, 6:]}
    assert len(lengths) > 3
    assert equal_but_for_padding(plain, shrunk)


def test_replies_that_never_end_are_cut_at_the_same_length(model):
    plain, shrunk = both(model, 3, 21, do_sample=False, eos_token_id=[])
    assert plain.shape == shrunk.shape == (3, 27)
    assert equal_but_for_padding(plain, shrunk)


def test_drawn_replies_are_the_same_while_none_has_ended(model):
    how = {"do_sample": True, "temperature": 0.9, "top_p": 0.95, "top_k": 0}
    plain, shrunk = both(model, 16, 32, eos_token_id=[], **how)
    assert equal_but_for_padding(plain, shrunk)


def test_nothing_but_padding_follows_an_end(model):
    import torch

    _, shrunk = both(model, 24, 40, do_sample=True, eos_token_id=[END, *range(5, 12)])
    for row in shrunk[:, 6:]:
        ended = torch.isin(row, torch.tensor([END, *range(5, 12)])).nonzero()
        if len(ended):
            assert not row[int(ended[0]) + 1 :].any()


def test_replies_to_one_prompt_are_those_of_the_prompt_alone(model, monkeypatch: pytest.MonkeyPatch):
    import torch

    from k1.training.engines.shrinking_batch import decode_unfinished

    computed = counted_rows(model, monkeypatch)
    given = {name: values.repeat_interleave(3, dim=0) for name, values in prompts(5).items()}
    options = {"max_new_tokens": 20, "pad_token_id": PAD, "do_sample": False, "eos_token_id": [END, *range(5, 12)]}
    alone = model.generate(**prompts(5), **options)
    computed.clear()
    shared = model.generate(**given, custom_generate=decode_unfinished, **options)
    assert computed[:2] == [5 * 6, 15]
    assert equal_but_for_padding(alone.repeat_interleave(3, dim=0), shared)
    assert torch.equal(given["input_ids"], shared[:, :6])


@pytest.mark.parametrize("tokens", [1, 5])
def test_heads_that_share_their_keys_attend_as_with_a_copy_each(model, tokens: int):
    import torch
    from transformers.integrations.sdpa_attention import sdpa_attention_forward

    from k1.training.engines.grouped_attention import attend

    generator = torch.Generator().manual_seed(2)
    query = torch.randn(3, 4, tokens, 8, generator=generator)
    key, value = torch.randn(2, 3, 2, 9, 8, generator=generator)
    mask = (torch.rand(3, 1, tokens, 9, generator=generator) < 0.7) | (torch.arange(9) == 0)
    given = (model.model.layers[0].self_attn, query, key, value, mask)
    torch.testing.assert_close(attend(*given, scaling=0.3)[0], sdpa_attention_forward(*given, scaling=0.3)[0])


def test_replies_are_written_in_groups_of_heads_and_the_model_attends_as_before_afterwards(model, monkeypatch):
    from k1.training.engines import grouped_attention

    attend, queries = grouped_attention.attend, []

    def counted(module: Any, query: Any, *rest: Any, **named: Any) -> Any:
        queries.append(query.shape[2])
        return attend(module, query, *rest, **named)

    monkeypatch.setattr(grouped_attention, "attend", counted)
    both(model, 3, 9, do_sample=False, eos_token_id=[])
    assert queries == [6, 6, *[1] * 16]
    assert model.config._attn_implementation == "sdpa"


def test_a_model_attends_as_before_after_an_error_too(model):
    def fail(*_: Any) -> None:
        raise RuntimeError("stopped")

    from k1.training.engines.shrinking_batch import decode_unfinished

    with pytest.raises(RuntimeError, match="stopped"):
        model.generate(
            **prompts(3), custom_generate=decode_unfinished, pad_token_id=PAD, max_new_tokens=9, logits_processor=[fail]
        )
    assert model.config._attn_implementation == "sdpa"


def counted_rows(model: Any, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The tokens of each pass through the model from now on."""
    computed: list[int] = []
    forward = type(model).forward

    def counted(self: Any, input_ids: Any = None, **rest: Any) -> Any:
        computed.append(input_ids.numel())
        return forward(self, input_ids=input_ids, **rest)

    monkeypatch.setattr(type(model), "forward", counted)
    return computed


def test_less_is_computed_than_until_the_longest_has_ended(model, monkeypatch: pytest.MonkeyPatch):
    computed = counted_rows(model, monkeypatch)
    plain, _ = both(model, 24, 40, do_sample=False, eos_token_id=[END, *range(5, 12)])
    until_the_longest = 24 * (plain.shape[1] - 1)
    assert sum(computed) < 1.75 * until_the_longest
