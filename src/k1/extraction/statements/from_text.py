"""Module C: statements, by cue phrases that are read differently in each zone of the paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from k1.extraction.reading.evidence import provenance
from k1.extraction.reading.paper import LONGEST_SENTENCE, Reading, Sentence, by_unit, mentions_in
from k1.extraction.statements.cues import CUES, QUANTITY, SAYS_WHAT_IT_IS, SPEAKS_OF_ITSELF
from k1.schema.identity import statement_id
from k1.schema.knowledge import EntityMention, Statement
from k1.schema.vocabulary import Modality, SectionRole, StatementKind, UnitRole

_LEAST_WORDS, _MOST_WORDS = 7, 70
_MOST_PER_KIND = 12
# Where a paper says what it found and concludes; a long one has more to say on the way there than is kept.
_TELLING = frozenset(
    {SectionRole.ABSTRACT, SectionRole.RESULTS, SectionRole.DISCUSSION, SectionRole.LIMITATIONS, SectionRole.CONCLUSION}
)


def statements(reading: Reading, mentions: Iterable[EntityMention]) -> list[Statement]:
    """The statements of a paper, the dozen most telling ones of a kind, in reading order."""
    mentions = list(mentions)
    named = by_unit(mentions)
    own = {(m.provenance.unit, m.provenance.start): m.provenance.end for m in mentions if m.proposed}
    paper = reading.document.paper.id
    found: dict[str, tuple[StatementKind, Sentence]] = {}
    known_before = _background(reading.sentences)
    for sentence in reading.sentences:
        kind = _statement_kind(sentence, own)
        if kind is StatementKind.FINDING and sentence.order in known_before:
            continue
        if kind is not None:
            found.setdefault(statement_id(paper, kind, sentence.text), (kind, sentence))
    return [_statement(reading, sentence, kind, named) for kind, sentence in _most_telling(found.values())]


def _background(sentences: Iterable[Sentence]) -> set[int]:
    """The order of the sentences that open an abstract and tell what is known, up to the first of the paper's own.

    Where no sentence speaks of the paper or of what was done, nothing tells them apart.
    """
    opening: set[int] = set()
    for sentence in sentences:
        if sentence.zone is SectionRole.ABSTRACT:
            if SPEAKS_OF_ITSELF.search(sentence.text):
                return opening
            opening.add(sentence.order)
    return set()


def _most_telling(found: Iterable[tuple[StatementKind, Sentence]]) -> list[tuple[StatementKind, Sentence]]:
    """The dozen of each kind that rank first (telling sections, then numbers, then reading order), in reading order."""
    kept: defaultdict[StatementKind, list[Sentence]] = defaultdict(list)
    for kind, sentence in sorted(found, key=lambda item: _rank(item[1])):
        if len(kept[kind]) < _MOST_PER_KIND:
            kept[kind].append(sentence)
    return sorted(((kind, sentence) for kind, few in kept.items() for sentence in few), key=lambda item: item[1].order)


def _rank(sentence: Sentence) -> tuple[bool, bool, int]:
    return sentence.zone not in _TELLING, not is_quantitative(sentence.text), sentence.order


def _statement_kind(sentence: Sentence, own: Mapping[tuple[str, int], int]) -> StatementKind | None:
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
    paper = reading.document.paper.id
    return Statement(
        id=statement_id(paper, kind, sentence.text),
        paper=paper,
        kind=kind,
        text=sentence.text,
        quantitative=is_quantitative(sentence.text) if kind is StatementKind.FINDING else None,
        entities=tuple(sorted({mention.entity for mention in mentions_in(sentence, named)})),
        section_role=sentence.zone,
        provenance=provenance(sentence.unit, sentence.start, sentence.end),
    )


def is_quantitative(text: str) -> bool:
    """Whether a sentence states a quantity: a number that is no citation, year, label or part of a name."""
    return QUANTITY.search(text) is not None
