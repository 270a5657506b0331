"""Module E: relations between two entities, read from clauses (who does what to whom).

A verb's frame gives the sense, the kinds at its ends the relation. What a clause denies or supposes is left out, and
so are numerical results (agents-k1 1.6: durable knowledge only). An end that module B does not know becomes a concept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from k1.extraction.grammar.chunks import chunks_of
from k1.extraction.grammar.clause import Clause
from k1.extraction.grammar.clauses import clauses_of
from k1.extraction.reading.evidence import provenance
from k1.extraction.reading.paper import Reading, Sentence, by_unit
from k1.extraction.relations.arguments import Argument, Context, whole_mention
from k1.extraction.relations.cycles import flag_cycles
from k1.extraction.relations.doubts import doubted_spans, is_conditional
from k1.extraction.relations.ends import Said, relation_record
from k1.extraction.relations.said import said_in, subjects
from k1.extraction.relations.senses import METHODS, relation_of
from k1.schema.knowledge import EntityMention, Relation
from k1.schema.vocabulary import SYMMETRIC_RELATIONS, EntityKind, RelationSource
from k1.text.lexicon import LANGUAGES
from k1.text.normalisation import name_key


def relations(reading: Reading, mentions: Iterable[EntityMention]) -> tuple[list[Relation], list[EntityMention]]:
    """The relations of a paper in reading order, and the mentions of concepts that they bring in.

    Those on a cycle of an acyclic relation are flagged.
    """
    if not reading.sentences:
        return [], []
    mentions = list(mentions)
    named = by_unit(mentions)
    known = {name_key(mention.name): mention for mention in reversed(mentions)}
    context = Context(known, _main_work(mentions), reading.sentences[0])
    found: dict[tuple[str, str, str], Relation] = {}
    for sentence in reading.sentences:
        for said in _said(context, sentence, named[sentence.unit.id]):
            relation = _relation(sentence, said)
            if relation is not None:
                found.setdefault((relation.head, relation.relation, relation.tail), relation)
    kept = flag_cycles(list(found.values()))
    ends = {end for relation in kept for end in (relation.head, relation.tail)}
    return kept, [concept for concept in context.concepts.values() if concept.entity in ends]


def _main_work(mentions: list[EntityMention]) -> EntityMention | None:
    """A mention of the one thing that a paper proposes; of several, the only one that is no data set."""
    own = {mention.entity: mention for mention in mentions if mention.proposed}
    makers = {entity: mention for entity, mention in own.items() if mention.kind is not EntityKind.DATASET}
    found = makers or own
    return next(iter(found.values())) if len(found) == 1 else None


def _said(context: Context, sentence: Sentence, mentions: list[EntityMention]) -> Iterator[Said]:
    """What the clauses of a sentence say; "it" stands for the first subject of the sentence before."""
    if context.sentence.unit.id != sentence.unit.id:
        context.subject = context.maker = None
    context.sentence = sentence
    inside = [m for m in mentions if sentence.start <= m.provenance.start and m.provenance.end <= sentence.end]
    clauses = clauses_of(chunks_of(sentence, inside))
    for clause in _asserted(sentence, clauses):
        yield from said_in(context, clause)
        if any(phrase.words != ("it",) for phrase in clause.subject):
            context.subject = None  # "it" is what this sentence itself is about
    context.subject = _first_subject(context, clauses)
    context.maker = _one_maker(inside)


def _asserted(sentence: Sentence, clauses: list[Clause]) -> list[Clause]:
    """The clauses that no frame around them takes back."""
    if is_conditional(sentence.text):
        return []
    doubted = doubted_spans(sentence.text)
    places = [(clause, clause.verb.end - sentence.start) for clause in clauses]
    return [clause for clause, place in places if not any(start < place <= end for start, end in doubted)]


def _first_subject(context: Context, clauses: list[Clause]) -> Argument | None:
    first = (replace(clause, subject=clause.subject[:1]) for clause in clauses[:1])
    return next((subject for clause in first for subject in subjects(context, clause)), None)


def _one_maker(inside: list[EntityMention]) -> Argument | None:
    """The one method, model or tool that a sentence names, for "this method" in the next."""
    makers = {m.entity: m for m in inside if m.kind in METHODS or m.proposed}
    return whole_mention(next(iter(makers.values()))) if len(makers) == 1 else None


def _relation(sentence: Sentence, said: Said) -> Relation | None:
    head, sense, tail = said
    relation = relation_of(sense, head.kind, tail.kind)
    if relation is None or head.name.casefold() in LANGUAGES or _is_part_of(head, tail):
        return None
    if relation in SYMMETRIC_RELATIONS and tail.entity < head.entity:
        head, tail = tail, head
    place = provenance(sentence.unit, sentence.start, sentence.end)
    return relation_record(head, relation, tail, RelationSource.SEMANTIC, place)


def _is_part_of(head: Argument, tail: Argument) -> bool:
    """Whether one name holds the other: "the tidewheel docs" are no end of a relation of tidewheel."""
    one, other = (name.casefold().split() for name in (head.name, tail.name))
    same = name_key(head.name) == name_key(tail.name)
    return same or (len(one) == 1 and one[0] in other) or (len(other) == 1 and other[0] in one)
