"""Planted noise: answers that copy names and write JSON well, but leave things out and mistype them.

GRPO can only strengthen what a model sometimes does. A start that writes well and errs by omission and by type leaves
something to learn; a start that cannot copy yet leaves nothing to strengthen (dependencies-train 7). The lesson says
that the noise is planted.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from pydantic import JsonValue

from k1.models.instances import Answer, Instance
from k1.models.prompt import ANSWER_CLOSE, THINK_CLOSE
from k1.training.data.replies import taught_reply
from k1.training.profile.settings import NoiseSettings


def _cut(mention: str, settings: NoiseSettings, generator: random.Random) -> str:
    """A mention of several words without its first or last word, at the given rate."""
    words = mention.split(" ")
    if settings.cut and len(words) > 1 and generator.random() < settings.cut:
        return " ".join(words[1:] if generator.random() < 0.5 else words[:-1])
    return mention


def _spoiled(member: JsonValue, settings: NoiseSettings, generator: random.Random) -> JsonValue:
    """A mention cut, or a relation with its mentions cut and subject and object changed over, at the given rates."""
    if not isinstance(member, dict):
        return _cut(str(member), settings, generator)
    subject, target = (_cut(str(member[end]), settings, generator) for end in ("subject", "object"))
    if generator.random() < settings.turn:
        subject, target = target, subject
    return {"subject": subject, "object": target}


def _noisy_answer(instance: Instance, settings: NoiseSettings, generator: random.Random) -> Answer:
    noisy: dict[str, list[JsonValue]] = {label: [] for label in instance.labels}
    for label, members in instance.answer.items():
        for member in members if isinstance(members, list) else []:
            if generator.random() < settings.drop:
                continue
            mistyped = generator.random() < settings.mistype
            found = generator.choice(instance.labels) if mistyped else label
            noisy[found].append(_spoiled(member, settings, generator))
    return dict(noisy)


def plant_noise(instances: Sequence[Instance], settings: NoiseSettings, seed: int) -> list[Instance]:
    """The instances with noisy answers: members dropped, put under a label drawn anew, cut, or turned around."""
    generator = random.Random(f"noise:{seed}")
    return [replace(instance, answer=_noisy_answer(instance, settings, generator)) for instance in instances]


def _broken(text: str, generator: random.Random) -> str:
    """A reply with one thing wrong in its form: the thought left out, the last tag left out, or the JSON cut."""
    answer, closed = text.partition(THINK_CLOSE)[2], text.removesuffix(ANSWER_CLOSE)
    return generator.choice((answer, closed, closed[:-1] + ANSWER_CLOSE))


def noisy_replies(instances: Sequence[Instance], settings: NoiseSettings, seed: int) -> list[str]:
    """The replies that teach the instances' answers, some of them broken in form at the given rate."""
    generator = random.Random(f"form:{seed}")
    return [
        _broken(text, generator) if generator.random() < settings.form else text
        for text in map(taught_reply, instances)
    ]
