"""Instances in IEPile's form from annotated texts: schema sampling with negatives, paraphrases, length buckets.

Source: agents-k1 2.1 (six types a question for NER, four for RE, absent types among them, empty lists for them).
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pydantic import JsonValue

from k1.models.instances import Answer, Instance
from k1.training.data.benchmarks import Annotated

SPLIT = {"NER": 6, "RE": 4, "KG": 2}
"""Labels in one question, by task."""

INSTRUCTIONS = {
    "NER": (
        "List every entity of the input that belongs to a type of the schema. Give an empty list for a type without "
        "entities. Answer with a JSON object.",
        "Find the mentions of the schema's entity types in the input, copied as they stand. A type that does not occur "
        "gets an empty list. Reply in JSON.",
        "Which spans of the input name entities of these types? Return a JSON object from type to list of mentions; "
        "lists may be empty.",
    ),
    "RE": (
        "List every relation of the schema that the input states, as subject and object. Give an empty list for a "
        "relation that is not stated. Answer with a JSON object.",
        "Find the pairs of mentions that stand in the schema's relations, in the direction the input says. A relation "
        "that does not occur gets an empty list. Reply in JSON.",
        "Which subjects and objects does the input connect by these relations? Return a JSON object from relation to "
        "list of pairs; lists may be empty.",
    ),
    "KG": (
        "Describe the entities of the schema's types: for each, the attributes that the input states. Leave out what "
        "it does not state; several values make a list. Answer with a JSON object.",
        "Build a record for every entity of these types, with the attributes that can be read in the input. Reply in "
        "JSON.",
    ),
}
"""Paraphrases of the task instructions, in our own words."""

LENGTH_BOUNDS = (16, 32, 64, 128)
"""Upper bounds of the length buckets, in words; the last bucket is open."""


def length_bucket(text: str) -> int:
    """The bucket of a text by its number of words."""
    words = len(text.split())
    return next((number for number, bound in enumerate(LENGTH_BOUNDS) if words <= bound), len(LENGTH_BOUNDS))


def _schemas(present: Sequence[str], labels: Sequence[str], size: int, generator: random.Random) -> Iterator[list[str]]:
    """Questions' labels: the present ones in batches of ``size``, filled up with absent ones; one batch if none is."""
    absent = [label for label in labels if label not in present]
    shuffled = generator.sample(list(present), len(present))
    for start in range(0, max(1, len(shuffled)), size):
        batch = shuffled[start : start + size]
        batch += generator.sample(absent, min(size - len(batch), len(absent)))
        yield generator.sample(batch, len(batch))


def _unique(values: Iterable[str]) -> list[JsonValue]:
    return list(dict.fromkeys(values))


def entity_instances(text: Annotated, labels: Sequence[str], generator: random.Random) -> Iterator[Instance]:
    """NER questions about a text."""
    present = list(dict.fromkeys(kind for kind, _ in text.entities))
    for schema in _schemas(present, labels, SPLIT["NER"], generator):
        answer: Answer = {kind: _unique(name for found, name in text.entities if found == kind) for kind in schema}
        instruction = generator.choice(INSTRUCTIONS["NER"])
        yield Instance("NER", text.source, instruction, tuple(schema), text.text, answer)


def relation_instances(text: Annotated, labels: Sequence[str], generator: random.Random) -> Iterator[Instance]:
    """RE questions about a text."""
    present = list(dict.fromkeys(relation for relation, _, _ in text.relations))
    for schema in _schemas(present, labels, SPLIT["RE"], generator):
        answer: Answer = {relation: _pairs(text, relation) for relation in schema}
        yield Instance("RE", text.source, generator.choice(INSTRUCTIONS["RE"]), tuple(schema), text.text, answer)


def _pairs(text: Annotated, relation: str) -> list[JsonValue]:
    pairs = dict.fromkeys((head[1], tail[1]) for found, head, tail in text.relations if found == relation)
    return [{"subject": head, "object": tail} for head, tail in pairs]


def record_instances(text: Annotated, attributes: dict[str, list[str]], generator: random.Random) -> Iterator[Instance]:
    """Structured NER, IEPile's KG shape: entities by type, their relations as attributes. Only where there is one."""
    present = [kind for kind in attributes if any(head[0] == kind for _, head, _ in text.relations)]
    if not present:
        return
    for schema in _schemas(present, list(attributes), SPLIT["KG"], generator):
        asked: list[JsonValue] = [{"entity_type": kind, "attributes": list(attributes[kind])} for kind in schema]
        answer: Answer = {kind: records for kind in schema if (records := _records(text, kind))}
        yield Instance("KG", text.source, generator.choice(INSTRUCTIONS["KG"]), tuple(asked), text.text, answer)


def _records(text: Annotated, kind: str) -> dict[str, JsonValue]:
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for relation, head, tail in text.relations:
        if head[0] == kind and tail[1] not in found[head[1]][relation]:
            found[head[1]][relation].append(tail[1])
    return {
        name: {relation: values[0] if len(values) == 1 else list(values) for relation, values in relations.items()}
        for name, relations in found.items()
    }


def build_instances(texts: Sequence[Annotated], seed: int) -> list[Instance]:
    """All questions about the texts of one set: NER, and where relations are annotated RE and structured NER."""
    generator = random.Random(f"building:{seed}")
    entity_labels = sorted({kind for text in texts for kind, _ in text.entities})
    relation_labels = sorted({relation for text in texts for relation, _, _ in text.relations})
    attributes = {
        kind: sorted({relation for text in texts for relation, head, _ in text.relations if head[0] == kind})
        for kind in sorted({head[0] for text in texts for _, head, _ in text.relations})
    }
    built: list[Instance] = []
    for text in texts:
        built += entity_instances(text, entity_labels, generator)
        if relation_labels:
            built += relation_instances(text, relation_labels, generator)
            built += record_instances(text, attributes, generator)
    return built


def is_empty(instance: Instance) -> bool:
    """Whether the right answer to a question is silence."""
    return not any(instance.answer.values())


def cap_empty(instances: Sequence[Instance], share: float, seed: int) -> list[Instance]:
    """The instances, with no more than ``share`` of them asking for silence, which would earn a reward of 1."""
    empty = [index for index, instance in enumerate(instances) if is_empty(instance)]
    kept = int(share * (len(instances) - len(empty)) / (1 - share)) if share < 1 else len(empty)
    chosen = set(random.Random(f"empty:{seed}").sample(empty, min(kept, len(empty))))
    return [item for index, item in enumerate(instances) if index in chosen or not is_empty(item)]


def draw_by_length(instances: Sequence[Instance], limit: int, seed: int) -> list[Instance]:
    """At most ``limit`` instances, drawn in turn from each source, task and length bucket, in mixed order."""
    groups: dict[tuple[str, str, int], list[Instance]] = defaultdict(list)
    for instance in instances:
        groups[instance.source, instance.task, length_bucket(instance.text)].append(instance)
    generator = random.Random(f"draw:{seed}")
    queues = [generator.sample(group, len(group)) for _, group in sorted(groups.items())]
    drawn: list[Instance] = []
    while queues and len(drawn) < limit:
        drawn += [queue.pop() for queue in queues][: limit - len(drawn)]
        queues = [queue for queue in queues if queue]
    return generator.sample(drawn, len(drawn))


def even_tasks(instances: Sequence[Instance], seed: int) -> list[Instance]:
    """As many instances of each task as the rarest task has, drawn by seed, in the order that they came in.

    Of every three questions about sets with entities and relations two are about entities, and a relation is the
    harder to get right: without this a step's replies hold few that earn anything for relations.
    """
    tasks: dict[str, list[int]] = defaultdict(list)
    for index, instance in enumerate(instances):
        tasks[instance.task].append(index)
    size = min(map(len, tasks.values()), default=0)
    generator = random.Random(f"tasks:{seed}")
    drawn = {index for _, group in sorted(tasks.items()) for index in generator.sample(group, size)}
    return [instance for index, instance in enumerate(instances) if index in drawn]


def parted(instances: Sequence[Instance], share: float) -> tuple[Sequence[Instance], Sequence[Instance]]:
    """Questions for supervised training and for GRPO: all for both, or ``share`` of the texts for GRPO alone.

    What supervised steps have learnt by heart is answered right each time it is asked: a group without spread teaches
    nothing. Texts are drawn, not questions: none is asked about in both stages.
    """
    if not share:
        return instances, instances
    texts = sorted({item.text for item in instances})
    kept = frozenset(random.Random("apart").sample(texts, round(share * len(texts))))
    return [item for item in instances if item.text not in kept], [item for item in instances if item.text in kept]
