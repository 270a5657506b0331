"""Tables of results as a reader takes them in: names down the side, metrics and data sets over the columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from k1.schema.documents import Unit
from k1.schema.identity import canonical_text
from k1.schema.knowledge import EntityMention
from k1.schema.vocabulary import EntityKind, Modality
from k1.text.normalisation import name_key
from k1.text.table_heads import VALUE, head_count, row_name, spread, undressed

_RESULTS = re.compile(r"\b(?:results?|performance|evaluation|comparison|compared|accuracy|scores?)\b", re.IGNORECASE)
_NAMES = re.compile(r"^(?:methods?|models?|approach(?:es)?|systems?|algorithms?|baselines?)$", re.IGNORECASE)
_MODELS = re.compile(r"^models?$", re.IGNORECASE)
_METRIC = re.compile(
    r"^(?:\w+[ -])?(?:precision|recall|acc(?:uracy|\.)?|f1|(?:f|f1)[- ](?:score|measure)|auc|auroc|rmse|mae|mse|bleu"
    r"|rouge(?:-\w+)?|map|mrr|ndcg|perplexity|dice|m?iou|r2|sensitivity|specificity|top-\d(?: acc(?:uracy|\.)?)?)"
    r"(?:@\[?[\d.:]+\]?)?$",
    re.IGNORECASE,
)  # fmt: skip
_MARKS = re.compile(r"(?:\s{0,3}(?:[\u2191\u2193%]|[(\[][^()\[\]]{0,12}[)\]]))+$")
"""Behind the name of a metric: which way is better, its unit."""
_SHORT = re.compile(r"\bacc\b\.?", re.IGNORECASE)
_AT_CUT = re.compile(r"@\d+.*$")
_EMPTY = frozenset({"", "-", "\u2013", "\u2014"})
_NAME = re.compile(r"^[A-Za-z][\w+./ -]{1,38}(?: \([^()]{1,30}\))?$")
_WORK = r"(?:methods?|models?|approach|systems?|algorithm|framework|network|work|paper|study)"
_OURS = re.compile(rf"^(?:ours|(?:our|this|(?:the )?proposed) {_WORK}|proposed)$", re.IGNORECASE)
_NO_MAKER = re.compile(
    r"^(?:(?:(?:macro |micro |weighted |overall )?(?:average|avg|mean|median)|overall|total|sum|all|std|sd|min|max"
    r"|chance|random|majority|oracle|(?:upper|lower) bound|baseline|default|expert)s?\.?"
    r"(?: (?:scores?|performance|guess(?:ing)?|class|baselines?|models?|methods?))?|humans?(?: [a-z]+)?)"
    r"(?: \([^()]*\))?$|^(?:w/o?|with|without|no|only) |^(?:ours?|proposed)[ _-]|\bet al\b",
    re.IGNORECASE,
)
"""Rows that name nothing: a summary, a bound, a variant told by its difference ("w/o attention"), authors."""
_LEAST_NUMBERS = 0.6  # share of the cells beside the names


class Column(NamedTuple):
    """What the header says of a column."""

    metric: str | None
    dataset: EntityMention | None


class Row(NamedTuple):
    """What a row has numbers for."""

    metrics: tuple[str, ...]
    datasets: tuple[EntityMention, ...]

    def joined(self, other: Row) -> Row:
        """What this row or another has numbers for."""
        datasets = {dataset.entity: dataset for dataset in (*self.datasets, *other.datasets)}
        return Row(tuple(dict.fromkeys((*self.metrics, *other.metrics))), tuple(datasets.values()))


class Results(NamedTuple):
    """A table of results: its unit, rows by name, what the rows are, the data sets that its header names.

    ``kind`` is None where no word over the names says what they are.
    """

    unit: Unit
    rows: dict[str, Row]
    kind: EntityKind | None
    datasets: frozenset[str]


class Known(NamedTuple):
    """What a paper tells its tables: data sets by name key, the work that "Ours" means, whom it cites."""

    datasets: Mapping[str, EntityMention]
    work: str | None
    cited: frozenset[str]


def read_results(unit: Unit, known: Known) -> Results | None:
    """A unit as a table of results; None where it is none."""
    if unit.modality is not Modality.TABLE or not unit.cells or not unit.text or not _RESULTS.search(unit.text):
        return None
    heads = head_count(unit.header_rows)
    cells = [[undressed(cell) for cell in row] for row in unit.cells]
    lines = [row for row in cells[heads:] if row and _NAME.match(row_name(row[0]))]
    # A heading within the table stands alone, or in every cell of its row.
    rows = [row for row in lines if any(map(VALUE.match, row[1:]))]
    values = [cell for row in lines for cell in row[1:] if cell and cell != row[0]]
    numbers = sum(value in _EMPTY or VALUE.match(value) is not None for value in values)
    if len(rows) < 2 or not values or numbers < _LEAST_NUMBERS * len(values):
        return None
    header = _header(cells[:heads], max(map(len, rows)))
    columns = {at: _column(cells, known.datasets) for at, cells in enumerate(header) if at}
    if not header or not _is_corner(header[0], columns.values()):
        return None
    kind = (EntityKind.MODEL if any(map(_MODELS.match, header[0])) else EntityKind.METHOD) if header[0] else None
    named = frozenset(column.dataset.entity for column in columns.values() if column.dataset)
    return Results(unit, _named_rows(rows, columns, known), kind, named)


def _named_rows(rows: Iterable[Sequence[str]], columns: Mapping[int, Column], known: Known) -> dict[str, Row]:
    """The rows by whom they name; several of one name are one, "Ours" is the paper's work."""
    found: dict[str, Row] = {}
    for row in rows:
        name = row_name(row[0])
        if _OURS.match(name):
            called = known.work
        else:
            # "Zhang [12]" names an author, where "ResNet-50 [13]" names a model.
            cited = name != row[0] and canonical_text(name) in known.cited
            called = None if cited or _NO_MAKER.search(name) else name
        if called:
            found[called] = found.get(called, Row((), ())).joined(_measured(row, columns))
    return found


def _is_corner(cells: Sequence[str], columns: Iterable[Column]) -> bool:
    """Whether the corner of a table heads names; an empty one says nothing, so that a metric has to."""
    return any(map(_NAMES.match, cells)) or (not cells and any(column.metric for column in columns))


def _header(rows: Sequence[Sequence[str]], width: int) -> list[list[str]]:
    """The cells over each column, from top to bottom; none where the header has an empty row."""
    if not all(rows):
        return []
    *upper, lowest = rows
    if len(lowest) == width - 1 and any(_NAMES.match(row[0].strip()) for row in upper):
        lowest = ["", *lowest]  # The word over the names stands higher up.
    above = [
        spread(row, upper[:at]) if len(row) == len(lowest) else _over_groups(row, lowest)
        for at, row in enumerate(upper)
    ]
    return [[cell.strip() for cell in cells if cell.strip()] for cells in zip(*above, lowest, strict=True)]


def _over_groups(row: Sequence[str], lowest: Sequence[str]) -> list[str]:
    """A row that does not say which columns it covers: known only where the columns below repeat once for each cell."""
    corner, over = (row[0], row[1:]) if _NAMES.match(row[0].strip()) else ("", row)
    below = [cell.strip() for cell in lowest[1:]]
    each = len(below) // len(over) if over else 0
    if not each or below != below[:each] * len(over):
        return [corner, *[""] * len(below)]
    return [corner, *(cell for cell in over for _ in range(each))]


def _column(cells: Sequence[str], datasets: Mapping[str, EntityMention]) -> Column:
    metric = next(filter(None, map(_metric, reversed(cells))), None)
    return Column(metric, next((datasets[key] for cell in cells if (key := name_key(cell)) in datasets), None))


def _metric(cell: str) -> str | None:
    """The metric that a cell of the header names, without its cut-off, unit and arrow; None where it names none."""
    name = _MARKS.sub("", cell)
    return _SHORT.sub("accuracy", _AT_CUT.sub("", name)) if _METRIC.match(name) else None


def _measured(row: Sequence[str], columns: Mapping[int, Column]) -> Row:
    """The metrics and data sets that a row has a number for."""
    filled = [column for at, column in columns.items() if at < len(row) and VALUE.match(row[at])]
    datasets = {column.dataset.entity: column.dataset for column in filled if column.dataset}
    return Row(tuple(dict.fromkeys(c.metric for c in filled if c.metric)), tuple(datasets.values()))
