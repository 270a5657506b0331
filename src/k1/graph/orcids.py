"""ORCID iDs that papers print behind the names of other people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from k1.schema.documents import Author, Document
from k1.text.accents import without_accents
from k1.text.normalisation import words_of
from k1.text.particles import PARTICLES

_NO_OWN_WORDS = PARTICLES | {"do", "ibn"}
_TELLING = 2
"""Letters of a first name; where one is printed as an initial, that counts alone."""


def with_own_orcids(papers: Mapping[str, Document]) -> dict[str, Document]:
    """Documents whose authors have the iDs that are theirs, as far as the papers tell.

    An iD is copied wrongly now and then, and would join two people. Those whom most papers give it keep it; where two
    have it as often, it is nobody's.
    """
    owners = _owners(papers)
    return {paper: _with_own(document, owners) for paper, document in papers.items()}


def _owners(papers: Mapping[str, Document]) -> dict[str, frozenset[str]]:
    """The names that each iD is believed of."""
    printed: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for paper, document in papers.items():
        for author in document.paper.authors:
            if author.orcid:
                printed[author.orcid][author.name].add(paper)
    return {orcid: _most_printed(names) for orcid, names in printed.items()}


def _most_printed(names: Mapping[str, set[str]]) -> frozenset[str]:
    """The names of the one person whom most papers mean; none where no one is that."""
    people: list[set[str]] = []
    for name in sorted(names, key=lambda name: (-len(names[name]), name)):
        same = next((one for one in people if all(_may_be_one(names, name, other) for other in one)), None)
        if same is None:
            people.append({name})
        else:
            same.add(name)
    counts = [len(set().union(*(names[name] for name in one))) for one in people]
    most = max(counts)
    return frozenset(people[counts.index(most)]) if counts.count(most) == 1 else frozenset()


def _may_be_one(names: Mapping[str, set[str]], one: str, other: str) -> bool:
    """Whether two names may be one person's: of no paper together, and alike in a name or in how the first begins.

    Family names change, order and spelling differ, and in another script nothing is alike.
    """
    if not names[one].isdisjoint(names[other]):
        return False
    left, right = _folded(one), _folded(other)
    if not (left and right) or "".join(left).isascii() != "".join(right).isascii():
        return True
    begins = min(_TELLING, len(left[0]), len(right[0]))
    return left[0][:begins] == right[0][:begins] or any(len(word) > 1 for word in {*left} & {*right} - _NO_OWN_WORDS)


def _folded(name: str) -> list[str]:
    return words_of(without_accents(name))


def _with_own(document: Document, owners: Mapping[str, frozenset[str]]) -> Document:
    authors = tuple(_own(author, owners) for author in document.paper.authors)
    if authors == document.paper.authors:
        return document
    return document.model_copy(update={"paper": document.paper.model_copy(update={"authors": authors})})


def _own(author: Author, owners: Mapping[str, frozenset[str]]) -> Author:
    stranger = author.orcid is not None and author.name not in owners[author.orcid]
    return author.model_copy(update={"orcid": None}) if stranger else author
