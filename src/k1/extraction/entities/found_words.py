"""Entities of one common word: a noun of the field that recurs alone ("prolactin", "loneliness")."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

from k1.extraction.entities.candidates import Candidate, Place, prominence
from k1.extraction.entities.concepts import DEEDS, OF_SOMETHING, can_close, is_made_by_science
from k1.extraction.entities.found_phrases import printed_name
from k1.extraction.entities.kind_cues import head_kind
from k1.extraction.grammar.phrases import is_qualifier, lone_words
from k1.extraction.grammar.word_classes import verb_of
from k1.extraction.reading.paper import Reading, Sentence, Token
from k1.schema.vocabulary import EntityKind
from k1.text.lexicon import is_english, rarity
from k1.text.normalisation import name_key, singular
from k1.text.words import word_set

_LEAST_MENTIONS = 3
_LEAST_RARITY = 4.3
_RARITY_IN_TITLE = 3.6
_LEAST_LETTERS = 5
_BEFORE_VERBS = word_set("to can could may might will would shall should must not we they i you do does did who")
"""Words behind which a plain form is a verb."""
_NO_NOUNS = word_set("""
    vitro silico facto albeit versa priori posteriori postpartum antepartum innate duplicate porcine bovine ovine murine
    canine feline equine
    """)
_OF_NO_FIELD = word_set("""
    abnormality accord accumulator adaptability adequacy adherence adjunct adjunction admixture adulthood aetiology
    aggravation amelioration amplitude anterior applicability appropriateness asymmetry autonomy avoidance benign
    breadth breakthrough captivity certainty cessation characterisation characterization chronicity circumstance
    clarification coexistence colleague competence completeness complication concordance confounder consistency
    continuation continuity continuum contraindication contributor cornerstone countermeasure covariance criterion
    datasheet dearth deficiency deformity demographics dependence dependency deterioration diminution disadvantage
    disappearance discontinuation discrepancy disparity disposition disturbance divergence dominance doubling drawback
    efflux elimination elucidation emergence endpoint exacerbation excision expectation exploitation extremity
    facilitation facilitator fluctuation fragment fundus genus guideline hallmark heterogeneity homogeneity
    hospitalisation hospitalization hotspot imbalance implication inability inception infancy influx ingestion
    initiation instability intake interplay interruption intersection lethality localisation lowering mainstay
    manifestation maturity mediation mediator midline minimisation minimization mitigation modality multiplicity
    multitude myriad necessity normalisation normalization nuance obstacle onset outbreak overestimation overlap pathway
    paucity periphery persistence phenomenon phyla phylum plateau plethora pooling positioning posterior potency
    precursor predictability predictor predominance preprocessor prioritisation prioritization progeny progression
    prolongation prone propensity proximity purity quantification rapidity rarity rationale reactivation readiness
    readmission realization reintroduction reliance remainder repeatability repertoire repetition representativeness
    reproducibility responder responsiveness reversal reversibility richness robustness runtime scarcity selectivity
    sequela shortage shortcoming shortening speedup spite staging stakeholder standardization struct subgroup
    subpopulation subsample subset subtype superiority surge suspicion syllabi syllabus symptom synergy tendency termini
    tolerability triplicate turnover underestimation underweight uniformity uniqueness upstream upsurge uptake urgency
    usability usefulness validity versatility vicinity viewpoint virtue visualisation visualization weakness willingness
    zero
    """)
"""Nouns that are rare in English and common in papers of every field."""
_OF_THE_TEXT = word_set("caveat preprint subfigure inset colorbar boxplot barplot scatterplot datapoint placeholder")
"""What papers say of themselves, of their figures and of things made to be named."""
_ADJECTIVES_TOO = ("ory", "most", "wise")
_PERSON = re.compile(
    r".*(?:olog|iatr|therap|clin|pract|phys)(?:ist|ician|itioner)|annotator|carer|(?:policy|decision)maker"
)
_UNIT = re.compile(
    r"(?:deci|centi|milli|micro|nano|pico|kilo|mega|giga|tera)?(?:met(?:er|re)|gram|lit(?:er|re)|molar|mole|hertz"
    r"|second|byte|watt|volt|pascal|calorie|joule)|kelvin|celsius|hectare"
)
_GOES_BEFORE = re.compile(r"\b[A-Z]\. ?$|\)$")
_GOES_ON = re.compile(r"[)\]][a-z]|\([\w,]{1,7}\)[-a-z]")


def word_candidates(reading: Reading, *, taken: set[str]) -> list[Candidate]:
    """Candidates of one word that stand alone often enough, and never as a verb."""
    titled = set(name_key(reading.document.paper.title).split())
    places: defaultdict[str, list[Place]] = defaultdict(list)
    acting: set[str] = set()
    for sentence in reading.sentences:
        behind_small = {right.start for left, right in pairwise(sentence.tokens) if left.lower in _BEFORE_VERBS}
        for token in lone_words(sentence):
            key = name_key(token.text)
            places[key].append(Place(sentence.unit, token.start, token.end, sentence))
            if token.start in behind_small or not _is_noun(token) or _is_piece(sentence, token):
                acting.add(key)
    return [
        _candidate(key, tuple(where))
        for key, where in sorted(places.items())
        if len(where) >= _LEAST_MENTIONS and key not in taken | acting and _is_specific(key, titled)
    ]


def _is_noun(token: Token) -> bool:
    word = token.lower
    return (
        word.isascii()
        and word.isalpha()
        and word not in _NO_NOUNS
        and not word.endswith(_ADJECTIVES_TOO)
        and not is_qualifier(word)
        and can_close(token)
        and not verb_of(word)
    )


def _is_piece(sentence: Sentence, token: Token) -> bool:
    """Whether a word is a piece of a name: an epithet ("A. citriodora"), or what a bracket parts ("(oxyhydr)oxide")."""
    text = sentence.unit.text
    before = text[max(0, token.start - 3) : token.start]
    return _GOES_BEFORE.search(before) is not None or _GOES_ON.match(text, token.end) is not None


def _names_nothing_alone(word: str) -> bool:
    """Whether a noun is a deed, a measure, one of no field, a class of data or tools, somebody, or a unit."""
    return (
        word in DEEDS | OF_SOMETHING | _OF_NO_FIELD | _OF_THE_TEXT
        or head_kind(word) in (EntityKind.DATASET, EntityKind.TOOL)
        or _PERSON.fullmatch(word) is not None
        or _UNIT.fullmatch(word) is not None
    )


def _is_specific(key: str, titled: set[str]) -> bool:
    """Whether a word is of the field: rare in English, less so where the title has it or the sciences made it."""
    least = _RARITY_IN_TITLE if key in titled or is_made_by_science(key) else _LEAST_RARITY
    word = singular(key)
    return len(key) >= _LEAST_LETTERS and rarity(word) >= least and not _names_nothing_alone(word)


def _candidate(key: str, places: tuple[Place, ...]) -> Candidate:
    printed = printed_name(places)
    name = printed.casefold() if is_english(singular(key)) else printed
    score = min(10, len(places)) + prominence(places) / 2
    return Candidate(key, name, head_kind(name) or EntityKind.TERM, places, score, recurring=True)
