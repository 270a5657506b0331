"""Failures of a run: gathered from all stages, shown to a person, held against the limit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from k1.errors import FailureKind, K1Error, TableError
from k1.runtime.progress import counted, printable
from k1.runtime.run_layout import listed_shards
from k1.runtime.shared_ids import papers_under_ids_of_others
from k1.runtime.tables import read_table
from k1.schema.tables import FAILURES

_PASSING = frozenset({FailureKind.NETWORK, FailureKind.RATE_LIMITED, FailureKind.TIMEOUT, FailureKind.TRUNCATED})
"""Kinds of failures to fetch a paper whose remedy is to run again."""


class TooManyFailuresError(K1Error):
    """More of the papers failed than the configuration allows."""


def gather_failures(run: Path) -> pl.DataFrame:
    """All failure rows of a run's stages, and papers that another hides, in the order of the table's key."""
    shards = [f"{stage}/{shard}" for stage in ("documents", "knowledge") for shard in listed_shards(run)]
    rows = [read_table(FAILURES, run / folder / "failures.parquet") for folder in ("corpus", *shards)]
    return pl.concat([*rows, papers_under_ids_of_others(run)]).sort(FAILURES.key)


def describe_failures(failures: pl.DataFrame) -> str:
    """One line a failed paper: name, stage, kind, what happened, what to do. Messages quote papers and archives."""
    return "\n".join(
        printable(f"{row['name']}: {row['stage']}: {row['kind']}: {row['message']} -> {row['remedy']}")
        for row in failures.iter_rows(named=True)
    )


def remove_unreadable(run: Path) -> None:
    """Remove a table of failed fetches that another version of K1 wrote, or that is damaged.

    It is read before the workflow starts, which makes anew what is not there.
    """
    path = _of_fetching(run)
    if not path.is_file():
        return
    try:
        read_table(FAILURES, path)
    except TableError:
        path.unlink()


def _of_fetching(run: Path) -> Path:
    return run / "corpus" / "failures.parquet"


def worth_another_try(run: Path) -> list[str]:
    """The papers that a run could not fetch for a reason that may have passed, by name."""
    path = _of_fetching(run)
    if not path.is_file():
        return []
    rows = read_table(FAILURES, path)
    return rows.filter(pl.col("kind").is_in([kind.value for kind in _PASSING]))["name"].unique().sort().to_list()


def check_failures(failures: pl.DataFrame, *, papers: int, max_failed_fraction: float) -> None:
    """Refuse a run in which too many papers failed: one alone stops no others, unless none may fail.

    Parameters
    ----------
    papers: how many the corpus names, failed ones included.

    Raises
    ------
    TooManyFailuresError: with every failed paper and its remedy.
    """
    failed, allowed = failures["name"].n_unique(), max_failed_fraction * papers
    if papers > 1 and allowed > 0:  # a share of a handful of papers is less than one of them
        allowed = max(allowed, 1)
    if papers and failed > allowed:
        raise TooManyFailuresError(
            f"{failed} of {counted(papers, 'paper')} failed, "
            f"more than max_failed_fraction = {max_failed_fraction:g} allows:\n"
            f"{describe_failures(failures)}\n"
            "Mend these papers, take them out of the corpus, or raise max_failed_fraction."
        )


def corpus_size(run: Path, failures: Sequence[str]) -> int:
    """Number of papers that a corpus names: the fetched ones and those that failed before."""
    fetched: set[str] = set()
    for shard in listed_shards(run):
        fetched.update(pl.read_parquet(run / "corpus" / f"{shard}.parquet", columns=["name"])["name"])
    return len(fetched | set(failures))
