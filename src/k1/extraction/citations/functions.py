"""What a citation is for, by a fitted log-linear model: a table of weights, a sum and a softmax.

``functions.tsv`` is written by ``benchmarks/fit_citation_functions.py``, which says from which sets.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from k1.extraction.citations.features import function_features

WEIGHTS = Path(__file__).with_name("functions.tsv")
PRIOR = "(prior)"
"""The row that every sentence has: how frequent the functions are in SciCite."""


class CitationFunction(StrEnum):
    """The six functions of ACL-ARC (Jurgens et al. 2018), in the order of the table's columns."""

    BACKGROUND = "Background"
    USES = "Uses"
    COMPARES = "CompareOrContrast"
    EXTENDS = "Extends"
    MOTIVATION = "Motivation"
    FUTURE = "Future"


Probabilities = Mapping[CitationFunction, float]


@lru_cache(maxsize=1)
def _weights() -> dict[str, tuple[float, ...]]:
    with WEIGHTS.open(encoding="utf-8", newline="") as stream:
        lines = (line for line in stream if not line.startswith("# "))
        rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {feature: tuple(map(float, values)) for feature, *values in rows[1:]}


def function_probabilities(sentence: str) -> dict[CitationFunction, float]:
    """The probability of each function for the citations of a sentence; they sum to 1."""
    table = _weights()
    sums = list(table[PRIOR])
    for feature in function_features(sentence):
        for column, weight in enumerate(table.get(feature, ())):
            sums[column] += weight
    greatest = max(sums)
    odds = [math.exp(value - greatest) for value in sums]
    return {function: value / sum(odds) for function, value in zip(CitationFunction, odds, strict=True)}
