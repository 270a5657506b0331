"""The corpus of a run: all its sources into one folder and two tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import polars as pl

from k1.corpus.arrival import Arrival, Batch, Outcome, companion_paths, failure, paper_path
from k1.corpus.cache import cache_folder, sha256_of_bytes
from k1.corpus.content import check_content
from k1.corpus.package_index import index_settings
from k1.corpus.sources import plan_batches
from k1.errors import PaperError
from k1.runtime.files import sha256_of, write_bytes
from k1.runtime.http import HttpClient
from k1.runtime.progress import Progress
from k1.runtime.run_layout import shard_lists, shard_names, shard_of
from k1.runtime.tables import frame, write_table
from k1.schema.configuration import CorpusSettings
from k1.schema.corpus import CorpusFile, Failure, told_of
from k1.schema.tables import FAILURES, FILES

_CONNECTIONS = 4


def fetch_corpus(settings: CorpusSettings, folder: Path, *, root: Path) -> dict[str, pl.DataFrame]:
    """Fetch the papers of all sources into ``folder/files`` and list them.

    What an earlier run left there is used where it is still what is wanted, so that a second run fetches nothing.

    Parameters
    ----------
    folder: the corpus folder of the run; paths in the tables are relative to it.
    root: what relative paths in the configuration are relative to.

    Returns
    -------
    The tables ``files`` and ``failures``. A paper that cannot be had is a failure with its remedy.

    Raises
    ------
    ConfigurationError: a source that is wrong as a whole: no such folder, a broken manifest, a malformed id.
    """
    certificates = index_settings().certificates
    with HttpClient(attempts=settings.attempts, timeout=settings.timeout, certificates=certificates) as client:
        return collect(plan_batches(settings, folder, root=root, cache=cache_folder(), client=client), folder, settings)


def collect(batches: Sequence[Batch], folder: Path, settings: CorpusSettings) -> dict[str, pl.DataFrame]:
    """The tables of the papers of these batches, which are written below ``folder``."""
    total = sum(len(batch.names) for batch in batches)
    with Progress("corpus", total) as progress, ThreadPoolExecutor(_CONNECTIONS) as pool:
        groups = pool.map(lambda batch: _keep_batch(batch, folder, settings.shard_bits, progress), batches)
        rows = [row for group in groups for row in group]
        files = sorted((row for row in rows if isinstance(row, CorpusFile)), key=lambda row: row.name)
        _say_twins(files, progress)
    failures = [row for row in rows if isinstance(row, Failure)]
    return {"files": frame(FILES, files), "failures": frame(FAILURES, failures)}


def write_corpus(tables: Mapping[str, pl.DataFrame], folder: Path, shard_bits: int) -> None:
    """Write the list of files of each shard, and the failures. A list that an earlier run left is removed.

    What is listed nowhere is no part of the run: no stage reads it.
    """
    files, shards = tables["files"], shard_names(shard_bits)
    for shard in shards:
        write_table(FILES, files.filter(files["shard"] == shard), folder / f"{shard}.parquet")
    write_table(FAILURES, tables["failures"], folder / "failures.parquet")
    for path in shard_lists(folder):
        if path.stem not in shards:
            path.unlink()


def _keep_batch(batch: Batch, folder: Path, shard_bits: int, progress: Progress) -> list[CorpusFile | Failure]:
    """Fetch and keep the papers of one batch, and say how it went."""
    rows: list[CorpusFile | Failure] = []
    for outcome in batch.fetch():
        row = keep_paper(outcome, folder, shard_bits)
        if isinstance(row, Failure):
            progress.say(f"{row.name}: {row.kind}: {row.message} -> {row.remedy}")
        progress.advance(row.name)
        rows.append(row)
    return rows


def _say_twins(files: Sequence[CorpusFile], progress: Progress) -> None:
    """Name the files that are byte for byte another one: the table keeps one of each."""
    first: dict[str, str] = {}
    for row in files:
        if row.sha256 in first:
            progress.say(f"{row.name} is the same file as {first[row.sha256]} and is left out")
        first.setdefault(row.sha256, row.name)


def keep_paper(outcome: Outcome, folder: Path, shard_bits: int) -> CorpusFile | Failure:
    """Check a paper that has come, write it where it is not yet, and describe it."""
    if isinstance(outcome, Failure):
        return outcome
    sha256 = sha256_of_bytes(outcome.data)
    try:
        check_content(outcome.data, outcome.source_format)
    except PaperError as error:
        told = PaperError(error.kind, told_of(outcome.source, error.message), error.remedy)
        return failure(outcome.name, told, sha256)
    path = paper_path(folder, outcome.name, outcome.source_format)
    _write_unless_same(path, outcome.data)
    for field, companion in companion_paths(path).items():
        if (data := getattr(outcome, field)) is not None:
            _write_unless_same(companion, data)
    return _row(outcome, sha256, path.relative_to(folder), shard_bits)


def _row(paper: Arrival, sha256: str, path: Path, shard_bits: int) -> CorpusFile:
    return CorpusFile(
        sha256=sha256,
        shard=shard_of(sha256, shard_bits),
        path=path.as_posix(),
        name=paper.name,
        source_format=paper.source_format,
        bytes=len(paper.data),
        source=paper.source,
        url=paper.url,
        licence=paper.licence,
        subject=paper.subject,
        companions_sha256=_companions_hash(paper),
        **{
            field: kept.as_posix() for field, kept in companion_paths(path).items() if getattr(paper, field) is not None
        },
    )


def _companions_hash(paper: Arrival) -> str | None:
    """One hash over the files that go with a paper, absent ones told from empty ones; None where none does."""
    parts = [paper.bibliography, paper.gold, paper.gold_bibliography]
    if all(part is None for part in parts):
        return None
    return sha256_of_bytes("\n".join("-" if part is None else sha256_of_bytes(part) for part in parts).encode())


def _write_unless_same(path: Path, data: bytes) -> None:
    """Leave a file alone that holds these bytes, so that its time does not change."""
    if not path.is_file() or sha256_of(path) != sha256_of_bytes(data):
        write_bytes(path, data)
