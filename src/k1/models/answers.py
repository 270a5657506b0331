"""Reading the backbone's replies as agents-k1 2.3 has it, to the letter: no fence is stripped, nothing is repaired."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from pydantic import JsonValue

from k1.models.instances import Answer, AnswerTask
from k1.models.prompt import ANSWER_CLOSE, ANSWER_OPEN, THINK_CLOSE, THINK_OPEN

Item: TypeAlias = tuple[str, ...]
"""One statement of an answer: (type, mention), (subject, relation, object), (type, name) or with attribute, value."""


@dataclass(frozen=True)
class Envelope:
    """How a reply is wrapped: the conditions t and a of agents-k1 2.3, and the body b."""

    think: bool
    answer: bool
    body: str | None


def _span_once(text: str, opening: str, closing: str) -> tuple[int, int] | None:
    """Where ``opening`` and ``closing`` stand, if each stands there exactly once and in this order."""
    if text.count(opening) != 1 or text.count(closing) != 1:
        return None
    start, end = text.find(opening), text.find(closing)
    return (start, end) if start < end else None


def open_envelope(reply: str) -> Envelope:
    """The tags of a reply. ``body`` is None where the answer tags do not stand exactly once and in order."""
    thinking = _span_once(reply, THINK_OPEN, THINK_CLOSE)
    think = (
        thinking is not None
        and not reply[: thinking[0]].strip()
        and bool(reply[thinking[0] + len(THINK_OPEN) : thinking[1]].strip())
    )
    answering = _span_once(reply, ANSWER_OPEN, ANSWER_CLOSE)
    if answering is None:
        return Envelope(think=think, answer=False, body=None)
    start, end = answering
    follows = not think or (thinking is not None and start >= thinking[1] + len(THINK_CLOSE))
    closed = not reply[end + len(ANSWER_CLOSE) :].strip()
    body = reply[start + len(ANSWER_OPEN) : end].strip()
    return Envelope(think=think, answer=follows and closed, body=body)


def parse_object(body: str | None) -> Answer | None:
    """The JSON object in ``body``; None for anything else, and for what Python's reader gives up on."""
    if body is None:
        return None
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):  # a number of too many digits is a ValueError, deep nesting the other
        return None
    return value if isinstance(value, dict) else None


def has_shape(answer: Answer, task: AnswerTask, labels: Sequence[str]) -> bool:
    """Condition v of agents-k1 2.3: all keys are labels, and every value has the task's shape."""
    allowed = set(labels)
    return all(key in allowed and _value_has_shape(value, task) for key, value in answer.items())


def _value_has_shape(value: JsonValue, task: AnswerTask) -> bool:
    if task is AnswerTask.STRUCT_NER:
        return isinstance(value, dict) and all(isinstance(entry, dict) for entry in value.values())
    if not isinstance(value, list):
        return False
    if task is AnswerTask.NER:
        return all(isinstance(entry, str) for entry in value)
    return all(_pair(entry) is not None for entry in value)


def _pair(entry: JsonValue) -> tuple[str, str] | None:
    """Subject and object of a relation's member, if it has exactly these two keys and both are strings."""
    if not isinstance(entry, dict) or entry.keys() != {"subject", "object"}:
        return None
    subject, target = entry["subject"], entry["object"]
    return (subject, target) if isinstance(subject, str) and isinstance(target, str) else None


def normalise(text: str) -> str:
    """N(s) of agents-k1 2.3: NFKC, no white space at the ends, runs of it one blank; case is kept."""
    if text.isascii():  # NFKC leaves ASCII as it is, and most mentions are ASCII
        return " ".join(text.split())
    return " ".join(unicodedata.normalize("NFKC", text).split())


def items(answer: Answer, task: AnswerTask) -> frozenset[Item]:
    """What an answer states, as a set. Malformed members are skipped; labels outside the schema stay."""
    members = {AnswerTask.NER: _mentions, AnswerTask.RE: _triples, AnswerTask.STRUCT_NER: _attributes}[task]
    return frozenset(item for label, value in answer.items() for item in members(normalise(label), value))


def _mentions(label: str, value: JsonValue) -> Iterator[Item]:
    if isinstance(value, list):
        yield from ((label, normalise(entry)) for entry in value if isinstance(entry, str))


def _triples(label: str, value: JsonValue) -> Iterator[Item]:
    if not isinstance(value, list):
        return
    for entry in value:
        if pair := _pair(entry):
            yield normalise(pair[0]), label, normalise(pair[1])


def _attributes(label: str, value: JsonValue) -> Iterator[Item]:
    if not isinstance(value, dict):
        return
    for name, attributes in value.items():
        if not isinstance(attributes, dict):
            continue
        entity = normalise(name)
        yield label, entity
        for attribute, content in attributes.items():
            yield from ((label, entity, normalise(attribute), atom) for atom in _atoms(content))


def _atoms(content: JsonValue) -> Iterator[str]:
    """The plain values in ``content``, lists flattened; numbers and truth values as JSON writes them."""
    waiting = [content]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, str):
            yield normalise(value)
        elif isinstance(value, bool | int | float):
            yield json.dumps(value)
