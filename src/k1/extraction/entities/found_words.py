"""Entities of one common word: a noun of the field that recurs alone ("prolactin", "loneliness")."""

from __future__ import annotations

import re
from collections import defaultdict

from k1.extraction.entities.candidates import Candidate, Place, prominence
from k1.extraction.entities.concepts import can_close, is_made_by_science
from k1.extraction.entities.found_phrases import printed_name
from k1.extraction.entities.kind_cues import head_kind
from k1.extraction.grammar.phrases import is_qualifier, lone_words
from k1.extraction.grammar.word_classes import verb_of
from k1.extraction.reading.paper import Reading, Sentence, Token
from k1.schema.vocabulary import EntityKind
from k1.text.lexicon import rarity
from k1.text.normalisation import name_key, singular
from k1.text.words import word_set

_LEAST_MENTIONS = 3
_LEAST_RARITY = 4.3
_RARITY_IN_TITLE = 3.6
_LEAST_LETTERS = 5
_BEFORE_VERBS = word_set("to can could may might will would shall should must not we they i you do does did who")
"""Words behind which a plain form is a verb."""
_NO_NOUNS = word_set("""
    vitro vivo situ silico facto hoc novo albeit versa priori posteriori duplicate triplicate
    porcine bovine ovine murine canine feline equine olfactory auditory gustatory
    """)
_UNIT = re.compile(
    r"(?:kilo|centi|milli|micro|nano|pico|mega|giga|tera)"
    r"(?:met(?:er|re)|gram|lit(?:er|re)|second|hertz|byte|mole|watt|volt)s?$"
    r"|(?:joule|kelvin|celsius|hectare)s?$"
)
"""What only counts: "ten kilometres"."""
_OF_THE_TEXT = word_set("""
    caveat nuance preprint subfigure inset colorbar boxplot barplot scatterplot dataset codebase datapoint placeholder
    """)
"""What papers say of themselves, of their figures and of things made to be named."""


def word_candidates(reading: Reading, *, taken: set[str]) -> list[Candidate]:
    """Candidates of one word that stand alone often enough, and never as a verb."""
    titled = set(name_key(reading.document.paper.title).split())
    places: defaultdict[str, list[Place]] = defaultdict(list)
    acting: set[str] = set()
    for sentence in reading.sentences:
        before = dict(zip((token.start for token in sentence.tokens), _lower_before(sentence), strict=True))
        for token in lone_words(sentence):
            key = name_key(token.text)
            places[key].append(Place(sentence.unit, token.start, token.end, sentence))
            if before[token.start] in _BEFORE_VERBS or not _is_noun(token):
                acting.add(key)
    return [
        _candidate(key, tuple(where))
        for key, where in sorted(places.items())
        if len(where) >= _LEAST_MENTIONS and key not in taken | acting and _is_specific(key, titled)
    ]


def _lower_before(sentence: Sentence) -> list[str]:
    """The word before each word of a sentence."""
    return ["", *(token.lower for token in sentence.tokens)][: len(sentence.tokens)]


def _is_noun(token: Token) -> bool:
    word = token.lower
    return (
        word.isascii()
        and word.isalpha()
        and word not in _NO_NOUNS
        and singular(word) not in _OF_THE_TEXT
        and not _UNIT.match(word)
        and not is_qualifier(word)
        and can_close(token)
        and not verb_of(word)
    )


def _is_specific(key: str, titled: set[str]) -> bool:
    """Whether a word is of the field: rare in English, less so where the title has it or the sciences made it."""
    least = _RARITY_IN_TITLE if key in titled or is_made_by_science(key) else _LEAST_RARITY
    return len(key) >= _LEAST_LETTERS and rarity(singular(key)) >= least


def _candidate(key: str, places: tuple[Place, ...]) -> Candidate:
    name = printed_name(places).casefold()
    score = min(10, len(places)) + prominence(places) / 2
    return Candidate(key, name, head_kind(name) or EntityKind.TERM, places, score)
