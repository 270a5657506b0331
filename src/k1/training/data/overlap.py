"""Which sets share texts: the training part of every set against the evaluation part of every set."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import polars as pl

from k1.errors import ConfigurationError
from k1.training.data.benchmarks import EVALUATION_ONLY, numbered_lines, read_bio, read_instances, read_spert
from k1.training.data.leakage import leakage_report
from k1.training.data.texts import read_texts_below

Reader = Callable[[Path], Iterator[str]]
Files = Mapping[str, tuple[str, Reader]]
"""Sets by name: the path below the folder of sets, and how its texts are read."""


def _spert(path: Path) -> Iterator[str]:
    return (text.text for text in read_spert(path, path.parent.name))


def _bio(path: Path) -> Iterator[str]:
    return (text.text for text in read_bio(path, path.parent.name))


def _classified(path: Path) -> Iterator[str]:
    """The texts of a set with one label a text."""
    return (str(json.loads(line)["text"]) for _, line in numbered_lines(path))


def _questions(path: Path) -> Iterator[str]:
    return (item.text for item in read_instances(path))


def _documents(path: Path) -> Iterator[str]:
    """The sentences of SciREX' papers: word spans with exclusive ends."""
    for _, line in numbered_lines(path):
        paper = json.loads(line)
        yield from (" ".join(paper["words"][start:end]) for start, end in paper["sentences"])


TRAINING: Files = {
    "scierc": ("scierc/train.json", _spert),
    "conll04": ("conll04/train.json", _spert),
    "bc5cdr": ("bc5cdr/train.bio", _bio),
    "ncbi-disease": ("ncbi-disease/train.bio", _bio),
    "sofc": ("sofc/train.entities.bio", _bio),
    "chemprot": ("chemprot/train.jsonl.gz", _classified),
    "scicite": ("scicite/train.jsonl.gz", _classified),
    "acl-arc": ("acl-arc/train.jsonl", _classified),
    "scirex": ("scirex/train.jsonl.gz", _documents),
    "iepile sample": ("iepile/sample.zh.jsonl", _questions),
    "iepile examples": ("iepile/examples.en.jsonl", _questions),
}
EVALUATION: Files = {
    "scierc": ("scierc/dev.json", _spert),
    "conll04": ("conll04/dev.json", _spert),
    "bc5cdr": ("bc5cdr/dev.bio", _bio),
    "ncbi-disease": ("ncbi-disease/dev.bio", _bio),
    "sofc": ("sofc/dev.entities.bio", _bio),
    "chemprot": ("chemprot/dev.jsonl.gz", _classified),
    "scicite": ("scicite/dev.jsonl", _classified),
    "acl-arc": ("acl-arc/dev.jsonl", _classified),
    "acl-arc unseen": ("acl-arc/dev.unseen.jsonl", _classified),
    "scirex": ("scirex/dev.jsonl.gz", _documents),
    **{name.replace("/", " "): (f"{name}/dev.bio", _bio) for name in EVALUATION_ONLY},
}


def _read(folder: Path, files: Files) -> dict[str, list[str]]:
    missing = sorted(str(folder / path) for path, _ in files.values() if not (folder / path).is_file())
    if missing:
        raise ConfigurationError(f"{missing[0]}: no such file; the folder must hold the sets as shared data has them")
    return {name: list(read(folder / path)) for name, (path, read) in files.items()}


def overlap_report(
    folder: Path,
    language: Sequence[Path] = (),
    training: Files = TRAINING,
    evaluation: Files = EVALUATION,
) -> pl.DataFrame:
    """One row for each training and evaluation set that share a text or a run of words (``k1.training.data.leakage``).

    ``language`` are folders with texts for language modelling, counted as training sets. Pairs that share nothing have
    no row.
    """
    train = _read(folder, training) | {f"{path.name} (language)": list(read_texts_below(path)) for path in language}
    report = leakage_report(train, _read(folder, evaluation))
    return report.filter((pl.col("equal") > 0) | (pl.col("shared_run") > 0))
