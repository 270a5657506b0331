"""Reading a training profile from YAML, refused with the key, the value and what is allowed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import JsonValue, ValidationError

from k1.errors import ConfigurationError
from k1.runtime.configuration import read_overlay
from k1.training.settings import TrainingSettings


def load_settings(path: Path) -> TrainingSettings:
    """The profile in ``path``; keys that it leaves out have their defaults.

    Raises
    ------
    ConfigurationError: with a line for each key that is unknown or has a value that is not allowed.
    """
    return settings_from(read_overlay(path), str(path))


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
