"""Figures of training: what is drawn, from frames made up for it."""

from __future__ import annotations

import polars as pl
import pytest

from k1.figures import training
from k1.figures.style import figure_bytes
from k1.training.stages.objective import clipped_term


def comparison() -> pl.DataFrame:
    rows = [
        (name, seed, task, f1 + seed / 100)
        for name, f1 in (("start", 0.2), ("paper", 0.6), ("other", 0.7))
        for seed in (1, 2)
        for task in ("all", "NER", "RE")
    ]
    return pl.DataFrame([*rows, ("stopped", 1, "all", None)], schema=["variant", "seed", "task", "f1"], orient="row")


def test_a_comparison_has_a_row_for_each_measured_variant_in_order_from_the_top_and_a_dot_for_each_seed():
    figure = training.draw_comparison(comparison(), "paper")
    entities, relations = figure.axes
    assert [label.get_text() for label in entities.get_yticklabels()] == ["other", "paper", "start"]
    assert [axes.collections[0].get_offsets().shape[0] for axes in (entities, relations)] == [6, 6]
    assert figure_bytes(figure, "svg") == figure_bytes(training.draw_comparison(comparison(), "paper"), "svg")


def test_a_point_of_f1_is_as_long_among_entities_as_among_relations():
    level = pl.when(pl.col("task") == "NER").then(pl.col("f1") / 100).otherwise(pl.col("f1"))
    entities, relations = training.draw_comparison(comparison().with_columns(f1=level), "paper").axes
    widths = [high - low for low, high in (entities.get_xlim(), relations.get_xlim())]
    assert widths[0] == pytest.approx(widths[1])


def test_the_clip_is_drawn_where_it_acts():
    good, bad = training.draw_clip(lambda ratio, advantage: clipped_term(ratio, advantage, 0.2)).axes
    assert max(good.lines[1].get_ydata()) == pytest.approx(1.2)
    assert max(bad.lines[1].get_ydata()) == pytest.approx(-0.8)
    assert min(bad.lines[1].get_ydata()) == pytest.approx(-1.8)


def test_a_case_of_doubt_has_its_dot_where_it_begins_to_gain():
    [axes] = training.draw_doubt({"bold": lambda chance: chance, "shy": lambda chance: chance - 0.4}).axes
    assert [tuple(line.get_xdata()) for line in axes.lines if len(line.get_xdata()) == 1] == [(0.0,), (0.4,)]


def test_one_jump_of_the_kl_does_not_set_the_scale_of_its_panel():
    steps = {"stage": "grpo", "reward": 0.5, "f1": 0.4, "entropy": 0.2, "zero_spread": 0.1}
    log = pl.DataFrame([{"step": step, "kl": 500.0 if step == 20 else 0.1, **steps} for step in range(1, 41)])
    assert training.draw_rewards(log).axes[1].get_ylim()[1] < 1


def test_a_point_that_was_not_measured_has_no_bars_of_nothing():
    rows = [
        (point, asked, task, 0.5, 0.4)
        for point in ("start", "end")
        for asked in ("greedy", "drawn")
        for task in ("NER", "RE")
    ]
    measured = pl.DataFrame(rows, schema=["point", "asked", "task", "reward", "f1"], orient="row")
    for axes in training.draw_before_after(measured).axes:
        assert [label.get_text() for label in axes.get_xticklabels()] == ["before GRPO", "after GRPO"]
        assert len(axes.patches) == 4


def test_the_question_shown_is_the_one_whose_greedy_reply_won_most():
    rows = [
        (question, asked, point, reward)
        for question, end in ((0, 0.5), (1, 1.0), (2, 0.4))
        for asked, gain in (("greedy", 0.0), ("drawn 1", -0.3))
        for point, reward in (("start", 0.3), ("end", end + gain))
    ]
    samples = pl.DataFrame(rows, schema=["question", "asked", "point", "reward"], orient="row")
    assert training.most_changed(samples) == 1


def test_replies_go_by_the_names_that_the_figures_give_the_points_of_a_run():
    samples = pl.DataFrame(
        [
            (1, point, asked, "x", 0.5)
            for point in ("start", "middle", "end")
            for asked in ("greedy", "drawn 1", "drawn 2")
        ],
        schema=["question", "point", "asked", "reply", "reward"],
        orient="row",
    )
    table = training.sample_table(samples, 1)
    assert table["when"].unique(maintain_order=True).to_list() == list(training.POINTS.values())
    assert table["asked"].to_list() == ["greedy", "drawn"] * 3


def test_each_start_is_a_line_of_its_loss_over_the_steps():
    rows = [(start, step, loss) for start in ("random", "induction") for step, loss in ((50, 3.0), (100, 2.0))]
    [axes] = training.draw_starts(pl.DataFrame(rows, ["start", "step", "loss"], orient="row")).axes
    assert [line.get_label() for line in axes.lines] == ["random", "induction"]
    assert [list(line.get_ydata()) for line in axes.lines] == [[3.0, 2.0]] * 2
    assert axes.get_ylim()[0] == 0
