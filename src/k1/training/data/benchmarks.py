"""Published extraction sets as annotated texts: SpERT JSON, two-column BIO, and texts with one label."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from k1.errors import ConfigurationError
from k1.models.instances import Instance, InstanceError, from_row, with_subject_and_object

SPERT_SETS = ("scierc", "conll04")
BIO_SETS = ("bc5cdr", "ncbi-disease")
EVALUATION_ONLY = tuple(f"crossner/{domain}" for domain in ("ai", "science", "politics", "literature", "music"))
"""Held out by the paper, and never trained on here (agents-k1 2.1)."""


@dataclass(frozen=True)
class Annotated:
    """A text, its tokens joined by blanks, with what is annotated in it.

    ``entities`` are (type, mention); ``relations`` are (type, head, tail), each end an (type, mention).
    """

    source: str
    text: str
    entities: tuple[tuple[str, str], ...]
    relations: tuple[tuple[str, tuple[str, str], tuple[str, str]], ...] = ()


def _text_of(path: Path, source: str) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"data.folder: {path}, of the set {source}, cannot be read: {error}") from error


def read_spert(path: Path, source: str) -> Iterator[Annotated]:
    """The sentences of a SpERT JSON file; ends of spans are exclusive, heads and tails are indices of entities.

    Raises
    ------
    ConfigurationError: the file is missing or no such JSON; names the file and the sentence.
    """
    try:
        records = json.loads(_text_of(path, source))
    except ValueError as error:
        raise ConfigurationError(f"{path}: no JSON, or cut short: {error}; bring the file of the set anew") from error
    for number, record in enumerate(records, start=1):
        try:
            yield _sentence(record, source)
        except (LookupError, TypeError) as error:
            raise ConfigurationError(
                f"{path}, sentence {number}: no sentence of SpERT (tokens, entities, relations): {error!r}"
            ) from error


def _sentence(record: Mapping[str, Any], source: str) -> Annotated:
    tokens = record["tokens"]
    entities = tuple(
        (entity["type"], " ".join(tokens[entity["start"] : entity["end"]])) for entity in record["entities"]
    )
    relations = tuple(
        (relation["type"], entities[relation["head"]], entities[relation["tail"]]) for relation in record["relations"]
    )
    return Annotated(source, " ".join(tokens), entities, relations)


def read_bio(path: Path, source: str) -> Iterator[Annotated]:
    """The sentences of a BIO file: token and tag in two columns, a blank line between sentences.

    Raises
    ------
    ConfigurationError: the file is missing, or a line of it is not of that form; names file and line.
    """
    tokens, tags = list[str](), list[str]()
    for number, line in enumerate([*_text_of(path, source).split("\n"), ""], start=1):
        if line.strip():
            *token, tag = line.rsplit(maxsplit=1)
            if not token or not _TAG.fullmatch(tag):
                raise ConfigurationError(
                    f"{path}, line {number}: {line!r} is not a token and a tag (O, B-type, I-type)"
                )
            tokens += token
            tags.append(tag)
        elif tokens:
            yield Annotated(source, " ".join(tokens), tuple(_spans(tokens, tags)))
            tokens, tags = [], []


_TAG = re.compile(r"O|[BI]-\S+")


def _spans(tokens: list[str], tags: list[str]) -> Iterator[tuple[str, str]]:
    """Type and mention of each span; an I- tag without its B- opens a span, as the scorers count it."""
    kind, words = "", list[str]()
    for token, tag in [*zip(tokens, tags, strict=True), ("", "O")]:
        prefix, _, name = tag.partition("-")
        if prefix == "I" and name == kind:
            words.append(token)
            continue
        if words:
            yield kind, " ".join(words)
        kind, words = (name, [token]) if prefix in {"B", "I"} else ("", [])


def read_benchmark(folder: Path, name: str, part: str) -> list[Annotated]:
    """One part ("train" or "dev") of a set in ``folder``.

    Raises
    ------
    ConfigurationError: an unknown set, one that must not be trained on, or one whose file cannot be read.
    """
    if name in SPERT_SETS:
        return list(read_spert(folder / name / f"{part}.json", name))
    if name in EVALUATION_ONLY and part == "train":
        raise ConfigurationError(f"data.train: {name} is held out for evaluation and must not be trained on")
    if name in BIO_SETS or name in EVALUATION_ONLY:
        return list(read_bio(folder / name / f"{part}.bio", name))
    known = ", ".join((*SPERT_SETS, *BIO_SETS, *EVALUATION_ONLY))
    raise ConfigurationError(f"data: unknown set {name!r}; known are {known}")


def read_instances(path: Path) -> list[Instance]:
    """The instances of a JSON Lines file in IEPile's published form, gzipped or not.

    Raises
    ------
    ConfigurationError: the file is missing, or a line is no instance; names file and line.
    """
    try:
        lines = numbered_lines(path)
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"data.instances: {path} cannot be read: {error}") from error
    return [_instance(line, f"{path}, line {number}") for number, line in lines]


def _instance(line: str, where: str) -> Instance:
    try:
        row = json.loads(line)
        if not isinstance(row, dict):
            raise InstanceError(f"holds {type(row).__name__}, expected an object")
        return with_subject_and_object(from_row(row))
    except (ValueError, InstanceError) as error:
        raise ConfigurationError(f"{where}: no instance of IEPile: {error}") from error


def numbered_lines(path: Path) -> list[tuple[int, str]]:
    """The lines of a text file, gzipped or not, that hold something, with their numbers from 1."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    return [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
