"""Fit the weights by which `rank-passages` chooses (`k1.retrieval.search.chain.WEIGHTS`), and say what they find.

    python benchmarks/passage_weights.py FOLDER

``FOLDER`` holds sets of questions that need several passages: NAME.passages.json.gz, and NAME.questions.json with the
passages of each. By a hash of its id, half of the questions is fitted on, and the other kept apart. At each choice, the
weights are to make the passages that are still missing likely among all (a conditional logit, by Newton's method); what
was chosen before is what the weights of the round before choose. Each set counts as much as another.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from k1.interface.passage_files import read_rows
from k1.retrieval.search.chain import WEIGHTS, Chain, Relevance, choose
from k1.retrieval.search.passage_ranking import Passage, PassageRanking
from k1.retrieval.search.shared_names import Floats, SharedNames

FIRST = 5
ROUNDS = 6
LIKELY = 200  # passages that a choice is made among, when fitting
PENALTY = 1.0
SAMPLES = 2000


@dataclass(frozen=True)
class Question:
    """A question of a set, with the numbers of the passages that it needs."""

    asked: Relevance
    names: SharedNames
    needed: list[int]
    kept_apart: bool


@dataclass(frozen=True)
class Choice:
    """The signs of some passages, where those that are missing stand, and how much the question counts."""

    signs: Floats
    missing: list[int]
    weight: float


def read_set(folder: Path, name: str, scratch: Path) -> list[Question]:
    """The questions of a set."""
    rows = read_rows(folder / f"{name}.passages.json.gz", ("key", "title", "text"))
    index = PassageRanking([Passage(row["title"], row["text"]) for row in rows], scratch / name)
    number = {row["key"]: place for place, row in enumerate(rows)}
    return [
        Question(
            index.asked(row["question"]),
            index.names,
            [number[key] for key in row["gold"]],
            hashlib.sha256(f"tune:{row['id']}".encode()).digest()[0] % 2 == 1,
        )
        for row in read_rows(folder / f"{name}.questions.json", ("id", "question"))
    ]


def choices(question: Question, weights: Floats, weight: float) -> list[Choice]:
    """What the weights choose among, until nothing is missing."""
    chain, found = Chain(question.asked, question.names), []
    for _ in range(FIRST):
        missing = [one for one in question.needed if one not in chain.chosen]
        if not missing:
            break
        signs = chain.signs()
        totals = signs @ weights
        totals[chain.chosen] = -np.inf
        likely = [int(one) for one in np.argsort(-totals)[:LIKELY] if one not in chain.chosen]
        among = likely + [one for one in missing if one not in likely]
        found.append(Choice(signs[among], [among.index(one) for one in missing], weight))
        chain.add(likely[0])
    return found


def fitted(among: list[Choice], weights: Floats) -> Floats:
    """The weights under which what is missing is likeliest."""
    for _ in range(15):
        slope, bend = -PENALTY * weights, PENALTY * np.eye(len(weights))
        for one in among:
            totals = one.signs @ weights
            chance = np.exp(totals - totals.max())
            chance /= chance.sum()
            mean = chance @ one.signs
            slope += one.weight * (one.signs[one.missing].mean(axis=0) - mean)
            bend += one.weight * ((one.signs * chance[:, None]).T @ one.signs - np.outer(mean, mean))
        step = np.linalg.solve(bend, slope)
        weights = weights + step
        if np.abs(step).max() < 1e-3:
            break
    return weights


def recall(question: Question, weights: Floats) -> float:
    """The share of what a question needs among the first five."""
    found = choose(question.asked, question.names, FIRST, weights)
    return len(set(found) & set(question.needed)) / len(question.needed)


def told(shares: list[float]) -> str:
    """A mean in percent, with the 95 % interval of the bootstrap."""
    draws = np.random.default_rng(1).choice(shares, (SAMPLES, len(shares))).mean(axis=1)
    low, high = np.percentile(draws, [2.5, 97.5])
    return f"{100 * np.mean(shares):.1f} ({100 * low:.1f}-{100 * high:.1f}, n={len(shares)})"


def main(folder: Path) -> None:
    """Print the weights, and the recall of each half of each set."""
    names = sorted(path.name.removesuffix(".passages.json.gz") for path in folder.glob("*.passages.json.gz"))
    with tempfile.TemporaryDirectory() as scratch:
        sets = {name: read_set(folder, name, Path(scratch)) for name in names}
        halves = {name: [one for one in ones if not one.kept_apart] for name, ones in sets.items()}
        weights = np.array(list(WEIGHTS.values()))
        for _ in range(ROUNDS):
            seen = [
                one for half in halves.values() for q in half for one in choices(q, weights, 100 / max(1, len(half)))
            ]
            weights = fitted(seen, weights)
        for sign, weight in zip(WEIGHTS, weights, strict=True):
            print(f'    "{sign}": {weight:.2f},')
        for name, ones in sets.items():
            for half, apart in (("fitted on", False), ("kept apart", True)):
                print(f"{name} {half}: {told([recall(q, weights) for q in ones if q.kept_apart == apart])}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
