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


def runs(text: str) -> set[tuple[str, ...]]:
    """All runs of ``RUN`` words; of a shorter text, the text itself."""
    found = words(text)
    if len(found) <= RUN:
        return {found} if found else set()
    return {found[start : start + RUN] for start in range(len(found) - RUN + 1)}


def leaking(train: Iterable[str], evaluation: Sequence[str]) -> list[bool]:
    """For each evaluation text, whether it shares a run of words with a training text."""
    known = _all_runs(train)
    return [not known.isdisjoint(runs(text)) for text in evaluation]


def _all_runs(texts: Iterable[str]) -> set[tuple[str, ...]]:
    return set[tuple[str, ...]]().union(*map(runs, texts))


def leakage_report(train: Mapping[str, Sequence[str]], evaluation: Mapping[str, Sequence[str]]) -> pl.DataFrame:
    """One row per training and evaluation set: evaluation texts, those that stand in training, those that share a run.

    Texts with a word are counted, not records: a set that asks several questions about one sentence counts it once.
    """
    asked = {
        name: [(words(text), runs(text)) for text in sorted(set(texts)) if words(text)]
        for name, texts in sorted(evaluation.items())
    }
    rows = []
    for train_name, train_texts in sorted(train.items()):
        known = {words(text) for text in train_texts}
        known_runs = _all_runs(train_texts)
        for name, texts in asked.items():
            equal = sum(text in known for text, _ in texts)
            shared = sum(not known_runs.isdisjoint(found) for _, found in texts)
            rows.append((train_name, name, len(texts), equal, shared))
    return pl.DataFrame(rows, schema=["train", "evaluation", "texts", "equal", "shared_run"], orient="row")


def without_leaks(train: Sequence[str], evaluation: Iterable[str]) -> list[int]:
    """The indices of the training texts that share no run with an evaluation text."""
    return [index for index, leaks in enumerate(leaking(evaluation, train)) if not leaks]
