"""A table as a figure: values in tinted cells, empty cells where nothing was measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from k1.figures.palette import GRID, INK, QUIET
from k1.figures.style import PAGE, house_style, new_axes, shortened

CELL_WIDTH = 0.62
_NARROWEST = 0.44
"""Width of a cell in inches, and the least where many columns share a page."""

CELL_HEIGHT = 0.205
NOTE_LETTERS = 20
"""Letters of a note in an inch."""

OURS = "#e69f00"

_TINT = LinearSegmentedColormap.from_list("k1", ["#ffffff", "#cfe3f2"])

Cells = Sequence[Sequence[float | None]]


@dataclass(frozen=True)
class Look:
    """How a table is drawn: what is framed as ours, what is said above and below, which values have full tint."""

    decimals: int
    span: tuple[float, float] | None = None
    ours_row: int | None = None
    ours_column: int | None = None
    rule_above: int | None = None
    title: str = ""
    note: str = ""


@house_style()
def draw_grid(rows: Sequence[str], columns: Sequence[str], cells: Cells, look: Look) -> Figure:
    """Rows by columns of numbers, at least one of each; a dash where there is none."""
    label_width = 0.35 + 0.062 * max(map(len, rows))
    head_lines = max(len(_broken(column).split("\n")) for column in columns)
    cell_width = max(_NARROWEST, min(CELL_WIDTH, (PAGE + 1.5 - label_width) / len(columns)))
    width = max(3.0, label_width + cell_width * len(columns) + 0.1)
    lines = wrap(look.note, int(width * NOTE_LETTERS))
    extra = (0.24 if look.title else 0.0) + 0.13 * len(lines) + 0.05
    figure, axes = new_axes(width, 0.2 + extra + 0.13 * head_lines + CELL_HEIGHT * max(2, len(rows)))
    low, high = look.span or _span(cells)
    for y, line in enumerate(cells):
        for x, value in enumerate(line):
            is_ours = y == look.ours_row or x == look.ours_column
            _draw_cell(axes, x, y, value, decimals=look.decimals, share=_share(value, low, high), ours=is_ours)
    _frame_ours(axes, len(rows), len(columns), look.ours_row, look.ours_column)
    if look.rule_above is not None:
        axes.axhline(look.rule_above - 0.5, color=QUIET, linewidth=0.8)
    _label(axes, rows, columns)
    if look.title:
        figure.suptitle(look.title, x=0.01, ha="left", fontsize=8.5, fontweight="bold")
    if look.note:
        figure.supxlabel("\n".join(lines), x=0.01, ha="left", fontsize=6.5, color=QUIET)
    return figure


def _span(cells: Cells) -> tuple[float, float]:
    known = [value for line in cells for value in line if value is not None]
    return (min(known), max(known)) if known else (0.0, 1.0)


def _share(value: float | None, low: float, high: float) -> float:
    if value is None or high <= low:
        return 0.0
    return min(1.0, max(0.0, (value - low) / (high - low)))


def _draw_cell(axes: Axes, x: int, y: int, value: float | None, *, decimals: int, share: float, ours: bool) -> None:
    face = "#fff8e8" if ours else _TINT(share)
    axes.add_patch(Rectangle((x - 0.5, y - 0.5), 1, 1, facecolor=face, edgecolor=GRID, linewidth=0.4))
    text, colour = ("–", QUIET) if value is None else (f"{value:.{decimals}f}", INK)
    axes.text(x, y, text, ha="center", va="center", fontsize=6.8, color=colour)


def _frame_ours(axes: Axes, height: int, width: int, row: int | None, column: int | None) -> None:
    if row is not None:
        axes.add_patch(Rectangle((-0.5, row - 0.5), width, 1, fill=False, edgecolor=OURS, linewidth=1.2))
    if column is not None:
        axes.add_patch(Rectangle((column - 0.5, -0.5), 1, height, fill=False, edgecolor=OURS, linewidth=1.2))


def _label(axes: Axes, rows: Sequence[str], columns: Sequence[str]) -> None:
    axes.set(xlim=(-0.52, len(columns) - 0.48), ylim=(len(rows) - 0.48, -0.52))
    axes.set_yticks(range(len(rows)), [shortened(row, 44) for row in rows])
    axes.set_xticks(range(len(columns)), [_broken(column) for column in columns], fontsize=6.5)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)


def _broken(label: str) -> str:
    """A column head over as many lines as it has words, where it is wider than a cell."""
    if len(label) <= 10:
        return label
    lines = [""]
    for word in label.replace("-", "- ").split():
        joined = f"{lines[-1]}{'' if lines[-1].endswith('-') else ' '}{word}".strip()
        if lines[-1] and len(joined) > 10:
            lines.append(word)
        else:
            lines[-1] = joined
    return "\n".join(lines)
