"""The values of baselines, out of the cells of a table that an edge to the data set cites."""

from __future__ import annotations

import json

import polars as pl
import pytest

from fixtures.mini_graph import BIGROOT, DRIZZLE, DRIZZLE_PAPER, DRIZZLE_TABLE, QUORLNET, mini_graph, open_run
from k1.retrieval.operators.baselines import baselines
from k1.runtime.tables import frame
from k1.schema.graph import Edge
from k1.schema.identity import make_id, unit_id
from k1.schema.provenance import Provenance
from k1.schema.tables import EDGES
from k1.schema.vocabulary import RelationSource

TABLE = unit_id(DRIZZLE_PAPER, "table", DRIZZLE_TABLE)
PLAIN = [["Method", "Accuracy", "Parameters"], ["Drizzle", "0.93", "12"], ["QuorlNet [1]", "**0.91**", "40"]]


@pytest.fixture
def rows_of(tmp_path):
    """The rows of BigRoot, where the paper's table has ``cells``, and a caption of its own if one is given."""

    def ask(cells, *, header_rows=1, caption=DRIZZLE_TABLE):
        graph = open_run(_with_table(cells, header_rows, caption), tmp_path)
        return {row.method.id: row for row in baselines(graph, "BigRoot").rows}

    return ask


def _with_table(cells, header_rows, caption):
    tables = mini_graph()
    at_table = pl.col("id") == TABLE
    told = json.dumps({"page": 2, "order": 2, "cells": cells, "header_rows": header_rows})
    changed = {"attributes": told if cells else "{}", "text": caption}
    tables["nodes"] = tables["nodes"].with_columns(
        pl.when(at_table).then(pl.lit(value)).otherwise(pl.col(name)).alias(name) for name, value in changed.items()
    )
    place = Provenance(
        paper=DRIZZLE_PAPER, unit=TABLE, extractor="mini/1", page=2, box=None, start=0, end=len(caption), quote=caption
    )  # fmt: skip
    cited = [
        Edge(
            id=make_id("edge", method, "table"), head=method, relation="EVALUATED_ON", tail=BIGROOT,
            paper=DRIZZLE_PAPER, source=RelationSource.STRUCTURAL, provenance=place,
        )
        for method in (DRIZZLE, QUORLNET)
    ]  # fmt: skip
    tables["edges"] = pl.concat([tables["edges"], frame(EDGES, cited)]).sort("id")
    return tables


def said(row):
    return [(value.metric, value.split, value.value) for value in row.values]


def test_a_baseline_has_the_values_of_its_row_under_the_names_of_metrics(rows_of):
    rows = rows_of(PLAIN)
    assert said(rows[DRIZZLE]) == [("Accuracy", None, "0.93")]
    assert said(rows[QUORLNET]) == [("Accuracy", None, "0.91")]


def test_a_value_names_its_table_and_quotes_its_caption(rows_of):
    (value,) = rows_of(PLAIN)[DRIZZLE].values
    assert (value.unit, [item.quote for item in value.evidence]) == (TABLE, [DRIZZLE_TABLE])


@pytest.mark.parametrize("cells", [None, [], [["Method", "Accuracy"], ["Drizzle", "n/a"]], [["Method"], ["Drizzle"]]])
def test_without_a_cell_that_is_a_value_there_is_none(rows_of, cells):
    assert rows_of(cells)[DRIZZLE].values == ()


def test_splits_are_told_apart_by_the_heading_above(rows_of):
    cells = [["", "Dev", "", "Test", ""], ["Method", "Accuracy", "Size", "Accuracy", "Size"]]
    rows = rows_of([*cells, ["Drizzle", "0.95", "1", "0.93", "1"]], header_rows=2)
    assert said(rows[DRIZZLE]) == [
        ("Dev Accuracy", "development", "0.95"),
        ("Test Accuracy", "test", "0.93"),
    ]


def test_a_caption_tells_the_split_where_no_heading_does(rows_of):
    rows = rows_of(PLAIN, caption="Table 1: Accuracy on the test set of BigRoot.")
    assert said(rows[DRIZZLE]) == [("Accuracy", "test", "0.93")]


def test_a_caption_with_two_splits_tells_none(rows_of):
    rows = rows_of(PLAIN, caption="Table 1: Accuracy on BigRoot, best on the dev set, then on the test set.")
    assert said(rows[DRIZZLE]) == [("Accuracy", None, "0.93")]


@pytest.mark.parametrize(
    "cells",
    [
        [["Method", "TinyLeaf accuracy", "BigRoot accuracy"], ["Drizzle", "0.99", "0.93"]],
        [["Method", "Data", "BigRoot accuracy"], ["Drizzle", "TinyLeaf", "0.99"], ["Drizzle", "BigRoot", "0.93"]],
        [["Method", "BigRoot accuracy"], ["TinyLeaf", ""], ["Drizzle", "0.99"], ["BigRoot", ""], ["Drizzle", "0.93"]],
    ],
    ids=["column", "cell beside", "group of rows"],
)
def test_a_value_of_another_data_set_is_left_out(rows_of, cells):
    assert said(rows_of(cells)[DRIZZLE]) == [("BigRoot accuracy", None, "0.93")]


def test_a_merged_cell_names_the_data_set_of_the_rows_below_it(rows_of):
    cells = [["Method", "Data", "Accuracy"], ["Drizzle", "TinyLeaf", "0.99"], ["QuorlNet", "", "0.98"]]
    rows = rows_of([*cells, ["Drizzle", "BigRoot", "0.93"], ["QuorlNet", "", "0.91"]])
    assert said(rows[QUORLNET]) == [("Accuracy", None, "0.91")]


def test_a_caption_with_two_data_sets_gives_no_value_that_nothing_else_places(rows_of):
    rows = rows_of(PLAIN, caption="Table 1: Accuracy of Drizzle and QuorlNet on TinyLeaf and BigRoot.")
    assert rows[DRIZZLE].values == ()


def test_a_heading_whose_columns_are_not_known_stands_over_all(rows_of):
    cells = [["TinyLeaf", "BigRoot"], ["Method", "Accuracy", "Size", "Accuracy", "Size"]]
    rows = rows_of([*cells, ["Drizzle", "0.99", "1", "0.93", "1"]], header_rows=2)
    assert rows[DRIZZLE].values == ()
