"""Where a run keeps what: names of shards and notebooks, and the shard of a file."""

from __future__ import annotations

from pathlib import Path

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


def notebook_names(folder: str) -> list[str]:
    """Names of the notebooks that a run executes, in order; the training lesson has a rule of its own."""
    return sorted(path.stem for path in Path(folder).glob("0[12346]-*.ipynb"))
