"""From reward settings to rewards, and from replies to the figures that a run reports. Pure."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from statistics import fmean

from k1.models.answers import Item, items
from k1.models.instances import AnswerTask, Instance
from k1.reward.graded import RELATION_CREDIT, Credit, graded_f1, graded_reward_terms, graded_right
from k1.reward.pooled import ItemCounts, pooled_values
from k1.reward.rule import RewardTerms, RewardWeights, read_reply, reward_terms
from k1.training.profile.settings import RewardSettings


def task_of(instance: Instance) -> AnswerTask:
    """The answer's shape.

    Raises
    ------
    ValueError: an event task, for which the reward has no rule; such instances are left out before training.
    """
    task = instance.answer_task
    if task is None:
        raise ValueError(f"task {instance.task!r} of {instance.source!r} has no rule in the reward")
    return task


CREDITS = ("boundary", "pair", "direction")
"""The settings of the credits for near misses."""


def _credit(settings: RewardSettings) -> Credit:
    return Credit(settings.boundary, settings.pair, settings.direction)


def _weights(settings: RewardSettings) -> RewardWeights:
    return RewardWeights(settings.think, settings.answer, settings.parses, settings.valid, settings.f1)


def trained_reward(text: str, instance: Instance, settings: RewardSettings) -> RewardTerms:
    """The reward of one reply for itself: agents-k1 2.3, or with other weights and credits by configuration."""
    task, credit, weights = task_of(instance), _credit(settings), _weights(settings)
    return graded_reward_terms(text, instance.answer, task, instance.labels, credit=credit, weights=weights)


def step_rewards(texts: Sequence[str], instances: Sequence[Instance], settings: RewardSettings) -> list[RewardTerms]:
    """The reward that training maximises, for the replies of one step, each beside its instance.

    ``settings.f1_of`` "reply": each reply for itself. "step": the F1 term is what the reply adds to the F1 of all
    replies of its task (``k1.reward.pooled``), so that it depends on the replies beside it.
    """
    if settings.f1_of == "step":
        return _pooled_rewards(texts, instances, settings)
    return [trained_reward(text, item, settings) for text, item in zip(texts, instances, strict=True)]


def _pooled_rewards(texts: Sequence[str], instances: Sequence[Instance], settings: RewardSettings) -> list[RewardTerms]:
    """The form of each reply, and what it adds to the F1 of its task's replies."""
    forms, counts = [], []
    for text, item in zip(texts, instances, strict=True):
        form, predicted, gold = _read(text, item)
        right = graded_right(predicted, gold, task_of(item), _credit(settings))
        forms.append(replace(form, weights=_weights(settings)))
        counts.append(ItemCounts(right, len(predicted), len(gold)))
    values = [0.0] * len(counts)
    for name in {item.task for item in instances}:
        chosen = [index for index, item in enumerate(instances) if item.task == name]
        for index, value in zip(chosen, pooled_values([counts[index] for index in chosen]), strict=True):
            values[index] = value
    return [replace(form, f1=value) for form, value in zip(forms, values, strict=True)]


def faded(settings: RewardSettings, done: float) -> RewardSettings:
    """The reward at a point of the run, ``done`` of it (0 to 1): credits for near misses fall in a line to 0."""
    if settings.fade == 0:
        return settings
    left = max(0.0, 1 - done / settings.fade)
    return settings.model_copy(update={name: getattr(settings, name) * left for name in CREDITS})


@dataclass(frozen=True)
class Figures:
    """Mean reward of agents-k1 2.3, micro F1 and relaxed micro F1 (near misses at part credit), each 0 to 1."""

    reward: float
    f1: float
    relaxed_f1: float
    replies: int


def _read(text: str, instance: Instance) -> tuple[RewardTerms, Set[Item], Set[Item]]:
    """The form of a reply, the items that it states, and those of the gold."""
    task = task_of(instance)
    return *read_reply(text, task, instance.labels), items(instance.answer, task)


def item_counts(text: str, instance: Instance) -> tuple[int, int, int]:
    """Items of a reply that are right, items that it states, items of the gold."""
    _, predicted, gold = _read(text, instance)
    return len(predicted & gold), len(predicted), len(gold)


def micro_f1(counts: Sequence[tuple[int, int, int]]) -> float:
    """F1 over all items of questions, each given as items right, stated and wanted; 0 where there are none."""
    right, stated, wanted = (sum(column) for column in zip(*counts, strict=True)) if counts else (0, 0, 0)
    return 2 * right / (stated + wanted) if stated + wanted else 0.0


def measure(texts: Sequence[str], instances: Sequence[Instance]) -> Figures:
    """The figures of one reply per instance, whatever reward the run was trained on.

    F1 is over all items of all instances (micro), without format and JSON terms, as in evaluation (agents-k1 2.3).
    """
    asked = list(zip(texts, instances, strict=True))
    rewards = [reward_terms(text, item.answer, task_of(item), item.labels).total for text, item in asked]
    return Figures(
        reward=fmean(rewards) if rewards else 0.0,
        f1=micro_f1([item_counts(text, item) for text, item in asked]),
        relaxed_f1=relaxed_f1(texts, instances),
        replies=len(rewards),
    )


def relaxed_f1(texts: Sequence[str], instances: Sequence[Instance]) -> float:
    """The micro F1 of ``measure`` with near misses at part credit."""
    right = total = 0.0
    for text, instance in zip(texts, instances, strict=True):
        _, predicted, gold = _read(text, instance)
        size = len(predicted) + len(gold)
        f1 = graded_f1(predicted, gold, task_of(instance), RELATION_CREDIT, valid=True)
        right += f1 * size / 2
        total += size
    return 2 * right / total if total else 0.0


def by_task(texts: Sequence[str], instances: Sequence[Instance]) -> dict[str, Figures]:
    """The figures of all replies under "all", and of each task under its name."""
    tasks = {"all": range(len(instances))} | {
        name: [index for index, instance in enumerate(instances) if instance.task == name]
        for name in sorted({instance.task for instance in instances})
    }
    return {
        name: measure([texts[index] for index in chosen], [instances[index] for index in chosen])
        for name, chosen in tasks.items()
    }
