"""What lies where in a run."""

from __future__ import annotations

from pathlib import Path

from k1.runtime.run_layout import measured_files


def test_figures_of_our_own_are_the_tables_that_are_called_so(tmp_path: Path) -> None:
    assert measured_files(tmp_path / "tables") == []
    tables = tmp_path / "tables"
    tables.mkdir()
    for name in ("ours-b.parquet", "ours.csv", "ours.txt", "parse_scores.parquet", ".ours.csv.x.tmp"):
        (tables / name).touch()
    assert measured_files(tables) == [tables / "ours-b.parquet", tables / "ours.csv"]
