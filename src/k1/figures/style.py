"""One quiet style for all figures, and the one way in which they are saved."""

from __future__ import annotations

import io
import math
import unicodedata
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, NamedTuple, cast

import polars as pl
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path
from matplotlib.ticker import MaxNLocator

from k1.figures.palette import GRID, INK, QUIET
from k1.runtime.files import write_bytes

COLUMN = 3.5
"""Width of one column of a journal page, in inches."""

PAGE = 7.2
"""Width of both columns, in inches."""

LEAST_BARS = 3
"""Horizontal bars that a figure has room for, also where there are fewer."""

MAX_PAPERS = 40
"""Papers that a figure names; of more it shows those that say most, or what they are of."""

BAR = 0.66
"""Thickness of a horizontal bar, in distances between two."""

Weight = Literal["normal", "bold"]

_RC: dict[str, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 7.5,
    "axes.titlesize": 8.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.labelsize": 7.5,
    "axes.labelcolor": INK,
    "axes.edgecolor": QUIET,
    "axes.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "text.color": INK,
    "text.parse_math": False,  # a dollar sign in a paper's title is a dollar sign
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.labelsize": 7,
    "ytick.labelsize": 7,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.0,
    "grid.color": GRID,
    "grid.linewidth": 0.5,
    "legend.frameon": False,
    "legend.fontsize": 7,
    "figure.facecolor": "white",
    "svg.hashsalt": "k1",
    "svg.fonttype": "path",
    "pdf.fonttype": 42,
    "pdf.compression": 6,
}


class K1Figure(Figure):
    """A matplotlib figure that a notebook shows as SVG, without pyplot and its global state."""

    def _repr_svg_(self) -> str:
        return figure_bytes(self, "svg").decode("utf-8")


@contextmanager
def house_style() -> Iterator[None]:
    """matplotlib's settings of the house inside the block."""
    with rc_context(cast(Any, _RC)):
        yield


def new_figure(width: float, height: float) -> K1Figure:
    """An empty figure, in inches, that lays out its axes by itself. Call inside `house_style`."""
    return K1Figure(figsize=(width, height), layout="constrained")


def new_axes(width: float, height: float) -> tuple[K1Figure, Axes]:
    """An empty figure with one pair of axes."""
    figure = new_figure(width, height)
    return figure, figure.add_subplot()


@house_style()
def empty_figure(message: str) -> K1Figure:
    """A figure that says why there is nothing to draw."""
    figure, axes = new_axes(COLUMN, 1.0)
    axes.set_axis_off()
    axes.text(0.5, 0.5, message, ha="center", va="center", color=QUIET, transform=axes.transAxes)
    return figure


def light_grid(axes: Axes, axis: Literal["x", "y"]) -> None:
    """Thin lines to read values along ``axis`` (x or y), nothing across."""
    axes.grid(True, axis=axis)
    axes.tick_params(length=0)


def count_axis(axes: Axes, label: str, *, longest: int, air: float = 0.04) -> None:
    """Name what the x-axis counts: its ticks are whole numbers, with thin lines to read them along.

    Parameters
    ----------
    longest: the count of the longest bar.
    air: right of it, in lengths of it; a bar that ends at the frame may go on behind it.
    """
    axes.set_xlim(0, max(longest, 1) * (1 + air))
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel(label)
    light_grid(axes, "x")


def drawn_widths(counts: Sequence[int]) -> list[float]:
    """Widths of bars where one of nothing is no bar: a PDF would show it as a hair."""
    return [count or math.nan for count in counts]


def name_bars(axes: Axes, names: Sequence[str]) -> None:
    """Name horizontal bars from the bottom up, with room above a few, which would fill the axes."""
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(-0.6, max(LEAST_BARS, len(names)) - 0.4)


class Shown(NamedTuple):
    """A column of a table, and what stands for each of its values in a figure: a name, or a colour."""

    column: str
    values: Mapping[Any, str]


@house_style()
def draw_counts(
    counts: pl.DataFrame, bars: Shown, layers: Shown, *, axis: str, width: float = COLUMN, columns: int = 0
) -> K1Figure:
    """Stacked bars from the bottom up, in layers that the legend names.

    Parameters
    ----------
    counts: a row for each layer of a bar, with its ``count``.
    bars: a name for each.
    layers: a colour for each.
    axis: what is counted.
    columns: of the legend; one row where none are given.
    """
    names = bars.values
    figure, axes = new_axes(width, 0.9 + 0.18 * max(LEAST_BARS, len(names)))
    ends = [0] * len(names)
    for layer, colour in layers.values.items():
        found = dict(counts.filter(pl.col(layers.column) == layer).select(bars.column, "count").iter_rows())
        widths = [found.get(value, 0) for value in names]
        label, drawn = f"{layer} ({sum(widths)})", drawn_widths(widths)
        axes.barh(range(len(names)), drawn, left=ends, height=BAR, color=colour, label=label)
        ends = [end + width for end, width in zip(ends, widths, strict=True)]
    name_bars(axes, list(names.values()))
    count_axis(axes, axis, longest=max(ends))
    figure.legend(loc="outside upper right", ncols=columns or len(layers.values))
    return figure


def shortened(text: str, length: int) -> str:
    """``text`` on one line, in plain letters, cut at a word with an ellipsis where it is longer than ``length``."""
    # Styled mathematical letters (an italic f of its own code) are not in the figures' font; the plain ones are.
    folded = "".join(unicodedata.normalize("NFKC", c) if "<font>" in unicodedata.decomposition(c) else c for c in text)
    line = " ".join("".join(c for c in folded if c.isspace() or unicodedata.category(c)[0] != "C").split())
    if len(line) <= length:
        return line
    head = line[: length - 1]
    at_word = head.rpartition(" ")[0]
    return (at_word if len(at_word) > length // 2 else head).rstrip(" ,;:.-") + "…"


def text_width(text: str, size: float, weight: Weight) -> float:
    """How wide a text of ``size`` points is printed, in inches."""
    font = FontProperties(family=_RC["font.family"], size=size, weight=weight)
    with _any_letters():
        width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width) / 72


@contextmanager
def _any_letters() -> Iterator[None]:
    """Letters that the font lacks stand as boxes that name their script: no need for a warning of each."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"Glyph \d+ .* missing from font")
        yield


def figure_bytes(figure: Figure, suffix: str) -> bytes:
    """The figure as ``svg`` or ``pdf``: no date, no version, fixed ids, so that equal figures have equal bytes."""
    metadata: dict[str, None] = {"Creator": None, "Date": None}
    if suffix == "pdf":
        metadata = {"Creator": None, "Producer": None, "CreationDate": None}
    buffer = io.BytesIO()
    with house_style(), _any_letters():
        figure.savefig(buffer, format=suffix, metadata=metadata)
    return buffer.getvalue()


def save_figure(figure: Figure, stem: Path) -> tuple[Path, Path]:
    """Write ``stem``.svg and ``stem``.pdf; returns both paths."""
    paths = (stem.with_name(f"{stem.name}.svg"), stem.with_name(f"{stem.name}.pdf"))
    for path in paths:
        write_bytes(path, figure_bytes(figure, path.suffix.removeprefix(".")))
        figure.set_layout_engine("none")  # laid out once: it is half of the work, and both files agree
    return paths
