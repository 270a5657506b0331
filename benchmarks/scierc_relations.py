"""Score the relation reader on SciERC's sentences, its gold entities given: what it finds, and how much is right.

    python benchmarks/scierc_relations.py ../shared/data/ie/scierc/dev.json

SciERC knows seven relations, K1 26, so K1's are mapped. "Untyped" asks only whether the pair is related in SciERC by
any of the five kinds that K1 can say (Conjunction and Feature-of have no counterpart).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from k1.extraction.reading.evidence import provenance
from k1.extraction.reading.paper import Reading, read_document
from k1.extraction.relations.from_text import relations
from k1.schema.documents import Document, Paper, Unit
from k1.schema.identity import make_id
from k1.schema.knowledge import EntityMention, Relation
from k1.schema.vocabulary import EntityKind, Modality, RelationType, SectionRole, UnitRole

KINDS = {
    "Task": EntityKind.TASK,
    "Method": EntityKind.METHOD,
    "Metric": EntityKind.METRIC,
    "Material": EntityKind.DATASET,
    "OtherScientificTerm": EntityKind.TERM,
    "Generic": EntityKind.METHOD,
}
_R = RelationType
USED_FOR = {
    _R.APPLIED_TO,
    _R.ENABLES,
    _R.SOLVES,
    _R.IMPLEMENTS,
    _R.ADDRESSES_PROBLEM,
    _R.MODULATES,
    _R.TARGETS,
    _R.CAUSES,
}
USED_BY = {_R.USES_COMPONENT, _R.USES_TECHNIQUE, _R.REQUIRES, _R.BUILDS_ON, _R.DERIVED_FROM, _R.MOTIVATED_BY}
PARTS = {_R.CONSISTS_OF, _R.COMBINES}
COMPARES = {_R.COMPARED_WITH, _R.ALTERNATIVE_TO, _R.DIFFERS_FROM}
COMPARABLE = {"Used-for", "Part-of", "Hyponym-of", "Evaluate-for", "Compare"}
PAPER = make_id("paper", "scierc")

Triple = tuple[int, str, int]
"""Head, SciERC's relation, tail; entities by their number in the sentence."""


class Score(NamedTuple):
    """Pairs found, of them right, and pairs of the gold."""

    found: int
    right: int
    gold: int

    def __str__(self) -> str:
        precision, recall = self.right / max(1, self.found), self.right / max(1, self.gold)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        return f"precision {100 * precision:.1f}, recall {100 * recall:.1f}, F1 {100 * f1:.1f} (gold {self.gold})"


def mapped(relation: Relation, numbers: dict[str, int]) -> Iterator[Triple]:
    """A relation of K1 in SciERC's words."""
    head, tail = numbers[relation.head], numbers[relation.tail]
    if relation.relation in USED_FOR:
        yield head, "Used-for", tail
    elif relation.relation in USED_BY:
        yield tail, "Used-for", head
    elif relation.relation in PARTS:
        yield tail, "Part-of", head
    elif relation.relation is _R.SUBSET_OF:
        yield head, "Hyponym-of", tail
    elif relation.relation in (_R.EVALUATED_ON, _R.MEASURED_BY):
        yield tail, "Evaluate-for", head
    elif relation.relation in COMPARES:
        yield min(head, tail), "Compare", max(head, tail)


def read(record: dict[str, Any], number: int) -> tuple[set[Triple], set[Triple]]:
    """Predicted and gold triples of one sentence."""
    text, spans = _joined(record["tokens"])
    unit = Unit(
        id=make_id("unit", str(number), text),
        paper=PAPER,
        order=0,
        modality=Modality.TEXT,
        role=UnitRole.BODY,
        section=None,
        text=text,
    )
    document = Document(
        paper=Paper(id=PAPER, file_sha256="0" * 64, source_format="markdown", name="scierc", parser="x/1", title="x"),
        units=(unit,), sections=(), references=(), citations=(),
    )  # fmt: skip
    reading: Reading = read_document(document)
    mentions = [_mention(unit, spans, entity, at) for at, entity in enumerate(record["entities"])]
    numbers = {mention.entity: at for at, mention in enumerate(mentions)}
    found, _ = relations(reading, mentions)
    known = [relation for relation in found if relation.head in numbers and relation.tail in numbers]
    told = {triple for relation in known for triple in mapped(relation, numbers)}
    return told, set(_gold(record))


def _joined(tokens: Iterable[str]) -> tuple[str, list[tuple[int, int]]]:
    brackets = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]"}
    text, spans = "", []
    for token in tokens:
        printed = brackets.get(token, token)
        text += " " if text else ""
        spans.append((len(text), len(text) + len(printed)))
        text += printed
    return text, spans


def _mention(unit: Unit, spans: list[tuple[int, int]], entity: dict[str, Any], at: int) -> EntityMention:
    start, end = spans[entity["start"]][0], spans[entity["end"] - 1][1]
    return EntityMention(
        id=make_id("mention", unit.id, str(at)), entity=make_id("entity", unit.id, str(at)), kind=KINDS[entity["type"]],
        name=f"{unit.text[start:end]} #{at}", surface=unit.text[start:end], section_role=SectionRole.ABSTRACT,
        provenance=provenance(unit, start, end),
    )  # fmt: skip


def _gold(record: dict[str, Any]) -> Iterator[Triple]:
    for relation in record["relations"]:
        head, tail, kind = relation["head"], relation["tail"], relation["type"]
        if kind in COMPARABLE:
            yield (min(head, tail), kind, max(head, tail)) if kind == "Compare" else (head, kind, tail)


def main(path: Path) -> None:
    """Print precision and recall, typed, untyped and by kind."""
    pairs = [read(record, number) for number, record in enumerate(json.loads(path.read_text(encoding="utf-8")))]
    for name, keep in [("all", COMPARABLE), *((kind, {kind}) for kind in sorted(COMPARABLE))]:
        told = [{triple for triple in found if triple[1] in keep} for found, _ in pairs]
        gold = [{triple for triple in known if triple[1] in keep} for _, known in pairs]
        right = sum(len(a & b) for a, b in zip(told, gold, strict=True))
        print(f"{name}: {Score(sum(map(len, told)), right, sum(map(len, gold)))}")
    untyped = [({frozenset((h, t)) for h, _, t in a}, {frozenset((h, t)) for h, _, t in b}) for a, b in pairs]
    right = sum(len(a & b) for a, b in untyped)
    print(f"untyped: {Score(sum(len(a) for a, _ in untyped), right, sum(len(b) for _, b in untyped))}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
