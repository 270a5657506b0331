"""Fit the table of weights that tells what a citation is for, from SciCite and ACL-ARC, and measure it.

    python benchmarks/fit_citation_functions.py ../shared/data/ie src/k1/extraction/citations/functions.tsv

One multinomial model for both sets: ACL-ARC names one of six functions, SciCite a set of them (its "method" is Uses
or Extends). The likelihood of a SciCite label is the sum over its set. Each set has a prior of its own; the table
keeps SciCite's. Full-batch Adam from zero: equal input, equal bytes. Development files are read only to be scored.
"""

from __future__ import annotations

import gzip
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from k1.extraction.citations.features import function_features
from k1.extraction.citations.functions import PRIOR, CitationFunction, function_probabilities

COLUMNS = list(CitationFunction)
SCICITE = {"background": (0, 4, 5), "method": (1, 3), "result": (2,)}
ACL_ARC = {function.value: (column,) for column, function in enumerate(COLUMNS)}
LEAST_COUNT, MOST_FEATURES = 4, 3000
L2, STEPS, RATE = 5.0, 200, 0.05
HEAD = """\
# Weights of citation functions: natural logarithms, added up over the features of a sentence.
# Made by benchmarks/fit_citation_functions.py from the training files of SciCite (Cohan et al. 2019) and
# ACL-ARC (Jurgens et al. 2018), as allenai/scibert distributes them. No licence is stated for their data;
# this file holds aggregated weights of runs of one to three words and no sentence of theirs.
"""


class Rows(NamedTuple):
    """The citing sentences of one set: features, the columns each label allows, the label."""

    features: list[list[str]]
    allowed: list[tuple[int, ...]]
    labels: list[str]


def read(path: Path, allowed: Mapping[str, tuple[int, ...]]) -> Rows:
    """A set's JSON Lines."""
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8")
    rows = [json.loads(line) for line in text.splitlines()]
    labels = [row["label"] for row in rows]
    return Rows([function_features(row["text"]) for row in rows], [allowed[label] for label in labels], labels)


def telling(rows: Rows, most: int) -> list[str]:
    """The features that tell most of the label, by the G statistic, frequent ones only."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for features, label in zip(rows.features, rows.labels, strict=True):
        for feature in features:
            counts[feature][label] += 1
    totals = Counter(rows.labels)
    scores = {f: _g_statistic(held, totals) for f, held in counts.items() if held.total() >= LEAST_COUNT}
    return sorted(scores, key=lambda feature: (-scores[feature], feature))[:most]


def _g_statistic(held: Counter[str], totals: Counter[str]) -> float:
    share = held.total() / totals.total()
    found = 0.0
    for label, total in totals.items():
        for observed, expected in ((held[label], share * total), (total - held[label], (1 - share) * total)):
            found += observed * math.log(observed / expected) if observed else 0.0
    return found


def vocabulary(scicite: Rows, acl_arc: Rows) -> list[str]:
    """Three quarters from the larger set, the rest from the other."""
    chosen = telling(scicite, MOST_FEATURES * 3 // 4)
    known = set(chosen)
    return (chosen + [feature for feature in telling(acl_arc, MOST_FEATURES) if feature not in known])[:MOST_FEATURES]


def fit(sets: Sequence[Rows], features: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Weights (features x functions) and priors (sets x functions) of greatest penalised likelihood."""
    number = {feature: at for at, feature in enumerate(features)}
    documents = [document for rows in sets for document in rows.features]
    pairs = [(at, number[f]) for at, document in enumerate(documents) for f in document if f in number]
    row, column = (np.array(part) for part in zip(*pairs, strict=True))
    source = np.repeat(np.arange(len(sets)), [len(rows.features) for rows in sets])
    mask = np.zeros((len(documents), len(COLUMNS)))
    for at, allowed in enumerate(allowed for rows in sets for allowed in rows.allowed):
        mask[at, list(allowed)] = 1.0
    weights, priors = np.zeros((len(features), len(COLUMNS))), np.zeros((len(sets), len(COLUMNS)))
    state = [(np.zeros_like(part), np.zeros_like(part)) for part in (weights, priors)]
    for step in range(1, STEPS + 1):
        sums = _summed(row, weights[column], len(documents)) + priors[source]
        likely = _softmax(sums)
        within = likely * mask
        error = likely - within / within.sum(1, keepdims=True)
        slopes = (_summed(column, error[row], len(features)) + L2 * weights, _summed(source, error, len(sets)))
        for part, slope, moments in zip((weights, priors), slopes, state, strict=True):
            _adam_step(part, slope, moments, step)
    return weights, priors


def _summed(index: np.ndarray, values: np.ndarray, length: int) -> np.ndarray:
    return np.stack([np.bincount(index, values[:, at], minlength=length) for at in range(values.shape[1])], 1)


def _softmax(sums: np.ndarray) -> np.ndarray:
    odds: np.ndarray = np.exp(sums - sums.max(1, keepdims=True))
    odds /= odds.sum(1, keepdims=True)
    return odds


def _adam_step(part: np.ndarray, slope: np.ndarray, moments: tuple[np.ndarray, np.ndarray], step: int) -> None:
    mean, square = moments
    mean += 0.1 * (slope - mean)
    square += 0.001 * (slope * slope - square)
    rate = RATE * (1 - step / (STEPS + 1))
    part -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)


def write(path: Path, features: list[str], weights: np.ndarray, prior: np.ndarray) -> None:
    """The table: one feature a line, sorted."""
    lines = ["\t".join(["feature", *(column.value for column in COLUMNS)])]
    rows = sorted([(PRIOR, prior), *zip(features, weights, strict=True)], key=lambda item: item[0])
    lines += ["\t".join([feature, *(f"{round(value, 2) + 0.0:.2f}" for value in values)]) for feature, values in rows]
    path.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


def score(name: str, path: Path, allowed: Mapping[str, tuple[int, ...]]) -> None:
    """Macro F1, accuracy and expected calibration error (ten equal bins) of the written table on a set."""
    with path.open() as stream:
        rows = [json.loads(line) for line in stream]
    gold, told, sure = [], [], []
    for row in rows:
        likely = list(function_probabilities(row["text"]).values())
        held = {label: sum(likely[at] for at in columns) for label, columns in allowed.items()}
        best = max(held, key=lambda label: held[label])
        gold.append(row["label"])
        told.append(best)
        sure.append(held[best])
    right = [a == b for a, b in zip(gold, told, strict=True)]
    print(
        f"{name}: macro F1 {100 * macro_f1(gold, told):.1f}, accuracy {100 * sum(right) / len(right):.1f}, "
        f"calibration error {100 * calibration_error(sure, right):.1f} (n = {len(rows)})"
    )


def macro_f1(gold: Sequence[str], told: Sequence[str]) -> float:
    """Mean F1 over the labels of the gold."""
    pairs = Counter(zip(gold, told, strict=True))
    counts = [(pairs[label, label], gold.count(label) + told.count(label)) for label in sorted(set(gold))]
    return sum(2 * hits / total for hits, total in counts) / len(counts)


def calibration_error(sure: Iterable[float], right: Iterable[bool]) -> float:
    """Mean distance between probability and share right over ten bins of equal width, weighted by their size."""
    bins: defaultdict[int, list[tuple[float, bool]]] = defaultdict(list)
    for probability, hit in zip(sure, right, strict=True):
        bins[min(9, int(10 * probability))].append((probability, hit))
    total = sum(map(len, bins.values()))
    return sum(abs(sum(p for p, _ in held) - sum(hit for _, hit in held)) for held in bins.values()) / total


def main(data: Path, out: Path) -> None:
    """Fit on the training files, write the table, score it on the development files."""
    scicite = read(data / "scicite/train.jsonl.gz", SCICITE)
    acl_arc = read(data / "acl-arc/train.jsonl", ACL_ARC)
    features = vocabulary(scicite, acl_arc)
    weights, priors = fit([scicite, acl_arc], features)
    write(out, features, weights, priors[0])
    score("SciCite dev", data / "scicite/dev.jsonl", SCICITE)
    score("ACL-ARC dev, unseen in train", data / "acl-arc/dev.unseen.jsonl", ACL_ARC)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
