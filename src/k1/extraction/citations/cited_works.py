"""Module D: how a paper uses each work it cites: role, level and strength (agents-k1 1.5)."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from k1.extraction.citations.cues import CueReading, read_cues
from k1.extraction.reading.evidence import provenance
from k1.extraction.reading.paper import Reading, Sentence
from k1.extraction.reading.titles import title_name
from k1.schema.documents import Reference
from k1.schema.identity import assertion_id
from k1.schema.knowledge import CitedWork, EntityMention
from k1.schema.vocabulary import CitationRole, SectionRole

ZONES = {
    SectionRole.INTRODUCTION: "introduction",
    SectionRole.RELATED_WORK: "related work",
    SectionRole.METHOD: "method",
    SectionRole.EXPERIMENT: "experiment",
    SectionRole.RESULTS: "experiment",
    SectionRole.DISCUSSION: "discussion",
    SectionRole.CONCLUSION: "discussion",
    SectionRole.LIMITATIONS: "discussion",
}
"""The five zones Z of the strength score; other sections count for none."""

STRONG_LEVEL = 4
EARLIER_VERSION = CueReading(CitationRole.EXTEND, 5, 1.0, None)
"""What a paper says of an earlier paper on the same work, in whatever words."""
_UNSAID = CueReading(CitationRole.BACKGROUND, 1, 0.0, None)


class Mention(NamedTuple):
    """One mention of a reference: where it is, what its cues say, how far the paper's own work is."""

    sentence: Sentence
    cues: CueReading
    distance: int | None


def cited_works(reading: Reading, mentions: Iterable[EntityMention]) -> list[CitedWork]:
    """One row per entry of the reference list; an entry that the text never mentions has level 1."""
    found = _mentions(reading, _proposed_sentences(reading, mentions))
    return [_cited_work(reading, reference, found[reference.id]) for reference in reading.document.references]


def _mentions(reading: Reading, own: list[int]) -> defaultdict[str, list[Mention]]:
    found: defaultdict[str, list[Mention]] = defaultdict(list)
    for citation in reading.document.citations:
        sentence = _sentence_at(reading, citation.unit, citation.start)
        if sentence is None:
            continue
        start, end = (min(at, sentence.end) - sentence.start for at in (citation.start, citation.end))
        listed = len(citation.references)
        cues = read_cues(sentence.text, start, end, listed, sentence.zone, own=sentence.order in own)
        distance = min((abs(sentence.order - order) for order in own), default=None)
        for reference in citation.references:
            found[reference].append(Mention(sentence, cues, distance))
    return found


def _sentence_at(reading: Reading, unit: str, position: int) -> Sentence | None:
    """The sentence that holds a position; the one before, where only a marker stands there ("... odor.\u2075")."""
    before: Sentence | None = None
    for sentence in reading.by_unit.get(unit, ()):
        if sentence.start <= position < sentence.end:
            return before if before is not None and _is_marker(sentence) else sentence
        before = sentence
    return None


def _is_marker(sentence: Sentence) -> bool:
    return not any(character.isalpha() for character in sentence.text)


def _proposed_sentences(reading: Reading, mentions: Iterable[EntityMention]) -> list[int]:
    """The order numbers of the sentences that name something the paper proposes."""
    places = (mention.provenance for mention in mentions if mention.proposed)
    sentences = (_sentence_at(reading, place.unit, place.start) for place in places)
    return sorted({sentence.order for sentence in sentences if sentence is not None})


def strength(mentions: list[Mention]) -> float:
    """The score s of agents-k1 1.5, OUR CHOICE: frequency, zones, cue weight, closeness to the proposed entities."""
    if not mentions:
        return 0.0
    frequency = min(1.0, math.log2(1 + len(mentions)) / math.log2(1 + 8))
    coverage = len({ZONES[zone] for zone in _zones(mentions) if zone in ZONES}) / 5
    lexical = max(mention.cues.weight for mention in mentions)
    closeness = max(0.0 if mention.distance is None else 1 / (1 + mention.distance) for mention in mentions)
    return round(0.20 * frequency + 0.20 * coverage + 0.40 * lexical + 0.20 * closeness, 6)


def _zones(mentions: Iterable[Mention]) -> set[SectionRole]:
    return {mention.sentence.zone for mention in mentions}


def _cited_work(reading: Reading, reference: Reference, mentions: list[Mention]) -> CitedWork:
    paper = reading.document.paper.id
    best = min(mentions, key=lambda mention: (-mention.cues.level, mention.sentence.order), default=None)
    cues, said = (best.cues, best.sentence) if best else (_UNSAID, None)
    if best and is_same_work(reading.document.paper.title, reference.title):
        cues = EARLIER_VERSION
    return CitedWork(
        id=assertion_id("cited", paper, reference.id),
        paper=paper,
        reference=reference.id,
        cited_paper=reference.work,
        role=cues.role,
        level=cues.level,
        strong=cues.level >= STRONG_LEVEL,
        strength=strength(mentions),
        mentions=len(mentions),
        sections=tuple(sorted(_zones(mentions))),
        relation=said.text if said else None,
        confidence=cues.confidence,
        provenance=provenance(said.unit, said.start, said.end) if said else None,
    )


def is_same_work(title: str, cited: str | None) -> bool:
    """Whether two titles give one name to their work ("X: ...", "X v3: ..."): the cited paper is another version."""
    own, other = title_name(title), title_name(cited or "")
    return own is not None and other is not None and own.name.casefold() == other.name.casefold()
