"""How high ``ask`` ranks the sentence that answers thirty questions of the demo, and what it refuses that none answers.

    python benchmarks/questions.py results/demo/graph

A row of ``questions.csv`` names a paper by its corpus name and a pattern of the answering sentence. A quote counts if
it comes from that paper and holds the pattern. ``unanswerable.csv`` has questions that no paper of the demo answers.
Half of each were kept from tuning.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from k1.retrieval.ask.answers import ask
from k1.retrieval.store.graph_store import KnowledgeGraph, open_graph

DEEPEST = 5


def rank(graph: KnowledgeGraph, row: dict[str, str], titles: dict[str, str]) -> int | None:
    """The place of the first quote that answers, from 1; None among the first five."""
    sentences = ask(graph, row["question"], DEEPEST).sentences
    for place, sentence in enumerate(sentences, start=1):
        evidence = sentence.evidence
        if evidence.title == titles[row["paper"]] and re.search(row["answer"], " ".join(evidence.quote.split())):
            return place
    return None


def titles_by_name(run: Path) -> dict[str, str]:
    """The title of each paper of a run by its name in the corpus."""
    import polars as pl

    papers = pl.concat(pl.read_parquet(path) for path in sorted(run.glob("documents/*/papers.parquet")))
    return dict(papers.select("name", "title").iter_rows())


def read_rows(name: str) -> list[dict[str, str]]:
    """The rows of a table beside this file."""
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def main(folder: Path) -> None:
    """Print the place of each answer, then hit@1, hit@3, mean reciprocal rank and what was refused by half."""
    graph, titles = open_graph(folder), titles_by_name(folder.parent)
    rows = read_rows("questions.csv")
    places: defaultdict[str, list[int | None]] = defaultdict(list)
    for row in rows:
        places[row["half"]].append(rank(graph, row, titles))
        print(f"{row['half']}\t{places[row['half']][-1] or '-'}\t{row['question']}")
    for half, found in places.items():
        reciprocal = sum(1 / place for place in found if place) / len(found)
        hits = [sum(place is not None and place <= k for place in found) for k in (1, 3)]
        print(f"{half}: hit@1 {hits[0]}/{len(found)}, hit@3 {hits[1]}/{len(found)}, MRR {reciprocal:.2f}")
    told: Counter[tuple[str, str]] = Counter()
    for row in read_rows("unanswerable.csv"):
        told[row["half"], ask(graph, row["question"], DEEPEST).strength.value] += 1
    for (half, strength), count in sorted(told.items()):
        print(f"unanswerable, {half}: {count} with evidence that is called {strength}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
