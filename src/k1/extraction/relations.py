"""Module E: relations between two entities that one sentence names next to each other, by cue words.

Precision before recall: the words between the two names must be a cue and nothing else, in one direction, without
negation. Numerical results are no relations and have no cue here (agents-k1 1.6, durable knowledge only).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from k1.extraction.cycles import flag_cycles
from k1.extraction.evidence import provenance
from k1.extraction.reading import Reading, Sentence
from k1.extraction.relation_cues import LANGUAGES, NEGATION, OWN_WORK, RULES, Rule
from k1.schema.identity import assertion_id
from k1.schema.knowledge import EntityMention, Relation
from k1.schema.vocabulary import SYMMETRIC_RELATIONS, EntityKind, RelationSource, RelationType

_LONGEST_GAP = 160
_MOST_BETWEEN = 4  # mentions a pair may have between its ends
_LIST_GAPS = frozenset({",", "and", "or", ", and", ", or", "/", "&"})


def relations(reading: Reading, mentions: Iterable[EntityMention]) -> list[Relation]:
    """The relations of a paper in reading order; those on a cycle of an acyclic relation are flagged."""
    mentions = list(mentions)
    main = _main_work(mentions)
    by_unit: defaultdict[str, list[EntityMention]] = defaultdict(list)
    for mention in mentions:
        by_unit[mention.provenance.unit].append(mention)
    found: dict[str, Relation] = {}
    for sentence in reading.sentences:
        for relation in _in_sentence(sentence, _inside(by_unit[sentence.unit.id], sentence, main)):
            found.setdefault(relation.id, relation)
    return flag_cycles(list(found.values()))


def _main_work(mentions: list[EntityMention]) -> EntityMention | None:
    """A mention of the one thing that a paper proposes; None where it proposes several or nothing."""
    own = {mention.entity: mention for mention in mentions if mention.proposed}
    return next(iter(own.values())) if len(own) == 1 else None


def _inside(mentions: list[EntityMention], sentence: Sentence, main: EntityMention | None) -> list[EntityMention]:
    """The mentions of a sentence; its subject "our package" stands for the one thing the paper proposes."""
    inside = [m for m in mentions if sentence.start <= m.provenance.start and m.provenance.end <= sentence.end]
    if main is not None and (subject := OWN_WORK.match(sentence.text)):
        place = provenance(sentence.unit, sentence.start + subject.start(1), sentence.start + subject.end(1))
        if not any(m.provenance.start < place.start for m in inside):
            inside = [m for m in inside if m.provenance.start >= place.end]
            inside.append(main.model_copy(update={"provenance": place}))
    return sorted(inside, key=lambda mention: (mention.provenance.start, -mention.provenance.end, mention.id))


def _in_sentence(sentence: Sentence, mentions: list[EntityMention]) -> Iterator[Relation]:
    """Relations between neighbours, and from the head on to the further members of a list behind the tail."""
    for at, left in enumerate(mentions[:-1]):
        for beyond, right in enumerate(mentions[at + 1 : at + 1 + _MOST_BETWEEN], start=at + 1):
            gap = sentence.unit.text[left.provenance.end : right.provenance.start]
            rule = _rule_for(left, right, gap, sentence.unit.text[right.provenance.end : sentence.end])
            if rule is None or NEGATION.search(gap):
                continue
            yield _relation(sentence, rule, left, right)
            for further in _listed_after(sentence, mentions[beyond:]):
                if _allows(rule, left, further):
                    yield _relation(sentence, rule, left, further)


def _listed_after(sentence: Sentence, mentions: list[EntityMention]) -> Iterator[EntityMention]:
    """The mentions that go on a list which the first one begins."""
    for before, mention in pairwise(mentions):
        gap = _without_citation(sentence.unit.text[before.provenance.end : mention.provenance.start])
        if gap.strip(" `*_\"'") not in _LIST_GAPS:
            return
        yield mention


def _without_citation(gap: str) -> str:
    """A short gap without what stands in brackets."""
    if len(gap) > _LONGEST_GAP:
        return gap
    opened = min((gap.find(mark) for mark in "([" if mark in gap), default=-1)
    closed = max(gap.rfind(")"), gap.rfind("]"))
    return gap[:opened] + gap[closed + 1 :] if 0 <= opened < closed else gap


def _rule_for(left: EntityMention, right: EntityMention, gap: str, after: str) -> Rule | None:
    if len(gap) > _LONGEST_GAP or left.entity == right.entity:
        return None
    return next((rule for rule in RULES if _allows(rule, left, right) and rule.fits(gap, after)), None)


def _allows(rule: Rule, left: EntityMention, right: EntityMention) -> bool:
    head, tail = (right, left) if rule.reverse else (left, right)
    if head.entity == tail.entity or head.kind not in rule.heads or tail.kind not in rule.tails:
        return False
    if head.name.casefold() in LANGUAGES:
        return False
    return not _is_loose(rule.relation, head.kind, tail.kind)


def _is_loose(relation: RelationType, head: EntityKind, tail: EntityKind) -> bool:
    """Pairs that the words fit but the sense seldom does: a program does not consist of, or cause, a subject."""
    causal = {RelationType.CAUSES, RelationType.INHIBITS, RelationType.MODULATES, RelationType.CORRELATED_WITH}
    made = {EntityKind.TOOL, EntityKind.DATASET}
    return relation in causal and (head in made or tail in made)


def _relation(sentence: Sentence, rule: Rule, left: EntityMention, right: EntityMention) -> Relation:
    head, tail = (right, left) if rule.reverse else (left, right)
    if rule.relation in SYMMETRIC_RELATIONS and tail.entity < head.entity:
        head, tail = tail, head
    return Relation(
        id=assertion_id("relation", sentence.unit.paper, sentence.unit.id, head.entity, rule.relation, tail.entity,
                        str(sentence.start)),
        paper=sentence.unit.paper,
        head=head.entity,
        head_kind=head.kind,
        relation=rule.relation,
        tail=tail.entity,
        tail_kind=tail.kind,
        source=RelationSource.SEMANTIC,
        provenance=provenance(sentence.unit, sentence.start, sentence.end),
    )  # fmt: skip
