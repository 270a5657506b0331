"""Open texts for language modelling, read from folders and never kept: plain text, passages, papers, runs of K1."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from k1.errors import ConfigurationError
from k1.training.data.leakage import without_leaks


def _plain(path: Path) -> Iterator[str]:
    yield path.read_text(encoding="utf-8")


def _passages(path: Path) -> Iterator[str]:
    for passage in json.loads(gzip.decompress(path.read_bytes())):
        yield f"{passage['title']}. {passage['text']}"


def _paper(path: Path) -> Iterator[str]:
    yield from json.loads(path.read_text(encoding="utf-8"))["body"]


def _units(path: Path) -> Iterator[str]:
    yield from pl.read_parquet(path, columns=["text"])["text"].drop_nulls()


READERS = {"*.txt": _plain, "*.passages.json.gz": _passages, "gold.json": _paper, "units.parquet": _units}
"""By file name: plain text; passages with title and text; a paper's paragraphs; the documents of a run of K1."""


def read_texts_below(folder: Path) -> Iterator[str]:
    """The texts below ``folder``, white space in single blanks, in the order of paths. Files of other names are not
    looked at.

    Raises
    ------
    ConfigurationError: no such folder, no such files in it, or a file that is not what its name says.
    """
    files = sorted((path, reader) for name, reader in READERS.items() for path in folder.rglob(name))
    if not files:
        raise ConfigurationError(f"language.folders: {folder} holds none of {', '.join(READERS)}")
    for path, reader in files:
        try:
            yield from (" ".join(text.split()) for text in reader(path))
        except (OSError, ValueError, KeyError, TypeError, pl.exceptions.PolarsError) as error:
            raise ConfigurationError(
                f"{path}: cannot be read as texts: {error!r}; take it out of the folder"
            ) from error


def open_texts(folders: Sequence[str], kept_apart: Sequence[str]) -> tuple[list[str], int]:
    """Distinct texts of the folders that share no run of words with a text of ``kept_apart``, and how many did."""
    found = list(dict.fromkeys(text for folder in folders for text in read_texts_below(Path(folder)) if text))
    clean = without_leaks(found, kept_apart)
    return [found[index] for index in clean], len(found) - len(clean)
