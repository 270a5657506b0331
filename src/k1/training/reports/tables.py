"""The tables of docs/evidence/training.md, made by rule from what runs wrote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import fmean, stdev
from typing import Any

import polars as pl

from k1.errors import K1Error
from k1.training.measuring.intervals import gains_by_variant
from k1.training.reports.markdown import markdown_table

FIGURES = ("reward_start", "reward_end", "f1_sft", "f1_grpo", "seconds")
"""The numbers of a run's summary (``k1.training.run.summarise``) that are averaged over seeds."""


class BlockError(K1Error):
    """A document lacks the marks between which a table stands."""


def with_block(document: str, name: str, text: str) -> str:
    """``document`` with ``text`` between the marks ``<!-- name -->`` and ``<!-- /name -->``, what stood there replaced.

    Raises
    ------
    BlockError: the marks are not there, once each and in this order.
    """
    opening, closing = f"<!-- {name} -->", f"<!-- /{name} -->"
    if (
        document.count(opening) != 1
        or document.count(closing) != 1
        or document.index(opening) > document.index(closing)
    ):
        raise BlockError(f"the document lacks the marks {opening} and {closing}, once each: put them back")
    before, rest = document.split(opening)
    return f"{before}{opening}\n{text.strip()}\n{closing}{rest.split(closing)[1]}"


def spread(values: Sequence[float], digits: int = 3) -> str:
    """Mean and sample standard deviation, "0.912 ± 0.013"; the mean alone for one value, a dash for none."""
    if not values:
        return "–"
    mean = f"{fmean(values):.{digits}f}"
    return f"{mean} ± {stdev(values):.{digits}f}" if len(values) > 1 else mean


def comparison_table(figures: pl.DataFrame) -> str:
    """A comparison's variants (``k1.training.ablation``) in their order: mean and spread over the seeds.

    A variant that an alarm stopped with some seed says so, and its means are those of the other seeds.
    """
    rows = []
    for variant in figures["variant"].unique(maintain_order=True):
        chosen = figures.filter(pl.col("variant") == variant)
        values = [
            spread(chosen.filter(pl.col("task") == task)[column].drop_nulls().to_list())
            for task, column in (("NER", "f1"), ("RE", "f1"), ("RE", "relaxed_f1"), ("all", "reward"))
        ]
        measured = chosen.filter(pl.col("task") == "RE").height
        stopped = chosen["stopped"].drop_nulls().len()
        seconds = chosen["seconds"].drop_nulls().to_list()
        name = f"{variant} ({stopped} stopped by an alarm)" if stopped else variant
        rows.append([name, *values, f"{fmean(seconds):.0f}" if seconds else "–", str(measured)])
    return markdown_table(
        ["variant", "NER F1", "RE F1", "RE F1, near misses in part", "reward", "CPU s", "seeds"], rows
    )


def paired_table(figures: pl.DataFrame, base: str, tasks: Sequence[str] = ("NER", "RE")) -> str:
    """F1 of each variant less that of ``base`` with the same seed: what a variant changes, seeds paired."""
    gains = {task: _paired_gains(figures.filter(pl.col("task") == task), base) for task in tasks}
    rows = [
        [variant, *(cell for task in tasks for cell in _seed_by_seed(gains[task].get(variant, [])))]
        for variant in gains[tasks[0]]
    ]
    heads = (head for task in tasks for head in (f"{task} F1 less that of {base!r}", "seed by seed"))
    return markdown_table(["variant", *heads], rows)


def _paired_gains(figures: pl.DataFrame, base: str) -> dict[str, list[float]]:
    chosen = figures.drop_nulls("f1")
    known = dict(chosen.filter(pl.col("variant") == base).select("seed", "f1").iter_rows())
    gains = {}
    for variant in chosen["variant"].unique(maintain_order=True):
        pairs = chosen.filter(pl.col("variant") == variant, pl.col("seed").is_in(list(known))).sort("seed")
        if variant != base and pairs.height:
            gains[variant] = [f1 - known[seed] for seed, f1 in pairs.select("seed", "f1").iter_rows()]
    return gains


def _seed_by_seed(gains: Sequence[float]) -> tuple[str, str]:
    return spread(gains), ", ".join(f"{gain:+.3f}" for gain in gains)


def seeds_table(summaries: Sequence[Mapping[str, Any]]) -> str:
    """The runs of one profile with several seeds, one a column, with mean and spread."""
    heads = ["", *(f"seed {summary['seed']}" for summary in summaries), "mean ± spread"]
    rows = []
    for name in FIGURES:
        values = [float(summary[name]) for summary in summaries]
        digits = 1 if name == "seconds" else 3
        rows.append([name, *(f"{value:.{digits}f}" for value in values), spread(values, digits)])
    return markdown_table(heads, rows)


def starts_table(figures: pl.DataFrame, loss: pl.DataFrame) -> str:
    """What one model learns from several starts: supervised loss on the way, CPU seconds, greedy F1 in points.

    ``figures`` has columns start, seconds, NER and RE; ``loss`` has start, step and loss.
    """
    last = int(str(loss["step"].max()))
    steps = [step for step in (100, 200, 400, 800) if step <= last]
    known = {(start, step): value for start, step, value in loss.iter_rows()}
    rows = [
        [
            start,
            *(f"{known[start, step]:.2f}" for step in steps),
            str(seconds),
            f"{100 * entities:.1f}",
            f"{100 * pairs:.1f}",
        ]
        for start, seconds, entities, pairs in figures.select("start", "seconds", "NER", "RE").iter_rows()
    ]
    return markdown_table(["start", *(f"loss at {step}" for step in steps), "CPU s", "NER F1", "RE F1"], rows)


def variant_gains_table(counts: pl.DataFrame, bases: Sequence[str], tasks: Sequence[str] = ("NER", "RE")) -> str:
    """What each variant wins over each of ``bases`` in points of F1, with 95 % intervals, seeds pooled.

    The first base has no row: what it wins over another is what that one wins over it, turned round.
    """
    gains = {(base, task): gains_by_variant(counts, base, task) for base in bases for task in tasks}
    known = {variant for of_variants in gains.values() for variant in of_variants}
    rows = [
        [variant, *(_interval(of_variants.get(variant)) for of_variants in gains.values())]
        for variant in counts["variant"].unique(maintain_order=True)
        if variant in known and variant != bases[0]
    ]
    return markdown_table(["points of F1 [95 %]", *(f"{task} over {base!r}" for base, task in gains)], rows)


def _interval(gain: tuple[float, float, float] | None) -> str:
    if gain is None:
        return "–"
    middle, low, high = (f"{100 * value:+.1f}" for value in gain)
    return f"{middle} [{low}, {high}]"


def overlap_table(report: pl.DataFrame) -> str:
    """Training and evaluation sets that share texts (``k1.training.data.overlap``)."""
    head = ["training set", "evaluation set", "texts", "equal", "with a shared run of ten words"]
    return markdown_table(head, ([str(value) for value in row] for row in report.iter_rows()), texts=2)
