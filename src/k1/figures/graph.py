"""The graph in one picture: its papers and the entities that hold them together."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

import polars as pl
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from k1.figures.core import core_nodes, links_between
from k1.figures.layout import Point, spread_out, spring_layout
from k1.figures.palette import INK, KIND_ORDER, mark_of, readable
from k1.figures.style import PAGE, Weight, empty_figure, house_style, new_axes, shortened, text_width
from k1.schema.vocabulary import NodeKind

MARKERS = {"circle": "o", "square": "s", "diamond": "D", "triangle": "^"}
HEIGHT = 5.4
LEGEND_COLUMNS = 8  # that fit the width


@dataclass(frozen=True)
class _Node:
    kind: str
    name: str
    papers: int
    in_corpus: bool
    place: Point

    @property
    def is_paper(self) -> bool:
        """A paper that was read, not only cited."""
        return self.kind == NodeKind.PAPER and self.in_corpus


@house_style()
def draw_graph_core(nodes: pl.DataFrame, edges: pl.DataFrame, *, seed: int, limit: int = 110) -> Figure:
    """Papers and the entities that join them, laid out by their edges; labels where there is room."""
    ids = core_nodes(nodes, edges, limit=limit)
    if not ids:
        return empty_figure("an empty graph")
    links = list(links_between(edges, ids).iter_rows())
    places = spread_out(spring_layout(len(ids), links, seed=seed, iterations=1500))
    rows = {row["id"]: row for row in nodes.filter(pl.col("id").is_in(ids)).iter_rows(named=True)}
    drawn = [
        _Node(rows[node]["kind"], rows[node]["name"], rows[node]["papers"], rows[node]["in_corpus"], place)
        for node, place in zip(ids, places, strict=True)
    ]
    figure, axes = new_axes(PAGE, HEIGHT)
    axes.set_axis_off()
    lines = [(places[first], places[second]) for first, second in links]
    axes.add_collection(LineCollection(lines, colors="#8b949e", alpha=0.3, linewidths=0.5, zorder=1))
    _draw_marks(axes, drawn)
    axes.set(xlim=(-0.06, 1.10), ylim=(-0.04, 1.04))
    _draw_labels(axes, drawn)
    _draw_legend(figure, drawn)
    return figure


def _size(node: _Node) -> float:
    return 46.0 if node.is_paper else 9.0 + 11.0 * min(8, max(0, node.papers - 1))


def _draw_marks(axes: Axes, drawn: list[_Node]) -> None:
    for node in reversed(drawn):
        mark = mark_of(node.kind)
        hollow = node.kind == NodeKind.PAPER and not node.in_corpus
        axes.scatter(
            *node.place,
            s=_size(node),
            c="white" if hollow else mark.colour,
            marker=MARKERS[mark.shape],
            edgecolors=mark.colour if hollow else "white",
            linewidths=0.8 if hollow else 0.5,
            zorder=2,
        )


def _draw_labels(axes: Axes, drawn: list[_Node]) -> None:
    """Label nodes in order of importance, each at the first side where it hides no other label."""
    taken = [_mark_box(node) for node in drawn if node.is_paper]
    for node in drawn:
        text = shortened(_label(node), 34 if node.is_paper else 26)
        size = 6.3 if node.is_paper else 5.6
        weight: Weight = "bold" if node.is_paper else "normal"
        width, height = text_width(text, size, weight) / PAGE * 1.16, size * 0.0175 / HEIGHT * 1.08
        x, y = node.place
        gap = 0.5 * _size(node) ** 0.5 / 72 / PAGE * 1.3 + 0.004
        above, below = (x, y + 2.6 * gap, "center"), (x, y - 2.6 * gap, "center")
        for left, middle, align in ((x + gap, y, "left"), (x - gap, y, "right"), above, below):
            start = left - width * {"left": 0.0, "right": 1.0, "center": 0.5}[align]
            box = (start, middle - height / 2, start + width, middle + height / 2)
            if box[0] < -0.06 or box[2] > 1.1 or any(_overlap(box, other) for other in taken):
                continue
            taken.append(box)
            axes.text(left, middle, text, ha=align, va="center", fontsize=size, fontweight=weight, color=INK,
                      bbox={"facecolor": "white", "alpha": 0.65, "linewidth": 0, "pad": 0.2}, zorder=3)  # fmt: skip
            break


def _label(node: _Node) -> str:
    """A paper goes by the name that its title begins with, "emcee v3: A Python ..."."""
    head = re.split(r": | [-–—] ", node.name, maxsplit=1)[0]
    return head if node.kind == NodeKind.PAPER and len(head) <= 28 else node.name


def _mark_box(node: _Node) -> tuple[float, float, float, float]:
    x, y = node.place
    return (x - 0.007, y - 0.009, x + 0.007, y + 0.009)


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _draw_legend(figure: Figure, drawn: list[_Node]) -> None:
    read = [node for node in drawn if node.kind != NodeKind.PAPER or node.in_corpus]
    kinds = [kind for kind in KIND_ORDER if any(node.kind == kind for node in read)]
    marks = {readable(kind): (mark_of(kind), False) for kind in kinds}
    if len(read) < len(drawn):
        marks["paper, only cited"] = (mark_of(NodeKind.PAPER), True)
    handles = [
        Line2D([], [], linestyle="", marker=MARKERS[mark.shape], color=mark.colour, markersize=4.5,
               markerfacecolor="white" if hollow else mark.colour)
        for mark, hollow in marks.values()
    ]  # fmt: skip
    rows = math.ceil(len(marks) / LEGEND_COLUMNS)
    figure.legend(handles, list(marks), loc="outside lower center", ncols=math.ceil(len(marks) / rows))
