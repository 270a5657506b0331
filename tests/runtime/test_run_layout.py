"""What lies where in a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from k1.runtime.run_layout import measured_files, notebook_parameters
from k1.schema.configuration import Configuration


def test_figures_of_our_own_are_the_tables_that_are_called_so(tmp_path: Path) -> None:
    assert measured_files(tmp_path / "tables") == []
    tables = tmp_path / "tables"
    tables.mkdir()
    for name in ("ours-b.parquet", "ours.csv", "ours.txt", "parse_scores.parquet", ".ours.csv.x.tmp"):
        (tables / name).touch()
    assert measured_files(tables) == [tables / "ours-b.parquet", tables / "ours.csv"]


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("01-corpus", []),
        ("02-knowledge-graph", ["-p", "seed", "7"]),
        ("03-answering", ["-r", "question", "1e5 of what?"]),
    ],
)
def test_a_notebook_is_given_the_keys_of_the_configuration_that_it_shows(name: str, given: list[str]) -> None:
    settings = Configuration.model_validate({"graph": {"layout_seed": 7}, "question": "1e5 of what?"})
    assert notebook_parameters(name, settings) == given


def test_without_a_question_the_notebook_keeps_its_own() -> None:
    assert notebook_parameters("03-answering", Configuration()) == []
