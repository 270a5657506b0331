"""How a training run went: reward and its terms over the steps, advantages of a group, figures before and after."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from k1.figures.palette import BLUE, GREEN, ORANGE, PURPLE, QUIET, SKY, VERMILION
from k1.figures.style import BAR, COLUMN, PAGE, empty_figure, house_style, light_grid, new_axes, new_figure

SMOOTHING = 11
"""Steps that a curve is smoothed over."""

Smoothing = Callable[[pl.Series], pl.Series]

FORM_ALONE = 0.3
POINTS = {"start": "before GRPO", "middle": "half way", "end": "after GRPO"}


def _mean(values: pl.Series) -> pl.Series:
    return values.rolling_mean(SMOOTHING, min_samples=1, center=True)


def _median(values: pl.Series) -> pl.Series:
    """For values that jump, as the KL estimate does on single tokens: a mean would draw a box around each jump."""
    return values.rolling_median(SMOOTHING, min_samples=1, center=True)


def _curve(axes: Axes, log: pl.DataFrame, column: str, colour: str, label: str, *, smooth: Smoothing = _mean) -> float:
    """A value over the steps: single steps faint, smoothed strong. Returns the largest smoothed value."""
    known = log.drop_nulls(column)
    strong = smooth(known[column])
    axes.plot(known["step"], known[column], color=colour, alpha=0.25, linewidth=0.6)
    axes.plot(known["step"], strong, color=colour, linewidth=1.4, label=label)
    return max(strong, default=0.0)


@house_style()
def draw_rewards(log: pl.DataFrame) -> Figure:
    """Reward and task F1 of the drawn replies over the steps, beside what they cost and what is left to learn from."""
    rows = log.filter(pl.col("stage") == "grpo")
    if rows.is_empty():
        return empty_figure("the log has no GRPO steps")
    figure = new_figure(PAGE, 2.2)
    earned, cost, left = panels = figure.subplots(1, 3)
    _curve(earned, rows, "reward", BLUE, "reward")
    _curve(earned, rows, "f1", GREEN, "F1 of the reply")
    earned.axhline(FORM_ALONE, color=QUIET, linewidth=0.7, linestyle=":", label="form alone")
    earned.set_title("What the replies earn")
    entropy = _curve(cost, rows, "entropy", PURPLE, "entropy", smooth=_median)
    kl = _curve(cost, rows, "kl", VERMILION, "KL to the start", smooth=_median)
    cost.set(title="Nats a token", ylim=(0, 1.6 * max(entropy, kl, 0.1)))
    _curve(left, rows, "zero_spread", QUIET, "groups without spread")
    left.set_title("Share that teaches nothing")
    for axes in (earned, left):
        axes.set_ylim(0, 1.02)
    for axes, place in zip(panels, ("lower right", "upper right", "upper left"), strict=True):
        axes.set_xlabel("GRPO step")
        axes.legend(loc=place)
        light_grid(axes, "y")
    return figure


@house_style()
def draw_advantages(rewards: Sequence[float], advantages: Sequence[float]) -> Figure:
    """The replies of one group: what each earns, and how much better that is than the group."""
    places = range(1, len(rewards) + 1)
    figure = new_figure(PAGE, 2.0)
    left, right = figure.subplots(1, 2)
    left.bar(places, rewards, color=SKY, width=0.66)
    left.axhline(sum(rewards) / len(rewards), color=VERMILION, linewidth=1.0)
    left.set_title("Reward of each reply, and the group's mean")
    colours = [GREEN if advantage >= 0 else ORANGE for advantage in advantages]
    right.bar(places, advantages, color=colours, width=0.66)
    right.axhline(0, color=QUIET, linewidth=0.7)
    right.set_title("Advantage, in deviations")
    for axes in (left, right):
        axes.set_xticks(list(places))
        axes.set_xlabel("reply of the group")
        light_grid(axes, "y")
    return figure


@house_style()
def draw_clip(gain: Callable[[float, float], float]) -> Figure:
    """What a token gains as its probability moves, for a good reply and for a bad one, with and without the clip.

    ``gain`` is the clipped gain of a ratio and an advantage (``k1.training.stages.objective.clipped_term``).
    """
    ratios = [number / 100 for number in range(40, 181)]
    figure = new_figure(PAGE, 2.1)
    sides = ((1.0, GREEN, "A reply better than its group"), (-1.0, ORANGE, "A worse one"))
    for axes, (advantage, colour, title) in zip(figure.subplots(1, 2), sides, strict=True):
        axes.plot(ratios, [ratio * advantage for ratio in ratios], color=QUIET, linewidth=0.8, label="plain")
        gains = [gain(ratio, advantage) for ratio in ratios]
        axes.plot(ratios, gains, color=colour, linewidth=1.6, label="clipped")
        axes.axvline(1, color=QUIET, linewidth=0.7, linestyle=":")
        axes.set(title=title, xlabel="probability now, over probability when it was drawn", ylabel="gain of the token")
        axes.legend(loc="best")
        light_grid(axes, "y")
    return figure


@house_style()
def draw_doubt(gains: Mapping[str, Callable[[float], float]]) -> Figure:
    """What stating one more item is expected to gain, over the probability that it is right; a line for each case.

    Each of ``gains`` is a function of that probability (``k1.reward.pooled.gain_of_stating``). Dots are where a case
    begins to gain.
    """
    chances = [number / 200 for number in range(201)]
    colours = (ORANGE, VERMILION, BLUE, GREEN)
    figure, axes = new_axes(PAGE, 2.1)
    for (name, gain), colour in zip(gains.items(), colours, strict=False):
        heights = [gain(chance) for chance in chances]
        axes.plot(chances, heights, color=colour, label=name)
        bar = next((chance for chance, height in zip(chances, heights, strict=True) if height >= 0), 1.0)
        axes.plot([bar], [0], "o", color=colour, clip_on=False)
    axes.axhline(0, color=QUIET, linewidth=0.7)
    axes.set(xlim=(0, 1), xlabel="probability that the item is right", ylabel="expected gain")
    axes.legend(loc="upper left")
    light_grid(axes, "y")
    return figure


@house_style()
def draw_before_after(evaluation: pl.DataFrame) -> Figure:
    """Held-out figures at the measured points of a run, for entities and relations: greedy F1 and drawn reward."""
    panels = (("greedy", "f1", "F1, greedy replies"), ("drawn", "reward", "Reward, drawn replies"))
    points = [point for point in POINTS if point in evaluation["point"]]
    figure = new_figure(PAGE, 2.1)
    for axes, (asked, value, title) in zip(figure.subplots(1, 2, sharey=True), panels, strict=True):
        rows = evaluation.filter(pl.col("asked") == asked)
        for number, (task, colour) in enumerate((("NER", BLUE), ("RE", ORANGE))):
            chosen = rows.filter(pl.col("task") == task)
            heights = [chosen.filter(pl.col("point") == point)[value].sum() for point in points]
            places = [index + (number - 0.5) * 0.36 for index in range(len(points))]
            bars = axes.bar(places, heights, width=0.34, color=colour, label=task)
            axes.bar_label(bars, fmt="%.2f", fontsize=6, padding=1)
        axes.set_xticks(range(len(points)), [POINTS[point] for point in points])
        axes.set(ylim=(0, 1.1), title=title)
        light_grid(axes, "y")
    axes.legend(loc="upper left")
    return figure


@house_style()
def draw_terms(names: Sequence[str], terms: Sequence[tuple[float, float, float]]) -> Figure:
    """The reward of some replies as a stack of its three terms: format, JSON, task F1."""
    figure, axes = new_axes(2 * COLUMN, 0.7 + 0.24 * len(names))
    left = [0.0] * len(names)
    for number, (label, colour) in enumerate((("format", SKY), ("JSON", PURPLE), ("task F1", GREEN))):
        widths = [term[number] for term in terms][::-1]
        axes.barh(range(len(names)), widths, left=left, color=colour, height=BAR, label=label)
        left = [before + width for before, width in zip(left, widths, strict=True)]
    for place, total in enumerate(left):
        axes.text(total + 0.01, place, f"{total:.2f}", va="center", fontsize=6)
    axes.set_yticks(range(len(names)), list(names)[::-1])
    axes.set(xlim=(0, 1.12), xlabel="reward")
    axes.legend(loc="lower right")
    light_grid(axes, "x")
    return figure


@house_style()
def draw_comparison(figures: pl.DataFrame, base: str) -> Figure:
    """F1 of each variant of a comparison, entities beside relations: a dot a seed, their mean strong.

    The dotted line is the mean of ``base``, the dashed one that of the weights that all begin with.
    """
    measured = figures.drop_nulls("f1")
    names = measured["variant"].unique(maintain_order=True).to_list()[::-1]
    figure = new_figure(PAGE, 0.7 + 0.19 * len(names))
    panels = figure.subplots(1, 2, sharey=True)
    for axes, (task, colour) in zip(panels, (("NER", BLUE), ("RE", ORANGE)), strict=True):
        rows = measured.filter(pl.col("task") == task)
        means = dict(rows.group_by("variant").agg(pl.col("f1").mean()).iter_rows())
        places = [names.index(name) for name in rows["variant"]]
        axes.scatter(rows["f1"], places, s=9, facecolors="none", edgecolors=colour, linewidths=0.7)
        axes.scatter([means[name] for name in names], range(len(names)), s=16, color=colour, marker="|", linewidths=2)
        for name, style in ((base, ":"), ("start", "--")):
            if name in means:
                axes.axvline(means[name], color=QUIET, linewidth=0.7, linestyle=style, zorder=0)
        axes.set(title="Entities (NER)" if task == "NER" else "Relations (RE)", xlabel="F1, held out, greedy")
        light_grid(axes, "x")
    _same_scale(panels)
    panels[0].set_yticks(range(len(names)), names)
    panels[0].set_ylim(-0.6, len(names) - 0.4)
    return figure


def _same_scale(panels: Sequence[Axes]) -> None:
    """A point of F1 is as long in each panel: what is within chance must not look as large as what is not."""
    bounds = [axes.get_xlim() for axes in panels]
    half = max(high - low for low, high in bounds) / 2
    for axes, (low, high) in zip(panels, bounds, strict=True):
        axes.set_xlim((low + high) / 2 - half, (low + high) / 2 + half)


@house_style()
def draw_starts(log: pl.DataFrame) -> Figure:
    """The supervised loss of one model from several starts, over the steps: a line for each ``start`` of ``log``."""
    colours = (QUIET, BLUE, ORANGE, GREEN)
    figure, axes = new_axes(PAGE, 2.1)
    for start, colour in zip(log["start"].unique(maintain_order=True), colours, strict=False):
        rows = log.filter(pl.col("start") == start)
        axes.plot(rows["step"], rows["loss"], color=colour, linewidth=1.4, label=start)
    axes.set_ylim(bottom=0)
    axes.set(xlabel="supervised step", ylabel="loss, nats a token")
    axes.legend(loc="upper right")
    light_grid(axes, "y")
    return figure


def most_changed(samples: pl.DataFrame) -> int:
    """The held-out question whose greedy reply won most reward from the start of the run to its end."""
    greedy = samples.filter(pl.col("asked") == "greedy").sort("question")
    first, last = (greedy.filter(pl.col("point") == point) for point in ("start", "end"))
    won = (last["reward"] - first["reward"]).arg_max()
    return int(first["question"][won or 0])


def sample_table(samples: pl.DataFrame, question: int) -> pl.DataFrame:
    """What the model writes to one held-out question at the three points of the run, greedily and once by drawing."""
    asked = samples.filter((pl.col("question") == question) & pl.col("asked").is_in(["greedy", "drawn 1"]))
    when = pl.col("point").replace(POINTS).alias("when")
    return asked.select(when, pl.col("asked").replace({"drawn 1": "drawn"}), "reply", "reward")
