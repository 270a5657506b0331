"""Whether a sentence names the thing of a kind that a question asks for: "which pump" by "pump (Paradigm 712)"."""

from __future__ import annotations

import re
from functools import lru_cache

from k1.retrieval.ask.answer_forms import CITATION
from k1.retrieval.ask.surroundings import roots

_KIND = re.compile(
    r"^\W*(?:[a-z]+ )?(?:which|what)(?: (?:kinds?|types?|sorts?) of)? ((?:[\w-]+ ){0,4}?[\w-]+)"
    r"(?= (?:is|are|was|were|do|does|did|has|have|had|can|could|will|would)\b)",
    re.IGNORECASE,
)
_CITED = re.compile(rf"{CITATION}|\bet al\b\.?")
_TOKEN = re.compile(r"[^\W_](?:[\w.+#-]*[\w+#])?")
_NEAR = 3  # words between the kind and the name of one of it


def gives_name(question: str, sentence: str) -> bool:
    """Whether a name that the question does not hold stands near the word for the kind of thing it asks for."""
    kind = _kind_asked(question)
    if not kind:
        return False
    tokens = _TOKEN.findall(_CITED.sub(" ", sentence))
    kinds = {at for at, token in enumerate(tokens) if kind.intersection(roots(token))}
    near = {at + by for at in kinds for by in range(-_NEAR, _NEAR + 1)}
    asked = set(roots(question))
    return any(
        at > 0 and _is_name(tokens[at]) and asked.isdisjoint(roots(tokens[at])) for at in near if at < len(tokens)
    )


def _is_name(token: str) -> bool:
    """Whether a word is printed as names are: with a capital, or with a digit behind a letter ("lme4")."""
    return any(letter.isupper() for letter in token) or (token[0].isalpha() and not token.isalpha() and token.isalnum())


@lru_cache(maxsize=16)
def _kind_asked(question: str) -> frozenset[str]:
    """The root of the last word of what "which" or "what" asks for."""
    match = _KIND.match(question)
    return frozenset(roots(match[1])[-1:]) if match else frozenset()
