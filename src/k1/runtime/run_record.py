"""The record of a run: two runs are equal if their records are."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from importlib.metadata import distributions
from pathlib import Path

from pydantic import JsonValue

import k1
from k1.runtime.files import sha256_of
from k1.runtime.run_layout import listed_shards
from k1.runtime.tables import read_table
from k1.schema.tables import FILES, SCHEMA_VERSION

RECORDED = ("corpus", "documents", "knowledge", "graph", "index", "tables", "figures", "explorer.html")
"""Folders, and the one page, that are byte-identical between equal runs. Notebooks and the report hold times."""

_PACKAGES = ("polars", "igraph", "pypdfium2", "lxml", "bm25s", "numpy", "matplotlib", "snakemake")


def run_record(run: Path, configuration: str) -> dict[str, JsonValue]:
    """Effective configuration, versions, commit, and the SHA-256 of each stage's files.

    Parameters
    ----------
    run: folder of the run.
    configuration: the effective configuration as JSON.
    """
    installed = {item.name.lower(): item.version for item in distributions() if item.name}
    return {
        "configuration": json.loads(configuration),
        "versions": {"k1": k1.__version__, "schema": SCHEMA_VERSION}
        | {name: installed[name] for name in _PACKAGES if name in installed},
        "commit": _commit(),
        "sha256": {part: _digests(run / part, run) for part in RECORDED},
    }


def _digests(part: Path, run: Path) -> dict[str, JsonValue]:
    """SHA-256 of a file, or of the files of a folder, by path relative to the run.

    Left out are hidden files (unfinished writes of a killed run) and what an earlier run in this folder left: papers
    that stand in its corpus no more, and shards that it has no more.
    """
    shards = listed_shards(run)
    papers = _papers(run / "corpus", shards)
    files = [
        path
        for path in (part, *part.rglob("*"))
        if path.is_file() and not path.name.startswith(".") and _is_of(path.relative_to(run).parts, papers, shards)
    ]
    return {path.relative_to(run).as_posix(): sha256_of(path) for path in sorted(files)}


def _papers(corpus: Path, shards: Sequence[str]) -> frozenset[str]:
    """The names of the papers in a corpus's lists of files."""
    return frozenset(name for shard in shards for name in read_table(FILES, corpus / f"{shard}.parquet")["name"])


def _is_of(parts: tuple[str, ...], papers: frozenset[str], shards: Sequence[str]) -> bool:
    match parts:
        case "corpus", "files", name, *_:
            return name in papers
        case (("documents" | "knowledge"), shard, *_):
            return shard in shards
    return True


def _commit() -> str | None:
    """Commit of the checkout that runs, with ``+`` where tracked files differ from it; null outside a checkout."""
    root = Path(k1.__file__).resolve().parents[2]
    try:
        commit = _git(root, "rev-parse", "HEAD").strip()
        return commit + ("+" if _git(root, "status", "--porcelain", "--untracked-files=no").strip() else "")
    except (OSError, subprocess.CalledProcessError):
        return None


def _git(root: Path, *words: str) -> str:
    return subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, check=True).stdout
