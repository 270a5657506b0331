"""The parser by publisher: means over papers, and what happens where papers or scorer are absent."""

from pathlib import Path

import polars as pl
import pytest

from k1.evaluation.publishers import means_by_publisher, score_published

SCORES = pl.DataFrame(
    [
        ("Shoal Press", "a", "title", 1.0),
        ("Shoal Press", "a", "cells", 0.2),
        ("Shoal Press", "b", "title", 0.5),
        ("Tank House", "c", "title", 0.9),
    ],
    schema=["publisher", "paper", "metric", "score"],
    orient="row",
)


def test_the_publisher_that_loses_most_stands_first_with_the_number_of_its_papers() -> None:
    assert means_by_publisher(SCORES)["paper"].unique(maintain_order=True).to_list() == [
        "Shoal Press (2)",
        "Tank House (1)",
    ]


def test_a_metric_is_the_mean_over_the_papers_that_have_it() -> None:
    means = means_by_publisher(SCORES).filter(pl.col("paper") == "Shoal Press (2)")
    assert dict(means.select("metric", "score").iter_rows()) == {"title": 0.75, "cells": 0.2}


def test_without_papers_or_scorer_there_are_no_rows(tmp_path: Path) -> None:
    assert score_published(tmp_path, tmp_path / "scorer.py").is_empty()


@pytest.mark.shared
@pytest.mark.slow
def test_every_paper_of_the_shared_sets_is_judged(shared: Path) -> None:
    scores = score_published(shared / "data" / "papers", shared / "tools" / "score_documents.py")
    assert scores["paper"].n_unique() == 40
    assert scores.filter(pl.col("metric") == "title")["score"].mean() > 0.98
