"""The tables of the paper (agents-k1 section 7) redrawn beside what K1 measured itself.

Reported figures stand in config/reported-figures.csv, in long form: table, row, column, value, unit, source,
comparable. Figures of our own have the columns table, row, column, value, command, in any file ``ours*.csv`` or
``ours*.parquet`` of results/<run>/tables; in tables whose columns are measures (7.2 to 7.4) the system is the row
``K1``, in the others it is the column ``K1``. What nobody measured stays an empty cell.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl
from matplotlib.figure import Figure

from k1.errors import TableError
from k1.figures.catalogue import TABLES
from k1.figures.grid import Look, draw_grid
from k1.figures.palette import BLUE, GREEN, ORANGE, SKY
from k1.figures.style import PAGE, house_style, light_grid, new_axes
from k1.runtime.run_layout import measured_files

OURS = "K1"
REPORTED_COLUMNS = ("table", "row", "column", "value", "unit", "source", "comparable")
MEASURED_SCHEMA = {
    "table": pl.String(),
    "row": pl.String(),
    "column": pl.String(),
    "value": pl.Float64(),
    "command": pl.String(),
}


_COMPARABLE = {
    "yes": "comparable: public sets, exact F1",
    "with care": "comparable with care: name the reader model",
    "no": "not comparable: private questions or closed judges",
}


def read_reported(path: Path) -> pl.DataFrame:
    """The reported figures.

    Raises
    ------
    TableError: the file lacks a column or holds a value that is no number.
    """
    try:
        rows = pl.read_csv(path, schema_overrides={"table": pl.String, "value": pl.Float64})
    except (pl.exceptions.PolarsError, OSError) as error:
        raise TableError(f"{path}: not a table of reported figures ({error})") from error
    if tuple(rows.columns) != REPORTED_COLUMNS:
        raise TableError(f"{path}: expected the columns {', '.join(REPORTED_COLUMNS)}")
    return rows


def read_measured(folder: Path) -> pl.DataFrame:
    """K1's own figures: all files ``ours*.csv`` and ``ours*.parquet`` of a folder; empty where there are none.

    Raises
    ------
    TableError: a file without the columns table, row, column, value, command.
    """
    parts = [pl.DataFrame(schema=MEASURED_SCHEMA)]
    for path in measured_files(folder):
        try:
            rows = pl.read_csv(path, infer_schema=False) if path.suffix == ".csv" else pl.read_parquet(path)
            parts.append(rows.select([pl.col(name).cast(dtype) for name, dtype in MEASURED_SCHEMA.items()]))
        except pl.exceptions.PolarsError as error:
            raise TableError(f"{path}: expected {', '.join(MEASURED_SCHEMA)} ({error})") from error
    return pl.concat(parts).sort("table", "row", "column")


def draw_reported_table(reported: pl.DataFrame, measured: pl.DataFrame, table: str) -> Figure:
    """One table of the paper with K1's row or column, framed; a dash where nothing was measured."""
    shape = TABLES[table]
    theirs = reported.filter(pl.col("table") == table)
    ours = measured.filter((pl.col("table") == table) & (pl.col(shape.systems) == OURS))
    rows = list(dict.fromkeys([*theirs["row"], *ours["row"]]))
    columns = list(dict.fromkeys([*theirs["column"], *ours["column"]]))
    systems, measures = (rows, columns) if shape.systems == "row" else (columns, rows)
    if OURS not in systems:
        systems.append(OURS)
    values = {
        (row, column): value
        for part in (theirs, ours)
        for row, column, value in part.select("row", "column", "value").iter_rows()
    }
    comparable = theirs["comparable"][0] if theirs.height else "no"
    return draw_grid(
        rows,
        columns,
        [[values.get((row, column)) for column in columns] for row in rows],
        Look(
            decimals=shape.decimals,
            ours_row=rows.index(OURS) if shape.systems == "row" else None,
            ours_column=columns.index(OURS) if shape.systems == "column" else None,
            title=shape.title,
            note=f"reported by the authors; {_COMPARABLE.get(comparable, comparable)}. "
            f"K1: {ours.height} of {len(measures)} measured",
        ),
    )


@house_style()
def draw_backbone(reported: pl.DataFrame, measured: pl.DataFrame) -> Figure:
    """Set F1 of each extraction set (7.5): untuned models, the trained 4B, and K1's own where measured."""
    theirs = reported.filter((pl.col("table") == "7.5") & pl.col("row").str.contains(r"\((NER|RE)\)$"))
    ours = measured.filter((pl.col("table") == "7.5") & (pl.col("column") == OURS))
    sets = list(dict.fromkeys(theirs["row"]))[::-1]
    marks = {
        "Qwen3-4B": ("o", "#b8c0c8"),
        "Qwen3-8B": ("o", SKY),
        "Qwen3-32B": ("o", GREEN),
        "Agents-K1 4B": ("D", BLUE),
        OURS: ("s", ORANGE),
    }
    figure, axes = new_axes(PAGE * 0.72, 0.7 + 0.22 * len(sets))
    place = {name: y for y, name in enumerate(sets)}
    for y in place.values():
        axes.axhline(y, color="#eaeef2", linewidth=0.8, zorder=0)
    both = pl.concat([part.select("row", "column", "value") for part in (theirs, ours)])
    for column, (marker, colour) in marks.items():
        part = both.filter((pl.col("column") == column) & pl.col("row").is_in(sets))
        label = column if part.height else f"{column} (not measured)"
        places = [place[row] for row in part["row"]]
        axes.scatter(part["value"].to_list(), places, s=26, marker=marker, color=colour, label=label,
                     edgecolors="white", linewidths=0.5, zorder=2)  # fmt: skip
    axes.set_yticks(range(len(sets)), sets)
    axes.set(xlim=(0, 1), xlabel="set F1")
    light_grid(axes, "x")
    figure.legend(loc="outside right upper")
    return figure
