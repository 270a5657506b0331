"""The code hash of a stage follows its imports."""

from __future__ import annotations

from pathlib import Path

import pytest

from k1.runtime.code_hash import _imported, code_files, code_hash, notebook_files, notebook_hash

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"


def names(room: str) -> set[str]:
    return {"/".join(path.parts[-2:]) for path in code_files(room)}


def test_the_hash_covers_the_stage_and_the_floors_it_imports() -> None:
    assert {"runtime/tables.py", "schema/tables.py", "schema/provenance.py"} <= names("k1.runtime.tables")


def test_the_hash_covers_the_page_that_the_explorer_is_made_of() -> None:
    assert "page/page.html" in names("k1.interface.explorer")


def test_the_hash_leaves_out_what_the_stage_does_not_import() -> None:
    assert "runtime/run_record.py" not in names("k1.runtime.tables")


def test_an_import_counts_wherever_it_stands_and_however_it_is_written() -> None:
    source = """
import k1.errors as errors, json
import k1x

def late():
    from k1.text import (  # later (or never)
        sentences,  # of a text
        table_heads as heads,
    )
    from k1.graph import labels  # from k1.corpus
"""
    assert _imported(source) == {
        "k1.errors", "k1.text", "k1.text.sentences", "k1.text.table_heads", "k1.graph", "k1.graph.labels",
    }  # fmt: skip


def test_two_stages_have_two_hashes_and_one_stage_always_the_same() -> None:
    assert code_hash("k1.runtime.tables") == code_hash("k1.runtime.tables") != code_hash("k1.schema")


def test_the_hash_of_a_notebook_covers_what_its_cells_import_and_nothing_else() -> None:
    files = {"/".join(path.parts[-2:]) for path in notebook_files(NOTEBOOKS / "03-answering.ipynb")}
    assert {"ask/ranking.py", "search/fusion.py", "figures/answers.py"} <= files
    assert "figures/reported.py" not in files


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_every_notebook_has_a_hash(path: Path) -> None:
    assert notebook_files(path)
    assert len(notebook_hash(path)) == 12
