"""Headers of tables: merged cells, and what is a number."""

from __future__ import annotations

import time

import pytest

from k1.text.table_heads import VALUE, row_name, spread


def test_a_merged_cell_stands_in_every_column_that_it_covers():
    assert spread(["Method", "ImageNet", "", "Params"], []) == ["Method", "ImageNet", "ImageNet", "Params"]


def test_a_cell_of_a_row_above_ends_the_merged_cell_beside_it():
    above = [["Method", "ImageNet", "", "Params"]]
    assert spread(["", "Accuracy", "", ""], above) == ["", "Accuracy", "Accuracy", ""]


@pytest.mark.parametrize("cell", ["0.85", ".85", "71 %", "0.9 (0.1)", "\u22123.2", "12.1 \u00b1 0.4"])
def test_a_number_is_one_as_tables_print_it(cell: str):
    assert VALUE.match(cell)


@pytest.mark.parametrize("cell", ["", "-", "BERT", "3 of 4 cases were better", "v2"])
def test_a_name_or_a_dash_is_none(cell: str):
    assert not VALUE.match(cell)


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("PaSa (ours)", "PaSa"),
        ("**ResNet-50\u2020** [13]", "ResNet-50"),
        ("BERT (Devlin et al., 2019)", "BERT"),
        ("GPT-4 (OpenAI, 2023) [7]*", "GPT-4"),
        ("BERT (large)", "BERT (large)"),
        ("Windows (2019)", "Windows (2019)"),
    ],
)
def test_a_row_is_named_without_citations_and_marks(cell: str, name: str):
    assert row_name(cell) == name


@pytest.mark.parametrize(
    "hostile", ["[" * 200_000, "(A" * 100_000, "[1] " * 50_000, "*" * 200_000, " " * 200_000 + "x"]
)
def test_a_hostile_cell_takes_linear_time(hostile: str):
    began = time.process_time()
    row_name(hostile)
    assert time.process_time() - began < 4
