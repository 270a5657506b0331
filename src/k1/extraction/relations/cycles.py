"""Cycles of relations that should have none (agents-k1 1.6): kept, and flagged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from k1.schema.knowledge import Relation
from k1.schema.vocabulary import RelationType

_R = RelationType
ACYCLIC = frozenset({_R.BUILDS_ON, _R.USES_COMPONENT, _R.CONSISTS_OF, _R.SUBSET_OF, _R.DERIVED_FROM})


def flag_cycles(relations: Sequence[Relation]) -> list[Relation]:
    """The relations of one paper, ``cyclic`` set on those whose tail leads back to their head by the same type."""
    tails: defaultdict[RelationType, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for relation in relations:
        tails[relation.relation][relation.head].add(relation.tail)
    return [
        relation.model_copy(update={"cyclic": True})
        if relation.relation in ACYCLIC and _leads(tails[relation.relation], relation.tail, relation.head)
        else relation
        for relation in relations
    ]


def _leads(tails: Mapping[str, set[str]], start: str, goal: str) -> bool:
    """Whether a path leads from ``start`` to ``goal``."""
    seen: set[str] = set()
    open_ = [start]
    while open_:
        node = open_.pop()
        if node == goal:
            return True
        if node not in seen:
            seen.add(node)
            open_.extend(tails.get(node, ()))
    return False
