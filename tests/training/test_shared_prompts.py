"""A prompt computed once for all its replies: log-probabilities and gradients as row by row, with less work."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from k1.runtime.configuration import merge
from k1.training.data.world import make_world
from k1.training.profile.settings import EngineSettings, TrainingSettings

pytestmark = pytest.mark.train

PROMPT, REPLY = 9, 11


def new_trainer(tiny: TrainingSettings, folder: Path, **engine: Any) -> Any:
    """A trainer of TRL as it is, of a model with two layers: in one alone, prompts would not attend to themselves."""
    from k1.training.engines.small_model import start_folder
    from k1.training.stages.grpo import grpo_trainer

    parts = {"model": {"layers": 2}, "grpo": {"temperature": 0.8}, "engine": engine}
    settings = TrainingSettings.model_validate(merge(tiny.model_dump(), parts))
    world = make_world(64, "train", 1)
    start = start_folder(world, settings, folder / "start", 1)
    return grpo_trainer(Path(start), world, settings, folder / "grpo", 1)


@pytest.fixture(scope="module")
def trainer(tiny: TrainingSettings, tmp_path_factory: pytest.TempPathFactory) -> Any:
    return new_trainer(tiny, tmp_path_factory.mktemp("shared"))


def log_probabilities(trainer: Any, given: dict[str, Any], *, shared: bool, **how: Any) -> tuple[Any, Any]:
    """Log-probabilities and entropies: by TRL row by row, or with shared prompts."""
    from k1.training.engines.shared_prompts import share_prompts

    if shared:
        share_prompts(trainer)
    try:
        chosen, entropy, _ = trainer._get_per_token_logps_and_entropies(trainer.model, **given, **how)
    finally:
        vars(trainer).pop("_get_per_token_logps_and_entropies", None)
    return chosen, entropy


def rows(prompts: int, replies: int) -> dict[str, Any]:
    """Prompts of different length with some replies each, mixed as TRL mixes them; one reply is empty."""
    import torch

    generator = torch.Generator().manual_seed(5)
    ids = torch.randint(5, 200, (prompts, PROMPT), generator=generator)
    mask = (torch.arange(PROMPT) >= torch.randint(0, 6, (prompts, 1), generator=generator)).long()
    count = prompts * replies
    written = torch.randint(5, 200, (count, REPLY), generator=generator)
    lengths = torch.randint(1, REPLY + 1, (count, 1), generator=generator)
    lengths[3] = 0
    kept = (torch.arange(REPLY) < lengths).long()
    order = torch.randperm(count, generator=generator)
    return {
        "input_ids": torch.cat([(ids * mask).repeat_interleave(replies, 0), written * kept], dim=1)[order],
        "attention_mask": torch.cat([mask.repeat_interleave(replies, 0), kept], dim=1)[order],
        "logits_to_keep": REPLY,
    }


@pytest.fixture(scope="module")
def both(trainer: Any) -> list[tuple[Any, Any, list[Any]]]:
    """Log-probabilities, entropies and gradients: by TRL row by row, and with shared prompts."""
    given, found = rows(3, 4), []
    mask = given["attention_mask"][:, -REPLY:]
    for shared in (False, True):
        chosen, entropy = log_probabilities(trainer, given, shared=shared, compute_entropy=True)
        trainer.model.zero_grad()
        (chosen * mask).pow(2).sum().backward()
        found.append((chosen * mask, entropy * mask, [weight.grad.clone() for weight in trainer.model.parameters()]))
    return found


def test_log_probabilities_and_entropies_are_those_of_each_row_alone(both):
    import torch

    (rowwise, spread, _), (shared, same, _) = both
    assert torch.count_nonzero(rowwise) > 50
    torch.testing.assert_close(shared, rowwise, rtol=1e-4, atol=1e-5)
    torch.testing.assert_close(same, spread, rtol=1e-4, atol=1e-5)


def test_gradients_flow_through_the_shared_prompts(both):
    import torch

    for shared, rowwise in zip(both[1][2], both[0][2], strict=True):
        torch.testing.assert_close(shared, rowwise, rtol=1e-3, atol=1e-4)


def test_rows_that_are_taken_a_few_at_a_time_have_the_same_log_probabilities(trainer, both):
    import torch

    given = rows(3, 4)
    chosen, entropy = log_probabilities(trainer, given, shared=True, batch_size=5)
    assert entropy is None
    torch.testing.assert_close(chosen * given["attention_mask"][:, -REPLY:], both[0][0], rtol=1e-4, atol=1e-5)


def test_products_in_bfloat16_cast_each_weight_once_for_all_parts(tiny: TrainingSettings, tmp_path: Path):
    import torch

    trainer = new_trainer(tiny, tmp_path, bfloat16=True)
    trainer.accelerator.prepare_model(trainer.model)  # what the first step does: its way forward is then autocast
    given = rows(3, 4)
    rowwise, _ = log_probabilities(trainer, given, shared=False, compute_entropy=True)
    shared, _ = log_probabilities(trainer, given, shared=True, compute_entropy=True)
    torch.testing.assert_close(shared, rowwise, rtol=0.05, atol=0.05)
    assert casts(shared) == casts(rowwise) > 10


def casts(result: Any) -> int:
    """Copies of weights in another type that the graph behind ``result`` holds."""
    seen, waiting = set(), [result.grad_fn]
    while waiting:
        node = waiting.pop()
        if node is not None and node not in seen:
            seen.add(node)
            waiting += [earlier for earlier, _ in node.next_functions]
    copies = [node for node in seen if node.name() == "ToCopyBackward0"]
    return sum(node.next_functions[0][0].name() == "torch::autograd::AccumulateGrad" for node in copies)


def test_a_prompt_is_computed_once_and_little_padding(trainer, monkeypatch: pytest.MonkeyPatch):
    from k1.training.engines.shared_prompts import reply_logits

    computed: list[int] = []
    forward = type(trainer.model).forward

    def counted(self: Any, input_ids: Any = None, **rest: Any) -> Any:
        computed.append(input_ids.numel())
        return forward(self, input_ids=input_ids, **rest)

    monkeypatch.setattr(type(trainer.model), "forward", counted)
    given = rows(4, 8)
    list(reply_logits(trainer.model, given["input_ids"], given["attention_mask"], REPLY))
    assert computed[0] == 4 * (PROMPT - 1)
    assert sum(computed) < 0.5 * given["input_ids"].numel()


def test_prompts_that_differ_in_padding_alone_are_two():
    import torch

    from k1.training.engines.shared_prompts import distinct_prompts

    prompts = torch.tensor([[0, 7], [0, 7], [0, 7]])
    mask = torch.tensor([[0, 1], [1, 1], [0, 1]])
    kept, masks, owner = distinct_prompts(prompts, mask)
    assert len(kept) == 2
    assert torch.equal(kept[owner], prompts)
    assert torch.equal(masks[owner], mask)


@pytest.mark.parametrize("other", [{"kind": "unsloth"}, {"gradient_checkpointing": True}])
def test_an_engine_that_cannot_share_prompts_is_refused(other: dict[str, Any]):
    with pytest.raises(ValidationError, match="shared_prompts needs"):
        EngineSettings(shared_prompts=True, **other)
