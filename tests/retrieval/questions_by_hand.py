"""Questions as the ranking of sentences reads them, without a graph: each word is a term, and all weigh the same."""

from __future__ import annotations

from k1.retrieval.ask.asked import asked_for
from k1.retrieval.ask.question import Question, Term
from k1.retrieval.ask.surroundings import Surroundings
from k1.retrieval.store.tokens import root, root_terms

NOWHERE = Surroundings("", "", "", "paper:x")


def question(text: str, *, own: tuple[str, ...] = ()) -> Question:
    words = (word for word in dict.fromkeys(text.lower().rstrip("?").split()) if root_terms(word))
    terms = tuple(Term(word, 1.0, ((root(word),),)) for word in words)
    return Question(text, asked_for(text), terms, (), frozenset(own), ())
