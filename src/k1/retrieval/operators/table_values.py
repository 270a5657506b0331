"""The values that tables print for a method on a data set, cell by cell: nothing is summed or averaged.

A value counts only if its row is called as the method, its column as a metric of the graph, and neither its place in
the table nor the caption says that it belongs to another data set. A value lost is better than one misplaced.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

import polars as pl

from k1.retrieval.evidence.places import attributes_of, edge_evidence
from k1.retrieval.records import Evidence, MetricValue
from k1.retrieval.store.graph_store import GraphEdge, KnowledgeGraph
from k1.schema.vocabulary import EntityKind, Modality
from k1.text.normalisation import name_key, title_key, words_of
from k1.text.table_heads import VALUE, head_count, row_name, spread, undressed

_LONGEST = 6  # words of a name that is looked for in a cell or a caption
_SPLITS = {
    "test": "test", "testing": "test", "dev": "development", "development": "development", "val": "validation",
    "validation": "validation", "train": "training", "training": "training",
}  # fmt: skip
_SPLIT_IN_CAPTION = re.compile(rf"\b({'|'.join(_SPLITS)})[ -](?:sets?|splits?|data|partitions?)\b", re.IGNORECASE)


class Names(NamedTuple):
    """What headings and captions may name, as words: metrics, the data sets that are not asked for, and all."""

    metrics: frozenset[str]
    others: frozenset[str]
    datasets: frozenset[str]


class _Table(NamedTuple):
    unit: str
    caption: str
    heads: list[str]
    body: list[list[str]]
    evidence: tuple[Evidence, ...]


class _Cell(NamedTuple):
    """A cell with a value: the heading of its column, and what else its row and the group of the row say."""

    value: str
    head: str
    beside: list[str]


def names_for(graph: KnowledgeGraph, dataset: int) -> Names:
    """The names that tell whether a cell belongs to a data set."""
    known = graph.names.select("name", "node", "kind")
    datasets = known.filter(pl.col("kind") == EntityKind.DATASET.value)
    asked = frozenset(map(title_key, datasets.filter(pl.col("node") == graph.ids[dataset])["name"]))
    named = frozenset(map(title_key, datasets["name"]))
    metrics = known.filter(pl.col("kind") == EntityKind.METRIC.value)["name"]
    return Names(frozenset(map(title_key, metrics)), named - asked, named)


def values_of(graph: KnowledgeGraph, names: Names, edges: Sequence[GraphEdge]) -> tuple[MetricValue, ...]:
    """The values of a method in the tables that its edges to a data set cite, by metric and split, in reading order."""
    method = graph.names.filter(pl.col("node") == graph.ids[edges[0].head])["name"]
    called = frozenset(map(name_key, method))
    found = [
        MetricValue(
            metric=cell.head,
            value=cell.value,
            split=_split(cell, table.caption),
            unit=table.unit,
            evidence=table.evidence,
        )
        for table in _tables(graph, edges)
        for cell in _cells(table, called)
        if _named(cell.head, names.metrics) and _belongs(cell, table.caption, names)
    ]
    return tuple(sorted(found, key=lambda value: (name_key(value.metric), value.split or "")))


def _tables(graph: KnowledgeGraph, edges: Sequence[GraphEdge]) -> list[_Table]:
    """The tables with cells that edges cite, by paper and order of reading."""
    found: dict[str, tuple[tuple[str, int], _Table]] = {}
    for edge in edges:
        evidence = edge_evidence(graph, edge.number)
        number = graph.number(evidence[0].unit) if evidence else None
        if number is None or (row := graph.node(number))["modality"] != Modality.TABLE.value:
            continue
        told = attributes_of(row)
        cells = [[undressed(str(cell)) for cell in line] for line in told.get("cells") or ()]
        if cells:
            head = head_count(told.get("header_rows"))
            table = _Table(row["id"], row["text"], _heads(cells[:head]), cells[head:], evidence)
            found.setdefault(row["id"], ((row["paper"] or "", told.get("order", 0)), table))
    return [table for _, table in sorted(found.values(), key=lambda item: (item[0], item[1].unit))]


def _heads(rows: Sequence[list[str]]) -> list[str]:
    """The heading of each column, from the top; of a row that has other columns than the last, all cells."""
    width = len(rows[-1])
    columns: list[list[str]] = [[] for _ in range(width)]
    for number, row in enumerate(rows):
        told = spread(row, rows[:number]) if number < len(rows) - 1 else row
        for at, parts in enumerate(columns):
            parts.append(told[at] if len(row) == width else " ".join(filter(None, row)))
    return [" ".join(dict.fromkeys(filter(None, parts))) for parts in columns]


def _cells(table: _Table, called: Collection[str]) -> Iterator[_Cell]:
    """The values in the rows that bear one of the names. A merged cell speaks for the rows below it too."""
    group, above = "", [""] * len(table.heads)
    for name, *cells in filter(None, table.body):
        if name and not any(cells):
            group, above = name, [""] * len(table.heads)
            continue
        above = [cell or before for cell, before in zip_longest(cells, above, fillvalue="")]
        if name_key(row_name(name)) in called:
            beside = [group, *(cell for cell in above if not VALUE.match(cell))]
            for value, head in zip(cells, table.heads[1:], strict=False):
                if VALUE.match(value):
                    yield _Cell(value, head, beside)


def _belongs(cell: _Cell, caption: str, names: Names) -> bool:
    """Whether nothing says that a cell is about another data set; the caption is heard where its place is silent."""
    told = _named(cell.head, names.datasets).union(*(_named(text, names.datasets) for text in cell.beside))
    return not (told or _named(caption, names.datasets)) & names.others


def _named(text: str, names: Collection[str]) -> frozenset[str]:
    """The names whose words stand in a text, the longest first: "ImageNet-1k" is not "ImageNet" too."""
    words = words_of(text)
    found: set[str] = set()
    for length in range(min(_LONGEST, len(words)), 0, -1):
        for at in range(len(words) - length + 1):
            name = " ".join(words[at : at + length])
            if name in names:
                found.add(name)
                words[at : at + length] = [""] * length
    return frozenset(found)


def _split(cell: _Cell, caption: str) -> str | None:
    """The split that the nearest place names; None where it names none or several."""
    said = [_SPLIT_IN_CAPTION.findall(caption)]
    for words in [words_of(cell.head), *map(words_of, cell.beside), *said]:
        found = {_SPLITS[word.lower()] for word in words if word.lower() in _SPLITS}
        if found:
            return found.pop() if len(found) == 1 else None
    return None
