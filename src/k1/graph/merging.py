"""Which entities are one across papers: equal ids already meet; an abbreviation meets its only expansion.

Agents-k1 4.3: merging needs the same kind and an equal name, a declared alias, or an expansion. An abbreviation that
the corpus expands in two ways is a homonym and stays apart. A merge keeps the smaller id and writes an alias row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from k1.graph.papers import alias_row, root
from k1.schema.graph import Alias
from k1.schema.identity import canonical_text
from k1.schema.knowledge import EntityMention
from k1.schema.vocabulary import EntityKind


def merge_entities(mentions: Iterable[EntityMention]) -> tuple[dict[str, str], list[Alias]]:
    """The entity that each entity id stands for (itself, mostly), and the rows that say why.

    Several abbreviations of one expansion are one entity with it, whichever comes first.
    """
    mentions = list(mentions)
    by_name = {(mention.kind, canonical_text(mention.name)): mention.entity for mention in mentions}
    said: dict[tuple[str, str], str] = {}
    for (kind, short), expansions in sorted(_expansions(mentions).items()):
        bare = by_name.get((kind, short))
        if bare is not None and bare not in expansions and len(expansions) == 1:
            (expanded, paper) = next(iter(expansions.items()))
            said[bare, expanded] = paper
    leader = _leaders({mention.entity for mention in mentions}, said)
    merged: dict[str, str] = {}
    for pair, paper in said.items():
        for entity in pair:
            if leader[entity] != entity:
                merged[entity] = min(paper, merged.get(entity, paper))
    rows = [alias_row(leader[entity], entity, "abbreviation", paper) for entity, paper in sorted(merged.items())]
    return leader, rows


def _leaders(entities: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The smallest id of all that ``pairs`` tie together, by entity."""
    leader = {entity: entity for entity in entities}
    for one, other in pairs:
        smaller, larger = sorted((root(leader, one), root(leader, other)))
        leader[larger] = smaller
    return {entity: root(leader, entity) for entity in leader}


def _expansions(mentions: Iterable[EntityMention]) -> Mapping[tuple[EntityKind, str], dict[str, str]]:
    """For each kind and abbreviation, the entities that it is declared for, with a paper that says so."""
    found: dict[tuple[EntityKind, str], dict[str, str]] = defaultdict(dict)
    for mention in mentions:
        if mention.abbreviation:
            papers = found[mention.kind, canonical_text(mention.abbreviation)]
            paper = mention.provenance.paper
            papers[mention.entity] = min(paper, papers.get(mention.entity, paper))
    return found


def surface_aliases(mentions: Iterable[EntityMention], leader: Mapping[str, str]) -> list[Alias]:
    """A row for every printed form and abbreviation of an entity, with the first paper that prints it."""
    found: dict[tuple[str, str, str], str] = {}
    for mention in mentions:
        forms = [(mention.surface, "surface"), (mention.name, "surface"), (mention.abbreviation, "abbreviation")]
        for form, reason in forms:
            if form:
                key = (leader[mention.entity], form, reason)
                found[key] = min(mention.provenance.paper, found.get(key, mention.provenance.paper))
    return [alias_row(node, form, reason, paper) for (node, form, reason), paper in sorted(found.items())]
