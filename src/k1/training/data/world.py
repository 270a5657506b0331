"""The lesson's small world: sentences about people, companies and places, with what they say as answers.

Synthetic, so that a class can train on it in minutes, but not trivial: every fact has two wordings that put subject
and object in either order, two relations hold between the same types, some names may be a person, a company or a
place, so that the context decides, the schema asks for some of the types and leaves others out, and the facts of
held-out sentences never occur in training.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal
from zlib import crc32

from k1.models.instances import Answer, Instance

Split = Literal["train", "held_out"]

PERSONS = (
    "Ada", "Ben", "Cleo", "Dora", "Emil", "Fay", "Gus", "Hana", "Ivo", "Jana", "Karl", "Lena",
    "Mara", "Nils", "Olga", "Paul", "Rosa", "Sven", "Tara", "Uwe", "Vera", "Wim", "Yara", "Zeno",
)  # fmt: skip
COMPANIES = (
    "Acme", "Bolt", "Corvo", "Dyna", "Elmex", "Fabri", "Gantz", "Hexal",
    "Inova", "Jotun", "Krona", "Lumen", "Mondo", "Nexus", "Orbit", "Pluto",
)  # fmt: skip
TOWNS = (
    "Marbach", "Ostrava", "Salem", "Tours", "Verona", "York", "Delft", "Exeter",
    "Fulda", "Genk", "Halle", "Imola", "Jena", "Kiel", "Lund", "Malmo",
)  # fmt: skip
ANYTHING = ("Chester", "Linden", "Paris", "Troy")
ENTITY_TYPES = ("person", "company", "place")
RELATIONS = ("works for", "lives in", "born in", "based in")

_ARGUMENTS = {
    "works for": ("person", "company"),
    "lives in": ("person", "place"),
    "born in": ("person", "place"),
    "based in": ("company", "place"),
}
_WORDINGS = {
    "works for": ("{0} works for {1}", "{1} employs {0}"),
    "lives in": ("{0} lives in {1}", "{1} is home to {0}"),
    "born in": ("{0} was born in {1}", "{1} is the birthplace of {0}"),
    "based in": ("{0} is based in {1}", "{1} hosts {0}"),
}
_OPENINGS = ("", "", "Today, ", "In May, ", "We hear that ")

NER_TASK = "Extract the entities of the schema. Return an empty list for a type that does not occur."
RE_TASK = "Extract the relations of the schema. Return an empty list for a relation that does not occur."

_HELD_OUT_EVERY = 5
"""Of all facts, one in five is kept for held-out sentences."""

_LEXICON = {
    "person": PERSONS + ANYTHING,
    "company": COMPANIES + ANYTHING,
    "place": TOWNS + ANYTHING,
}


@dataclass(frozen=True)
class Fact:
    """One relation between two names."""

    subject: str
    relation: str
    target: str

    @property
    def split(self) -> Split:
        """The sentences that it is for, by a checksum: a pattern in the names could be learnt."""
        held_out = crc32(f"{self.subject} {self.relation} {self.target}".encode()) % _HELD_OUT_EVERY == 0
        return "held_out" if held_out else "train"


def _fact(generator: random.Random, relation: str, split: Split) -> Fact:
    """A fact of the split; it is no fact of the other split."""
    first, second = (_LEXICON[kind] for kind in _ARGUMENTS[relation])
    while True:
        subject, target = generator.choice(first), generator.choice(second)
        fact = Fact(subject, relation, target)
        if fact.split == split and subject != target:
            return fact


def _sentence(generator: random.Random, facts: Sequence[Fact]) -> str:
    clauses = [generator.choice(_WORDINGS[fact.relation]).format(fact.subject, fact.target) for fact in facts]
    return generator.choice(_OPENINGS) + " and ".join(clauses) + "."


def _in_text_order(names: Sequence[str], text: str) -> list[str]:
    return sorted(dict.fromkeys(names), key=text.index)


def _entities(facts: Sequence[Fact], text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {kind: [] for kind in ENTITY_TYPES}
    for fact in facts:
        for name, kind in zip((fact.subject, fact.target), _ARGUMENTS[fact.relation], strict=True):
            found[kind].append(name)
    return {kind: _in_text_order(names, text) for kind, names in found.items()}


def _entity_question(generator: random.Random, facts: Sequence[Fact], text: str) -> Instance:
    schema = generator.sample(ENTITY_TYPES, generator.choice((2, 2, 3)))
    found = _entities(facts, text)
    answer: Answer = {kind: list(found[kind]) for kind in schema}
    return Instance("NER", "world", NER_TASK, tuple(schema), text, answer)


def _relation_question(generator: random.Random, facts: Sequence[Fact], text: str) -> Instance:
    asked = generator.choice(facts).relation
    other = generator.choice([relation for relation in RELATIONS if relation != asked])
    schema = generator.sample((asked, other), 2)
    return Instance("RE", "world", RE_TASK, tuple(schema), text, relation_answer(facts, schema))


def relation_answer(facts: Sequence[Fact], schema: Sequence[str]) -> Answer:
    """What a sentence of these facts answers when it is asked for the relations of the schema."""
    return {
        relation: [{"subject": fact.subject, "object": fact.target} for fact in facts if fact.relation == relation]
        for relation in schema
    }


def make_world(count: int, split: Split, seed: int) -> list[Instance]:
    """``count`` questions with answers, half NER and half RE, each about a sentence of its own.

    Equal arguments give equal questions. Questions whose answer is empty do not occur: silence would earn a reward of 1
    (agents-k1 2.3 asks for at most one in ten).
    """
    generator = random.Random(f"world:{split}:{seed}")

    def draw(number: int) -> Instance:
        chosen = generator.sample(RELATIONS, generator.choice((1, 1, 1, 2)))
        facts = [_fact(generator, relation, split) for relation in chosen]
        ask = _entity_question if number % 2 == 0 else _relation_question
        return ask(generator, facts, _sentence(generator, facts))

    return distinct_questions(count, draw)


def distinct_questions(count: int, draw: Callable[[int], Instance]) -> list[Instance]:
    """``count`` questions, each about a text of its own and none with an empty answer.

    ``draw`` makes a question, and is given how many there are so far.
    """
    made: dict[str, Instance] = {}
    while len(made) < count:
        question = draw(len(made))
        if any(question.answer.values()):
            made.setdefault(question.text, question)
    return list(made.values())
