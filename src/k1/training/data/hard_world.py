"""A small world whose relations are hard: long mentions, either order, several relations of one pair of types.

Where the lesson's world (``k1.training.data.world``) asks for names of one word, a mention here has one to three, one
name may begin another ("Acme", "Acme Steel", "Acme Steel Works"), words beside it are no part of it ("the old Acme
Steel site"), and most relations hold between two of a kind, so that only the wording says which is the subject. What
goes wrong in real sets goes wrong here: boundaries, direction, and the label of a pair that was found.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from k1.models.instances import Answer, Instance
from k1.training.data.world import (
    COMPANIES,
    ENTITY_TYPES,
    NER_TASK,
    PERSONS,
    RE_TASK,
    TOWNS,
    Fact,
    Split,
    distinct_questions,
    relation_answer,
)

_FAMILIES = ("Berg", "Conti", "Duval", "Ekman", "Fox", "Grau", "Holm", "Iversen", "Juhl", "Klee", "Lang", "Moser")
_TRADES = ("Steel", "Foods", "Glass", "Paper", "Tools", "Cargo")
_FORMS = ("Works", "Labs", "Group", "Union")
_SIDES = ("Old", "New", "Port", "Upper")


@dataclass(frozen=True)
class Relation:
    """A relation's argument types, and its wordings: two with the subject first, two with the object first."""

    subject: str
    target: str
    wordings: tuple[str, ...]


RELATIONS: Mapping[str, Relation] = {
    "owns": Relation(
        "company", "company", ("{0} owns {1}", "{0} has bought {1}", "{1} is owned by {0}", "{1} belongs to {0}")
    ),
    "supplies": Relation(
        "company", "company", ("{0} supplies {1}", "{0} sells to {1}", "{1} is supplied by {0}", "{1} buys from {0}")
    ),
    "teaches": Relation(
        "person",
        "person",
        ("{0} teaches {1}", "{0} is the tutor of {1}", "{1} is taught by {0}", "{1} learns from {0}"),
    ),
    "succeeds": Relation(
        "person",
        "person",
        ("{0} succeeds {1}", "{0} comes after {1}", "{1} is replaced by {0}", "{1} makes way for {0}"),
    ),
    "leads": Relation(
        "person", "company", ("{0} leads {1}", "{0} is the head of {1}", "{1} is led by {0}", "{1} is run by {0}")
    ),
    "advises": Relation(
        "person", "company", ("{0} advises {1}", "{0} counsels {1}", "{1} is advised by {0}", "{1} listens to {0}")
    ),
    "based in": Relation(
        "company", "place", ("{0} is based in {1}", "{0} sits in {1}", "{1} hosts {0}", "{1} is the seat of {0}")
    ),
}

_BEFORE = {
    "person": ("", "", "young ", "the former mayor "),
    "company": ("", "", "the large ", "little "),
    "place": ("",),
}
_AFTER = {"person": ("",), "company": ("", "", " of late", " at last"), "place": ("", " these days")}
_ENTITY_QUESTION_EVERY = 4


def _name(generator: random.Random, kind: str) -> str:
    """A name of one to three words."""
    if kind == "person":
        return f"{generator.choice(PERSONS)} {generator.choice(_FAMILIES)}"
    if kind == "place":
        town = generator.choice(TOWNS)
        return f"{generator.choice(_SIDES)} {town}" if generator.random() < 0.5 else town
    words = [generator.choice(COMPANIES), generator.choice(_TRADES), generator.choice(_FORMS)]
    return " ".join(words[: generator.choice((1, 2, 2, 3, 3))])


def _names(fact: Fact) -> tuple[tuple[str, str], tuple[str, str]]:
    """Type and name of subject and object."""
    kinds = RELATIONS[fact.relation]
    return (kinds.subject, fact.subject), (kinds.target, fact.target)


def _fact(generator: random.Random, relation: str, split: Split) -> Fact:
    """A fact of the split; it is no fact of the other split."""
    kinds = RELATIONS[relation]
    while True:
        subject, target = _name(generator, kinds.subject), _name(generator, kinds.target)
        fact = Fact(subject, relation, target)
        if fact.split == split and subject.split()[0] != target.split()[0]:
            return fact


def _clause(generator: random.Random, fact: Fact) -> str:
    """The fact in one of its wordings, with words beside its names that are no part of them."""
    dressed = [generator.choice(_BEFORE[kind]) + name + generator.choice(_AFTER[kind]) for kind, name in _names(fact)]
    return generator.choice(RELATIONS[fact.relation].wordings).format(*dressed)


def _entity_question(generator: random.Random, facts: Sequence[Fact], text: str) -> Instance:
    pairs = dict.fromkeys(pair for fact in facts for pair in _names(fact))
    named = sorted(pairs, key=lambda pair: text.index(pair[1]))
    schema = generator.sample(ENTITY_TYPES, 2)
    answer: Answer = {kind: [name for found, name in named if found == kind] for kind in schema}
    return Instance("NER", "relations", NER_TASK, tuple(schema), text, answer)


def _relation_question(generator: random.Random, facts: Sequence[Fact], text: str) -> Instance:
    """One relation that holds and one that does not, of the same types where there is one: types alone do not tell."""
    asked = generator.choice(facts).relation
    kinds = {name: (relation.subject, relation.target) for name, relation in RELATIONS.items()}
    rivals = [name for name in RELATIONS if name != asked and kinds[name] == kinds[asked]]
    other = generator.choice(rivals or [name for name in RELATIONS if name != asked])
    schema = generator.sample((asked, other), 2)
    return Instance("RE", "relations", RE_TASK, tuple(schema), text, relation_answer(facts, schema))


def make_relations(count: int, split: Split, seed: int) -> list[Instance]:
    """``count`` questions with answers, a quarter NER and the rest RE, each about a sentence of its own.

    Equal arguments give equal questions, and none has an empty answer.
    """
    generator = random.Random(f"relations:{split}:{seed}")

    def draw(number: int) -> Instance:
        chosen = generator.sample(list(RELATIONS), generator.choice((1, 1, 2)))
        facts = [_fact(generator, relation, split) for relation in chosen]
        text = " and ".join(_clause(generator, fact) for fact in facts) + "."
        ask = _entity_question if number % _ENTITY_QUESTION_EVERY == 0 else _relation_question
        return ask(generator, facts, text)

    return distinct_questions(count, draw)
