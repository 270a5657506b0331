"""The instance form of IEPile: one question to the backbone, and the answer it should give.

A row has four keys: ``task``, ``source``, ``instruction`` (a JSON string with ``instruction``, ``schema``, ``input``)
and ``output`` (a JSON string keyed by the schema). Source: agents-k1 2.1; Gui et al. 2024.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from pydantic import JsonValue

from k1.errors import K1Error

Answer: TypeAlias = dict[str, JsonValue]
"""The JSON object between ``<answer>`` and ``</answer>``."""


class InstanceError(K1Error):
    """A row that is no IEPile instance."""


class AnswerTask(StrEnum):
    """The three task types of the paper, which decide the shape of an answer (agents-k1 2.1)."""

    NER = "NER"
    RE = "RE"
    STRUCT_NER = "STRUCT_NER"


ANSWER_TASKS: Mapping[str, AnswerTask] = {
    "NER": AnswerTask.NER,
    "RE": AnswerTask.RE,
    "SPO": AnswerTask.RE,
    "KG": AnswerTask.STRUCT_NER,
    "STRUCT_NER": AnswerTask.STRUCT_NER,
}
"""IEPile's task names and the shape their answers have. Its event tasks (EE, EET, EEA) have no shape in the paper."""


@dataclass(frozen=True)
class Instance:
    """One row of IEPile, its two JSON strings parsed.

    ``task`` is IEPile's name; ``schema`` keeps the published form, a list of names or of objects.
    """

    task: str
    source: str
    instruction: str
    schema: tuple[JsonValue, ...]
    text: str
    answer: Answer

    @property
    def answer_task(self) -> AnswerTask | None:
        """The shape of the answer; None for event tasks, which the reward does not know."""
        return ANSWER_TASKS.get(self.task)

    @property
    def labels(self) -> tuple[str, ...]:
        """The keys that an answer may have, in the order of the schema."""
        return tuple(_label(entry) for entry in self.schema)


def _label(entry: JsonValue) -> str:
    if isinstance(entry, dict):
        # SPO names the predicate, KG the entity type, EE the event type: each is the key of its answer.
        for key in ("predicate", "entity_type", "event_type"):
            name = entry.get(key)
            if isinstance(name, str):
                return name
    if isinstance(entry, str):
        return entry
    raise InstanceError(f"schema entry {entry!r} names no label")


def user_turn(instance: Instance) -> str:
    """The ``instruction`` string of a row: a JSON object with ``instruction``, ``schema``, ``input`` in this order."""
    question = {"instruction": instance.instruction, "schema": list(instance.schema), "input": instance.text}
    return json.dumps(question, ensure_ascii=False)


def to_row(instance: Instance) -> dict[str, str]:
    """The instance as a row of IEPile."""
    return {
        "task": instance.task,
        "source": instance.source,
        "instruction": user_turn(instance),
        "output": json.dumps(instance.answer, ensure_ascii=False),
    }


def from_row(row: Mapping[str, object]) -> Instance:
    """The instance of a row as IEPile publishes it.

    Raises
    ------
    InstanceError: a key is missing, or one of the two strings is not the JSON it should be.
    """
    question = _json_object(row, "instruction")
    text, schema, instruction = question.get("input"), question.get("schema"), question.get("instruction")
    if not isinstance(text, str) or not isinstance(instruction, str) or not isinstance(schema, list):
        raise InstanceError("the instruction lacks one of instruction, schema, input in its published type")
    instance = Instance(
        task=str(row.get("task", "")),
        source=str(row.get("source", "")),
        instruction=instruction,
        schema=tuple(schema),
        text=text,
        answer=_json_object(row, "output"),
    )
    unknown = sorted(set(instance.answer) - set(instance.labels))
    if unknown:
        raise InstanceError(f"the output has keys that the schema lacks: {', '.join(unknown)}")
    return instance


def with_subject_and_object(instance: Instance) -> Instance:
    """The instance with its relations' ends named as the contract names them.

    The corpus of IEPile says ``subject`` and ``object``, some of the samples published beside it ``head`` and ``tail``.
    The reward would take those for malformed and find nothing in the gold, so that silence would earn all.
    """
    if instance.answer_task is not AnswerTask.RE:
        return instance
    answer = {label: _renamed(members) for label, members in instance.answer.items()}
    return replace(instance, answer=answer)


def _renamed(members: JsonValue) -> JsonValue:
    if not isinstance(members, list):
        return members
    return [
        {"subject": member["head"], "object": member["tail"]}
        if isinstance(member, dict) and set(member) == {"head", "tail"}
        else member
        for member in members
    ]


def _json_object(row: Mapping[str, object], key: str) -> Answer:
    try:
        value = json.loads(str(row[key]))
    except KeyError as error:
        raise InstanceError(f"a row without {key!r}; an IEPile row has task, source, instruction, output") from error
    except ValueError as error:
        raise InstanceError(f"{key!r} is no JSON: {error}") from error
    if not isinstance(value, dict):
        raise InstanceError(f"{key!r} holds {type(value).__name__}, expected an object")
    return value
