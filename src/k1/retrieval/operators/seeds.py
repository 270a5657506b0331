"""Operator O1: from words to nodes, with reasons. Homonyms stay several seeds (agents-k1 5.2)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

import polars as pl

from k1.corpus.formats import FORMATS
from k1.corpus.naming import FOLDER_END, path_slug
from k1.retrieval.evidence.places import node_ref
from k1.retrieval.records import Seed
from k1.retrieval.store.graph_store import KnowledgeGraph
from k1.retrieval.store.names import ABBREVIATION, FAMILY_NAME, IDENTIFIER, identifier_key
from k1.retrieval.store.tokens import PRINTED, STOPWORDS, sorted_key, trigram_similarity, trigrams
from k1.schema.identity import canonical_text
from k1.schema.vocabulary import NodeKind

EXACT, EXPANSION, SAME_WORDS = 1.0, 0.9, 0.8
BY_ID = "id"
_MIN_SIMILARITY = 0.6
_SIMILAR = (0.5, 0.7)  # scores of the least and the most similar names
_CANDIDATES = 50
_WINDOW = 8  # words a name inside a question may have
_MOST_SEEDS = 10  # of a question
_MOST_FOLDERS = 20  # of a path that may name a file
# No name holds half of a surrogate pair, and no column can be asked for one.
_SURROGATE = re.compile(r"[\ud800-\udfff]")

Scored = tuple[float, str]
_Hit = tuple[str, Scored]
"""The id of a node, and how well the words name it and why."""


def resolve(graph: KnowledgeGraph, mention: str, kinds: Collection[str] = ()) -> tuple[Seed, ...]:
    """All nodes that ``mention`` may stand for, best first; ``kinds`` restricts them.

    Exact name, alias or identifier 1.0; abbreviation, expansion or the name that a title begins with 0.9; the same
    words 0.8, and family names of authors; similar names (trigram Jaccard from 0.6 to 1) from 0.5 to 0.7. An identifier
    is like no other: two papers of one journal have DOIs that differ in three digits.
    """
    ways = [_by_id, _by_key, _by_file, _by_title_name, *([] if identifier_key(mention) else [_by_similarity])]
    return _seeds(graph, (hit for find in ways for hit in find(graph, mention, kinds)))


def best_seeds(seeds: Sequence[Seed]) -> tuple[Seed, ...]:
    """The seeds of the best score: what an operator starts from when a name is clear."""
    return tuple(seed for seed in seeds if seed.score == seeds[0].score)


def seeds_in(graph: KnowledgeGraph, question: str) -> tuple[Seed, ...]:
    """The nodes that a question names: longest names first, no word used twice."""
    question = _SURROGATE.sub(" ", question)
    tokens = [match.span() for match in PRINTED.finditer(question)]
    windows = [(i, i + n) for n in range(min(_WINDOW, len(tokens)), 0, -1) for i in range(len(tokens) - n + 1)]
    texts = {w: question[tokens[w[0]][0] : tokens[w[1] - 1][1]].rstrip(".'") for w in windows}
    named = _named(graph, {text for text in texts.values() if _may_be_name(text)})
    found: list[_Hit] = []
    used: set[int] = set()
    for window in windows:
        hits = named.get(texts[window])
        if hits and used.isdisjoint(range(*window)):
            used.update(range(*window))
            found += hits
    return _seeds(graph, found)[:_MOST_SEEDS]


def _may_be_name(text: str) -> bool:
    folded = canonical_text(text)
    # "It's" is the word "it", and no name "IT": the key of the same words drops the ending.
    return len(folded) > 1 and not all(word.removesuffix("'s") in STOPWORDS for word in folded.split())


def _named(graph: KnowledgeGraph, texts: Collection[str]) -> dict[str, list[_Hit]]:
    """Nodes by the text that names them exactly or by the same words."""
    keys = {text: canonical_text(text) for text in texts}
    words = {text: sorted_key(text) for text in texts}
    rows = graph.names.filter(
        pl.col("key").is_in(sorted(set(keys.values()))) | pl.col("sorted_key").is_in(sorted(set(words.values())))
    ).filter(pl.col("reason") != FAMILY_NAME)
    listed = rows.to_dicts()
    called: defaultdict[str, set[int]] = defaultdict(set)
    worded: defaultdict[str, set[int]] = defaultdict(set)
    for number, row in enumerate(listed):
        called[row["key"]].add(number)
        worded[row["sorted_key"]].add(number)
    named: dict[str, list[_Hit]] = {}
    for text in sorted(texts):
        hits = sorted(called.get(keys[text], set()) | worded.get(words[text], set()))
        if hits:
            named[text] = [(listed[number]["node"], _score(listed[number], keys[text])) for number in hits]
    return named


def _by_id(graph: KnowledgeGraph, mention: str, kinds: Collection[str]) -> list[_Hit]:
    number = graph.number(mention.strip())
    if number is None or (kinds and graph.kinds[number] not in kinds):
        return []
    return [(graph.ids[number], (EXACT, BY_ID))]


def _by_key(graph: KnowledgeGraph, mention: str, kinds: Collection[str]) -> list[_Hit]:
    key = canonical_text(mention)
    identifier = identifier_key(mention)
    rows = _of_kinds(graph.names, kinds).filter(
        (pl.col("key") == key)
        | (pl.col("sorted_key") == sorted_key(mention))
        | ((pl.col("key") == identifier) & (pl.col("reason") == IDENTIFIER))
    )
    return [(row["node"], _score(row, key, identifier)) for row in rows.to_dicts()]


def _by_file(graph: KnowledgeGraph, mention: str, kinds: Collection[str]) -> list[_Hit]:
    """Papers by the name of a file ("MOB.pdf", "papers/trees/MOB.pdf"), whose own name holds its folders too."""
    file = file_asked(mention)
    if file is None:
        return []
    called: defaultdict[str, set[str]] = defaultdict(set)
    rows = _of_kinds(graph.names, kinds).filter(pl.col("reason") == IDENTIFIER)
    for name, node in rows.select("name", "node").iter_rows():
        for known in (name, file.bare(name)):
            called[known].add(node)
    exact = next((found for name in file.names if (found := called.get(name))), set())
    if exact:
        return [(node, (EXACT, IDENTIFIER)) for node in sorted(exact)]
    deeper = f"{FOLDER_END}{file.names[-1]}"
    below = {node for known, nodes in called.items() if known.endswith(deeper) for node in nodes}
    return [(node, (SAME_WORDS, "name of its file")) for node in sorted(below)]


class FileAsked(NamedTuple):
    """A file that is asked for: the names that it may have in a corpus, and its format.

    The most folders first: of "X.pdf" and "deep/X.pdf" the second is asked for by "papers/deep/X.pdf".
    """

    names: tuple[str, ...]
    source_format: str

    def bare(self, name: str) -> str:
        """A name without what tells the file from another of the same name."""
        return re.sub(rf"-{self.source_format}(?:-(?:[0-9a-f]{{8}}|unread))*$", "", name)


def file_asked(mention: str) -> FileAsked | None:
    """The file of a paper that is asked for by its name or path; None where it is none."""
    path = PurePosixPath(mention.strip().replace("\\", "/"))
    source_format = FORMATS.get(path.suffix.lower())
    if source_format is None:
        return None
    parts = path.with_suffix("").parts[-_MOST_FOLDERS:]
    return FileAsked(tuple(path_slug(parts[first:]) for first in range(len(parts))), source_format)


def _by_title_name(graph: KnowledgeGraph, mention: str, kinds: Collection[str]) -> list[_Hit]:
    """Papers, cited ones too, by the name before the colon of their title ("emcee: The MCMC Hammer")."""
    key = canonical_text(mention)
    papers = _of_kinds(graph.names, kinds).filter(pl.col("kind") == NodeKind.PAPER.value)
    rows = papers.filter(pl.col("key").str.starts_with(f"{key}:")) if key else papers.clear()
    return [(node, (EXPANSION, "name in its title")) for node in rows["node"]]


def _score(row: dict[str, str], key: str, identifier: str = "") -> Scored:
    reason = row["reason"]
    if row["key"] == identifier != "":
        return EXACT, IDENTIFIER
    if row["key"] != key or reason == FAMILY_NAME:
        return SAME_WORDS, reason if reason == FAMILY_NAME else "same words"
    return (EXPANSION if reason == ABBREVIATION else EXACT), reason


def _by_similarity(graph: KnowledgeGraph, mention: str, kinds: Collection[str]) -> list[_Hit]:
    candidates = graph.name_index.search(sorted(trigrams(mention)), _CANDIDATES)
    found = []
    for number, _ in candidates:
        row = graph.names.row(number, named=True)
        similarity = trigram_similarity(mention, row["key"])
        if similarity >= _MIN_SIMILARITY and row["reason"] != FAMILY_NAME and (not kinds or row["kind"] in kinds):
            low, high = _SIMILAR
            score = low + (high - low) * (similarity - _MIN_SIMILARITY) / (1 - _MIN_SIMILARITY)
            found.append((row["node"], (round(score, 4), f"similar to {row['name']!r}")))
    return found


def _of_kinds(names: pl.DataFrame, kinds: Collection[str]) -> pl.DataFrame:
    return names.filter(pl.col("kind").is_in(sorted(kinds))) if kinds else names


def _seeds(graph: KnowledgeGraph, hits: Iterable[_Hit]) -> tuple[Seed, ...]:
    """A seed for each node with the best that was found of it, best first."""
    found: dict[str, Scored] = {}
    for node, scored in hits:
        found[node] = max(found.get(node, (0.0, "")), scored)
    seeds = []
    for node, (score, reason) in found.items():
        number = graph.number(node)
        if number is not None:
            papers = graph.node(number)["papers"]
            seeds.append(Seed(node=node_ref(graph, number), score=score, reason=reason, papers=papers))
    return tuple(sorted(seeds, key=lambda seed: (-seed.score, -seed.papers, seed.node.id)))
