"""What training texts share with evaluation texts: equal texts, and runs of words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import polars as pl

RUN = 10
"""Words in a shared run that counts as leakage; a shorter text leaks where it is equal."""

_WORD = re.compile(r"\w+")


def words(text: str) -> tuple[str, ...]:
    """The words of a text, without case and punctuation: tokenisation differs between copies of a set."""
    return tuple(_WORD.findall(text.casefold()))


def runs(text: str, size: int = RUN) -> set[tuple[str, ...]]:
    """All runs of ``size`` words; of a shorter text, the text itself."""
    found = words(text)
    if len(found) <= size:
        return {found} if found else set()
    return {found[start : start + size] for start in range(len(found) - size + 1)}


def leaking(train: Iterable[str], evaluation: Sequence[str], size: int = RUN) -> list[bool]:
    """For each evaluation text, whether it shares a run of words with a training text."""
    known: set[tuple[str, ...]] = set()
    for text in train:
        known |= runs(text, size)
    return [not known.isdisjoint(runs(text, size)) for text in evaluation]


def leakage_report(
    train: Mapping[str, Sequence[str]], evaluation: Mapping[str, Sequence[str]], size: int = RUN
) -> pl.DataFrame:
    """One row per training and evaluation set: evaluation texts, those that stand in training, those that share a run.

    Texts are counted, not records: a set that asks several questions about one sentence counts it once.
    """
    rows = []
    for train_name, train_texts in sorted(train.items()):
        known_texts = {words(text) for text in train_texts}
        for name, texts in sorted(evaluation.items()):
            distinct = sorted(set(texts))
            rows.append(
                {
                    "train": train_name,
                    "evaluation": name,
                    "texts": len(distinct),
                    "equal": sum(words(text) in known_texts for text in distinct),
                    "shared_run": sum(leaking(train_texts, distinct, size)),
                }
            )
    return pl.DataFrame(rows)


def without_leaks(train: Sequence[str], evaluation: Iterable[str], size: int = RUN) -> list[int]:
    """The indices of the training texts that share no run with an evaluation text."""
    found = leaking(evaluation, train, size)
    return [index for index, leaks in enumerate(found) if not leaks]
