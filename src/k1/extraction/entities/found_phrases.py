"""Entities by phrase: noun phrases that recur or that the paper lists as keywords, ranked by C-value and rarity."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import filterfalse

from k1.extraction.entities.candidates import Candidate, Place, prominence
from k1.extraction.entities.kind_cues import head_kind
from k1.extraction.grammar.phrases import phrases
from k1.extraction.reading.class_nouns import TOOLBOXES
from k1.extraction.reading.paper import Reading, Token
from k1.schema.vocabulary import EntityKind
from k1.text.lexicon import LANGUAGES, is_english, rarity
from k1.text.normalisation import name_key, singular
from k1.text.words import word_set

_LEAST_MENTIONS = 2
_LEAST_RARITY = 3.2  # mean over the words of a phrase
_RARITY_OF_SELDOM = 3.6
_GENERIC_HEADS = frozenset({"model", "network", "method", "algorithm", "technique", "process", "theory", "scheme"})


def phrase_candidates(reading: Reading, abbreviations: Mapping[str, str], *, taken: set[str]) -> list[Candidate]:
    """Candidates found as noun phrases that are not yet known by name."""
    places: defaultdict[str, list[Place]] = defaultdict(list)
    for sentence in reading.sentences:
        for words in filterfalse(_is_behind_class, phrases(sentence)):
            key = name_key(" ".join(word.text for word in words))
            places[key].append(Place(sentence.unit, words[0].start, words[-1].end, sentence))
    short = {name_key(form) for form in abbreviations}
    keywords = {name_key(keyword) for keyword in reading.document.paper.keywords}
    nested = _nested(places)
    found = []
    for key, where in sorted(places.items()):
        if key in taken or set(key.split()) & short or _names_again(key, taken):
            continue
        if head_kind(key) is EntityKind.TOOL or nested[key] >= len(where) > 1 or _adds_nothing(key, places):
            continue
        if (len(where) >= _LEAST_MENTIONS or key in keywords) and _is_specific(key, len(where)):
            found.append(_candidate(key, tuple(where), nested.get(key, 0), listed=key in keywords))
    return found


def _candidate(key: str, places: tuple[Place, ...], nested: int, *, listed: bool) -> Candidate:
    name = printed_name(places)
    words = key.split()
    c_value = math.log2(len(words) + 1) * max(0.0, len(places) - nested / 2)
    score = c_value + prominence(places) / 2 + sum(map(rarity, words)) / len(words) + (8 if listed else 0)
    return Candidate(key, name, head_kind(name) or EntityKind.TERM, places, score)


def printed_name(places: tuple[Place, ...]) -> str:
    """The commonest printing of a phrase, in lower case where the paper mostly prints it so, in the singular."""
    printed = Counter(" ".join(place.unit.text[place.start : place.end].split()) for place in places)
    lower = Counter(form for form in printed.elements() if form == form.casefold())
    forms = lower or printed
    chosen = min(forms, key=lambda form: (-forms[form], form))
    head, _, last = chosen.rpartition(" ")
    return f"{head} {singular(last)}".lstrip() if last.islower() else chosen


def _is_specific(key: str, mentions: int) -> bool:
    """Whether a phrase names a thing of the field rather than any thing; the less often, the rarer it must be."""
    words = key.split()
    if words[-1] in _GENERIC_HEADS and max(map(rarity, words[:-1])) < _RARITY_OF_SELDOM:
        return False
    return sum(map(rarity, words)) / len(words) >= (_LEAST_RARITY if mentions > _LEAST_MENTIONS else _RARITY_OF_SELDOM)


def _adds_nothing(key: str, places: Mapping[str, list[Place]]) -> bool:
    """Whether a phrase is another one with a general head: "sparse regression algorithm"."""
    rest, _, head = key.rpartition(" ")
    return head in _GENERIC_HEADS and (rest in places or len(rest.split()) == 1)


def _is_behind_class(words: Sequence[Token]) -> bool:
    """Whether words are a name behind its class: "R package coin", but not "library preparation"."""
    if words[-2].lower not in TOOLBOXES:
        return False
    return not is_english(singular(words[-1].lower)) or any(word.lower in LANGUAGES for word in words[:-2])


def _names_again(key: str, taken: set[str]) -> bool:
    """Whether a phrase is a known name with its class: "TideBench dataset"."""
    name, _, last = key.rpartition(" ")
    return (name in taken or name in LANGUAGES) and (last in _GENERIC_HEADS or last in _CLASSES)


_CLASSES = word_set("""
    dataset package library agent benchmark framework approach code test function object class session user output input
    documentation interface system environment module script repository website
    """)


def _nested(places: Mapping[str, list[Place]]) -> Counter[str]:
    """How often each phrase stands inside a longer one."""
    inside: Counter[str] = Counter()
    for key, where in places.items():
        words = key.split()
        for length in range(2, len(words)):
            for start in range(len(words) - length + 1):
                inside[" ".join(words[start : start + length])] += len(where)
    return inside
