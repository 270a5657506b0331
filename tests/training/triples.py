"""What questions about relations hold, as triples."""

from __future__ import annotations

from collections.abc import Iterable

from k1.models.instances import Instance


def triples(world: Iterable[Instance]) -> set[tuple[str, str, str]]:
    return {
        (pair["subject"], relation, pair["object"])
        for item in world
        if item.task == "RE"
        for relation, pairs in item.answer.items()
        for pair in pairs
    }
