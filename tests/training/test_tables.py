"""Tables of evidence and intervals: what they hold, made by rule."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from k1.training.measuring.intervals import gain_interval, gains_by_task, gains_by_variant
from k1.training.measuring.scoring import micro_f1
from k1.training.reports.tables import (
    BlockError,
    comparison_table,
    paired_table,
    seeds_table,
    spread,
    starts_table,
    variant_gains_table,
    with_block,
)

FIGURES = pl.DataFrame(
    [
        (name, seed, task, f1 + seed / 100, f1, 0.5, 10.0, None)
        for name, f1 in (("start", 0.2), ("paper", 0.6), ("other", 0.7))
        for seed in (1, 2)
        for task in ("all", "NER", "RE")
    ]
    + [("stopped", 1, "all", None, None, None, None, "KL")],
    schema=["variant", "seed", "task", "f1", "relaxed_f1", "reward", "seconds", "stopped"],
    orient="row",
)


def test_a_block_is_replaced_and_the_rest_stays():
    document = "a\n<!-- x -->\nold\n<!-- /x -->\nb\n"
    once = with_block(document, "x", "new\n")
    assert once == "a\n<!-- x -->\nnew\n<!-- /x -->\nb\n"
    assert with_block(once, "x", "new") == once


@pytest.mark.parametrize("document", ["", "<!-- x -->", "<!-- /x --> <!-- x -->", "<!-- x --><!-- x --><!-- /x -->"])
def test_a_document_without_its_marks_is_refused(document: str):
    with pytest.raises(BlockError, match="marks"):
        with_block(document, "x", "new")


def test_one_value_has_no_spread():
    assert (spread([]), spread([0.5]), spread([0.5, 0.7])) == ("–", "0.500", "0.600 ± 0.141")


def test_a_comparison_has_a_row_for_each_variant_and_names_the_stopped_ones():
    rows = comparison_table(FIGURES).splitlines()[2:]
    assert [row.split(" | ")[0].strip("| ") for row in rows] == [
        "start", "paper", "other", "stopped (1 stopped by an alarm)"
    ]  # fmt: skip
    assert "0.615 ± 0.007" in rows[1]


def test_variants_are_compared_seed_by_seed():
    table = paired_table(FIGURES, "paper")
    assert table.startswith("| variant | NER F1 less that of 'paper' | seed by seed | RE F1 less that of 'paper' |")
    assert "| other | 0.100 ± 0.000 | +0.100, +0.100 | 0.100 ± 0.000 | +0.100, +0.100 |" in table


def test_seeds_stand_in_columns():
    run = {"reward_start": 0.4, "reward_end": 0.9, "f1_sft": 0.5, "f1_grpo": 0.9, "seconds": 90.0}
    table = seeds_table([run | {"seed": 1}, run | {"seed": 2, "reward_end": 0.8}])
    assert "| reward_end | 0.900 | 0.800 | 0.850 ± 0.071 |" in table


counts = st.lists(st.tuples(st.integers(0, 3), st.integers(3, 5), st.integers(3, 5)), min_size=2, max_size=20)


@given(counts)
def test_micro_f1_is_a_share(rows):
    assert 0.0 <= micro_f1(rows) <= 1.0


def test_nothing_changed_is_a_gain_of_nothing_without_width():
    rows = [(1, 3, 3), (2, 3, 4), (0, 3, 3)]
    assert gain_interval(rows, rows) == (0.0, 0.0, 0.0)


def test_the_interval_holds_the_gain_and_is_narrower_with_more_questions():
    before, after = [(0, 2, 2), (1, 2, 2)] * 10, [(1, 2, 2), (1, 2, 2)] * 10
    gain, low, high = gain_interval(before, after)
    assert gain == pytest.approx(0.25)
    assert low < gain < high
    _, more_low, more_high = gain_interval(before * 10, after * 10)
    assert more_high - more_low < high - low


def test_gains_are_paired_by_question_whatever_the_order_of_rows():
    rows = [(point, n, f"text {n}", "RE", n % 2, 2, 2) for point in ("start", "end") for n in range(6)]
    frame = pl.DataFrame(rows, schema=["point", "question", "text", "task", "right", "stated", "wanted"], orient="row")
    assert gains_by_task(frame.sample(fraction=1, shuffle=True, seed=1), "start", "end") == {"RE": (0.0, 0.0, 0.0)}


def counted(rows: list[tuple]) -> pl.DataFrame:
    columns = ["variant", "seed", "question", "text", "task", "right", "stated", "wanted"]
    return pl.DataFrame(rows, schema=columns, orient="row")


def test_a_variant_is_compared_with_the_base_on_the_same_question_of_the_same_seed():
    rows = [
        (variant, seed, question, f"{seed}, {question}", task, (question + seed + (variant == "more")) % 2, 1, 1)
        for variant in ("start", "more")
        for seed in (1, 2)
        for question in (0, 1)
        for task in ("NER", "RE")
    ]
    counts = counted(rows)
    better = counts.with_columns(right=pl.when(variant="more").then(1).otherwise("right"))
    gain, low, high = gains_by_variant(better.sample(fraction=1, shuffle=True, seed=1), "start", "RE")["more"]
    assert (gain, low >= 0, high) == (0.5, True, 1.0)
    alone = better.filter((pl.col("variant") == "start") | (pl.col("seed") == 1))
    assert gains_by_variant(alone, "start", "RE")["more"][0] == 0.5


def test_a_variant_that_shares_no_seed_with_the_base_has_no_gain_rather_than_one_of_nothing():
    rows = [("start", 1, 0, "text", "RE", 0, 1, 1), ("cut off", 2, 0, "text", "RE", 1, 1, 1)]
    counts = counted(rows)
    assert gains_by_variant(counts, "start", "RE") == {}
    assert "cut off" not in variant_gains_table(counts, ["start"], tasks=("RE",))


def test_a_text_that_is_asked_about_with_three_seeds_is_no_more_evidence_than_with_one():
    rows = [
        (variant, seed, question, f"text {question}", "RE", int(variant == "more" and question % 3 == 0), 1, 1)
        for variant in ("start", "more")
        for seed in (1, 2, 3)
        for question in range(30)
    ]
    counts = counted(rows)
    once = gains_by_variant(counts.filter(seed=1), "start", "RE")["more"]
    assert gains_by_variant(counts, "start", "RE")["more"] == pytest.approx(once)


def test_gains_of_variants_stand_in_points_with_their_interval():
    rows = [
        (name, 1, n, f"text {n}", task, int(name == "more"), 1, 1)
        for name in ("start", "more")
        for n in (0, 1)
        for task in ("NER", "RE")
    ]
    counts = counted(rows)
    assert "| more | +100.0 [+100.0, +100.0] | +100.0 [+100.0, +100.0] |" in variant_gains_table(counts, ["start"])


def test_gains_over_two_bases_stand_in_one_table_and_none_stands_twice():
    rows = [
        (name, 1, n, f"text {n}", task, right, 1, 1)
        for name, right in (("start", 0), ("paper", 1), ("other", 1))
        for n in (0, 1)
        for task in ("NER", "RE")
    ]
    table = variant_gains_table(counted(rows), ["start", "paper"]).splitlines()
    assert table[0] == (
        "| points of F1 [95 %] | NER over 'start' | RE over 'start' | NER over 'paper' | RE over 'paper' |"
    )
    won, nothing = "+100.0 [+100.0, +100.0]", "+0.0 [+0.0, +0.0]"
    assert table[2:] == [f"| paper | {won} | {won} | – | – |", f"| other | {won} | {won} | {nothing} | {nothing} |"]


def test_each_start_has_its_losses_on_the_way_and_its_f1_in_points():
    figures = pl.DataFrame([{"start": "random", "seed": 1, "seconds": 250, "NER": 0.018, "RE": 0.0}])
    loss = pl.DataFrame(
        [("random", step, step / 100) for step in (50, 100, 150, 200)], ["start", "step", "loss"], orient="row"
    )
    head, _, row = starts_table(figures, loss).splitlines()
    assert head == "| start | loss at 100 | loss at 200 | CPU s | NER F1 | RE F1 |"
    assert row == "| random | 1.00 | 2.00 | 250 | 1.8 | 0.0 |"
