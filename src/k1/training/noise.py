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
from k1.training.settings import NoiseSettings


def _turned(member: JsonValue, settings: NoiseSettings, generator: random.Random) -> JsonValue:
    """A relation's member with subject and object changed over at the given rate; a mention as it is."""
    if isinstance(member, dict) and generator.random() < settings.turn:
        return {"subject": member["object"], "object": member["subject"]}
    return member


def _noisy_answer(instance: Instance, settings: NoiseSettings, generator: random.Random) -> Answer:
    noisy: dict[str, list[JsonValue]] = {label: [] for label in instance.labels}
    for label, members in instance.answer.items():
        for member in members if isinstance(members, list) else []:
            if generator.random() < settings.drop:
                continue
            mistyped = generator.random() < settings.mistype
            noisy[generator.choice(instance.labels) if mistyped else label].append(_turned(member, settings, generator))
    return dict(noisy)


def plant_noise(instances: Sequence[Instance], settings: NoiseSettings, seed: int) -> list[Instance]:
    """The instances with noisy answers: members dropped, put under a label drawn anew, or turned around."""
    generator = random.Random(f"noise:{seed}")
    return [replace(instance, answer=_noisy_answer(instance, settings, generator)) for instance in instances]
