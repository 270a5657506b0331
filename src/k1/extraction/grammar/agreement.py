"""Number: whether a noun phrase can be the subject of a verb form, as far as their endings tell."""

from __future__ import annotations

from k1.extraction.grammar.chunks import Chunk
from k1.extraction.grammar.word_classes import VerbForm
from k1.text.lexicon import is_english
from k1.text.normalisation import singular
from k1.text.words import word_set

_SINGULAR = word_set("is was has does")
_PLURAL = word_set("are were have do")
_EITHER = word_set(
    "data media criteria phenomena bacteria series species people mice men women children feet sheep fish"
)
_OPEN = word_set("can could may might would will should must did had to be been")
_PRONOUNS = word_set("we it they i you this that these those which who both each all some many most one none")
_DEED = tuple(word_set("tion sion ment ing ysis synthesis genesis osis ance ence al loss onset uptake release"))


def agrees(phrases: tuple[Chunk, ...], verb: Chunk) -> bool:
    """Whether noun phrases may be the subject of a finite verb: "the genes ... affect" but not "the gene affect"."""
    subject, deed = _is_plural(phrases), wants_plural(verb)
    return subject is None or deed is None or subject == deed


def _is_plural(phrases: tuple[Chunk, ...]) -> bool | None:
    """Whether noun phrases are plural; None where their words do not tell."""
    if len(phrases) != 1:
        return None
    token = phrases[0].tokens[-1]
    word = token.text.partition(" of ")[0].split()[-1]
    if word in _EITHER | _PRONOUNS or phrases[0].words[0] in _PRONOUNS:
        return None
    if not word.endswith("s"):
        return False
    return True if word.isalpha() and word.islower() and singular(word) != word and is_english(singular(word)) else None


def is_deed_or_many(head: str) -> bool:
    """Whether a noun is a deed or a plural, so that what is told behind its "of" may be told of it."""
    return (head.endswith(_DEED) and head != "evidence") or (head.endswith("s") and singular(head) != head)


def wants_plural(verb: Chunk) -> bool | None:
    """Whether a verb group is plural; None where its form does not tell."""
    words = set(verb.words)
    if words & _SINGULAR:
        return False
    if words & _PLURAL:
        return True
    if words & _OPEN:
        return None
    last = verb.words[-1]
    if verb.form is VerbForm.THIRD:
        return False if last.endswith("s") else None  # a past tense counts as a third person
    return True if verb.form is VerbForm.BASE and verb.lemma == last else None
