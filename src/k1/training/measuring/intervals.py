"""What a stage won on held-out questions, with an interval: the same questions before and after, drawn anew.

Texts are drawn, each with all questions about it, of all seeds: a sentence that is asked about twice, or with two
seeds, is one piece of evidence.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

import polars as pl

from k1.training.measuring.scoring import micro_f1

DRAWS = 2000
"""Resamples of the texts; the interval holds the middle 95 % of them."""


def gain_interval(
    before: Sequence[tuple[int, int, int]], after: Sequence[tuple[int, int, int]]
) -> tuple[float, float, float]:
    """F1 after less F1 before, and the ends of its 95 % interval by a paired bootstrap over the rows, one a text."""
    pairs = list(zip(before, after, strict=True))
    generator = random.Random("bootstrap:0")
    gains = sorted(_gain(generator.choices(pairs, k=len(pairs))) for _ in range(DRAWS))
    return _gain(pairs), gains[round(0.025 * (DRAWS - 1))], gains[round(0.975 * (DRAWS - 1))]


def _gain(pairs: Sequence[tuple[tuple[int, int, int], tuple[int, int, int]]]) -> float:
    return micro_f1([after for _, after in pairs]) - micro_f1([before for before, _ in pairs])


def gains_by_task(counts: pl.DataFrame, first: str, last: str) -> dict[str, tuple[float, float, float]]:
    """Gain of F1 from point ``first`` to point ``last`` with its interval, for each task.

    ``counts`` has a row for each point and question: point, question, text, task, right, stated, wanted.
    """
    by_task = {task: counts.filter(pl.col("task") == task) for task in sorted(counts["task"].unique())}
    return {
        task: _gain_over_texts(rows.filter(point=first), rows.filter(point=last), on=["question"])
        for task, rows in by_task.items()
    }


def gains_by_variant(counts: pl.DataFrame, base: str, task: str) -> dict[str, tuple[float, float, float]]:
    """Gain of F1 over variant ``base`` with its interval, for each other variant, over the questions of all seeds.

    ``counts`` has a row for each variant, seed and question: variant, seed, question, text, task, right, stated,
    wanted. A question stands beside itself with the same seed; a variant without a seed of ``base`` has no gain. The
    interval says what other texts would do, not what other seeds would: the spread over seeds is for that.
    """
    chosen = counts.filter(pl.col("task") == task)
    known = chosen.filter(variant=base)
    return {
        str(variant): _gain_over_texts(known, rows, on=["seed", "question"])
        for (variant,), rows in chosen.group_by("variant", maintain_order=True)
        if variant != base and rows["seed"].is_in(known["seed"].unique().to_list()).any()
    }


_ITEMS = ("right", "stated", "wanted")


def _gain_over_texts(before: pl.DataFrame, after: pl.DataFrame, on: list[str]) -> tuple[float, float, float]:
    """The gain on the questions that both have, by the sums over each text, in the order of texts."""
    pairs = before.join(after.select(*on, *_ITEMS), on=on, suffix="_after")
    texts = pairs.group_by("text").agg(pl.col("^(right|stated|wanted)(_after)?$").sum()).sort("text")
    return gain_interval(texts.select(_ITEMS).rows(), texts.select(f"{item}_after" for item in _ITEMS).rows())
