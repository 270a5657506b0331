"""The order of the questions, the same in an epoch whether a run came to it or was continued in it.

TRL's sampler of groups goes on with one generator from epoch to epoch, and transformers' sampler by length draws from
the global one: a run continued after its first epoch would ask in the order of the first again.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import wraps
from typing import Any


def settle_order(trainer: Any, seed: int) -> None:
    """Let a trainer with such a sampler draw each epoch's order from ``seed`` and the epoch alone."""
    make = trainer._get_train_sampler

    @wraps(make)
    def settled(*arguments: Any) -> Any:
        sampler = make(*arguments)
        return EpochOrder(sampler, seed) if hasattr(sampler, "generator") else sampler

    trainer._get_train_sampler = settled


class EpochOrder:
    """A sampler of indices around one that draws from its ``generator``.

    The first epoch is drawn from ``seed``, each later one after those before it, as the sampler itself goes on.
    """

    def __init__(self, sampler: Any, seed: int) -> None:
        self._sampler, self._seed, self._epoch = sampler, seed, 0

    def __len__(self) -> int:
        return len(self._sampler)

    def set_epoch(self, epoch: int) -> None:
        """Called by the trainer before each epoch, also before the one that it continues in."""
        self._epoch = epoch

    def __iter__(self) -> Iterator[int]:
        import torch

        self._sampler.generator = torch.Generator().manual_seed(self._seed)
        for _ in range(self._epoch):
            next(iter(self._sampler), None)
        return iter(self._sampler)
