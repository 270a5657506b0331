"""Which entities are one across papers: equal ids already meet; an abbreviation meets its only expansion.

Agents-k1 4.3: merging needs the same kind and an equal name, a declared alias, or an expansion. An abbreviation that
the corpus expands in two ways is a homonym and stays apart. A merge keeps the smaller id and writes an alias row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from k1.graph.papers import alias_row
from k1.schema.graph import Alias
from k1.schema.identity import canonical_text
from k1.schema.knowledge import EntityMention
from k1.schema.vocabulary import EntityKind


def merge_entities(mentions: Iterable[EntityMention]) -> tuple[dict[str, str], list[Alias]]:
    """The entity that each entity id stands for (itself, mostly), and the rows that say why."""
    mentions = list(mentions)
    leader = {mention.entity: mention.entity for mention in mentions}
    aliases: list[Alias] = []
    by_name = {(mention.kind, canonical_text(mention.name)): mention.entity for mention in mentions}
    for (kind, short), expansions in sorted(_expansions(mentions).items()):
        bare = by_name.get((kind, short))
        if bare is None or bare in expansions or len(expansions) != 1:
            continue
        (expanded, paper), smaller = next(iter(expansions.items())), min(bare, *expansions)
        leader[bare] = leader[expanded] = smaller
        aliases.append(alias_row(smaller, max(bare, expanded), "abbreviation", paper))
    return leader, aliases


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
