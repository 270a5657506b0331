"""A checkout of the workflow on two small papers of our own, in a temporary folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

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


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout whose run ``two`` was built once, undisturbed."""
    checkout = make_checkout(tmp_path_factory.mktemp("built"))
    done = subprocess.run(build_command(checkout), env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-6000:]
    return checkout


@pytest.fixture(scope="session")
def snakemake() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run Snakemake in the repository itself."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "snakemake", *arguments],
            cwd=ROOT,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )

    return run
