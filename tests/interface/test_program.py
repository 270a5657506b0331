"""The program around its commands: how it starts, errors in a line with their exit code, and what a build says."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from k1.interface.cli import app, main
from k1.interface.commands.build import _answer, _say_where_to_look
from k1.interface.workflow import Ended


@pytest.fixture
def graphanything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """The program, run in a folder of its own: its exit code and what it wrote on stdout and stderr."""

    def called(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sys, "argv", ["graphanything", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        return (ended.value.code, *capsys.readouterr())

    return called


def test_the_question_of_a_configuration_is_shown_as_a_shell_takes_it(graph, capsys):
    _answer(graph.parent, 'What is "gp" of `date`?')
    command = capsys.readouterr().out.splitlines()[1]
    assert shlex.split(command)[1:4] == ["graphanything", "ask", 'What is "gp" of `date`?']


def test_a_missing_graph_is_one_line_and_exit_code_3(graphanything):
    code, out, said = graphanything("gaps", "--graph", "nowhere")
    assert (code, out) == (3, "")
    assert "nowhere: no graph here" in said
    assert "make demo" in said
    assert len(said.splitlines()) == 1


def test_a_folder_in_place_of_the_file_to_write_is_named_itself(graphanything, tmp_path):
    (tmp_path / "passages.json").write_text('[{"title": "A", "text": "rain"}]')
    (tmp_path / "questions.json").write_text('[{"id": "1", "question": "rain?"}]')
    (tmp_path / "out").mkdir()
    code, _, said = graphanything("rank-passages", "passages.json", "questions.json", "-o", "out")
    assert (code, said) == (3, "error: out: Is a directory; choose another path, or mend this one\n")


def test_a_folder_that_cannot_be_written_is_one_line_and_exit_code_3(graphanything, tmp_path):
    (tmp_path / "paper.md").write_text("# Tides\n\nThe gauge has recorded the water level.\n")
    (tmp_path / "taken").write_text("a file, not a folder")
    code, _, said = graphanything("parse", "paper.md", "--out", "taken/parsed")
    assert code == 3
    assert said.startswith("error: taken/parsed: Not a directory")
    assert len(said.splitlines()) == 1


def test_a_terminal_that_knows_ascii_alone_gets_its_answer(graph, tmp_path):
    command = [sys.executable, "-c", "from k1.interface.cli import main; main()", "ask", "What makes Drizzle faster?"]
    environment = os.environ | {"K1_GRAPH": str(graph), "PYTHONIOENCODING": "ascii"}
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, env=environment)
    assert result.returncode == 0
    assert "Drizzle" in result.stdout


def test_what_a_run_left_behind_is_listed_in_columns_however_long_its_path(capsys):
    _say_where_to_look(Path("a", "long" * 12, "results", "mine"), seconds=1, fresh=True)
    assert len({line.rindex("  ") for line in capsys.readouterr().out.splitlines()[2:]}) == 1


def test_each_problem_of_a_configuration_has_its_line(graphanything, tmp_path):
    for name in ("Snakefile", "workflow", "notebooks"):
        (tmp_path / name).mkdir()
    (tmp_path / "mine.yaml").write_text("corpus: {shard_bits: lots, attempts: 0}\n")
    code, _, said = graphanything("build", "--config", "mine.yaml")
    assert code == 3
    assert [line.split(":")[0] for line in said.splitlines()] == [
        "error",
        "  corpus.shard_bits",
        "  corpus.attempts",
    ]


def test_help_answers_at_once_and_imports_nothing_heavy():
    heavy = ["polars", "numpy", "igraph", "bm25s", "pydantic", "rich.table", "matplotlib", "onnxruntime"]
    code = (
        "import sys\nfrom k1.interface.cli import app\n"
        "try:\n    app(['--help'])\nexcept SystemExit: pass\n"
        f"print([m for m in {heavy!r} if m in sys.modules], file=sys.stderr)"
    )
    started = time.monotonic()
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stderr.strip() == "[]"
    assert "tri-search" in result.stdout
    assert time.monotonic() - started < 5  # 0.3 s alone; the bound allows for a busy machine


def test_an_overlay_is_looked_for_in_the_folder_of_the_shell_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout = Path(__file__).resolve().parents[2]
    (tmp_path / "mine.yaml").write_text("parsing: {tmeout: 3}\n")
    monkeypatch.chdir(tmp_path)
    refused = CliRunner().invoke(app, ["build", "--root", str(checkout), "--config", "mine.yaml"])
    assert "parsing.tmeout: unknown key" in refused.output + str(refused.exception)
    lacking = CliRunner().invoke(app, ["build", "--root", str(checkout), "--config", "config/none.yaml"])
    assert f"{checkout}/config/none.yaml: no such file" in lacking.output + str(lacking.exception)


def test_a_target_that_no_rule_makes_is_answered_with_what_there_is(tmp_path, monkeypatch):
    monkeypatch.setattr("k1.interface.workflow.run_workflow", lambda *_, **__: Ended(1))
    for name in ("Snakefile", "workflow", "notebooks"):
        (tmp_path / name).mkdir()
    (tmp_path / "mine.yaml").write_text("run: mine\n")
    refused = CliRunner().invoke(
        app, ["build", "--root", str(tmp_path), "--config", str(tmp_path / "mine.yaml"), "--until", "nonsense"]
    )
    assert "--until takes documents, graph or a file of results/mine/" in str(refused.exception)
