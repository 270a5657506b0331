"""Module C: statements, by cue phrases that are read differently in each zone of the paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from k1.extraction.reading.evidence import provenance
from k1.extraction.reading.paper import LONGEST_SENTENCE, Reading, Sentence
from k1.extraction.statements.cues import CUES, QUANTITY, SAYS_WHAT_IT_IS
from k1.schema.identity import statement_id
from k1.schema.knowledge import EntityMention, Statement
from k1.schema.vocabulary import Modality, StatementKind, UnitRole

_LEAST_WORDS, _MOST_WORDS = 7, 70
_MOST_PER_KIND = 12


def statements(reading: Reading, mentions: Iterable[EntityMention]) -> list[Statement]:
    """The statements of a paper, at most a dozen of a kind, in reading order."""
    mentions = list(mentions)
    named = _entities_by_unit(mentions)
    own = {(m.provenance.unit, m.provenance.start): m.provenance.end for m in mentions if m.proposed}
    found: dict[str, Statement] = {}
    counts: dict[StatementKind, int] = {}
    for sentence in reading.sentences:
        kind = statement_kind(sentence, own)
        if kind is None or counts.get(kind, 0) >= _MOST_PER_KIND:
            continue
        statement = _statement(reading, sentence, kind, named)
        if statement.id not in found:
            found[statement.id] = statement
            counts[kind] = counts.get(kind, 0) + 1
    return list(found.values())


def statement_kind(sentence: Sentence, own: Mapping[tuple[str, int], int]) -> StatementKind | None:
    """The kind of statement a sentence makes; None for most sentences.

    ``own`` says where the paper names its own work: unit and start, to end.
    """
    if not _is_whole(sentence):
        return None
    text = sentence.text
    named_until = own.get((sentence.unit.id, sentence.start))
    if named_until is not None and SAYS_WHAT_IT_IS.search(sentence.unit.text[named_until : sentence.end]):
        return StatementKind.CONTRIBUTION
    for cue in CUES:
        if sentence.zone in cue.zones and cue.pattern.search(text) and not (cue.unless and cue.unless.search(text)):
            return cue.kind
    return None


def _is_whole(sentence: Sentence) -> bool:
    """Whether a sentence is a whole one of prose: no heading, no table row, no fragment."""
    text = sentence.text
    if len(text) > LONGEST_SENTENCE or sentence.unit.modality is not Modality.TEXT:
        return False
    if sentence.unit.role in {UnitRole.FOOTNOTE, UnitRole.ALGORITHM}:
        return False
    words = len(text.split())
    first = text.lstrip("\"'\u201c\u2018(*_`\u2022- ")[:1]
    opens_well = first.isupper() or text[:1] == "`" or (first.islower() and sentence.start == 0)
    return _LEAST_WORDS <= words <= _MOST_WORDS and opens_well and text.rstrip("\"'\u201d)] 0123456789,")[-1:] in ".!"


def _statement(
    reading: Reading, sentence: Sentence, kind: StatementKind, named: Mapping[str, list[EntityMention]]
) -> Statement:
    inside = [
        mention.entity
        for mention in named.get(sentence.unit.id, [])
        if sentence.start <= mention.provenance.start < sentence.end
    ]
    paper = reading.document.paper.id
    return Statement(
        id=statement_id(paper, kind, sentence.text),
        paper=paper,
        kind=kind,
        text=sentence.text,
        quantitative=is_quantitative(sentence.text) if kind is StatementKind.FINDING else None,
        entities=tuple(sorted(set(inside))),
        section_role=sentence.zone,
        provenance=provenance(sentence.unit, sentence.start, sentence.end),
    )


def is_quantitative(text: str) -> bool:
    """Whether a sentence states a quantity: a number that is no citation, year, label or part of a name."""
    return QUANTITY.search(text) is not None


def _entities_by_unit(mentions: Iterable[EntityMention]) -> dict[str, list[EntityMention]]:
    named: dict[str, list[EntityMention]] = {}
    for mention in mentions:
        named.setdefault(mention.provenance.unit, []).append(mention)
    return named
