"""A checkout of the workflow on two small papers of our own, in a temporary folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import PIPE
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAPERS = Path(__file__).with_name("two-papers")
CONFIG = """run: two
corpus:
  sources:
    - kind: folder
      path: papers
      licence: Apache-2.0
question: How accurate is harmonic regularisation on the Brest dataset?
"""


def make_checkout(folder: Path) -> Path:
    """The workflow's files and two papers, as a user of a folder corpus would have them."""
    for name in ("workflow", "notebooks", "profiles", "config", "envs"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "Snakefile", folder)
    shutil.copytree(PAPERS, folder / "papers", ignore=shutil.ignore_patterns("*.html"))
    (folder / "config" / "two.yaml").write_text(CONFIG)
    return folder


def build_command(checkout: Path) -> list[str]:
    """The command line that builds the two papers' graph."""
    return [
        str(Path(sys.executable).with_name("graphanything")),
        "build",
        "--config",
        "config/two.yaml",
        "--root",
        str(checkout),
        "--cores",
        "2",
    ]


def environment() -> dict[str, str]:
    """The test's environment with this interpreter's programs first on the path."""
    return os.environ | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "OMP_NUM_THREADS": "1",
    }


class Answer(NamedTuple):
    """What a program said, on stdout and stderr, and its exit code."""

    code: int
    said: str


class Built(NamedTuple):
    """A checkout whose run ``two`` was built, and what was said meanwhile."""

    checkout: Path
    said: str

    @property
    def run(self) -> Path:
        return self.checkout / "results" / "two"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The two papers' graph, built once, undisturbed, by a shell in which no environment is activated."""
    checkout = make_checkout(tmp_path_factory.mktemp("built"))
    bare = environment() | {"PATH": os.defpath}
    done = subprocess.run(build_command(checkout), env=bare, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-6000:]
    return Built(checkout, done.stdout + done.stderr)


@pytest.fixture(scope="session")
def snakemake(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Answer]]:
    """Run Snakemake in the repository itself, or in another ``folder``."""
    heard = tmp_path_factory.mktemp("snakemake") / "said"
    loaded = [sys.executable, str(Path(__file__).with_name("loaded_snakemake.py"))]
    with subprocess.Popen(loaded, env=environment(), stdin=PIPE, stdout=PIPE, text=True) as program:
        assert program.stdin and program.stdout

        def run(*arguments: str, folder: Path = ROOT) -> Answer:
            heard.write_text("")
            line = {"arguments": arguments, "folder": str(folder), "said": str(heard)}
            print(json.dumps(line), file=program.stdin, flush=True)
            return Answer(int(program.stdout.readline()), heard.read_text())

        yield run


@pytest.fixture(scope="session")
def planned(snakemake: Callable[..., Answer]) -> Callable[..., str]:
    """What Snakemake says that it would do."""

    def plan(*arguments: str, folder: Path = ROOT) -> str:
        answer = snakemake("-n", *arguments, folder=folder)
        assert answer.code == 0, answer.said
        return answer.said

    return plan
