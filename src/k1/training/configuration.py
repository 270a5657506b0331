"""Reading a training profile from YAML, refused with the key, the value and what is allowed."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import ValidationError

from k1.errors import ConfigurationError
from k1.runtime.configuration import read_overlay
from k1.training.settings import TrainingSettings


def load_settings(path: Path) -> TrainingSettings:
    """The profile in ``path``; keys that it leaves out have their defaults.

    Raises
    ------
    ConfigurationError: with a line for each key that is unknown or has a value that is not allowed.
    """
    try:
        return TrainingSettings.model_validate_json(json.dumps(read_overlay(path)))
    except ValidationError as error:
        lines = [
            f"  {'.'.join(map(str, problem['loc']))}: {problem['msg']}, got {problem['input']!r}"
            for problem in error.errors()
        ]
        raise ConfigurationError(f"{path} refused:\n" + "\n".join(lines)) from error
