"""TRL's loss against the loss by hand, number for number, on a tiny model."""

from __future__ import annotations

from pathlib import Path
from statistics import fmean, stdev

import pytest

from k1.training.data.world import make_world
from k1.training.profile.settings import TrainingSettings
from k1.training.stages import objective

pytestmark = pytest.mark.train


@pytest.fixture(scope="module")
def trainer(tiny: TrainingSettings, tmp_path_factory: pytest.TempPathFactory):
    from k1.training.engines.small_model import start_folder
    from k1.training.stages.grpo import grpo_trainer

    folder = tmp_path_factory.mktemp("loss")
    world = make_world(64, "train", 1)
    start = start_folder(world, tiny, folder / "start", 1)
    return grpo_trainer(Path(start), world, tiny, folder / "grpo", 1)


def log_probabilities(model, inputs) -> list[list[float]]:
    """Log-probabilities of the reply's tokens, by a plain forward pass."""
    import torch

    ids = torch.cat([inputs["prompt_ids"], inputs["completion_ids"]], dim=1)
    mask = torch.cat([inputs["prompt_mask"], inputs["completion_mask"]], dim=1)
    positions = (mask.cumsum(1) - 1).clamp(min=0)
    logits = model(input_ids=ids, attention_mask=mask, position_ids=positions).logits[:, :-1].log_softmax(-1)
    chosen = logits.gather(2, ids[:, 1:, None]).squeeze(2)[:, inputs["prompt_ids"].shape[1] - 1 :]
    kept = inputs["completion_mask"].bool()
    return [row[keep].tolist() for row, keep in zip(chosen, kept, strict=True)]


def batch(trainer, seed: int) -> dict:
    """Two questions, four made-up replies each, of different length, with advantages from rewards."""
    import torch

    generator = torch.Generator().manual_seed(seed)
    rewards = [[1.0, 0.3, 0.3, 0.0], [0.65, 0.9, 0.2, 0.3]]
    advantages = [
        advantage
        for group in rewards
        for advantage in objective.group_advantages(group, deviation="sample", epsilon=objective.TRL_EPSILON)
    ]
    lengths = torch.tensor([3, 7, 5, 1, 2, 7, 4, 6])
    mask = (torch.arange(7)[None, :] < lengths[:, None]).long()
    return {
        "prompt_ids": torch.randint(5, 200, (8, 6), generator=generator),
        "prompt_mask": torch.ones(8, 6, dtype=torch.long),
        "completion_ids": torch.randint(5, 200, (8, 7), generator=generator),
        "completion_mask": mask,
        "advantages": torch.tensor(advantages),
        "num_items_in_batch": mask.sum(),
    }


LOSSES = {
    "the paper's": ({}, {}, objective.batch_loss),
    "no KL": ({"beta": 0.0}, {"beta": 0.0}, objective.batch_loss),
    "mean of replies": ({"loss_type": "grpo"}, {}, objective.reply_mean_loss),
    "Dr. GRPO": ({"loss_type": "dr_grpo"}, {}, lambda losses: objective.constant_loss(losses, 16)),
    "DAPO": ({"epsilon_high": 0.28}, {"clip_high": 0.28}, objective.batch_loss),
    "GSPO": (
        {"importance_sampling_level": "sequence", "loss_type": "grpo"},
        {"ratios": objective.sequence_ratios},
        objective.reply_mean_loss,
    ),
}
"""Each variant: what is set in TRL, what is set in the loss by hand, and how that one is averaged."""


@pytest.fixture(scope="module")
def moved(trainer):
    """The trainer with its policy away from the reference, a batch, and its log-probabilities: now, reference, old."""
    import torch

    inputs = batch(trainer, 1)
    generator = torch.Generator().manual_seed(3)
    with torch.no_grad():
        for parameter in trainer.model.parameters():
            parameter.add_(torch.randn(parameter.shape, generator=generator) * 0.02)
        policy, fixed = log_probabilities(trainer.model, inputs), log_probabilities(trainer.ref_model, inputs)
    noise = torch.randn(8, 7, generator=generator) * 0.3  # an older policy, so that the clip has work to do
    old = [
        [value + float(noise[row, index]) for index, value in enumerate(values)] for row, values in enumerate(policy)
    ]
    return inputs, policy, fixed, old


def padded(rows: list[list[float]]):
    import torch

    return torch.tensor([values + [0.0] * (7 - len(values)) for values in rows])


@pytest.mark.parametrize("name", LOSSES)
def test_the_loss_of_trl_is_the_loss_by_hand(name, trainer, moved, tiny: TrainingSettings, monkeypatch):
    inputs, policy, fixed, old = moved
    options, by_hand, average = LOSSES[name]
    for option, value in options.items():
        assert hasattr(trainer, option)
        monkeypatch.setattr(trainer, option, value)
    trainer.model.train()
    trainer.current_gradient_accumulation_steps = 1
    logs = {"old_per_token_logps": padded(old), "ref_per_token_logps": padded(fixed)}
    loss = trainer._compute_loss(trainer.model, {**inputs, **logs})
    settings = {"clip": tiny.grpo.clip, "beta": tiny.grpo.beta, **by_hand}
    losses = [
        objective.token_losses(values, old[row], fixed[row], float(inputs["advantages"][row]), **settings)
        for row, values in enumerate(policy)
    ]
    assert loss.item() == pytest.approx(average(losses), rel=1e-4, abs=1e-6)


def test_the_clip_has_work_to_do_in_that_comparison(moved, tiny: TrainingSettings):
    _, policy, _, old = moved
    ratios = [ratio for now, before in zip(policy, old, strict=True) for ratio in objective.token_ratios(now, before)]
    assert any(ratio > 1 + tiny.grpo.clip for ratio in ratios)
    assert any(ratio < 1 - tiny.grpo.clip for ratio in ratios)


REWARDS = [[1.0, 0.9, 0.65, 0.3], [0.3, 0.2, 0.0, 0.7]]
"""Of the four replies to each of two questions."""


def by_scale(scale: str) -> list[float]:
    if scale == "group":
        groups = (objective.group_advantages(g, deviation="sample", epsilon=objective.TRL_EPSILON) for g in REWARDS)
        return [advantage for group in groups for advantage in group]
    spread = stdev(reward for group in REWARDS for reward in group) + objective.TRL_EPSILON
    return [(reward - fmean(group)) / (spread if scale == "batch" else 1) for group in REWARDS for reward in group]


@pytest.mark.parametrize("scale", ["group", "batch", "none"])
def test_the_advantages_of_trl_are_those_by_hand(scale, trainer, monkeypatch):
    monkeypatch.setattr(trainer, "scale_rewards", scale)
    monkeypatch.setattr(trainer, "reward_funcs", [lambda **_: [reward for group in REWARDS for reward in group]])
    trainer.model.train()
    rows = [trainer.train_dataset[index] for index in (0, 1) for _ in range(4)]
    advantages = trainer._generate_and_score_completions(rows)["advantages"]
    assert advantages.tolist() == pytest.approx(by_scale(scale), abs=1e-5)
