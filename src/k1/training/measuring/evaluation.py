"""How a run measures itself: held-out questions, asked greedily and by drawing, at start, middle and end."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import polars as pl

from k1.models.instances import Instance, to_row
from k1.runtime.progress import Progress
from k1.training.machine.memory import release
from k1.training.machine.progress import SECONDS_BETWEEN_LINES
from k1.training.measuring.generation import LocalModel
from k1.training.measuring.scoring import Figures, by_task, item_counts, micro_f1, trained_reward
from k1.training.profile.settings import TrainingSettings


class EvaluationRow(NamedTuple):
    """The figures of the weights at one point of a run, for one task and one way of asking."""

    point: str
    asked: str
    task: str
    reward: float
    f1: float
    relaxed_f1: float
    replies: int


@dataclass(frozen=True)
class HeldOut:
    """What held-out questions say about the weights at one point of a run."""

    point: str
    greedy: Mapping[str, Figures]
    drawn: Mapping[str, Figures]
    samples: pl.DataFrame
    counts: pl.DataFrame

    def rows(self) -> Iterator[EvaluationRow]:
        """The figures as rows of a table."""
        for asked, figures in (("greedy", self.greedy), ("drawn", self.drawn)):
            for task, figure in figures.items():
                yield EvaluationRow(
                    self.point, asked, task, figure.reward, figure.f1, figure.relaxed_f1, figure.replies
                )


def measure_weights(
    point: str, weights: Path, instances: Sequence[Instance], settings: TrainingSettings, seed: int
) -> HeldOut:
    """Ask the weights all held-out questions: once greedily, ``settings.draws`` times by drawing."""
    release(settings.engine.device)  # what was trained before may stand there still
    replies = len(instances) * (1 + settings.draws)
    with Progress(f"measuring {point}", replies, "reply", every=SECONDS_BETWEEN_LINES) as progress:
        model = LocalModel(weights, settings, progress.advance)
        greedy = model.greedy(instances)
        draws = [model.draw(instances, seed + number) for number in range(settings.draws)]
    return HeldOut(
        point=point,
        greedy=by_task(greedy, instances),
        drawn=by_task([text for texts in draws for text in texts], [*instances] * len(draws)) if draws else {},
        samples=_samples(point, instances[: settings.samples], greedy, draws, settings),
        counts=_counts(point, instances, greedy),
    )


def _counts(point: str, instances: Sequence[Instance], replies: Sequence[str]) -> pl.DataFrame:
    """A row for each question: items right, stated and wanted of its greedy reply, for intervals.

    ``text`` tells which questions are about one text: a digest, for licences of sets differ.
    """
    rows = [
        (point, index, _digest(instance.text), instance.task, *item_counts(text, instance))
        for index, (text, instance) in enumerate(zip(replies, instances, strict=True))
    ]
    return pl.DataFrame(rows, schema=["point", "question", "text", "task", "right", "stated", "wanted"], orient="row")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _samples(
    point: str,
    instances: Sequence[Instance],
    greedy: Sequence[str],
    draws: Sequence[Sequence[str]],
    settings: TrainingSettings,
) -> pl.DataFrame:
    """What the model writes: the questions, the gold, and each reply with its terms."""
    asked = [("greedy", greedy), *((f"drawn {number + 1}", texts) for number, texts in enumerate(draws))]
    rows = []
    for index, instance in enumerate(instances):
        row = to_row(instance)
        for how, texts in asked:
            terms = trained_reward(texts[index], instance, settings.reward)
            rows.append(
                {
                    "point": point,
                    "question": index,
                    "task": instance.task,
                    "schema": ", ".join(instance.labels),
                    "text": instance.text,
                    "gold": row["output"],
                    "asked": how,
                    "reply": texts[index],
                    "format": terms.format,
                    "json": terms.json,
                    "f1": micro_f1([item_counts(texts[index], instance)]),
                    "reward": terms.total,
                }
            )
    return pl.DataFrame(rows)


def evaluation_frame(points: Sequence[HeldOut]) -> pl.DataFrame:
    """The figures of several points as one table."""
    return pl.DataFrame([row for point in points for row in point.rows()], schema=EvaluationRow._fields, orient="row")
