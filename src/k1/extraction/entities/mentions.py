"""Module B: entities and their mentions.

Four routes, each strict: names by spelling and cue words, phrases by their head word, declared abbreviations, and
the name a title gives ("X: ..."). A paper keeps its best ``MOST_ENTITIES``: thirty right ones beat three hundred.
Names and words that only recur come behind them, at most ``MOST_RECURRING``, and take no place of theirs.
"""

from __future__ import annotations

from collections.abc import Iterable

from k1.extraction.entities.abbreviated import declared_abbreviations
from k1.extraction.entities.candidates import Candidate, Place
from k1.extraction.entities.found_names import name_candidates
from k1.extraction.entities.found_phrases import phrase_candidates
from k1.extraction.entities.found_words import word_candidates
from k1.extraction.entities.proposed import mark_proposed
from k1.extraction.reading.evidence import Mentioned, mention_record
from k1.extraction.reading.paper import Reading
from k1.schema.knowledge import EntityMention

MOST_ENTITIES = 40
MOST_RECURRING = 15
"""Of what is known by its recurrence alone; the places of the others are their own."""
MOST_MENTIONS = 40  # of one entity in one paper


def entity_mentions(reading: Reading) -> list[EntityMention]:
    """The mentions of the entities of a paper, in reading order."""
    abbreviations = declared_abbreviations(reading)
    names = name_candidates(reading, abbreviations)
    terms = phrase_candidates(reading, abbreviations, taken={candidate.key for candidate in names})
    words = word_candidates(reading, taken={candidate.key for candidate in (*names, *terms)})
    ranked = sorted(_one_per_key([*names, *terms, *words]), key=lambda candidate: (-candidate.score, candidate.key))
    told = [candidate for candidate in ranked if not candidate.recurring][:MOST_ENTITIES]
    recurring = [candidate for candidate in ranked if candidate.recurring][:MOST_RECURRING]
    kept = mark_proposed(reading, [*told, *recurring])
    return [mention for candidate in kept for mention in _mentions(reading, candidate)]


def _one_per_key(candidates: Iterable[Candidate]) -> list[Candidate]:
    best: dict[str, Candidate] = {}
    for candidate in candidates:
        other = best.get(candidate.key)
        if other is None or (not candidate.recurring, candidate.score) > (not other.recurring, other.score):
            best[candidate.key] = candidate
    return list(best.values())


def _mentions(reading: Reading, candidate: Candidate) -> list[EntityMention]:
    what = Mentioned(candidate.kind, candidate.name, candidate.abbreviation, candidate.proposed)
    return [
        mention_record(place.unit, (place.start, place.end), what, reading.zones[place.unit.id])
        for place in _apart(candidate.places)[:MOST_MENTIONS]
    ]


def _apart(places: Iterable[Place]) -> list[Place]:
    """The places in reading order, overlapping ones dropped."""
    kept: list[Place] = []
    for place in sorted(places, key=lambda place: (place.unit.order, place.unit.id, place.start, -place.end)):
        if not kept or kept[-1].unit.id != place.unit.id or place.start >= kept[-1].end:
            kept.append(place)
    return kept
