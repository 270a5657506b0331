"""Whose results ``graphanything build`` writes."""

from __future__ import annotations

import sys
from io import StringIO
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from k1.interface.cli import app
from k1.interface.workflow import Ended, RunAliveError, exclusive, run_workflow


def fetch(run: Path, *_: object, **__: object) -> Ended:
    """A workflow that ends well behind its first stage."""
    (run / "corpus").mkdir(parents=True, exist_ok=True)
    (run / "corpus" / "00000.parquet").touch()
    return Ended(0)


def fail(run: Path, *_: object, **__: object) -> Ended:
    """A workflow whose first stage fails: what it leaves are its log and what it has fetched until then."""
    for name in ("logs/fetch.log", "corpus/files/paper.pdf"):
        (run / name).parent.mkdir(parents=True, exist_ok=True)
        (run / name).touch()
    return Ended(1)


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout whose workflow fetches, with two configurations of one name."""
    monkeypatch.setattr("k1.interface.workflow.run_workflow", fetch)
    for name in ("Snakefile", "workflow", "notebooks", "a", "b"):
        (tmp_path / name).mkdir()
    for name in ("a", "b"):
        (tmp_path / name / "mine.yaml").write_text("question: why\n")
    return tmp_path


def build(checkout: Path, config: str) -> Result:
    return CliRunner().invoke(
        app, ["build", "--root", str(checkout), "--config", str(checkout / config), "--until", "graph"]
    )


def test_a_configuration_does_not_build_over_the_results_of_another_of_its_name(checkout):
    assert [build(checkout, "a/mine.yaml").exit_code for _ in "12"] == [0, 0]
    refused = build(checkout, "b/mine.yaml")
    assert f"results/mine: holds the results of {checkout}/a/mine.yaml" in str(refused.exception)
    assert build(checkout, "a/mine.yaml").exit_code == 0


def test_a_build_that_lives_keeps_its_name_before_it_has_tables(checkout, monkeypatch):
    monkeypatch.setattr("k1.interface.workflow.run_workflow", fail)
    assert build(checkout, "a/mine.yaml").exit_code == 1
    run = checkout / "results" / "mine"
    with exclusive(run):  # it is tried again, and at work
        assert isinstance(build(checkout, "b/mine.yaml").exception, RunAliveError)
        fetch(run)
    monkeypatch.setattr("k1.interface.workflow.run_workflow", fetch)
    assert build(checkout, "a/mine.yaml").exit_code == 0


def test_a_first_build_that_failed_claims_no_name(checkout, monkeypatch):
    monkeypatch.setattr("k1.interface.workflow.run_workflow", fail)
    assert build(checkout, "a/mine.yaml").exit_code == 1
    monkeypatch.setattr("k1.interface.workflow.run_workflow", fetch)
    assert build(checkout, "b/mine.yaml").exit_code == 0
    assert build(checkout, "a/mine.yaml").exit_code == 1


def test_a_configuration_that_names_the_run_builds_over_it(checkout):
    build(checkout, "a/mine.yaml")
    (checkout / "b" / "mine.yaml").write_text("run: mine\n")
    assert build(checkout, "b/mine.yaml").exit_code == 0


def test_a_configuration_that_was_moved_goes_on_with_its_run(checkout):
    build(checkout, "a/mine.yaml")
    (checkout / "a" / "mine.yaml").rename(checkout / "b" / "mine.yaml")
    assert build(checkout, "b/mine.yaml").exit_code == 0


SNAKEMAKE = """
import sys
from pathlib import Path
print("Select jobs to execute...", file=sys.stderr)
log = Path("results/mine/logs/fetch.log")
log.parent.mkdir(parents=True)
log.write_text({said!r})
print("RuleException:", "CalledProcessError in file corpus.smk, line 43:", sep="\\n", file=sys.stderr)
sys.exit(1)
"""


@pytest.mark.parametrize(
    ("said", "told", "errors"),
    [
        ("error: papers: no such folder\n", "papers: no such folder", ""),
        ("Killed\n", "the lines above say why", "RuleException:\nCalledProcessError in file corpus.smk, line 43:\n"),
    ],
)
def test_snakemakes_own_errors_are_shown_only_where_no_stage_says_what_is_wrong(tmp_path, said, told, errors):
    for name in ("Snakefile", "workflow", "notebooks"):
        (tmp_path / name).mkdir()
    (tmp_path / "mine.yaml").write_text("question: why\n")
    (tmp_path / "snakemake.py").write_text(SNAKEMAKE.format(said=said))  # found before the installed one
    failed = build(tmp_path, "mine.yaml")
    assert told in str(failed.exception)
    assert failed.stderr == f"Select jobs to execute...\n{errors}"


class Gone(StringIO):
    """A stream whose reader has gone."""

    def write(self, _: str) -> int:
        raise BrokenPipeError


def closed() -> StringIO:
    stream = StringIO()
    stream.close()
    return stream


@pytest.mark.parametrize("stream", [Gone(), closed(), None], ids=["gone", "closed", "closed from the start"])
def test_a_build_ends_whose_messages_nobody_reads(tmp_path, monkeypatch, stream):
    said = "import sys\nfor number in range(2000):\n    print('step', number, '.' * 100, file=sys.stderr)\n"
    (tmp_path / "snakemake.py").write_text(f"{said}print('SomeError:', file=sys.stderr)")  # more than a pipe holds
    monkeypatch.setattr(sys, "stderr", stream)
    assert run_workflow(tmp_path / "results" / "mine", [], root=tmp_path) == Ended(0, "SomeError:\n")


WAITS = """
import sys, time
from pathlib import Path
sys.stderr.buffer.write(b"Finished \\xff\\n")
sys.stderr.flush()
for _ in range(300):
    if Path("seen").exists():
        sys.exit(0)
    time.sleep(0.1)
sys.exit(1)
"""


class Noting(StringIO):
    """A stream that leaves a file where it is written to."""

    def __init__(self, seen: Path) -> None:
        super().__init__()
        self.seen = seen

    def write(self, text: str) -> int:
        self.seen.touch()
        return super().write(text)


def test_what_snakemake_says_is_passed_on_while_it_runs_whatever_its_bytes(tmp_path, monkeypatch):
    (tmp_path / "snakemake.py").write_text(WAITS)
    monkeypatch.setattr(sys, "stderr", stream := Noting(tmp_path / "seen"))
    assert run_workflow(tmp_path / "results" / "mine", [], root=tmp_path) == Ended(0)
    assert stream.getvalue() == "Finished \ufffd\n"
