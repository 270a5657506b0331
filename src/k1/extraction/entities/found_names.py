"""Entities by name: declared abbreviations, and words spelt as names whose surroundings tell their kind."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import chain

from k1.extraction.entities.candidates import Candidate, Place, prominence
from k1.extraction.entities.kind_cues import KNOWN_TOOLS, context_kinds, head_kind
from k1.extraction.entities.recurring_names import labels, rarer_printings, recurring_name
from k1.extraction.grammar.phrases import is_qualifier
from k1.extraction.reading.names import code_names, is_name_like, is_rare_word
from k1.extraction.reading.paper import Reading, Sentence, Token
from k1.extraction.reading.titles import title_name
from k1.schema.documents import Paper
from k1.schema.vocabulary import EntityKind
from k1.text.lexicon import PROPER, WRITTEN_IN, is_english
from k1.text.normalisation import name_key, singular
from k1.text.words import word_set

_LEAST_FOR_ABBREVIATION = 2
_PLACES_TO_A_CUE = 8  # one "TMZ model" among forty TMZ makes no model of it
_MOST_READ = 200  # places of a name whose surroundings are read
_INTRODUCES = re.compile(
    r"[`*_]{0,2} ?(?:\[@|\[\d|\((?:[A-Z][\w-]+(?: et al| &| and|,)|[^()]{0,20}\b(?:19|20)\d\d)"
    r"|(?:package|library|toolkit|software)\b)"
)
_PACKAGE = re.compile(rf"\b(?i:{WRITTEN_IN}) (?:package|library|toolbox|module) [`*_]{{0,2}}$")
_OFFERS = re.compile(
    r"[`*_]{0,2},? (?:provides|includes|implements|supports|computes|calculates"
    r"|is an? (?:[\w-]+ ){0,4}(?:package|library|tool|code|module|implementation))\b"
)
"""What follows the name of a program that opens a sentence."""
_IS_PROGRAM = re.compile(r"\b(?:package|library|toolkit|toolbox)\b", re.IGNORECASE)
_OPENING = 60  # sentences in which a paper says what its work is
_OWN = r"\b(?:our|this|the (?:present|proposed)) (?:[\w-]+ ){0,2}"
_OWN_WORK = (
    (EntityKind.TOOL, re.compile(rf"{_OWN}(?:package|library|toolkit|software|code|tool)\b", re.IGNORECASE)),
    (EntityKind.DATASET, re.compile(rf"{_OWN}(?:data ?set|database|corpus|benchmark)\b", re.IGNORECASE)),
    (EntityKind.MODEL, re.compile(rf"{_OWN}(?:model|network|architecture)\b", re.IGNORECASE)),
    (EntityKind.METHOD, re.compile(rf"{_OWN}(?:method|approach|algorithm|agent|framework|system)\b", re.IGNORECASE)),
)


def name_candidates(reading: Reading, abbreviations: Mapping[str, str]) -> list[Candidate]:
    """Candidates found by name; the best scored are those with a declared long form and those with many cues."""
    named = title_name(reading.document.paper.title)
    found = [candidate for pair in abbreviations.items() if (candidate := _abbreviated(reading, *pair))]
    long_forms = {name_key(short) for short in abbreviations}
    long_forms |= {name_key(word) for long in abbreviations.values() for word in long.split() if word.isalpha()}
    named_places = _places_by_name(reading, named.name.casefold() if named else None)
    none = labels(named_places) | rarer_printings(named_places) | _of_authors(reading.document.paper)
    for name, places in sorted(named_places.items()):
        if name_key(name) in long_forms or _is_word(name):
            continue
        titled = named is not None and named.name.casefold() == name.casefold()
        kind = _kind_of(name, places)
        if kind is None and name.islower() and any(_opens_as_tool(place) for place in places):
            kind = EntityKind.TOOL
        if titled and named is not None:
            says = named.kind is EntityKind.TOOL and _IS_PROGRAM.search(reading.document.paper.title)
            kind = (named.kind if says else kind) or named.kind or _kind_of_work(reading)
        if kind is not None:
            score = 6 + prominence(tuple(places)) + (20 if titled else 0)
            found.append(Candidate(name_key(name), name, kind, tuple(places), score))
        elif name not in none and (recurring := recurring_name(name, places)):
            found.append(recurring)
    return found


def _of_authors(paper: Paper) -> set[str]:
    """Names and initials of a paper's authors: "CDM and TSM performed experiments"."""
    parts = [[part for part in re.split(r"[\s-]+", author.name) if part[:1].isupper()] for author in paper.authors]
    return {*chain.from_iterable(parts), *("".join(part[0] for part in name) for name in parts)}


def _is_word(name: str) -> bool:
    """Whether what is set as a name is a word that tells a class or a quality: "methods", "simplicial"."""
    return name.islower() and (singular(name) in _CLASS_WORDS or (is_qualifier(name) and not is_english(name)))


_CLASS_WORDS = word_set("method dataset model algorithm tool package library object function class")


def _abbreviated(reading: Reading, short: str, long: str) -> Candidate | None:
    """The candidate of a declared abbreviation: all places of its short and its long form."""
    forms = [short, long] if short.endswith("s") else [short, f"{short}s", long]
    pattern = re.compile(
        r"(?<![\w-])(?:"
        + "|".join(rf"(?-i:{re.escape(form)})" if " " not in form else _spaced(form) for form in forms)
        + r")(?![\w-])",
        re.IGNORECASE,
    )
    places = _places(reading, pattern)
    kind = head_kind(long) or _kind_of_long(long, places) or EntityKind.TERM
    if len(places) < _LEAST_FOR_ABBREVIATION:
        return None
    name = long if long[1:].lower() != long[1:] or not is_sentence_case(places, long) else long[0].lower() + long[1:]
    return Candidate(name_key(name), name, kind, tuple(places), 8 + prominence(tuple(places)), abbreviation=short)


def _kind_of_long(long: str, places: list[Place]) -> EntityKind | None:
    """The kind that the surroundings of an abbreviation tell; an "AD model" is a model of Alzheimer's disease."""
    kind = _context_kind(places, least=len(places) / _PLACES_TO_A_CUE)
    return None if kind is EntityKind.MODEL and " " in long else kind


def is_sentence_case(places: list[Place], long: str) -> bool:
    """Whether a long form is printed with a capital only because sentences or declarations begin with it."""
    lower = long[0].lower() + long[1:]
    printed = [place.unit.text[place.start : place.end] for place in places]
    return any(form.startswith(lower) for form in printed) or not is_proper(long.split(maxsplit=1)[0])


def is_proper(word: str) -> bool:
    """Whether a first word is a proper adjective or name ("Gaussian", "Markov"), which keeps its capital."""
    return not is_english(word) or word.casefold() in PROPER


def _spaced(form: str) -> str:
    return r"\s{1,3}".join(map(re.escape, form.split())) + "s?"


def _places(reading: Reading, pattern: re.Pattern[str]) -> list[Place]:
    return [
        Place(sentence.unit, match.start(), match.end(), sentence)
        for sentence in reading.sentences
        for match in pattern.finditer(sentence.unit.text, sentence.start, sentence.end)
        if not _is_cited(sentence, match.start())
    ]


def _is_cited(sentence: Sentence, position: int) -> bool:
    """Whether a position lies inside a citation marker: names there are authors."""
    return any(start <= position < end for start, end in sentence.cited)


def _places_by_name(reading: Reading, title: str | None) -> dict[str, list[Place]]:
    """The places of each word that is spelt, or set, as a name."""
    found: defaultdict[str, list[Place]] = defaultdict(list)
    set_as_code = code_names(reading)
    wanted = {name for name in set_as_code if not is_english(name) or is_rare_word(name)}
    for sentence in reading.sentences:
        for token in sentence.tokens:
            if is_name_like(token) or token.text in wanted or token.lower == title:
                text = token.text.rstrip(".-")
                found[text].append(Place(sentence.unit, token.start, token.start + len(text), sentence))
            elif _is_introduced(sentence, token) or (
                token.lower in KNOWN_TOOLS and (token.text[0].isupper() or not is_english(token.text))
            ):
                found[token.text].append(Place(sentence.unit, token.start, token.end, sentence))
    return dict(found)


def _is_introduced(sentence: Sentence, token: Token) -> bool:
    """Whether a word that no English has is introduced: "rpy2 [7]", "lsmeans package", "the R package lme"."""
    if (
        not token.text.isascii()
        or len(token.text) < 3
        or token.lower.endswith("ing")
        or is_english(token.text)
        or is_english(singular(token.lower))
    ):
        return False
    ahead = (token.end, min(sentence.end, token.end + 60))
    behind = (max(sentence.start, token.start - 60), token.start)
    if _INTRODUCES.match(sentence.unit.text, *ahead) or _PACKAGE.search(sentence.unit.text, *behind):
        return True
    return token.start - sentence.start < 3 and _OFFERS.match(sentence.unit.text, *ahead) is not None


def _opens_as_tool(place: Place) -> bool:
    opens = place.start - place.sentence.start < 3
    return opens and _OFFERS.match(place.unit.text, place.end, place.end + 60) is not None


def _kind_of_work(reading: Reading) -> EntityKind | None:
    """The kind of what a title names, from how the paper speaks of its own work."""
    text = " ".join(sentence.text for sentence in reading.sentences[:_OPENING])
    return next((kind for kind, pattern in _OWN_WORK if pattern.search(text)), None)


def _kind_of(name: str, places: list[Place]) -> EntityKind | None:
    """The kind of a name: what most of its surroundings tell, or common knowledge."""
    if name.casefold() in KNOWN_TOOLS:
        return EntityKind.TOOL
    return _context_kind(places)


def _context_kind(places: list[Place], *, least: float = 0) -> EntityKind | None:
    """The kind that the surroundings tell most often, at ``least`` so often; None where they tell none, or two."""
    kinds = Counter(
        kind for place in places[:_MOST_READ] for kind in context_kinds(place.unit.text, place.start, place.end)
    )
    ranked = kinds.most_common(2)
    if not ranked or ranked[0][1] < least or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]
