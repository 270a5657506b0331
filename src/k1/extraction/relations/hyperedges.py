"""Statements that bind three or more entities: a sentence that evaluates a method on a task, data set and metric."""

from __future__ import annotations

import re
from collections.abc import Iterable

from k1.extraction.reading.evidence import provenance
from k1.extraction.reading.paper import Reading, Sentence, by_unit, mentions_in
from k1.schema.identity import assertion_id
from k1.schema.knowledge import EntityMention, Hyperedge, Role
from k1.schema.vocabulary import EntityKind, HyperedgeKind

_ROLES = {
    **dict.fromkeys((EntityKind.METHOD, EntityKind.MODEL, EntityKind.TOOL), "method"),
    **{kind: kind.value for kind in (EntityKind.TASK, EntityKind.DATASET, EntityKind.METRIC)},
}
_EVALUATES = re.compile(
    r"\b(?:evaluat\w+|tested|train(?:ed|ing)|benchmark\w*|achiev\w+|perform(?:s|ed|ance)|compar\w+|outperform\w*|appl(?:y|ied)"
    r"|measur\w+|validat\w+|assess\w+)\b",
    re.IGNORECASE,
)
_LEAST_ROLES = 3


def hyperedges(reading: Reading, mentions: Iterable[EntityMention]) -> list[Hyperedge]:
    """One hyperedge per sentence that names a method with at least two of task, data set and metric."""
    named = by_unit(mentions)
    found = []
    for sentence in reading.sentences:
        roles = sorted({(_ROLES[m.kind], m.entity) for m in mentions_in(sentence, named) if m.kind in _ROLES})
        names = {role for role, _ in roles}
        if "method" in names and len(names) >= _LEAST_ROLES and _EVALUATES.search(sentence.text):
            found.append(_hyperedge(sentence, roles))
    return found


def _hyperedge(sentence: Sentence, roles: list[tuple[str, str]]) -> Hyperedge:
    unit = sentence.unit
    parts = [f"{role}={entity}" for role, entity in roles]
    return Hyperedge(
        id=assertion_id("hyperedge", unit.paper, unit.id, str(sentence.start), *parts),
        paper=unit.paper,
        kind=HyperedgeKind.EVALUATION.value,
        roles=tuple(Role(role=role, entity=entity) for role, entity in roles),
        provenance=provenance(unit, sentence.start, sentence.end),
    )
