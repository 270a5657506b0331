"""A comparison of settings: every variant from the same starting weights, seed by seed, measured alike.

Warm-up is paid once a seed, and differences between variants are differences of the stage that is compared.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

import polars as pl
from pydantic import Field, JsonValue, ValidationError

from k1.errors import ConfigurationError
from k1.runtime.configuration import merge, read_overlay
from k1.runtime.files import write_json
from k1.runtime.tables import write_frame
from k1.schema.configuration import Section
from k1.training.data.noise import plant_noise
from k1.training.data.questions import Questions, questions
from k1.training.engines.checkpoints import last_checkpoint
from k1.training.engines.engine import prepare_engine
from k1.training.machine.claim import claim
from k1.training.machine.devices import available_memory, check_device
from k1.training.machine.disk import check_disk, size_of, stage_written, start_written
from k1.training.machine.preflight import GIB, check_memory
from k1.training.measuring.evaluation import measure_weights
from k1.training.profile.configuration import profile_values, refusal, settings_from
from k1.training.profile.settings import TrainingSettings
from k1.training.stages.alarms import TrainingAlarmError
from k1.training.stages.grpo import train_grpo
from k1.training.stages.log import log_frame
from k1.training.stages.supervised import train_supervised
from k1.training.stages.warm import STAGE_FOLDERS, WARM, Warm, warm_start

START = "start"
"""The row of the weights that all variants begin with."""

TRAINED = "trained.json"
"""What is written last of a variant's training: its steps and CPU seconds."""

FIGURES = "figures.parquet"
"""What is written last of a row."""


def folder_name(name: str) -> str:
    """The name of a row as a folder's."""
    return "".join(letter if letter.isalnum() else "-" for letter in name.lower())


class VariantEntry(Section):
    """One row of the comparison: what is trained, on which labels, with which settings over the profile's."""

    name: str
    trains: Literal["grpo", "supervised"] = "grpo"
    labels: Literal["clean", "noisy"] = Field(default="clean", description="noisy: answers with the profile's noise")
    settings: dict[str, JsonValue] = Field(default={})


class AblationFile(Section):
    """A comparison as its file has it: a profile, what is changed of it for all, seeds and variants."""

    profile: str = Field(description="a training profile, beside this file")
    shared: dict[str, JsonValue] = Field(default={}, description="settings over the profile's, for all variants")
    seeds: tuple[int, ...] = Field(default=(1, 2, 3), min_length=1)
    variants: tuple[VariantEntry, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Variant:
    """One row of the comparison: what is trained, on which labels, with which settings in all."""

    name: str
    trains: Literal["grpo", "supervised"]
    labels: Literal["clean", "noisy"]
    settings: TrainingSettings

    @property
    def folder(self) -> str:
        """The name as a folder's."""
        return folder_name(self.name)


@dataclass(frozen=True)
class Ablation:
    """A comparison: its file, seeds, the settings that hold before the variants part, and the variants by name."""

    path: Path
    seeds: tuple[int, ...]
    settings: TrainingSettings
    variants: Mapping[str, Variant]


def load_ablation(path: Path) -> Ablation:
    """The comparison in ``path``.

    Raises
    ------
    ConfigurationError: the file is no comparison, or one of its variants is no profile; all are read beforehand.
    """
    try:
        found = AblationFile.model_validate_json(json.dumps(read_overlay(path)))
    except ValidationError as error:
        raise refusal(f"{path} as a comparison of variants", error) from error
    names = [folder_name(entry.name) for entry in found.variants]
    if len(set(names)) < len(names):
        raise ConfigurationError(f"{path}: two variants have one name")
    if taken := STAGE_FOLDERS.intersection(names):
        raise ConfigurationError(
            f"{path}: {', '.join(sorted(taken))} is the folder of a stage; name the variant otherwise"
        )
    base = merge(profile_values(path.parent / found.profile), found.shared)
    variants = {entry.name: _variant(entry, base, path) for entry in found.variants}
    return Ablation(path, found.seeds, settings_from(base, str(path)), variants)


def _variant(entry: VariantEntry, base: Mapping[str, JsonValue], path: Path) -> Variant:
    """A variant of the comparison in ``path`` with its settings laid over ``base``."""
    where = f"{path}, variant {entry.name!r}"
    settings = settings_from(merge(base, entry.settings), where)
    if idle := _without_effect(entry):
        raise ConfigurationError(f"{where}: {', '.join(idle)} acts before the variants part: set it in shared")
    return Variant(entry.name, entry.trains, entry.labels, settings)


def _without_effect(entry: VariantEntry) -> list[str]:
    """The settings of a variant that act on what all variants share: questions and starting weights."""
    whole = {"data", "model", "language", "prompt_tokens"} | ({"supervised"} if entry.trains == "grpo" else set())
    parts = {"grpo": {"apart"}, "noise": {"steps", "learning_rate"}}
    given = {name: values for name, values in entry.settings.items() if isinstance(values, dict)}
    single = [f"{name}.{key}" for name in parts.keys() & given.keys() for key in parts[name] & given[name].keys()]
    return sorted([*(whole & entry.settings.keys()), *single])


_SCHEMA = {
    "variant": pl.String(),
    "seed": pl.Int64(),
    "task": pl.String(),
    "f1": pl.Float64(),
    "relaxed_f1": pl.Float64(),
    "reward": pl.Float64(),
    "steps": pl.Int64(),
    "seconds": pl.Float64(),
    "stopped": pl.String(),
}


@dataclass(frozen=True)
class Seed:
    """What all variants of one seed share: questions, starting weights, and the folder for their results."""

    number: int
    asked: Questions
    warm: Warm
    folder: Path


def run_ablation(path: Path, out: Path, say: Callable[[str], None] = print, seeds: Sequence[int] = ()) -> pl.DataFrame:
    """Run the comparison; a killed one continues. Returns a row for each seed, variant and task.

    ``seeds`` are run in place of the comparison's own: several processes can share the seeds, and one without any
    gathers what they left in ``out``.

    Columns: variant, seed, task, f1 (greedy), relaxed_f1 (greedy), reward (drawn, agents-k1 2.3; null where ``draws``
    is 0), steps and seconds (CPU; null where it was killed and continued) of the compared stage alone, stopped (what an
    alarm said; such a row has no figures). Beside it, counts.parquet has the items of each held-out question for each
    variant and seed, for intervals (``k1.training.measuring.intervals``).
    """
    ablation = load_ablation(path)
    chosen = seeds or ablation.seeds
    check_room(ablation, out, chosen, say)
    for number in chosen:
        run_seed(ablation, out, number, say=say)
    return gather(ablation, chosen, out)


def check_room(ablation: Ablation, out: Path, seeds: Sequence[int], say: Callable[[str], None] = print) -> None:
    """Say how much the comparison has still to write for these seeds, and refuse a disk that is too full.

    Raises
    ------
    ConfigurationError: with what is free and what to do.
    """
    start = start_written(ablation.settings)
    stages = {each.folder: stage_written(each.settings, each.trains) for each in ablation.variants.values()}
    wanted = sum(_left(out / f"seed-{number}", start, stages) for number in seeds)
    free = check_disk(out, wanted)
    say(f"{ablation.path}: writes up to {wanted / GIB:.2f} GiB to {out}; {free / GIB:.2f} GiB are free")


def _left(folder: Path, start: int, stages: Mapping[str, int]) -> int:
    """The bytes that a seed has still to write to its folder: for its start, and for the variants without figures."""
    held = sum(size_of(folder / stage) for stage in STAGE_FOLDERS)
    unmeasured = {name: size for name, size in stages.items() if not (folder / name / FIGURES).is_file()}
    variants = sum(max(0, size - size_of(folder / name)) for name, size in unmeasured.items())
    return variants + (0 if (folder / WARM).is_file() else max(0, start - held))


def run_seed(
    ablation: Ablation, out: Path, number: int, names: Sequence[str] = (), *, say: Callable[[str], None] = print
) -> None:
    """Run one seed of the comparison: its start and all variants, or those of these ``names``.

    The starting weights are trained where they are not there yet; "start" names the row that they have.
    """
    known, settings = ablation.variants, ablation.settings
    if unknown := set(names) - {START, *known}:
        raise ConfigurationError(
            f"{ablation.path}: no variant {', '.join(sorted(unknown))}; there are {START}, {', '.join(known)}"
        )
    wanted = names or (START, *known)
    prepare_engine(settings.engine, out)
    for held in (settings, *(known[name].settings for name in wanted if name != START)):
        check_device(held.engine)
        check_memory(held, available_memory(held.engine))
    asked, folder = questions(settings.data, number), out / f"seed-{number}"
    claim(folder, settings, number)
    seed = Seed(number, asked, warm_start(asked, settings, folder, number, say), folder)
    for name in wanted:
        if name == START:
            measure = partial(_measured, START, seed.warm.weights, settings, seed, (0, 0.0))
        else:
            variant = known[name]
            claim(folder / variant.folder, variant.settings, number, labels=variant.labels, trains=variant.trains)
            measure = partial(_trained, variant, seed)
        rows = _once(folder / folder_name(name), measure)
        say(f"seed {number}, {name}: {_brief(rows)}")


def gather(ablation: Ablation, seeds: Sequence[int], out: Path) -> pl.DataFrame:
    """The rows and counts that the seeds have left in ``out`` so far, also written to it as two tables.

    A variant that an alarm stopped has a row and no counts.
    """
    names = (START, *ablation.variants)
    folders = [(seed, name, out / f"seed-{seed}" / folder_name(name)) for seed in seeds for name in names]
    rows = [pl.read_parquet(path) for _, _, folder in folders if (path := folder / FIGURES).is_file()]
    counts = [
        pl.read_parquet(path).select(
            pl.lit(name).alias("variant"),
            pl.lit(seed, pl.Int64).alias("seed"),
            pl.col("question", "text", "task", "right", "stated", "wanted"),
        )
        for seed, name, folder in folders
        if (path := folder / "counts.parquet").is_file()
    ]
    table = pl.concat([pl.DataFrame(schema=_SCHEMA), *rows])
    write_frame(table, out / "ablation.parquet")
    if counts:
        write_frame(pl.concat(counts), out / "counts.parquet")
    return table


def _brief(rows: pl.DataFrame) -> str:
    return ", ".join(f"{row['task']} F1 {row['f1']:.3f}" for row in rows.drop_nulls("f1").iter_rows(named=True))


def _once(folder: Path, measure: Callable[[], pl.DataFrame]) -> pl.DataFrame:
    """The figures that were written to ``folder`` before, or those that ``measure`` gives."""
    path = folder / FIGURES
    if path.is_file():
        return pl.read_parquet(path)
    table = measure()
    write_frame(table, path)
    return table


def _trained(variant: Variant, seed: Seed) -> pl.DataFrame:
    """Train one variant from the shared weights, and measure it."""
    folder = seed.folder / variant.folder
    if not (folder / TRAINED).is_file():
        try:
            _train(variant, seed, folder)
        except TrainingAlarmError as error:
            return pl.DataFrame([(variant.name, seed.number, "all", *[None] * 5, str(error))], _SCHEMA, orient="row")
    cost = json.loads((folder / TRAINED).read_text(encoding="utf-8"))
    return _measured(variant.name, folder / "final", variant.settings, seed, (cost["steps"], cost["seconds"]))


def _train(variant: Variant, seed: Seed, folder: Path) -> None:
    """Train one variant: weights and log in ``folder``, and last what they cost, so that whole weights are not redone.

    What was measured of them may be missing still, where a machine was lent for a time.
    """
    instances = seed.warm.instances
    if variant.labels == "noisy":
        instances = plant_noise(instances, variant.settings.noise, seed.number)
    train = train_grpo if variant.trains == "grpo" else train_supervised
    fresh = last_checkpoint(folder) is None  # what a continued run took before, this process cannot know
    began = time.process_time()
    log = train(seed.warm.weights, instances, variant.settings, folder, seed.number)
    seconds = time.process_time() - began if fresh else None
    write_frame(log_frame(log), folder / "log.parquet")
    write_json(folder / TRAINED, {"steps": log[-1].step, "seconds": seconds})


def _measured(
    name: str, weights: Path, settings: TrainingSettings, seed: Seed, cost: tuple[int, float | None]
) -> pl.DataFrame:
    """The figures of weights that cost steps and CPU seconds; counts and some replies are left in the row's folder."""
    found = measure_weights(name, weights, seed.asked.held_out, settings, seed.number)
    write_frame(found.counts, seed.folder / folder_name(name) / "counts.parquet")
    write_frame(found.samples, seed.folder / folder_name(name) / "samples.parquet")
    rows = [
        (
            name,
            seed.number,
            task,
            greedy.f1,
            greedy.relaxed_f1,
            found.drawn[task].reward if found.drawn else None,
            *cost,
            None,
        )
        for task, greedy in found.greedy.items()
    ]
    return pl.DataFrame(rows, _SCHEMA, orient="row")
