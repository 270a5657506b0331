"""YAML that others wrote: every scalar is a string, nothing is constructed, aliases and depth are counted."""

from __future__ import annotations

import re
from typing import Any

import yaml

from k1.errors import FailureKind, PaperError
from k1.parsing.document.builder import printable

_MAX_ALIASES = 50
_MAX_DEPTH = 20
_TAB = re.compile(r"(?<=[:-])[ \t]*\t[ \t]*(?=\S)")


class _StringLoader(yaml.BaseLoader):
    """Reads every scalar as a string and refuses what grows: many aliases, deep nesting."""

    aliases = 0
    depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.events.AliasEvent):
            self.aliases += 1
        self.depth += 1
        if self.aliases > _MAX_ALIASES or self.depth > _MAX_DEPTH:
            raise PaperError(
                FailureKind.HOSTILE,
                "the YAML front matter nests or repeats without bound",
                "remove anchors and deep nesting from the front matter",
            )
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def load_yaml(text: str) -> Any:
    """The content of a YAML text.

    Raises
    ------
    ValueError: it is no YAML.
    PaperError: HOSTILE where it would grow without bound.
    """
    try:
        # A tab between a key and its value, which others allow, is a blank.
        return yaml.load(_TAB.sub(" ", printable(text)), Loader=_StringLoader)
    except (yaml.YAMLError, TypeError, RecursionError) as error:
        raise ValueError(str(error)) from error
