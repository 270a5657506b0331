"""Nodes under one id each: the smallest of those that are tied together, and a row for every other name."""

from __future__ import annotations

from collections.abc import Iterable

from k1.schema.graph import Alias
from k1.schema.identity import make_id


def alias_row(node: str, alias: str, reason: str, paper: str | None) -> Alias:
    """A row that says which name or id stands for which node, and why."""
    return Alias(id=make_id("alias", node, alias, reason), node=node, alias=alias, reason=reason, paper=paper)


def leaders(ids: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The smallest id of all that ``pairs`` tie together, by id."""
    leader = {one: one for one in ids}
    for one, other in pairs:
        smaller, larger = sorted((_root(leader, one), _root(leader, other)))
        leader[larger] = smaller
    return {one: _root(leader, one) for one in leader}


def _root(leader: dict[str, str], one: str) -> str:
    """The id at the end of the chain of leaders, which leads itself; the chain is cut short on the way."""
    while leader[one] != one:
        leader[one] = leader[leader[one]]
        one = leader[one]
    return one
