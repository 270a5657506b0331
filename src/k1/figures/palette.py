"""Colours and shapes of the kinds of nodes, the same in every figure and in the explorer.

Hues are those of Okabe and Ito (2008), told apart by readers with any colour vision; shapes carry the family
a second time.
"""

from __future__ import annotations

from dataclasses import dataclass

from k1.schema.vocabulary import EntityKind, Layer, NodeKind, StatementKind

INK = "#24292f"
QUIET = "#8b949e"
GRID = "#d8dee4"
BLUE = "#0072b2"
ORANGE = "#e69f00"
GREEN = "#009e73"
VERMILION = "#d55e00"
PURPLE = "#cc79a7"
SKY = "#56b4e9"
YELLOW = "#c8ae00"
BROWN = "#8c6d46"

FORMATS = {"pdf": BLUE, "jats": GREEN, "markdown": ORANGE}
MODALITIES = {"text": SKY, "figure": ORANGE, "table": GREEN, "equation": PURPLE}


@dataclass(frozen=True)
class Mark:
    """How a kind of node is drawn. ``dark`` is the colour on a dark ground."""

    colour: str
    dark: str
    shape: str


_MARKS: dict[str, Mark] = {
    NodeKind.PAPER: Mark("#30363d", "#e6edf3", "square"),
    NodeKind.AUTHOR: Mark(BROWN, "#c9a36b", "triangle"),
    NodeKind.AFFILIATION: Mark("#b39b7d", "#8f7a5c", "triangle"),
    NodeKind.RESOURCE: Mark("#6e7781", "#9aa4ae", "square"),
    NodeKind.SECTION: Mark("#8b949e", "#768390", "square"),
    NodeKind.UNIT: Mark("#a8b0b8", "#666f7a", "square"),
    NodeKind.ANCHOR: Mark("#c3c9cf", "#535b65", "square"),
    EntityKind.TASK: Mark(ORANGE, "#f0b429", "circle"),
    EntityKind.METHOD: Mark(BLUE, "#4aa3df", "circle"),
    EntityKind.MODEL: Mark(SKY, "#8fd0f7", "circle"),
    EntityKind.DATASET: Mark(GREEN, "#2fc298", "circle"),
    EntityKind.METRIC: Mark(PURPLE, "#e39bc4", "circle"),
    EntityKind.TOOL: Mark(YELLOW, "#f0e442", "circle"),
    EntityKind.TERM: Mark("#7d8590", "#9aa4ae", "circle"),
    EntityKind.THEOREM: Mark("#57606a", "#b7c0ca", "circle"),
    EntityKind.CONCEPT: Mark("#a3abb4", "#7d8590", "circle"),
    **dict.fromkeys(StatementKind, Mark(VERMILION, "#ff8a4c", "diamond")),
}
_OTHER = Mark(QUIET, QUIET, "circle")


def mark_of(kind: str) -> Mark:
    """The mark of a kind of node; statements of module C share one."""
    return _MARKS.get(kind, _OTHER)


KIND_ORDER: tuple[str, ...] = (
    NodeKind.PAPER,
    *EntityKind,
    *StatementKind,
    NodeKind.AUTHOR,
    NodeKind.AFFILIATION,
    NodeKind.RESOURCE,
    NodeKind.SECTION,
    NodeKind.UNIT,
    NodeKind.ANCHOR,
)
"""The order in which kinds are listed in legends."""

LAYER_NAMES = {
    Layer.ENTITY: "Entities and statements",
    Layer.DOCUMENT: "Papers and their parts",
    Layer.ANCHOR: "Semantic anchors",
}


def readable(kind: str) -> str:
    """A kind or relation as words: ``future_work`` becomes ``future work``."""
    return kind.replace("_", " ").lower()
