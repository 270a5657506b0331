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

FLOORS = {
    "pmc": {"title": 0.98, "authors": 0.97, "abstract": 0.97, "doi": 0.98, "headings": 0.93, "references": 0.98,
            "ref_text": 0.93, "ref_year": 0.98, "cited": 0.965, "figures": 0.96, "tables": 0.965, "cells": 0.915,
            "body": 0.98, "body_precision": 0.95},
    "jose": {"title": 0.98, "authors": 0.98, "abstract": 0.98, "headings": 0.955, "references": 0.98, "ref_text": 0.86,
             "ref_year": 0.98, "cited": 0.955, "figures": 0.97, "tables": 0.78, "cells": 0.69, "body": 0.98,
             "body_precision": 0.925},
}  # fmt: skip
"""A margin below what the parser reaches, by set and metric."""


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


@pytest.fixture(scope="module")
def published(shared: Path) -> pl.DataFrame:
    return score_published(shared / "data" / "papers", shared / "tools" / "score_documents.py")


@pytest.mark.shared
@pytest.mark.slow
def test_every_paper_of_the_shared_sets_is_judged(published: pl.DataFrame) -> None:
    assert published["paper"].n_unique() == 40


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(FLOORS))
def test_the_means_of_a_set_stay_above_their_floors(name: str, published: pl.DataFrame, shared: Path) -> None:
    papers = [file.parent.name for file in (shared / "data" / "papers" / name).glob("*/paper.pdf")]
    of_set = published.filter(pl.col("paper").is_in(papers)).group_by("metric").agg(pl.col("score").mean())
    mean = dict(of_set.iter_rows())
    assert {metric: mean[metric] for metric, floor in FLOORS[name].items() if mean[metric] < floor} == {}
