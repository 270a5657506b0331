"""Words of a text as the lexical index counts them."""

from __future__ import annotations

import re
from functools import lru_cache

from k1.schema.identity import canonical_text
from k1.text.accents import without_accents

_WORD = re.compile(r"\w+(?:[.'+#]\w+|[+#]+)*")
PRINTED = re.compile(r"[^\s,;:?!()\"“”]+")
"""A word as a text prints it, with the hyphens, dots and signs that may be part of a name."""
_NO_LETTER_OR_DIGIT = "_.'+#"  # that may stand in a word
_LETTERS_THEN_NUMBER = re.compile(r"(\w*[^\W\d_]{2})\.?(\d+(?:\.\d+)*[^\W\d_]?)")
_NUMBER_THEN_LETTERS = re.compile(r"(\d+(?:\.\d+)*)(?!(?:st|nd|rd|th)$)([^\W\d_]{2,})")
"""A word and a number without a space between them: "GPT4", "uptake12" with a raised citation, "5000Hz".

Two letters at least: "p53", "H2O", "2D" and "7B" are names, and so is "node2vec", which has letters on both sides.
"""

_GREEK_NAMES = """alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma
    tau upsilon phi chi psi omega"""
_GREEK = dict(zip(map(chr, range(0x3B1, 0x3CA)), _GREEK_NAMES.split(), strict=True))
# Between other Greek letters it is part of a Greek word, and before a Latin one a mu is the prefix of a unit.
_GREEK_WORD = r"[\u0370-\u03ff\u1f00-\u1fff]"
_GREEK_LETTER = re.compile(rf"(?<!{_GREEK_WORD})(?!\u03bc[a-z])[\u03b1-\u03c9](?!{_GREEK_WORD})")

_UNSPACED = r"\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_SCRIPTS = re.compile(rf"[{_UNSPACED}]+|[^{_UNSPACED}]+")
_PAIRS = re.compile(rf"(?=([{_UNSPACED}]{{2}}))")
"""Chinese and Japanese letters, which stand without spaces between words, and the others."""

_STOPWORDS = """a about above after again against all also although am an and any are as at be because been before being
    below between both but by can cannot could did do does doing done down during each et al few for from further
    had has have having he her here hers him his how i if in into is it its itself just may me might more most much
    must my no nor not of off on once only or other our ours out over own per same shall she should so some such
    than that the their theirs them then there these they this those through to too under until up upon us very via
    was we were what when where whether which while who whom whose why will with within without would you
    your"""
STOPWORDS = frozenset(_STOPWORDS.split())


def words(text: str) -> list[str]:
    """The words of a text in order, canonical, without punctuation: one form of a word, however it is written.

    Possessives lose their ending, Greek letters have their names, a number glued to a word is a word of its own, and so
    are each two letters that follow one another in a script without spaces.
    """
    named = _GREEK_LETTER.sub(_greek_name, canonical_text(text))
    found = (word.removesuffix("'s") for word in _WORD.findall(named) if word.strip(_NO_LETTER_OR_DIGIT))
    return [part for word in found for one in _of_one_script(word) for part in _parts(one)]


def _of_one_script(word: str) -> list[str]:
    """A word; one that holds letters of a script without spaces as pairs of these, and what is between."""
    if word.isascii():
        return [word]
    pieces = [piece.strip(".'") for piece in _SCRIPTS.findall(word)]
    return [pair for piece in pieces if piece for pair in _PAIRS.findall(piece) or [piece]]


def _greek_name(letter: re.Match[str]) -> str:
    """The name of a Greek letter, glued to one Latin letter beside it as authors do who have no Greek ("kappaB")."""
    before, after = letter.string[max(0, letter.start() - 2) : letter.start()], letter.string[letter.end() :][:2]
    glued_before = before[-1:].isalpha() and not before[:-1].isalpha()
    glued_after = after[:1].isalpha() and not after[1:].isalpha()
    return f"{'' if glued_before else ' '}{_GREEK[letter[0]]}{'' if glued_after else ' '}"


def _parts(word: str) -> tuple[str, ...]:
    """A word and the number glued to it; "NO2" stays one, for "no" alone would be dropped."""
    if word.isalpha():
        return (word,)
    glued = _LETTERS_THEN_NUMBER.fullmatch(word) or _NUMBER_THEN_LETTERS.fullmatch(word)
    return (glued[1], glued[2]) if glued and STOPWORDS.isdisjoint(glued.groups()) else (word,)


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
    "ization", "isation", "ation", "ator", "ement", "ment", "iz", "is", "at", "ion", "or",
)  # fmt: skip
"""Endings of nouns made of verbs, after those of inflection are off; longest first."""
_LEAST_ROOT = 4
_VOWEL = re.compile(r"[aeiouy]")


@lru_cache(maxsize=1 << 16)
def root(word: str) -> str:
    """What a word shares with its inflections and the nouns of its verb: "sampl" for sampler, sampled and samples.

    A rule of endings, not a dictionary: it keeps four letters with a vowel, and leaves names with digits alone. A final
    y is an i, as in "studi" for study and studied, and "analyz" is "analys", of analysis.
    """
    singular = stem(word)
    if not singular.isalpha():
        return singular
    if singular.endswith("ied") and len(singular) > _LEAST_ROOT:
        singular = f"{singular[:-3]}y"
    singular = _without_adjective(singular)
    if singular.endswith("fication"):
        return singular.removesuffix("cation")
    bare = _without_adjective(_without(_without(_without(singular, _INFLECTIONS), _DERIVATIONS), _DERIVATIONS))
    if len(bare) >= _LEAST_ROOT and bare[-1] == "y" and bare[-2] not in "aeiou":
        return f"{bare[:-1]}i"
    return f"{bare[:-1]}s" if bare.endswith("yz") else bare


_ADJECTIVES = (
    ("ency", ""), ("ence", ""), ("ent", ""), ("ancy", ""), ("ance", ""), ("ant", ""), ("ity", ""), ("ical", "ic"),
    ("mental", "ment"), ("ial", "i"), ("ium", "i"), ("ia", "i"),
)  # fmt: skip
"""Endings of adjectives and of nouns of one stem with them: "resistant", "resistance"; "bacterial", "bacterium"."""
_NO_ADJECTIVES = ("ment", "ience", "ortance", "ortant", "hority", "priority")  # no experiment is an experience
_LEAST_BEFORE_ADJECTIVE = 5


def _without_adjective(word: str) -> str:
    """A word without the ending of an adjective or its noun."""
    if word.endswith(_NO_ADJECTIVES):
        return word
    for ending, rest in _ADJECTIVES:
        bare = word.removesuffix(ending)
        if bare != word and len(bare) >= _LEAST_BEFORE_ADJECTIVE:
            return bare + rest
    return word


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


def titled_terms(title: str, text: str) -> list[str]:
    """The terms of a text with a title, a word of which counts as three of the text."""
    return search_terms(title) * 3 + search_terms(text)


def root_terms(text: str) -> list[str]:
    """The roots of the words of a text, without stop words."""
    return [root(word) for word in words(text) if word not in STOPWORDS]


def sorted_key(text: str) -> str:
    """The words of a name in alphabetical order: equal for "graph neural network" and "network, neural graph".

    Without accents, which many leave out: "Łukasz" and "Lukasz" are one.
    """
    return " ".join(sorted(stem(word) for word in words(without_accents(text))))


def trigrams(text: str) -> frozenset[str]:
    """The character trigrams of a name, with its ends marked."""
    padded = f"  {canonical_text(text)} "
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))


def trigram_similarity(left: str, right: str) -> float:
    """Jaccard similarity of two names' trigrams, in [0, 1]."""
    a, b = trigrams(left), trigrams(right)
    return len(a & b) / len(a | b)


def one_edit_apart(left: str, right: str) -> bool:
    """Whether one letter more, less or other, or two changed over, makes one word of another."""
    if left == right or abs(len(left) - len(right)) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
    a, b = left[start:], right[start:]
    changed_over = a[1:2] + a[:1] + a[2:] == b and len(a) == len(b)
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or changed_over
