"""Which entities are one across papers: spellings of one name are, and an abbreviation is its only expansion.

Agents-k1 4.3: merging needs the same kind and an equal name, a declared alias, or an expansion. Names are equal that
differ in hyphens and in the plural of the last word, as within a paper. An abbreviation that the corpus expands in two
ways is a homonym and stays apart. A merge keeps the smaller id and writes an alias row.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from k1.graph.aliases import alias_row, leaders
from k1.schema.graph import Alias
from k1.schema.identity import canonical_text
from k1.schema.knowledge import EntityMention
from k1.schema.vocabulary import EntityKind
from k1.text.normalisation import name_key

Key = tuple[EntityKind, str]
_PLURAL_OF_CAPITALS = re.compile(r"(?<=[A-Z])s$")


def merge_entities(mentions: Iterable[EntityMention]) -> tuple[dict[str, str], list[Alias]]:
    """The entity that each entity id stands for (itself, mostly), and the rows that say why.

    Several abbreviations of one expansion are one entity with it, whichever comes first.
    """
    mentions = list(mentions)
    spelt = _spellings(mentions)
    one = leaders(
        {mention.entity for mention in mentions},
        ((min(entities), entity) for entities in spelt.values() for entity in entities),
    )
    said = _abbreviated(mentions, spelt, one)
    leader = leaders(one, [*one.items(), *said])
    first: dict[str, str] = {}
    for mention in mentions:
        paper = mention.provenance.paper
        first[mention.entity] = min(paper, first.get(mention.entity, paper))
    rows = {(entity, "spelling"): first[entity] for entity in one if one[entity] != entity}
    for pair, paper in said.items():
        for entity in pair:
            if leader[entity] != entity:
                key = entity, "abbreviation"
                rows[key] = min(paper, rows.get(key, paper))
    return leader, [alias_row(leader[entity], entity, why, paper) for (entity, why), paper in sorted(rows.items())]


def _spellings(mentions: Sequence[EntityMention]) -> dict[Key, set[str]]:
    """The entities by kind and the key of each printing of their names, where this tells that they are one.

    "AIDS" is no plural of "aid", though another paper prints it "aids": capitals decide, and of two such printings of
    one entity ("GPs", "GPS") neither. "Adams" is none of "Adam": of one word that is nowhere printed as a common noun
    nothing tells.
    """
    printed: defaultdict[tuple[EntityKind, str], set[str]] = defaultdict(set)
    for mention in mentions:
        printed[mention.kind, mention.entity].add(mention.name)
    found: defaultdict[Key, set[str]] = defaultdict(set)
    common: set[Key] = set()
    for (kind, entity), names in printed.items():
        keys = {_spelling_key(name) for name in names}
        capitals = {key for key in keys if key.isupper()}
        for key in (capitals if len(capitals) == 1 else set()) if capitals else keys:
            found[kind, key].add(entity)
            if " " in key or capitals or not all(name.istitle() for name in names):
                common.add((kind, key))
    return {key: entities for key, entities in found.items() if key in common and key[1]}


def _spelling_key(name: str) -> str:
    """The key under which two printings of a name are one across papers, as ``name_key`` within a paper.

    A word of capitals keeps them and its S; a hyphen at an end is a sign ("CD4-").
    """
    canonical = canonical_text(name)
    if canonical.startswith("-") or canonical.endswith("-"):
        return canonical
    singular = _PLURAL_OF_CAPITALS.sub("", name.strip())
    words = canonical_text(singular).replace("-", " ").split()
    if len(words) == 1 and singular.isupper():
        return words[0].upper()
    return " ".join(words) if singular.endswith("S") else name_key(name)


def _abbreviated(
    mentions: Sequence[EntityMention], spelt: Mapping[Key, set[str]], one: Mapping[str, str]
) -> dict[tuple[str, str], str]:
    """The pairs of an entity that is named by an abbreviation and its only expansion, with a paper that says so.

    A homonym by letters alone is one too: of "GPs" and "GPS" each has an expansion, and bare "GPS" may be both.
    """
    by_letters, by_key = _expansions(mentions, one, canonical_text), _expansions(mentions, one, _spelling_key)
    named = [
        *((m.entity, by_letters.get((m.kind, canonical_text(m.name)), {})) for m in mentions),
        *((entity, by_key.get(key, {})) for key, entities in spelt.items() for entity in entities),
    ]
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for entity, expansions in named:
        papers = found[one[entity]]
        for expanded, paper in expansions.items():
            papers[expanded] = min(paper, papers.get(expanded, paper))
    return {
        (bare, expanded): paper
        for bare, papers in found.items()
        for expanded, paper in papers.items()
        if len(papers) == 1 and expanded != bare
    }


def _expansions(
    mentions: Iterable[EntityMention], one: Mapping[str, str], key: Callable[[str], str]
) -> Mapping[Key, dict[str, str]]:
    """For each kind and abbreviation, the entities that it is declared for, with a paper that says so."""
    found: defaultdict[Key, dict[str, str]] = defaultdict(dict)
    for mention in mentions:
        if mention.abbreviation:
            papers = found[mention.kind, key(mention.abbreviation)]
            entity, paper = one[mention.entity], mention.provenance.paper
            papers[entity] = min(paper, papers.get(entity, paper))
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
