"""Failures of a run: how they are shown, and when there are too many."""

from __future__ import annotations

from pathlib import Path

import pytest

from k1.errors import FailureKind
from k1.runtime.failures import (
    TooManyFailuresError,
    check_failures,
    describe_failures,
    gather_failures,
    remove_unreadable,
    worth_another_try,
)
from k1.runtime.progress import counted
from k1.runtime.tables import frame, write_table
from k1.schema.configuration import Configuration
from k1.schema.corpus import Failure
from k1.schema.tables import FAILURES, FILES, PAPERS


def failed(name: str, message: str = "holds nothing") -> Failure:
    return Failure(
        name=name, sha256=None, stage="fetch", kind=FailureKind.HOSTILE, message=message, remedy="leave it out"
    )


def test_a_failure_is_one_line_with_its_remedy_whatever_the_paper_put_into_its_message():
    rows = frame(FAILURES, [failed("a", "x\x1b]0;owned\x07\nb: parse: corrupt: \u202e"), failed("c")])
    lines = describe_failures(rows).split("\n")
    assert len(lines) == 2
    assert lines[0].endswith("-> leave it out")
    assert all(line.isprintable() for line in lines)


def test_more_failures_than_allowed_stop_the_run_and_name_each_paper():
    rows = frame(FAILURES, [failed("a"), failed("b")])
    check_failures(rows, papers=4, max_failed_fraction=0.5)
    with pytest.raises(TooManyFailuresError, match=r"2 of 3 papers failed(?s:.*)a: fetch(?s:.*)b: fetch"):
        check_failures(rows, papers=3, max_failed_fraction=0.5)


def test_the_limit_holds_for_all_stages_together_as_the_reference_says():
    rows = frame(FAILURES, [failed("a"), failed("b").model_copy(update={"stage": "documents"})])
    with pytest.raises(TooManyFailuresError, match="2 of 4 papers failed"):
        check_failures(rows, papers=4, max_failed_fraction=0.3)
    assert "in all stages together" in (Configuration.model_fields["max_failed_fraction"].description or "")


@pytest.mark.parametrize(("papers", "fraction"), [(2, 0.2), (3, 0.2), (4, 0.01)])
def test_one_failed_paper_never_stops_the_others(papers: int, fraction: float):
    check_failures(frame(FAILURES, [failed("a")]), papers=papers, max_failed_fraction=fraction)


@pytest.mark.parametrize(("papers", "fraction"), [(1, 0.2), (3, 0.0)])
def test_one_failed_paper_stops_a_run_that_has_no_other_or_in_which_none_may_fail(papers: int, fraction: float):
    with pytest.raises(TooManyFailuresError, match=f"1 of {counted(papers, 'paper')} failed"):
        check_failures(frame(FAILURES, [failed("a")]), papers=papers, max_failed_fraction=fraction)


def test_a_paper_that_failed_in_two_stages_is_counted_once():
    twice = [failed("a"), failed("a").model_copy(update={"stage": "parse"})]
    check_failures(frame(FAILURES, twice), papers=2, max_failed_fraction=0.5)


def test_failures_are_gathered_from_the_shards_that_the_corpus_lists(tmp_path: Path):
    write_table(FAILURES, frame(FAILURES, []), tmp_path / "corpus" / "failures.parquet")
    write_table(FILES, frame(FILES, []), tmp_path / "corpus" / "00000.parquet")
    for stage in ("documents", "knowledge"):
        for shard, name in (("00000", "now"), ("00001", "earlier")):
            row = failed(name).model_copy(update={"stage": stage})
            write_table(FAILURES, frame(FAILURES, [row]), tmp_path / stage / shard / "failures.parquet")
    write_table(PAPERS, frame(PAPERS, []), tmp_path / "documents" / "00000" / "papers.parquet")
    rows = gather_failures(tmp_path)
    assert rows.select("name", "stage").rows() == [("now", "documents"), ("now", "knowledge")]


def test_a_paper_that_the_network_kept_back_is_worth_another_try(tmp_path: Path):
    assert worth_another_try(tmp_path) == []
    kept_back = failed("a").model_copy(update={"kind": FailureKind.NETWORK})
    write_table(FAILURES, frame(FAILURES, [kept_back, failed("b")]), tmp_path / "corpus" / "failures.parquet")
    assert worth_another_try(tmp_path) == ["a"]


def test_a_table_of_another_version_is_removed_so_that_the_workflow_makes_it_anew(tmp_path: Path):
    path = tmp_path / "corpus" / "failures.parquet"
    path.parent.mkdir()
    path.write_bytes(b"a table of another version")
    remove_unreadable(tmp_path)
    assert not path.exists()


def test_a_table_of_this_version_stays_and_where_there_is_none_nothing_is_done(tmp_path: Path):
    remove_unreadable(tmp_path)
    path = tmp_path / "corpus" / "failures.parquet"
    write_table(FAILURES, frame(FAILURES, [failed("a")]), path)
    remove_unreadable(tmp_path)
    assert path.exists()
