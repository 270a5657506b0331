from __future__ import annotations

import ast
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from matplotlib.figure import Figure

from invented_graph import graph
from invented_run import write_run
from k1.retrieval.store.index import build_index
from k1.schema.configuration import RetrievalSettings

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
ALL = sorted(path.name for path in FOLDER.glob("*.ipynb"))
LESSON = ["05-grpo-solutions.ipynb", "05-grpo.ipynb"]
OURS = [name for name in ALL if name not in LESSON]
"""Those that read a run of the workflow; the lesson's read one of training (tests/training/test_lesson_notebook.py)."""
MAX_CODE_CELLS, MAX_LINES = 12, 15


def source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def cells_of(name: str) -> list[dict[str, Any]]:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))["cells"]


@pytest.fixture(params=ALL)
def cells(request) -> list[dict[str, Any]]:
    return cells_of(request.param)


def code(cells) -> list[dict[str, Any]]:
    return [cell for cell in cells if cell["cell_type"] == "code"]


def test_there_are_five_notebooks_and_the_lesson():
    assert OURS == [
        "01-corpus.ipynb",
        "02-knowledge-graph.ipynb",
        "03-answering.ipynb",
        "04-paper.ipynb",
        "06-parser.ipynb",
    ]
    assert set(LESSON) < set(ALL)


def test_notebooks_are_kept_without_outputs(cells):
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code(cells))


def test_notebooks_keep_to_twelve_cells_of_fifteen_short_lines(cells):
    assert len(code(cells)) <= MAX_CODE_CELLS
    for cell in code(cells):
        lines = source(cell).splitlines()
        assert len(lines) <= MAX_LINES
        assert all(len(line) <= 130 for line in lines)


def test_every_cell_compiles_and_defines_nothing(cells):
    for cell in code(cells):
        tree = ast.parse(source(cell))
        assert not any(isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda) for node in ast.walk(tree))


def test_every_imported_name_exists(cells):
    for cell in code(cells):
        imports = [node for node in ast.parse(source(cell)).body if isinstance(node, ast.Import | ast.ImportFrom)]
        namespace: dict[str, object] = {}
        exec(compile(ast.Module(imports, []), "imports", "exec"), namespace)
        named = {(name.asname or name.name).partition(".")[0] for node in imports for name in node.names}
        assert named <= set(namespace)


@pytest.mark.parametrize("name", OURS)
def test_a_notebook_begins_with_a_question_and_its_parameters(name):
    cells = cells_of(name)
    assert "**Question:" in source(cells[0])
    tagged = [cell for cell in code(cells) if "parameters" in cell["metadata"].get("tags", [])]
    assert tagged == [cells[1]]
    assert 'run = "demo"' in source(cells[1])
    assert 'results = "../results"' in source(cells[1])


@pytest.mark.parametrize("name", OURS)
def test_a_notebook_holds_one_assertion_and_ends_with_an_exercise(name):
    cells = cells_of(name)
    assert sum(line.startswith("assert ") for cell in code(cells) for line in source(cell).splitlines()) == 1
    assert "## Exercise\n" in source(cells[-1])


def test_a_table_is_followed_by_its_caption(cells):
    for cell, following in pairwise(cells):
        if "Listing(" in source(cell):
            assert re.match(r"\*(Table \d+\.|The figures that K1)", source(following)), source(cell)


def test_prose_stands_between_code(cells):
    runs = "".join("c" if cell["cell_type"] == "code" else "m" for cell in cells)
    assert "cccc" not in runs


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_run(tmp_path_factory.mktemp("results") / "invented")
    build_index(graph(), folder / "index", RetrievalSettings())
    return folder


def executed(name: str, run: Path) -> list[object]:
    """Run the code of a notebook on a run; returns what it displays beside its cells' values."""
    cells = cells_of(name)
    shown: list[object] = []
    space: dict[str, object] = {"display": shown.append}
    for cell in code(cells):
        exec(compile(source(cell), name, "exec"), space)
        if "parameters" in cell["metadata"].get("tags", []):
            space |= {"run": run.name, "results": str(run.parent), "config": str(FOLDER.parent / "config")}
            space |= {"shared": str(FOLDER / "absent"), "evidence": str(FOLDER.parent / "docs/evidence/parsers.md")}
            space["question"] = "wavelet shrinkage for denoising"
    return shown


@pytest.mark.parametrize("name", OURS)
def test_a_notebook_runs_from_top_to_bottom(name, run, capsys):
    shown = executed(name, run)
    assert capsys.readouterr().out or "04" in name
    assert all(isinstance(figure, Figure) for figure in shown)
    assert bool(shown) == name.startswith(("01", "03"))


def test_the_corpus_may_be_without_pdfs(tmp_path, capsys):
    run = write_run(tmp_path / "markdown")
    for path in (run / "corpus" / "files").iterdir():
        path.unlink()
    assert executed("01-corpus.ipynb", run) == []
