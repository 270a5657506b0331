"""Reading a training profile from YAML, refused with the key, the value and what is allowed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import JsonValue, ValidationError

from k1.errors import ConfigurationError
from k1.runtime.configuration import merge, read_overlay
from k1.training.profile.settings import TrainingSettings


def load_settings(path: Path) -> TrainingSettings:
    """The profile in ``path``, laid over the one beside it that ``extends`` names; other keys have their defaults.

    Raises
    ------
    ConfigurationError: with a line for each key that is unknown or has a value that is not allowed.
    """
    return settings_from(profile_values(path), str(path))


def profile_files(path: Path) -> list[Path]:
    """The files that a profile is made of: itself, and the one that it extends."""
    below = read_overlay(path).get("extends")
    return [path] if below is None else [path, path.parent / str(below)]


def profile_values(path: Path) -> dict[str, JsonValue]:
    """What the profile in ``path`` sets, laid over what the one that it extends sets.

    Raises
    ------
    ConfigurationError: the profile that is extended extends another itself.
    """
    own, *below = [read_overlay(file) for file in profile_files(path)]
    name = own.pop("extends", None)
    if not below:
        return own
    if "extends" in below[0]:
        raise ConfigurationError(f"{path}: extends {name}, which extends another profile itself; name that one")
    return merge(below[0], own)


def settings_from(values: Mapping[str, JsonValue], source: str) -> TrainingSettings:
    """The profile of ``values`` over the defaults; ``source`` is where they come from, for the message.

    Raises
    ------
    ConfigurationError: with a line for each key that is unknown or has a value that is not allowed.
    """
    try:
        return TrainingSettings.model_validate_json(json.dumps(values))
    except ValidationError as error:
        raise refusal(source, error) from error


def refusal(source: str, error: ValidationError) -> ConfigurationError:
    """What ``source`` is refused for: a line for each key that is unknown or has a value that is not allowed."""
    lines = [
        f"  {'.'.join(map(str, problem['loc']))}: {problem['msg']}, got {problem['input']!r}"
        for problem in error.errors()
    ]
    return ConfigurationError(f"{source} refused:\n" + "\n".join(lines))
