"""Word classes without a tagger: closed classes by list, verbs by their forms and what stands before them."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from k1.extraction.grammar.phrases import ACTIVITIES, NOUNS_IN_LY, VERBS
from k1.extraction.grammar.verb_frames import VERB_LEMMAS
from k1.text.lexicon import is_mostly_verb
from k1.text.words import word_set


class WordClass(StrEnum):
    """What a word does in a clause; adjectives count as nouns, since both stand in noun phrases."""

    NOUN = "noun"
    DETERMINER = "determiner"
    PRONOUN = "pronoun"
    PREPOSITION = "preposition"
    COORDINATOR = "coordinator"
    RELATIVE = "relative"
    SUBORDINATOR = "subordinator"
    BE = "be"
    HAVE = "have"
    MODAL = "modal"
    TO = "to"
    NOT = "not"
    ADVERB = "adverb"
    VERB = "verb"


class VerbForm(StrEnum):
    """The form of a verb, as far as its ending tells it."""

    BASE = "base"
    THIRD = "third"
    PARTICIPLE = "participle"
    GERUND = "gerund"


class Verb(NamedTuple):
    """A lemma (empty for verbs that no frame knows) and its form."""

    lemma: str
    form: VerbForm


_LISTS = {
    WordClass.DETERMINER: "the a an this these those our its their his her such each every any some several various"
    " many most all both another no neither more less very",
    WordClass.PRONOUN: "we it they i you he she",
    WordClass.PREPOSITION: "of for in on with without from by into onto via through over under between among across"
    " against within at as than about during after before including like unlike upon per towards toward beyond around"
    " except despite depending throughout regarding concerning versus vs besides alongside beneath behind near",
    WordClass.COORDINATOR: "and or & nor and/or",
    WordClass.RELATIVE: "which that who whose",
    WordClass.SUBORDINATOR: "because while although though if when since where whereas whether unless so but however"
    " once how why what until hence thus therefore e.g i.e",
    WordClass.BE: "is are was were be been being become becomes became",
    WordClass.HAVE: "has have had having",
    WordClass.MODAL: "can could may might will would shall should must do does did",
    WordClass.NOT: "not never cannot n't hardly rarely barely scarcely seldom",
    WordClass.ADVERB: "also then only often still just even already instead further therefore either"
    " well here currently there together rather easily fully directly now typically not-only thereby"
    " moreover furthermore additionally consequently nevertheless"
    " again somewhat quite alone regardless always sometimes usually much too respectively etc up down out off",
}
CLOSED = {word: kind for kind, listing in _LISTS.items() for word in listing.split()} | {"to": WordClass.TO}
_PARTICIPLES = {
    "built": "build", "led": "lead", "written": "write", "found": "find", "shown": "show", "made": "make",
    "given": "give", "learnt": "learn",
}  # fmt: skip
_ADJECTIVES = word_set("""
    able unable likely unlikely available possible necessary important well better best worse worst far away together
    apart instead rather still yet already due limited
    """)
_ING_NOUNS = ACTIVITIES | word_set("existing corresponding resulting following increasing leading building")
_NOUNS_TOO = word_set("""
    model interface process sample block release power limit measure need support host fit build design test benchmark
    control cause result address target increase focus aim base access run return exploit function decrease work record
    wrap train surpass help couple lack suit promote back extract isolate
    """)
"""Lemmas whose plain and third forms are mostly nouns."""
_THIRD_ACTS = word_set("cause address target lack promote surpass wrap help increase decrease block limit alter")
"""Of these, the third form acts where no small word but an article follows: "friction causes decay"."""
_BEFORE_THIRD = frozenset(
    {WordClass.NOUN, WordClass.ADVERB, WordClass.COORDINATOR, WordClass.RELATIVE, WordClass.PRONOUN}
)
_IN_COMPOUNDS = word_set("based informed driven oriented related guided supervised")
"""Participles of compounds that lost their hyphen: "web based toolkit"."""
_NEAR = word_set("infrared ir uv ultraviolet field fields neighbor neighbors neighbour neighbours surface miss misses")
"""Words before which "near" is part of a name: "near infrared spectroscopy"."""
_NOUN_CONTEXT = frozenset({WordClass.DETERMINER, WordClass.PREPOSITION})
_SUBJECTS = frozenset({WordClass.NOUN, WordClass.PRONOUN, WordClass.RELATIVE})


@lru_cache(maxsize=1)
def _forms() -> dict[str, Verb]:
    found: dict[str, Verb] = {}
    for lemma in sorted(VERB_LEMMAS):
        for form, ending in _inflections(lemma):
            found.setdefault(ending, Verb(lemma, form))
    irregular = {word: Verb(lemma, VerbForm.PARTICIPLE) for word, lemma in _PARTICIPLES.items()}
    return found | irregular | {"split": Verb("split", VerbForm.BASE)}


def _inflections(lemma: str) -> list[tuple[VerbForm, str]]:
    stem = lemma[:-1] if lemma.endswith("e") else lemma
    soft = lemma.endswith("y") and lemma[-2] not in "aeiou"
    third = f"{lemma[:-1]}ies" if soft else f"{lemma}es" if lemma.endswith(("s", "x", "ch", "sh")) else f"{lemma}s"
    past = f"{lemma[:-1]}ied" if soft else f"{stem}ed"
    forms = [
        (VerbForm.BASE, lemma),
        (VerbForm.THIRD, third),
        (VerbForm.PARTICIPLE, past),
        (VerbForm.GERUND, f"{stem}ing"),
    ]
    if lemma[-1] in "tlnpbmg" and lemma[-2] in "aeiou" and lemma[-3:-2] not in set("aeiou"):
        forms += [(VerbForm.PARTICIPLE, f"{lemma}{lemma[-1]}ed"), (VerbForm.GERUND, f"{lemma}{lemma[-1]}ing")]
    return forms


def verb_of(word: str) -> Verb | None:
    """The verb that a word in lower case may be, whatever stands around it."""
    if word in _ADJECTIVES:
        return None
    if (known := _forms().get(word)) is not None:
        return known
    if word not in VERBS:
        return None
    if word.endswith("ing"):
        return Verb("", VerbForm.GERUND)
    if word.endswith("ed") and not word.endswith("eed"):
        return Verb("", VerbForm.PARTICIPLE)
    return Verb("", VerbForm.THIRD if word.endswith("s") else VerbForm.BASE)


def word_class(word: str, before: WordClass | None, following: str) -> WordClass:
    """The class of a word in lower case after a word of class ``before`` (None: clause start, comma)."""
    if (word == "such" and following == "as") or (word == "longer" and before is WordClass.NOT):
        return WordClass.ADVERB
    if word == "following" and before is None and CLOSED.get(following) is WordClass.DETERMINER:
        return WordClass.PREPOSITION
    if _denies_verb(word, before, following):
        return WordClass.NOT
    closed = WordClass.NOUN if word == "near" and following in _NEAR else CLOSED.get(word)
    if closed is not None:
        return closed
    if word.endswith("ly") and word not in NOUNS_IN_LY:
        return WordClass.ADVERB
    verb = verb_of(word)
    acts = _acts_unknown(word, before, following) if verb is None else _acts(word, verb, before, following)
    compound = "-" in word and (verb is None or not verb.lemma)
    return WordClass.VERB if acts and not compound else WordClass.NOUN


def _denies_verb(word: str, before: WordClass | None, following: str) -> bool:
    """Whether "no" or "neither" belongs to a verb rather than to a noun: "no longer uses", "is neither A nor B"."""
    if word == "no":
        return following == "longer"
    if word != "neither" or before is None:
        return False
    if before in (WordClass.BE, WordClass.HAVE, WordClass.MODAL):
        return True
    verb = verb_of(following) if before in _SUBJECTS else None
    return verb is not None and verb.form is not VerbForm.GERUND


_BEFORE_VERBS = frozenset({WordClass.RELATIVE, WordClass.TO, WordClass.PRONOUN, WordClass.NOT})
"""Classes before words that act if they are mostly verbs: "which synthesize A", "to emit A"."""
_BEFORE_PAST = frozenset({WordClass.BE, WordClass.HAVE, WordClass.RELATIVE, WordClass.PRONOUN})
_BEFORE_GERUND = frozenset({None, WordClass.PREPOSITION, WordClass.COORDINATOR, WordClass.SUBORDINATOR})


def is_plain_verb(word: str) -> bool:
    """Whether a word is the plain form of a verb and seldom a noun: "reduce", not "increase"."""
    verb = verb_of(word)
    return verb is not None and verb.form is VerbForm.BASE and verb.lemma not in _NOUNS_TOO


def _acts_unknown(word: str, before: WordClass | None, following: str) -> bool:
    """Whether a word that no list has as a verb acts here: "to clarify the", "was discarded"."""
    verb = is_mostly_verb(word) or is_mostly_verb(word.removesuffix("s"))
    if before is WordClass.MODAL or (verb and before in _BEFORE_VERBS):
        return True
    if before in (WordClass.TO, WordClass.RELATIVE):
        return CLOSED.get(following) is WordClass.DETERMINER
    if word.endswith("ing") and not word.endswith("thing") and CLOSED.get(following) is WordClass.DETERMINER:
        return before in _BEFORE_GERUND  # "by changing the structure"
    return word.endswith("ed") and before in _BEFORE_PAST


def _acts(word: str, verb: Verb, before: WordClass | None, following: str) -> bool:
    """Whether a word that may be a verb is one here."""
    next_class = CLOSED.get(following)
    if verb.form is VerbForm.GERUND:
        return before is not WordClass.DETERMINER and (word not in _ING_NOUNS or next_class is WordClass.DETERMINER)
    if verb.form is VerbForm.PARTICIPLE:
        noun_follows = bool(following) and next_class is None and verb_of(following) is None
        if before is WordClass.NOUN and noun_follows and word in _IN_COMPOUNDS:
            return False
        return not (before in _NOUN_CONTEXT and (noun_follows or before is WordClass.DETERMINER))
    if word in _NOUNS_WITHOUT_OBJECT and before is WordClass.NOUN and (not following or next_class in _CLOSING):
        return False  # "techniques for calculating parameter estimates"
    if verb.form is VerbForm.THIRD:
        return _acts_in_third(verb, before, next_class)
    return _acts_plain(word, verb, before, next_class)


def _acts_in_third(verb: Verb, before: WordClass | None, following: WordClass | None) -> bool:
    if verb.lemma in _THIRD_ACTS:
        return before in _BEFORE_THIRD and following in (None, WordClass.DETERMINER)
    if verb.lemma in _NOUNS_TOO or not verb.lemma:
        surely = before in _SURE_CONTEXT - {WordClass.TO, WordClass.MODAL}
        return surely or (before in _JOINED and following is WordClass.DETERMINER)
    return before not in (WordClass.DETERMINER, WordClass.PREPOSITION, WordClass.TO, WordClass.MODAL)


def _acts_plain(word: str, verb: Verb, before: WordClass | None, following: WordClass | None) -> bool:
    """A plain form after a noun acts where an object follows: "tools use a sampler", not "software use"."""
    if before in _SURE_CONTEXT:
        return True
    if verb.lemma in _NOUNS_TOO or not verb.lemma:
        return before in _JOINED and following is WordClass.DETERMINER
    if before in (None, WordClass.COORDINATOR) and word in _SELDOM_NOUNS | _COORDINATED:
        return following not in (WordClass.PREPOSITION, WordClass.BE, WordClass.COORDINATOR)
    return before is WordClass.NOUN and word in _SELDOM_NOUNS


_NOUNS_WITHOUT_OBJECT = frozenset({"estimates", "measures"})
"""Nouns, unless what they act on follows."""
_CLOSING = frozenset({WordClass.COORDINATOR, WordClass.PREPOSITION, WordClass.BE, WordClass.HAVE, WordClass.MODAL})
_JOINED = frozenset({WordClass.NOUN, WordClass.COORDINATOR})
"""What an article behind a word that may be a noun makes its subject or another verb: "and adds a number"."""
_SURE_CONTEXT = frozenset(
    {WordClass.MODAL, WordClass.TO, WordClass.PRONOUN, WordClass.RELATIVE, WordClass.NOT, WordClass.ADVERB}
)
_COORDINATED = word_set("""
    adjust analyze analyse predict identify visualize visualise evaluate select optimize optimise explore perform detect
    classify learn apply adopt navigate adapt modify create obtain assess characterize characterise discover reconstruct
    generalize generalise simplify accelerate automate streamline minimize quantify define
    """)
"""Verbs that go on an infinitive: "to select samples, adjust weights, and predict parameters"."""
_SELDOM_NOUNS = word_set("""
    include provide allow enable require comprise contain consist employ utilize utilise offer depend rely extend
    compute calculate generate implement improve induce affect reduce prevent integrate combine introduce outperform
    exhibit possess suffer incorporate leverage facilitate solve inhibit suppress mediate stimulate activate elicit
    evoke provoke attenuate ameliorate abolish alleviate mitigate impair downregulate upregulate potentiate restore
    exacerbate aggravate counteract diminish eliminate worsen enhance modulate regulate encode exceed overcome show
    """)
_SUPPOSING = word_set("""
    expect suppose assume presume hypothesize hypothesise postulate speculate conjecture predict anticipate believe
    think suspect
    """)
DOUBTING = frozenset(form for lemma in _SUPPOSING for _, form in _inflections(lemma)) | {"thought"}
"""Verbs whose clause is no finding: "we assume that A causes B", "A is believed to cause B"."""
FORESEEING = word_set("predict predicts predicted anticipate anticipates anticipated")
"""Those of them that a purpose may follow: "we predict A to improve B"."""
