"""How the corpus prints a word of a question: inflected, with other accents, joined or apart, spelt otherwise."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise, permutations

import numpy as np

from k1.retrieval.store.graph_store import KnowledgeGraph
from k1.retrieval.store.tokens import one_edit_apart, root, search_terms, stem

_JOINTS = ("_", ".")
_BRITISH = (
    ("our", "or"), ("tre", "ter"), ("bre", "ber"), ("ae", "e"), ("oe", "e"), ("ll", "l"), ("ogue", "og"),
    ("ence", "ense"), ("lys", "lyz"), ("mme", "m"), ("grey", "gray"), ("sulph", "sulf"), ("minium", "minum"),
)  # fmt: skip
"""Letters of British spellings, and the American ones for them."""
_LEAST_PART = 3  # letters of each half of a word that the corpus prints as two
_LONGEST = 40  # letters of such a word, or of one that may have another spelling
_LEAST_BRITISH = 5  # letters of a word that may have another spelling: "rice" is no "rise"
_LEAST_MISSPELT = 6  # letters of a word that may be a slip
_BEGINNINGS = (("ab", "ad"), ("macro", "micro"), ("pre", "pro", "per"), ("anti", "ante"))
_ENDINGS = (("ate", "ite", "ide", "ine", "ane", "ene", "yne", "one", "ase", "ose"),)
"""Beginnings and endings of which another makes another thing: no nitrate is a nitrite, no adsorption an absorption."""


def inflections(graph: KnowledgeGraph, word: str) -> list[str]:
    """The terms of the index that share the root of a word."""
    wanted = root(word)
    # The last letter of a root may be another in the word: the i of "vari" is the y of vary.
    prefix = wanted[:-1] if len(wanted) > 4 or wanted.endswith("i") else wanted
    return [term for term in graph.texts.beginning_with(prefix) if root(term) == wanted] or [stem(word)]


def other_printings(graph: KnowledgeGraph, word: str, beside: Collection[tuple[str, str]]) -> list[str]:
    """What the corpus prints for a word that has accents, another spelling, or a neighbour joined (``beside``: pairs).

    "Schrodinger" is Schrödinger. Where the corpus does not hold the word, "colour" is color, and "py sindy" is PySINDy.
    "corner py" is corner.py.
    """
    spelled = [] if _known(graph, word) else [other for other in _across_the_ocean(word) if _known(graph, other)]
    glued = ["".join(pair) for pair in beside if not all(_known(graph, one) for one in pair)]
    joined = [*glued, *(joint.join(pair) for pair in beside for joint in _JOINTS)]
    return [*graph.texts.spelled(stem(word)), *spelled, *filter(graph.texts.frequency, map(stem, joined))]


def _across_the_ocean(word: str) -> list[str]:
    """A British word as Americans may spell it, or the other way round."""
    if not _LEAST_BRITISH <= len(word) <= _LONGEST:
        return []
    both = [*_BRITISH, *((american, british) for british, american in _BRITISH)]
    return [
        word[:at] + new + word[at + len(old) :]
        for old, new in both
        for at in range(len(word))
        if word.startswith(old, at)
    ]


def pairs_by_word(asked: Sequence[str]) -> dict[str, dict[tuple[str, str], None]]:
    """For each word, in order, the pairs of it and a word beside it."""
    found: dict[str, dict[tuple[str, str], None]] = {word: {} for word in asked}
    for pair in pairwise(asked):
        for word in pair:
            found[word][pair] = None
    return found


def printed_apart(graph: KnowledgeGraph, word: str) -> list[str]:
    """For a word that the corpus does not hold, the two that it prints side by side: "time series" for timeseries."""
    if len(word) > _LONGEST or _known(graph, word):
        return []
    cuts = range(_LEAST_PART, len(word) - _LEAST_PART + 1)
    return [f"{word[:at]} {word[at:]}" for at in cuts if _side_by_side(graph, stem(word[:at]), stem(word[at:]))]


def spelt_otherwise(graph: KnowledgeGraph, word: str) -> str | None:
    """For a word that the corpus does not hold, the one that it spells with one letter more, less or other.

    "licence" is "license", and "exoplnet" a slip, but nitrite no nitrate. Of several the commonest; words begin with
    the same letter.
    """
    if len(word) < _LEAST_MISSPELT or not word.isalpha():
        return None
    near = [
        term
        for term in graph.texts.beginning_with(word[0])
        if one_edit_apart(stem(word), term) and not _other_thing(stem(word), term)
    ]
    return min(near, key=lambda term: (-graph.texts.frequency(term), term), default=None)


def _other_thing(word: str, other: str) -> bool:
    """Whether two words differ by a beginning or an ending that tells things apart."""
    begun = (word.startswith(a) and other.startswith(b) for group in _BEGINNINGS for a, b in permutations(group, 2))
    ended = (word.endswith(a) and other.endswith(b) for group in _ENDINGS for a, b in permutations(group, 2))
    return any(begun) or any(ended)


def _known(graph: KnowledgeGraph, word: str) -> bool:
    return any(map(graph.texts.frequency, inflections(graph, word)))


def _side_by_side(graph: KnowledgeGraph, left: str, right: str) -> bool:
    both = np.intersect1d(graph.texts.documents(left), graph.texts.documents(right))
    texts = (graph.node(int(graph.text_nodes[number]))["text"] for number in both)
    return any((left, right) in pairwise(search_terms(text)) for text in texts)
