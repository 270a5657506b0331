"""The log of a run: one row a logged step, without wall time, so that equal runs have equal logs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import polars as pl


class LogRow(NamedTuple):
    """One logged step. What a stage does not know is None.

    ``kl`` and ``entropy`` are nats a token, ``length`` is tokens a reply, ``clipped`` the share of replies that were
    cut, ``zero_spread`` the share of groups without any difference in reward. ``format``, ``json`` and ``f1`` are the
    mean terms of the reward; ``relaxed_f1`` gives part credit to near misses.
    """

    stage: str
    step: int
    loss: float | None = None
    grad_norm: float | None = None
    learning_rate: float | None = None
    reward: float | None = None
    reward_std: float | None = None
    zero_spread: float | None = None
    kl: float | None = None
    entropy: float | None = None
    length: float | None = None
    clipped: float | None = None
    format: float | None = None
    json: float | None = None
    f1: float | None = None
    relaxed_f1: float | None = None


_KEYS = {
    "zero_spread": "terms/zero_spread",
    "length": "completions/mean_length",
    "clipped": "completions/clipped_ratio",
    "format": "terms/format",
    "json": "terms/json",
    "f1": "terms/f1",
    "relaxed_f1": "terms/relaxed_f1",
}


def log_row(stage: str, entry: Mapping[str, Any]) -> LogRow:
    """A row from what TRL logs at a step."""
    values = {name: entry.get(_KEYS.get(name, name)) for name in LogRow._fields[2:]}
    numbers = {name: None if value is None else float(value) for name, value in values.items()}
    return LogRow(stage, int(entry["step"]), **numbers)


def log_rows(stage: str, history: Iterable[Mapping[str, Any]]) -> list[LogRow]:
    """The rows of a stage. TRL's closing summary, which has no learning rate, is left out."""
    return [log_row(stage, entry) for entry in history if "learning_rate" in entry]


def log_frame(rows: Iterable[LogRow]) -> pl.DataFrame:
    """The log as a table, in the order of the steps."""
    import polars as pl

    numbers = dict.fromkeys(LogRow._fields[2:], pl.Float64())
    return pl.DataFrame(list(rows), schema={"stage": pl.String(), "step": pl.Int64(), **numbers}, orient="row")
