"""Reading a run's configuration: overlays on the defaults, refused with the key, the value and what is allowed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml
from pydantic import JsonValue, ValidationError

from k1.errors import ConfigurationError
from k1.schema.configuration import Configuration


def merge(base: Mapping[str, JsonValue], overlay: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """``overlay`` laid over ``base``: mappings are merged key by key, everything else is replaced."""
    merged = dict(base)
    for key, value in overlay.items():
        below = merged.get(key)
        merged[key] = merge(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return merged


def read_overlay(path: Path) -> dict[str, JsonValue]:
    """One YAML file as a mapping.

    Raises
    ------
    ConfigurationError: the file is missing, is no YAML, or holds no mapping.
    """
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ConfigurationError(f"{path}: cannot be read as YAML: {error}") from error
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise ConfigurationError(f"{path}: holds a {type(content).__name__}, expected keys and values")
    return content


def configuration_from(values: Mapping[str, JsonValue]) -> Configuration:
    """The configuration of ``values`` over the defaults.

    Raises
    ------
    ConfigurationError: with a line for each key that is unknown or has a value that is not allowed.
    """
    try:
        return Configuration.model_validate_json(_as_json(values))
    except ValidationError as error:
        lines = [_explain(problem) for problem in error.errors()]
        raise ConfigurationError("configuration refused:\n" + "\n".join(lines)) from error


def load_configuration(paths: Sequence[Path]) -> Configuration:
    """The configuration of several overlays, later ones over earlier ones."""
    values: dict[str, JsonValue] = {}
    for path in paths:
        values = merge(values, read_overlay(path))
    return configuration_from(values)


def _as_json(values: Mapping[str, JsonValue]) -> bytes:
    # Through JSON, so that YAML lists pass for tuples and nothing but plain values gets in.
    return json.dumps(values, default=str).encode("utf-8")


def _explain(problem: Mapping[str, object]) -> str:
    location = problem["loc"]
    key = ".".join(str(part) for part in location) if isinstance(location, tuple) else str(location)
    if problem["type"] == "extra_forbidden":
        return f"  {key}: unknown key; docs/configuration.md lists the known ones"
    return f"  {key}: {problem['msg']}, got {problem['input']!r}"
