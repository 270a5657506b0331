"""The questions of a run: what it trains on, and what it is measured on, kept apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from k1.errors import ConfigurationError
from k1.models.instances import Instance
from k1.training.benchmarks import Annotated, read_benchmark
from k1.training.building import build_instances, cap_empty, draw_by_length
from k1.training.leakage import without_leaks
from k1.training.settings import BenchmarkData, Data, WorldData
from k1.training.world import make_world


@dataclass(frozen=True)
class Questions:
    """Questions to train on and held-out ones; ``leaked`` counts training texts left out because they overlapped."""

    train: Sequence[Instance]
    held_out: Sequence[Instance]
    leaked: int = 0


def questions(data: Data, seed: int) -> Questions:
    """The questions that the configuration names."""
    if isinstance(data, WorldData):
        return Questions(make_world(data.train, "train", seed), make_world(data.held_out, "held_out", seed))
    return _benchmark_questions(data, seed)


def _benchmark_questions(data: BenchmarkData, seed: int) -> Questions:
    folder = Path(data.folder)
    if not folder.is_dir():
        raise ConfigurationError(
            f"data.folder: no folder {folder}; give the folder that holds scierc, bc5cdr and so on"
        )
    held_out = {name: read_benchmark(folder, name, "dev") for name in data.held_out}
    train = {name: read_benchmark(folder, name, "train") for name in data.train}
    seen = [text.text for texts in held_out.values() for text in texts]
    clean: dict[str, list[Annotated]] = {}
    for name, texts in train.items():
        clean[name] = [texts[index] for index in without_leaks([text.text for text in texts], seen)]
    leaked = sum(map(len, train.values())) - sum(map(len, clean.values()))
    built = [item for texts in clean.values() for item in build_instances(texts, seed)]
    asked = [item for texts in held_out.values() for item in build_instances(texts, seed)]
    return Questions(
        train=draw_by_length(cap_empty(built, data.empty_share, seed), data.train_limit, seed),
        held_out=draw_by_length(cap_empty(asked, data.empty_share, seed), data.held_out_limit, seed),
        leaked=leaked,
    )
