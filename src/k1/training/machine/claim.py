"""A folder of results belongs to one run: what another seed or other settings left there is not taken for its own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import JsonValue

from k1.errors import ConfigurationError
from k1.runtime.files import write_json
from k1.training.profile.settings import TrainingSettings

CLAIM = "settings.json"
_MAY_DIFFER = frozenset({"engine.threads", "engine.memory_gb", "grpo.minutes"})
"""What a continuation may change: how fast it goes and how far, not what it computes."""


def claim(folder: Path, settings: TrainingSettings, seed: int, **more: str) -> None:
    """Write into ``folder`` which run it belongs to, before anything is trained; a continuation finds its own.

    ``more`` is what else makes the run another one.

    Raises
    ------
    ConfigurationError: the folder belongs to a run with another seed or other settings, with the first that differs.
    """
    asked = {"seed": seed, **more, **_flat(settings.model_dump(mode="json"))}
    path = folder / CLAIM
    if not path.is_file():
        write_json(path, asked)
        return
    held = json.loads(path.read_text(encoding="utf-8"))
    names = sorted((asked.keys() | held.keys()) - _MAY_DIFFER)
    if other := next((name for name in names if asked.get(name) != held.get(name)), None):
        raise ConfigurationError(
            f"{folder}: holds a run with {other} {json.dumps(held.get(other))}, asked for is "
            f"{json.dumps(asked.get(other))}: remove the folder, or give another --out (of make lesson: LESSON_OUT)"
        )


def _flat(values: Mapping[str, JsonValue], before: str = "") -> dict[str, JsonValue]:
    """Nested settings by their dotted names."""
    flat: dict[str, JsonValue] = {}
    for name, value in values.items():
        flat |= _flat(value, f"{before}{name}.") if isinstance(value, dict) else {f"{before}{name}": value}
    return flat
