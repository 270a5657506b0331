"""Forms of words and names under which equal things are equal."""

from __future__ import annotations

import re

from k1.schema.identity import canonical_text
from k1.text.words import word_set

_WORD = re.compile(r"[^\W_]+")
_PLURAL_KEEPS_S = ("ss", "us", "is", "os", "ics", "ies", "xes", "as")
_ES = re.compile(r"(?:ch|sh|ss|x|zz|irus|[ei]tus|inus)es$")
_GREEK = ("yses", "axes", "stases", "theses", "gnoses", "croses", "broses", "crises", "ptoses", "choses", "uroses")
_LATIN = {
    "biases": "bias", "matrices": "matrix", "indices": "index", "vertices": "vertex", "appendices": "appendix",
    "metrics": "metric", "topics": "topic", "heuristics": "heuristic", "antibiotics": "antibiotic",
    "ceramics": "ceramic", "plastics": "plastic", "epidemics": "epidemic", "leaves": "leaf", "halves": "half",
    "wolves": "wolf",
}  # fmt: skip
_INVARIANT = word_set("""
    series species lens squares diabetes herpes rabies scabies caries feces faeces measles mumps biceps triceps forceps
    stapes
    """)


def words_of(text: str) -> list[str]:
    """The words of a text, folded: letters and digits only, in order."""
    return _WORD.findall(canonical_text(text))


def title_key(title: str) -> str:
    """The words of a title, joined by single spaces: two printings of one title have one key."""
    return " ".join(words_of(title))


def singular(word: str) -> str:
    """The singular of an English noun in lower case, where its ending tells it; else the word itself."""
    if len(word) < 4 or not word.endswith("s") or word in _INVARIANT:
        return word
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word in _LATIN:
        return _LATIN[word]
    if word.endswith(_GREEK):
        return f"{word[:-2]}is"
    if _ES.search(word):
        return word[:-2]
    return word if word.endswith(_PLURAL_KEEPS_S) else word[:-1]


def name_key(name: str) -> str:
    """The key under which two printings of a name are one: canonical, hyphens as spaces, last word singular.

    Words with a capital inside ("GANs", "DNNs") lose a final small s only.
    """
    folded = re.sub(r"(?<=[A-Z])s\b", "", name)
    parts = canonical_text(folded).replace("-", " ").split()
    if not parts:
        return ""
    return " ".join([*parts[:-1], singular(parts[-1])])
