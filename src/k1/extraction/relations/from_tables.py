"""Module E from tables of results: what was evaluated on what, measured by what, and compared with whom.

A table of results has a caption that says so, a first column of names, and numbers beside them. Its relations are
structural: no sentence says them. Their quote is the caption, their page and box those of the table.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from k1.extraction.entities.kind_cues import NAMES_A_MODEL
from k1.extraction.reading.evidence import Mentioned, mention_record, provenance
from k1.extraction.reading.paper import Reading
from k1.extraction.relations.ends import relation_record
from k1.extraction.relations.result_tables import Known, Results, read_results
from k1.extraction.relations.senses import MAKERS
from k1.schema.documents import Unit
from k1.schema.identity import family_name
from k1.schema.knowledge import EntityMention, Relation
from k1.schema.vocabulary import EntityKind, RelationSource, RelationType, SectionRole
from k1.text.normalisation import name_key


def table_relations(reading: Reading, mentions: Sequence[EntityMention]) -> tuple[list[Relation], list[EntityMention]]:
    """The relations of all tables of results of a paper, and mentions of the names that only they print."""
    known = {name_key(mention.name): mention for mention in reversed(mentions)}
    works = {m.name.casefold(): m for m in mentions if m.proposed and m.kind in MAKERS}
    told = _told(reading, mentions, works.values())
    found: dict[tuple[str, str, str], Relation] = {}
    named: dict[str, EntityMention] = {}
    for unit in reading.document.units:
        results = read_results(unit, told)
        if results is None or not _are_makers(results, works, known):
            continue
        for relation in _relations(results, mentions, works, known, named):
            found.setdefault((relation.head, relation.relation, relation.tail), relation)
    ends = {end for relation in found.values() for end in (relation.head, relation.tail)}
    return list(found.values()), [mention for mention in named.values() if mention.entity in ends]


def _told(reading: Reading, mentions: Sequence[EntityMention], works: Collection[EntityMention]) -> Known:
    """What the paper tells its tables. "Ours" means nothing in a paper with two works, or with none."""
    datasets = {
        name_key(name): mention
        for mention in reversed(mentions)
        if mention.kind is EntityKind.DATASET
        for name in (mention.name, mention.surface)
    }
    work = next(iter(works)).name if len({work.entity for work in works}) == 1 else None
    cited = (family_name(author) for reference in reading.document.references for author in reference.authors)
    return Known(datasets, work, frozenset(cited))


def _are_makers(results: Results, works: Collection[str], known: Mapping[str, EntityMention]) -> bool:
    """Whether the rows are what is evaluated: the table says so, or the paper knows at least half of them as such.

    Without this, the cohorts and cut-offs of a diagnostic study would become methods.
    """
    if results.kind is not None:
        return True
    makers = sum(_is_maker(name, works, known) for name in results.rows)
    return 2 * makers >= len(results.rows)


def _is_maker(name: str, works: Iterable[str], known: Mapping[str, EntityMention]) -> bool:
    mention = known.get(name_key(name))
    if mention is not None:
        return mention.kind in MAKERS
    return NAMES_A_MODEL.search(name) is not None or _varied(name, works) is not None


def _relations(
    results: Results,
    mentions: Iterable[EntityMention],
    works: Mapping[str, EntityMention],
    known: dict[str, EntityMention],
    named: dict[str, EntityMention],
) -> Iterator[Relation]:
    kind = results.kind or EntityKind.METHOD
    entities = {name: _entity(results.unit, name, kind, known, named) for name in results.rows}
    makers = {name: entity for name, entity in entities.items() if entity.kind in MAKERS}
    captioned = {m.entity: m for m in mentions if m.kind is EntityKind.DATASET and m.provenance.unit == results.unit.id}
    for name, maker in makers.items():
        # The header knows better than the caption which of its data sets a row has a number for.
        general = [dataset for dataset in captioned.values() if dataset.entity not in results.datasets]
        for dataset in (*general, *results.rows[name].datasets):
            yield _relation(results.unit, maker, RelationType.EVALUATED_ON, dataset)
        for metric in results.rows[name].metrics:
            measured = _entity(results.unit, metric.lower(), EntityKind.METRIC, known, named)
            yield _relation(results.unit, maker, RelationType.MEASURED_BY, measured)
    own = {maker.entity: maker for maker in makers.values() if maker.proposed or _varied(maker.name, works)}
    for maker in own.values():
        if (work := _varied(maker.name, works)) is not None:
            yield _relation(results.unit, maker, RelationType.DERIVED_FROM, works[work])
        for other in makers.values():
            if other.entity not in own:
                yield _relation(results.unit, maker, RelationType.COMPARED_WITH, other)


def _varied(name: str, works: Iterable[str]) -> str | None:
    """The work of the paper whose name a variant of it bears ("PaSa-7b")."""
    return next((work for work in works if name.casefold().startswith(f"{work}-")), None)


def _entity(
    unit: Unit, name: str, kind: EntityKind, known: dict[str, EntityMention], named: dict[str, EntityMention]
) -> EntityMention:
    """The entity of a cell: one the paper speaks of, or a new one, mentioned at the table."""
    key = name_key(name)
    if key in known:
        return known[key]
    if kind is EntityKind.METHOD and NAMES_A_MODEL.search(name):
        kind = EntityKind.MODEL
    if key not in named:
        named[key] = mention_record(unit, (0, len(unit.text)), Mentioned(kind, name), SectionRole.RESULTS, surface=name)
    return named[key]


def _relation(unit: Unit, head: EntityMention, relation: RelationType, tail: EntityMention) -> Relation:
    return relation_record(head, relation, tail, RelationSource.STRUCTURAL, provenance(unit, 0, len(unit.text)))
