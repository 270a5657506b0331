"""Where a run keeps what: names of shards and notebooks, the shard of a file, the shards that a run has."""

from __future__ import annotations

from pathlib import Path

from k1.schema.configuration import Configuration

SHARD_DIGITS = 5


def shard_name(number: int) -> str:
    """The name of a shard: its number, zero-padded."""
    return f"{number:0{SHARD_DIGITS}d}"


def shard_names(bits: int) -> list[str]:
    """The names of all 2^bits shards."""
    return [shard_name(number) for number in range(1 << bits)]


def shard_of(sha256: str, bits: int) -> str:
    """The shard of a file: the first ``bits`` bits of its SHA-256. It is known before the file is parsed."""
    return shard_name(int(sha256, 16) >> (256 - bits))


def listed_shards(run: Path) -> list[str]:
    """The shards of a run: those whose files its corpus lists.

    Folders of other shards may lie beside theirs, where an earlier run had more of them.
    """
    return [path.stem for path in shard_lists(run / "corpus")]


def shard_lists(corpus: Path) -> list[Path]:
    """The lists of files of a corpus folder, one a shard, in order."""
    return sorted(corpus.glob("[0-9]" * SHARD_DIGITS + ".parquet"))


def notebook_parameters(name: str, settings: Configuration) -> list[str]:
    """What papermill is given for a notebook besides the run: the keys of the configuration that it shows."""
    if name.startswith("02-"):
        return ["-p", "seed", str(settings.graph.layout_seed)]
    if name.startswith("03-") and settings.question:
        return ["-r", "question", settings.question]
    return []


def measured_files(tables: Path) -> list[Path]:
    """The figures of our own among a run's tables: ``ours*.csv`` and ``ours*.parquet``. No rule writes them."""
    return sorted(path for path in tables.glob("ours*") if path.suffix in (".csv", ".parquet"))


def notebook_names(folder: str) -> list[str]:
    """Names of the notebooks that a run executes, in order; the training lesson has a rule of its own."""
    return sorted(path.stem for path in Path(folder).glob("0[12346]-*.ipynb"))
