"""A question as the ranking of sentences reads it: its terms, what it asks for, whose work it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from k1.retrieval.ask.asked import SAYS, Asked, asked_for, without_asking
from k1.retrieval.ask.spellings import (
    inflections,
    other_printings,
    pairs_by_word,
    printed_apart,
    spelt_otherwise,
)
from k1.retrieval.operators.by_author import AuthorReference, papers_by, references_in
from k1.retrieval.operators.seeds import SAME_WORDS, resolve, seeds_in
from k1.retrieval.records import Seed
from k1.retrieval.store.graph_store import KnowledgeGraph
from k1.retrieval.store.names import ABBREVIATION
from k1.retrieval.store.tokens import STOPWORDS, root, root_terms, search_terms, stem, words
from k1.schema.vocabulary import EdgeType, EntityKind, NodeKind
from k1.text.words import word_set

_CLASS_WORDS = word_set("""
    kind type sort tool package library software code method approach algorithm technique framework model dataset
    device study paper work thing program system use used using related relate relation many
    need needed require take took part word term name mean meaning stand
    show make made get give help let see happen say said come came go went
    """)
"""Stems of words that say of what class the answer is, or what any thing does, and seldom stand in it."""
_CLASS_WEIGHT = 0.35
"""Factor of those, and of words that the corpus does not know in any inflection."""
_SAME = tuple(
    word_set(line)
    for line in """
    participants subjects volunteers
    drawbacks disadvantages limitations shortcomings weaknesses
    advantages benefits
    aims goals objectives purposes
    fund sponsor finance financial grant
    nets networks
    hard difficult
    beginners novices newcomers
    fast quick rapid
    cheap inexpensive affordable
    costly expensive
    errors mistakes
    choose select pick
    forecast predict
    remove eliminate
    verify check
    happen occur
    teachers instructors
    students learners
    cancer tumor tumour neoplasm
    heart cardiac
    kidney renal
    liver hepatic
    lung pulmonary
    brain cerebral
    stomach gastric
    drug medication
    child children pediatric paediatric
    babies infants newborns neonates
    mother maternal
    doctors physicians
    germs microbes microorganisms
    death mortality
    """.strip().splitlines()
)
"""Words each of which stands for the others of its line."""
_SAME_ROOTS = {root(word): {root(other): other for other in sorted(line)} for line in _SAME for word in line}
_SAYING = frozenset(
    root(word)
    for word in word_set("""
    say write present introduce propose describe report show conclude discuss find found argue claim demonstrate study
    investigate examine address explore state deal do topic main result content
    """)
)
"""Roots of words that ask for no more than what a paper says."""
_PRINTED = re.compile(r"[^\W_][\w.+#-]*")
_JOINS = r"(?:of|with|without|in|from|at|on|for|per|by|to|that|which|who)\b"
_COUNTED = re.compile(
    rf"\bhow many (?:of (?:the|these|those|all) )?(?:(?:(?!{_JOINS})[\w-]+ ){{0,4}}?(?!{_JOINS})([\w-]+)"
    rf"(?: {_JOINS}(?: [\w-]+){{1,4}}?)?(?= (?:is|are|was|were|be|do|does|did|has|have|had|can|could|will|would)\b)"
    r"|([\w-]+(?: [\w-]+)?))",
    re.I,
)
"""The last word before the verb that asks, or before what says more of it; without such a verb, one of two words."""


@dataclass(frozen=True)
class Term:
    """One thing a question speaks of: its weight, and the roots that stand for it, one phrase a tuple.

    ``unknown``: the corpus does not hold it in any form; ``name``: the question prints it as a name; ``asks``: it
    says what is asked for, and an answer has its form instead; ``papers``: ids of those that speak of it; ``spelt``:
    the term of the index that it is read as, where the corpus spells it otherwise; ``light``: it is a class word.
    """

    text: str
    weight: float
    forms: tuple[tuple[str, ...], ...]
    unknown: bool = False
    name: bool = False
    asks: bool = False
    papers: frozenset[str] = frozenset()
    spelt: str = ""
    light: bool = False

    @cached_property
    def single(self) -> frozenset[str]:
        """The forms of one word."""
        return frozenset(form[0] for form in self.forms if len(form) == 1)

    @cached_property
    def phrases(self) -> tuple[tuple[str, ...], ...]:
        """The forms of several words."""
        return tuple(form for form in self.forms if len(form) > 1)

    @property
    def full(self) -> float:
        """The weight where an unknown word is as heavy as a rare one: what it stands for is still asked for."""
        return self.weight / (_CLASS_WEIGHT if self.unknown and not self.light else 1.0)


@dataclass(frozen=True)
class OfAuthors:
    """What a question says of who wrote the paper that it asks about.

    ``papers``: ids of those of the corpus that it may mean; ``author``: where none is, the word beside which an answer
    must stand.
    """

    papers: frozenset[str] = frozenset()
    author: str = ""


@dataclass(frozen=True)
class Question:
    """A question, read once."""

    text: str
    asked: Asked
    terms: tuple[Term, ...]
    seeds: tuple[Seed, ...]
    own_papers: frozenset[str]
    expanded: tuple[str, ...]
    written: OfAuthors = OfAuthors()

    @cached_property
    def counted(self) -> tuple[str, ...]:
        """The roots of what is counted, and of the words that stand for it: "how many subjects"."""
        named = _counted(self.text)
        same = [form[0] for term in self.terms if root(term.text) in named for form in term.forms if len(form) == 1]
        return tuple(dict.fromkeys([*named, *same]))

    @cached_property
    def naming(self) -> tuple[Term, ...]:
        """The terms that name what the question is about, as a paper of the corpus proposes it, else by their print."""
        named = {name for seed in self.seeds for name in root_terms(seed.node.name)} if self.own_papers else set()
        proposed = tuple(term for term in self.terms if term.forms[0][0] in named)
        return proposed or tuple(term for term in self.terms if term.name and not term.unknown)

    @cached_property
    def total(self) -> float:
        """The weight of all terms."""
        return sum(term.weight for term in self.terms) or 1.0


def read_question(graph: KnowledgeGraph, text: str) -> Question:
    """Terms by inverse document frequency with the other names of what they name; the papers that propose it."""
    text, written = _written(graph, without_asking(text))
    seeds = seeds_in(graph, text)
    aliases = _other_names(graph, [seed.node.id for seed in seeds], root_terms(text))
    names, kind, counted = _written_as_names(text), asked_for(text), _counted(text)
    terms, expanded, beside = [], [], pairs_by_word(words(text))
    for word in (word for word in beside if word not in STOPWORDS):
        two = printed_apart(graph, word)
        same, others = other_printings(graph, word, beside[word]), [*aliases.get(root(word), ()), *two]
        term, family = _read_word(graph, word, same, others)
        is_counted = root(word) in counted
        light = stem(word) in _CLASS_WORDS and not is_counted
        weight = term.weight * (_CLASS_WEIGHT if term.unknown or light else 1.0)
        asks = word in SAYS.get(kind, ()) and not is_counted
        terms.append(replace(term, weight=weight, name=word in names, asks=asks, light=light))
        expanded += [*family, *(term for name in two for term in search_terms(name))]
    short = (search_terms(name) for names in aliases.values() for name in names)
    expanded += dict.fromkeys(found[0] for found in short if len(found) == 1 and found[0] not in expanded)
    own = written.papers or _own_papers(graph, [seed.node.id for seed in seeds])
    author = written.author if any(term.text == written.author for term in terms) else ""
    return Question(text, kind, tuple(terms), seeds, own, tuple(expanded), OfAuthors(written.papers, author))


def _written(graph: KnowledgeGraph, text: str) -> tuple[str, OfAuthors]:
    """A question with "it" for the paper that it names by its authors, and what that says.

    Where no more is asked than what it says, as in "What is Jolly's paper about?", the title stands for it.
    """
    references = references_in(text)
    for reference in references:
        read = [graph.node(one.number) for one in papers_by(graph, reference)]
        if read and read[0]["in_corpus"]:
            before, after = text[: reference.span[0]], text[reference.span[1] :]
            asks = not _SAYING.issuperset(root_terms(before + after)) or len(read) > 1
            stands_for = "it" if asks else read[0]["name"]
            return f"{before}{stands_for}{after}", OfAuthors(frozenset(row["id"] for row in read))
    certain = (
        words(reference.family) for reference in references if reference.certain and not _thing(graph, reference)
    )
    return text, OfAuthors(author=next((family[-1] for family in certain if family), ""))


def _thing(graph: KnowledgeGraph, reference: AuthorReference) -> bool:
    """Whether what looks like an author is something that the graph knows by this name: "QuorlNet's paper"."""
    if reference.first or reference.year or len(reference.people) > 1:
        return False
    named = resolve(graph, reference.people[0], [kind.value for kind in EntityKind])
    return bool(named) and named[0].score >= SAME_WORDS


def _read_word(graph: KnowledgeGraph, word: str, same: Sequence[str], others: Sequence[str]) -> tuple[Term, list[str]]:
    """What the corpus has of a word, and the terms of the index that stand for it.

    ``same`` are other printings of it, ``others`` other names of what it names. A word that the corpus has in no way is
    read as the one that it spells otherwise.
    """
    printed = [word, *_same_as(word), *same]
    family = _family(graph, printed)
    papers = graph.papers_with(family).union(*(_papers_with_all(graph, other) for other in others))
    spelt = None if papers else spelt_otherwise(graph, word)
    if spelt:
        printed = [spelt, *_same_as(spelt)]
        family = _family(graph, printed)
        papers = graph.papers_with(family)
    forms = dict.fromkeys([*((root(one),) for one in printed), *(tuple(root_terms(other)) for other in others)])
    weight = graph.rarity(max(map(graph.texts.frequency, family), default=0))  # of the commonest
    return Term(word, weight, tuple(forms), unknown=not papers, papers=papers, spelt=spelt or ""), family


def _family(graph: KnowledgeGraph, printed: Sequence[str]) -> list[str]:
    """The terms of the index that are inflections of some words for the same."""
    return [member for one in printed for member in inflections(graph, one)]


def _papers_with_all(graph: KnowledgeGraph, name: str) -> frozenset[str]:
    """Ids of the papers that speak of each word of a name."""
    held = [graph.papers_with(_family(graph, [word, *_same_as(word)])) for word in words(name) if word not in STOPWORDS]
    return frozenset.intersection(*held) if held else frozenset()


def _counted(text: str) -> list[str]:
    """The roots of what a question wants counted."""
    match = _COUNTED.search(text)
    return root_terms(match[1] or match[2]) if match else []


def _written_as_names(text: str) -> frozenset[str]:
    """The words of a question that are printed as names are: with a digit, or a capital that begins no sentence.

    None where most words have capitals.
    """
    printed = [match[0] for match in _PRINTED.finditer(text)]
    names = [word for at, word in enumerate(printed) if any(c.isupper() or c.isdigit() for c in word[at == 0 :])]
    if len(names) * 2 > max(len(printed), 3):
        return frozenset()
    return frozenset(part for word in names for part in words(word))


def _same_as(word: str) -> list[str]:
    """The other words for what a word stands for, one for each root."""
    own = root(word)
    return [member for key, member in _SAME_ROOTS.get(own, {}).items() if key != own]


def _other_names(graph: KnowledgeGraph, nodes: list[str], asked: list[str]) -> dict[str, list[str]]:
    """For each root of a name that the question (``asked``, its roots) holds whole, other names of the same entities.

    What holds an abbreviation holds each word of its long form. No other name stands for a word of a longer one:
    printings of a name share its words.
    """
    found: dict[str, dict[str, None]] = {}
    for names in _names_by_node(graph, nodes):
        rooted = {name: tuple(root_terms(name)) for name in names}
        for name, roots in rooted.items():
            if stand_together(roots, asked):
                any_other = len(roots) == 1 or names[name]
                new = [other for other, held in rooted.items() if not set(held) <= set(roots)]
                for word in roots:
                    found.setdefault(word, {}).update((other, None) for other in new if any_other or names[other])
    return {word: list(others) for word, others in found.items()}


def _names_by_node(graph: KnowledgeGraph, nodes: list[str]) -> list[dict[str, bool]]:
    """For each node, its names and whether a paper declares them as abbreviations; of authors none."""
    rows = graph.names.filter(graph.names["node"].is_in(nodes) & (graph.names["kind"] != NodeKind.AUTHOR.value))
    by_node: dict[str, dict[str, bool]] = {}
    for node, name, reason in rows.select("node", "name", "reason").sort("node", "name", "reason").iter_rows():
        names = by_node.setdefault(node, {})
        names[name] = names.get(name, False) or reason == ABBREVIATION
    return list(by_node.values())


def stand_together(phrase: tuple[str, ...], held: Sequence[str]) -> bool:
    """Whether the words of a phrase stand in a list of words, one behind the other."""
    if not phrase or phrase[0] not in held:
        return False
    return len(phrase) == 1 or any(tuple(held[at : at + len(phrase)]) == phrase for at in range(len(held)))


def holds(term: Term, held: Sequence[str]) -> bool:
    """Whether a list of roots holds one of the forms of a term; the words of a phrase must stand together."""
    return not term.single.isdisjoint(held) or any(stand_together(form, held) for form in term.phrases)


def _own_papers(graph: KnowledgeGraph, nodes: list[str]) -> frozenset[str]:
    """The papers that propose what a question names, or that it names themselves."""
    numbers = [graph.known(node) for node in nodes]
    papers = {graph.ids[edge.head] for number in numbers for edge in graph.edges_to(number, EdgeType.PROPOSES.value)}
    return frozenset(papers | {graph.ids[number] for number in numbers if graph.kinds[number] == NodeKind.PAPER.value})
