"""Reading a training profile from YAML, refused with the key, the value and what is allowed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import JsonValue, ValidationError

from k1.errors import ConfigurationError
from k1.runtime.configuration import merge, read_overlay
from k1.training.settings import TrainingSettings


def load_settings(path: Path) -> TrainingSettings:
    """The profile in ``path``, laid over the one beside it that ``extends`` names; other keys have their defaults.

    Raises
    ------
    ConfigurationError: with a line for each key that is unknown or has a value that is not allowed.
    """
    return settings_from(_extended(path), str(path))


def _extended(path: Path) -> dict[str, JsonValue]:
    values = read_overlay(path)
    below = values.pop("extends", None)
    if below is None:
        return values
    base = read_overlay(path.parent / str(below))
    if "extends" in base:
        raise ConfigurationError(f"{path}: extends {below}, which extends another profile itself; name that one")
    return merge(base, values)


def settings_from(values: Mapping[str, JsonValue], source: str) -> TrainingSettings:
    """The profile of ``values`` over the defaults; ``source`` is where they come from, for the message.

    Raises
    ------
    ConfigurationError: with a line for each key that is unknown or has a value that is not allowed.
    """
    try:
        return TrainingSettings.model_validate_json(json.dumps(values))
    except ValidationError as error:
        lines = [
            f"  {'.'.join(map(str, problem['loc']))}: {problem['msg']}, got {problem['input']!r}"
            for problem in error.errors()
        ]
        raise ConfigurationError(f"{source} refused:\n" + "\n".join(lines)) from error
