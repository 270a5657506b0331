"""Reading a run's configuration: overlays on the defaults, refused with the key, the value and what is allowed."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Hashable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import JsonValue, ValidationError

from k1.errors import ConfigurationError
from k1.schema.configuration import Configuration

_OF_ANOTHER_FORM = ("string_pattern_mismatch", "tuple_type", "dict_type", "model_type", "model_attributes_type")
"""Kinds of problems whose message names a form that YAML has another name for."""


class _Loader(yaml.SafeLoader):
    """YAML in which a key stands once: of two lists of sources the first would be lost without a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and keys.count(key.value) > 1:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key.value!r} stands twice", key.start_mark
                )
        return super().construct_mapping(node, deep=deep)


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
    ConfigurationError: the file is missing, is no YAML, holds no mapping, or holds a key twice.
    """
    if not path.is_file():
        known = "config/demo.yaml (a corpus), config/lesson.yaml (a training)"
        wrong = "a folder, no file" if path.is_dir() else "no such file"
        raise ConfigurationError(f"{path}: {wrong}; start from one that is there: {known}")
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{path}: not UTF-8 at byte {error.start}; save the file as UTF-8") from error
    except (OSError, yaml.YAMLError) as error:
        raise ConfigurationError(f"{path}: cannot be read as YAML: {error}") from error
    if not isinstance(content, dict):
        found = "nothing" if content is None else f"a {type(content).__name__}"
        raise ConfigurationError(f"{path}: holds {found}, expected keys and values")
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
        problems = error.errors()
        lines = [_explain(problem) for problem in problems if not _follows(problem, problems)]
        raise ConfigurationError("configuration refused:\n" + "\n".join(lines)) from error


def load_configuration(paths: Sequence[Path]) -> Configuration:
    """The configuration of several overlays, later ones over earlier ones.

    Raises
    ------
    ConfigurationError: names the overlays.
    """
    values: dict[str, JsonValue] = {}
    for path in paths:
        values = merge(values, read_overlay(path))
    try:
        return configuration_from(with_run(values, paths))
    except ConfigurationError as error:
        raise ConfigurationError(f"{', '.join(map(str, paths))}: {error}") from error


def with_run(values: Mapping[str, JsonValue], overlays: Sequence[Path]) -> dict[str, JsonValue]:
    """Values that name their run: where no overlay does, as the first one's file is called.

    The default is the demo's, which another corpus must not be built over.

    Raises
    ------
    ConfigurationError: the file's name has no letter or digit of ASCII.
    """
    if "run" in values or not overlays:
        return dict(values)
    called = overlays[0].name
    stem = called[: called.rfind(".")] if "." in called else called
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9_]+", "-", plain.lower()).strip("-_")[:64]
    if not name:
        raise ConfigurationError(f"run is missing, and {overlays[0].name} names no folder of results/; set run: mine")
    return {**values, "run": name}


def _as_json(values: Mapping[str, JsonValue]) -> bytes:
    # Through JSON, so that YAML lists pass for tuples and nothing but plain values gets in.
    return json.dumps(values, default=str).encode("utf-8")


def _follows(problem: Mapping[str, Any], problems: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a problem is but the outcome of one further in: a list is too short once its entry was refused."""
    depth = len(problem["loc"])
    return any(len(other["loc"]) > depth and other["loc"][:depth] == problem["loc"] for other in problems)


def _explain(problem: Mapping[str, Any]) -> str:
    location, kind, given = problem["loc"], problem["type"], problem["input"]
    key = ".".join(map(str, location))
    if kind == "extra_forbidden":
        likely = get_close_matches(str(location[-1]), _known_keys(), n=1)
        meant = f"did you mean {likely[0]}? " if likely else ""
        return f"  {key}: unknown key; {meant}docs/configuration.md lists the known ones"
    if kind == "union_tag_not_found":
        return f"  {key}: kind is missing: one of {_kinds(Configuration.model_json_schema())}, got {given!r}"
    hint = "; put it in quotes" if kind == "string_type" and isinstance(given, int | float) else ""
    hint = hint or ("; docs/configuration.md says what it may hold" if kind in _OF_ANOTHER_FORM else "")
    return f"  {key}: {problem['msg'].removeprefix('Value error, ')}, got {given!r}{hint}"


def _kinds(schema: Mapping[str, Any]) -> str:
    return ", ".join(schema["$defs"]["CorpusSettings"]["properties"]["sources"]["items"]["discriminator"]["mapping"])


@cache
def _known_keys() -> tuple[str, ...]:
    """The keys of all parts of the configuration, sorted."""
    return tuple(sorted(set(_keys_in(Configuration.model_json_schema()))))


def _keys_in(schema: object) -> Iterator[str]:
    if not isinstance(schema, dict):
        return
    properties = schema.get("properties")
    if isinstance(properties, dict):
        yield from properties
    for part in (schema.get("$defs") or {}).values():
        yield from _keys_in(part)
