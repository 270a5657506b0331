"""The graph as compressed rows: for each node the ends and the numbers of its edges, in files that are mapped.

A node's number is its row in nodes.parquet, an edge's number its row in edges.parquet. A hyperedge is one hop that
joins all its ends (agents-k1 6.3): it stands as arcs between them, numbered from the number of edges upward.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from k1.retrieval.store.index_files import reading
from k1.runtime.files import replacing

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Adjacency:
    """Arcs that leave (or enter) each node: ``ends[offsets[n]:offsets[n + 1]]`` by way of ``edges`` of that range."""

    offsets: Numbers
    ends: Numbers
    edges: Numbers

    def arcs(self, node: int) -> tuple[Numbers, Numbers]:
        """The nodes at the other ends of a node's arcs, and the numbers of the edges."""
        part = slice(int(self.offsets[node]), int(self.offsets[node + 1]))
        return self.ends[part], self.edges[part]


def arcs_of(nodes: pl.DataFrame, edges: pl.DataFrame, hyperedges: pl.DataFrame) -> tuple[Numbers, Numbers, Numbers]:
    """Tails, heads and edge numbers of all arcs whose two ends are nodes of the graph."""
    numbers = nodes.select("id").with_row_index("number")
    directed = (
        edges.select("head", "tail")
        .with_row_index("edge")
        .join(numbers.rename({"id": "head", "number": "from"}), on="head", how="inner")
        .join(numbers.rename({"id": "tail", "number": "to"}), on="tail", how="inner")
        .sort("edge")
    )
    known = dict(zip(numbers["id"], numbers["number"], strict=True)) if hyperedges.height else {}
    joined = _hyperarcs(hyperedges, known, edges.height)
    return (
        np.concatenate([directed["from"].to_numpy().astype(np.int64), joined[:, 0]]),
        np.concatenate([directed["to"].to_numpy().astype(np.int64), joined[:, 1]]),
        np.concatenate([directed["edge"].to_numpy().astype(np.int64), joined[:, 2]]),
    )


def _hyperarcs(hyperedges: pl.DataFrame, known: dict[str, int], first: int) -> Numbers:
    rows = [
        (start, end, first + number)
        for number, roles in enumerate(hyperedges["roles"].to_list())
        for start, end in permutations(sorted({known[r["entity"]] for r in roles if r["entity"] in known}), 2)
    ]
    return np.array(rows, dtype=np.int64).reshape(-1, 3)


def compress(starts: Numbers, ends: Numbers, edges: Numbers, nodes: int) -> Adjacency:
    """Arcs grouped by the node they start from, in the order of their ends and edges."""
    order = np.lexsort((edges, ends, starts))
    offsets = np.zeros(nodes + 1, dtype=np.int64)
    np.cumsum(np.bincount(starts, minlength=nodes), out=offsets[1:])
    return Adjacency(offsets, ends[order], edges[order])


def write_adjacency(adjacency: Adjacency, folder: Path) -> None:
    """Write the three arrays as numpy files."""
    for name in ("offsets", "ends", "edges"):
        with replacing(folder / f"{name}.npy") as temporary, temporary.open("wb") as stream:
            np.save(stream, getattr(adjacency, name), allow_pickle=False)


def open_adjacency(folder: Path) -> Adjacency:
    """Map the three arrays; nothing is read before it is asked for."""
    with reading(folder):
        return Adjacency(*(np.load(folder / f"{name}.npy", mmap_mode="r") for name in ("offsets", "ends", "edges")))
