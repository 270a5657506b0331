"""The questions of a run: what it trains on, and what it is measured on, kept apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from k1.errors import ConfigurationError
from k1.models.answers import has_shape
from k1.models.instances import Instance
from k1.training.data.benchmarks import Annotated, read_benchmark, read_instances
from k1.training.data.building import build_instances, cap_empty, draw_by_length
from k1.training.data.hard_world import make_relations
from k1.training.data.leakage import without_leaks
from k1.training.data.world import make_world
from k1.training.profile.settings import BenchmarkData, Data, RelationData, WorldData


@dataclass(frozen=True)
class Questions:
    """Questions to train on and held-out ones.

    ``leaked`` counts training texts left out because they overlapped with ``kept_apart``, the texts that no stage of
    training may see; ``unruled`` counts instances left out because the reward has no rule for their task (events) or
    cannot read their answer: a gold without items would pay silence with all there is.
    """

    train: Sequence[Instance]
    held_out: Sequence[Instance]
    leaked: int = 0
    unruled: int = 0
    kept_apart: Sequence[str] = ()


def questions(data: Data, seed: int) -> Questions:
    """The questions that the configuration names.

    Raises
    ------
    ConfigurationError: a set cannot be read, or there is nothing to train on or nothing to measure on.
    """
    if isinstance(data, WorldData):
        return Questions(make_world(data.train, "train", seed), make_world(data.held_out, "held_out", seed))
    if isinstance(data, RelationData):
        return Questions(make_relations(data.train, "train", seed), make_relations(data.held_out, "held_out", seed))
    return _benchmark_questions(data, seed)


def _benchmark_questions(data: BenchmarkData, seed: int) -> Questions:
    folder = Path(data.folder)
    if not folder.is_dir():
        raise ConfigurationError(
            f"data.folder: no folder {folder}; give the folder that holds scierc, bc5cdr and so on"
        )
    held_out = {name: read_benchmark(folder, name, "dev") for name in data.held_out}
    train = {name: read_benchmark(folder, name, "train") for name in data.train}
    seen = sorted({text.text for texts in held_out.values() for text in texts})
    clean: dict[str, list[Annotated]] = {}
    for name, texts in train.items():
        clean[name] = [texts[index] for index in without_leaks([text.text for text in texts], seen)]
    given = [item for path in data.instances for item in read_instances(Path(path))]
    ruled = [item for item in given if _is_ruled(item)]
    own = [ruled[index] for index in without_leaks([item.text for item in ruled], seen)]
    leaked = sum(map(len, train.values())) - sum(map(len, clean.values())) + len(ruled) - len(own)
    return Questions(
        train=_drawn("train", [*_built(clean, data, seed), *own], data, seed),
        held_out=_drawn("held_out", _built(held_out, data, seed), data, seed),
        leaked=leaked,
        unruled=len(given) - len(ruled),
        kept_apart=seen,
    )


def _is_ruled(item: Instance) -> bool:
    return item.answer_task is not None and has_shape(item.answer, item.answer_task, item.labels)


def _built(sets: Mapping[str, Sequence[Annotated]], data: BenchmarkData, seed: int) -> list[Instance]:
    """The questions about the texts of all sets, of the kinds that are asked for."""
    return [item for texts in sets.values() for item in build_instances(texts, seed) if item.task in data.tasks]


def _drawn(
    purpose: Literal["train", "held_out"], instances: Sequence[Instance], data: BenchmarkData, seed: int
) -> list[Instance]:
    limit = data.train_limit if purpose == "train" else data.held_out_limit
    drawn = draw_by_length(cap_empty(instances, data.empty_share, seed), limit, seed)
    if not drawn:
        named = ", ".join(getattr(data, purpose)) or "no set"
        raise ConfigurationError(f"data.{purpose}: {named} gives no question of the kinds {', '.join(data.tasks)}")
    return drawn
