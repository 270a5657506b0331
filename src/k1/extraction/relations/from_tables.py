"""Module E from tables of results: what was evaluated on what, measured by what, and compared with whom.

A table of results has a caption that says so, a first column of names, and numbers beside them. Its relations are
structural: no sentence says them. Their quote is the caption, their page and box those of the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from k1.extraction.reading.evidence import provenance
from k1.extraction.reading.paper import Reading
from k1.extraction.relations.records import relation_record
from k1.schema.documents import Unit
from k1.schema.identity import assertion_id, entity_id
from k1.schema.knowledge import EntityMention, Relation
from k1.schema.provenance import Provenance
from k1.schema.vocabulary import EntityKind, Modality, RelationSource, RelationType, SectionRole
from k1.text.normalisation import name_key

_RESULTS = re.compile(r"\b(?:results?|performance|evaluation|comparison|compared|accuracy|scores?)\b", re.IGNORECASE)
_NAMES = re.compile(r"^(?:methods?|models?|approach(?:es)?|systems?|algorithms?|baselines?)$", re.IGNORECASE)
_MODELS = re.compile(r"^models?$", re.IGNORECASE)
_METRIC = re.compile(
    r"^(?:\w+ )?(?:precision|recall|accuracy|f1|f1[- ]score|auc|auroc|rmse|mae|mse|bleu|rouge(?:-\w+)?|map|mrr|ndcg"
    r"|perplexity|dice|iou|r2|sensitivity|specificity)(?:@\d+)?(?: ?\(%\))?$",
    re.IGNORECASE,
)  # fmt: skip
_NAMES_A_MODEL = re.compile(
    r"(?:^|[\W_])(?:(?:chat)?gpt|llama|qwen|gemini|claude|mistral|bert|roberta|t5|resnet|u-?net|vit|lstm|cnn|rnn|gnn|transformer)"
    r"(?:[\W_\d]|$)|[\W_]\d+[bm](?:[\W_]|$)",
    re.IGNORECASE,
)
_AT_CUT = re.compile(r"@\d+.*$")
_VALUE = re.compile(r"^[-+\u2212]?\d[\d.,]*(?: ?[%\u00b1].{0,12})?$")
_EMPTY = frozenset({"", "-", "\u2013", "\u2014"})
_NAME = re.compile(r"^[A-Za-z][\w+./ -]{1,38}(?: \([^()]{1,30}\))?$")
_LEAST_NUMBERS = 0.6  # share of the cells beside the names
_MAKERS = frozenset({EntityKind.METHOD, EntityKind.MODEL, EntityKind.TOOL})


class Results(NamedTuple):
    """A table of results: its unit, the metrics by the name of the row that has a number for them, the rows' kind."""

    unit: Unit
    rows: dict[str, tuple[str, ...]]
    kind: EntityKind


def table_relations(reading: Reading, mentions: Sequence[EntityMention]) -> tuple[list[Relation], list[EntityMention]]:
    """The relations of all tables of results of a paper, and mentions of the names that only they print."""
    known = {name_key(mention.name): mention for mention in reversed(mentions)}
    found: dict[tuple[str, str, str], Relation] = {}
    named: dict[str, EntityMention] = {}
    for unit in reading.document.units:
        results = _results(unit)
        if results is None:
            continue
        for relation in _relations(results, mentions, known, named):
            found.setdefault((relation.head, relation.relation, relation.tail), relation)
    ends = {end for relation in found.values() for end in (relation.head, relation.tail)}
    return list(found.values()), [mention for mention in named.values() if mention.entity in ends]


def _results(unit: Unit) -> Results | None:
    """A unit as a table of results; None where it is none."""
    if unit.modality is not Modality.TABLE or not unit.cells or not unit.text or not _RESULTS.search(unit.text):
        return None
    header, *body = unit.cells
    rows = [row for row in body if row and _NAME.match(row[0].strip())]
    values = [cell.strip() for row in rows for cell in row[1:]]
    numbers = sum(value in _EMPTY or _VALUE.match(value) is not None for value in values)
    if len(rows) < 2 or not values or numbers < _LEAST_NUMBERS * len(values):
        return None
    if not header or not _NAMES.match(header[0].strip()):
        return None
    columns = {at: _AT_CUT.sub("", cell.strip()) for at, cell in enumerate(header) if _METRIC.match(cell.strip())}
    kind = EntityKind.MODEL if _MODELS.match(header[0].strip()) else EntityKind.METHOD
    return Results(unit, {row[0].strip(): _measured(row, columns) for row in rows}, kind)


def _measured(row: Sequence[str], columns: dict[int, str]) -> tuple[str, ...]:
    """The metrics that a row has a number for."""
    return tuple(dict.fromkeys(name for at, name in columns.items() if at < len(row) and _VALUE.match(row[at].strip())))


def _relations(
    results: Results,
    mentions: Iterable[EntityMention],
    known: dict[str, EntityMention],
    named: dict[str, EntityMention],
) -> Iterator[Relation]:
    entities = {name: _entity(results.unit, name, results.kind, known, named) for name in results.rows}
    makers = {name: entity for name, entity in entities.items() if entity.kind in _MAKERS}
    datasets = {m.entity: m for m in mentions if m.kind is EntityKind.DATASET and m.provenance.unit == results.unit.id}
    for name, maker in makers.items():
        for dataset in datasets.values():
            yield _relation(results.unit, maker, RelationType.EVALUATED_ON, dataset)
        for metric in results.rows[name]:
            measured = _entity(results.unit, metric.lower(), EntityKind.METRIC, known, named)
            yield _relation(results.unit, maker, RelationType.MEASURED_BY, measured)
    own = {maker.entity: maker for maker in makers.values() if _is_own(maker, mentions)}
    works = {m.name.casefold(): m for m in mentions if m.proposed and m.kind in _MAKERS}
    for maker in own.values():
        work = next((work for name, work in works.items() if maker.name.casefold().startswith(f"{name}-")), None)
        if work is not None:
            yield _relation(results.unit, maker, RelationType.DERIVED_FROM, work)
        for other in makers.values():
            if other.entity not in own:
                yield _relation(results.unit, maker, RelationType.COMPARED_WITH, other)


def _is_own(maker: EntityMention, mentions: Iterable[EntityMention]) -> bool:
    """Whether a row is the paper's own work, or a variant that bears its name ("PaSa-7b")."""
    own = {mention.name.casefold() for mention in mentions if mention.proposed and mention.kind in _MAKERS}
    return maker.proposed or any(maker.name.casefold().startswith(f"{name}-") for name in own)


def _entity(
    unit: Unit, name: str, kind: EntityKind, known: dict[str, EntityMention], named: dict[str, EntityMention]
) -> EntityMention:
    """The entity of a cell: one the paper speaks of, or a new one, mentioned at the table."""
    key = name_key(name)
    if key in known:
        return known[key]
    if kind is EntityKind.METHOD and _NAMES_A_MODEL.search(name):
        kind = EntityKind.MODEL
    if key not in named:
        entity = entity_id(kind, name)
        place = _place(unit)
        named[key] = EntityMention(
            id=assertion_id("mention", unit.paper, unit.id, entity, str(place.start), str(place.end)),
            entity=entity,
            kind=kind,
            name=name,
            surface=name,
            section_role=SectionRole.RESULTS,
            provenance=place,
        )
    return named[key]


def _place(unit: Unit) -> Provenance:
    return provenance(unit, 0, len(unit.text))


def _relation(unit: Unit, head: EntityMention, relation: RelationType, tail: EntityMention) -> Relation:
    return relation_record(head, relation, tail, RelationSource.STRUCTURAL, _place(unit))
