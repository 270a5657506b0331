"""Words of a text as the lexical index counts them."""

from __future__ import annotations

import re
from functools import lru_cache

from k1.schema.identity import canonical_text

_WORD = re.compile(r"\w+(?:[.'+#]\w+|[+#]+)*")
_HAS_LETTER_OR_DIGIT = re.compile(r"[^\W_]")

_STOPWORDS = """a about above after again against all also although am an and any are as at be because been before being
    below between both but by can cannot could did do does doing done down during each et al few for from further
    had has have having he her here hers him his how i if in into is it its itself just may me might more most much
    must my no nor not of off on once only or other our ours out over own per same shall she should so some such
    than that the their theirs them then there these they this those through to too under until up upon us very via
    was we were what when where whether which while who whom whose why will with within without would you
    your"""
STOPWORDS = frozenset(_STOPWORDS.split())


def words(text: str) -> list[str]:
    """The words of a text in order, canonical, without punctuation."""
    return [word for word in _WORD.findall(canonical_text(text)) if _HAS_LETTER_OR_DIGIT.search(word)]


def stem(word: str) -> str:
    """A word without the ending of an English plural: the one inflection that names of things share."""
    if len(word) <= 3 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1]


_INFLECTIONS = ("ings", "ing", "edly", "ed", "ers", "er", "ly", "e")
_DERIVATIONS = (
    "ization", "isation", "ation", "ator", "ment", "iz", "is", "at", "ion", "or",
)  # fmt: skip
"""Endings of nouns made of verbs, after those of inflection are off; longest first."""
_LEAST_ROOT = 4
_VOWEL = re.compile(r"[aeiouy]")


@lru_cache(maxsize=1 << 16)
def root(word: str) -> str:
    """What a word shares with its inflections and the nouns of its verb: "sampl" for sampler, sampled and samples.

    A rule of endings, not a dictionary: it keeps four letters with a vowel, and leaves names with digits alone.
    """
    singular = stem(word)
    if not singular.isalpha():
        return singular
    return _without(_without(_without(singular, _INFLECTIONS), _DERIVATIONS), _DERIVATIONS)


def _without(word: str, endings: tuple[str, ...]) -> str:
    """A word without the first of some endings that leaves enough of it."""
    for ending in endings:
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= _LEAST_ROOT and _VOWEL.search(rest):
            doubled = len(rest) > _LEAST_ROOT and rest[-1] == rest[-2] and rest[-1] not in "lsz"
            return rest[:-1] if doubled else rest
    return word


def search_terms(text: str) -> list[str]:
    """The terms by which a text is found: its words without stop words, stems without plural endings."""
    return [stem(word) for word in words(text) if word not in STOPWORDS]


def root_terms(text: str) -> list[str]:
    """The roots of the words of a text, without stop words."""
    return [root(word) for word in words(text) if word not in STOPWORDS]


def sorted_key(text: str) -> str:
    """The words of a name in alphabetical order: equal for "graph neural network" and "network, neural graph"."""
    return " ".join(sorted(stem(word) for word in words(text)))


def trigrams(text: str) -> frozenset[str]:
    """The character trigrams of a name, with its ends marked."""
    padded = f"  {canonical_text(text)} "
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))


def trigram_similarity(left: str, right: str) -> float:
    """Jaccard similarity of two names' trigrams, in [0, 1]."""
    a, b = trigrams(left), trigrams(right)
    return len(a & b) / len(a | b)
