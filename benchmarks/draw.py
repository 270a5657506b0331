"""Draw nodes and edges of a graph for a person to judge: 30 of the entity layer, 30 edges with a quote, 30 of module E.

    python benchmarks/draw.py results/demo/graph [SEED]

Edges of the document's own structure are left out. The same graph and seed give the same draw.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import Any

import polars as pl

from k1.schema.vocabulary import EdgeType, Layer, RelationType

STRUCTURE = [
    EdgeType.HAS_SECTION, EdgeType.HAS_UNIT, EdgeType.NEXT, EdgeType.BELONGS_TO, EdgeType.AUTHORED_BY,
    EdgeType.AFFILIATED_WITH, EdgeType.HAS_RESOURCE, EdgeType.GROUNDED_IN,
]  # fmt: skip
MANY = 30
AROUND = 90  # characters of the unit printed before and behind a mention


def printed_node(node: dict[str, Any], places: pl.DataFrame, texts: dict[str, str]) -> str:
    """Kind, name, and one place of a node with the words around it."""
    place = places.filter(pl.col("node") == node["id"]).sort("id").head(1).to_dicts()
    where = place[0]["provenance"] if place else None
    text = texts.get(where["unit"], "") if where else ""
    around = text[max(0, where["start"] - AROUND) : where["end"] + AROUND] if where else ""
    return f"{node['kind']} | {node['name'][:110]} | {' '.join(around.split())}"


def printed_edge(edge: dict[str, Any], nodes: dict[str, tuple[str, str]]) -> str:
    """Head, relation and tail of an edge with its quote."""
    (head, head_kind), (tail, tail_kind) = nodes[edge["head"]], nodes[edge["tail"]]
    role = f" {edge['role']} {edge['level']}" if edge["role"] else ""
    quote = " ".join(edge["provenance"]["quote"].split())[:300]
    return f"{head[:60]} ({head_kind}) {edge['relation']}{role} {tail[:60]} ({tail_kind}) | {edge['source']} | {quote}"


def main(folder: Path, seed: int) -> None:
    """Print the three draws."""
    nodes, edges = (pl.read_parquet(folder / f"{name}.parquet") for name in ("nodes", "edges"))
    places = pl.read_parquet(folder / "evidence.parquet")
    names = {row[0]: (row[1], row[2]) for row in nodes.select("id", "name", "kind").iter_rows()}
    texts = dict(nodes.select("id", "text").iter_rows())
    quoted = edges.filter(~pl.col("relation").is_in([r.value for r in STRUCTURE]) & pl.col("provenance").is_not_null())
    module_e = edges.filter(pl.col("relation").is_in([relation.value for relation in RelationType]))
    draw = random.Random(seed)
    entities = nodes.filter(pl.col("layer") == Layer.ENTITY.value).sort("id")
    print("nodes")
    for at, node in enumerate(draw.sample(entities.to_dicts(), MANY), start=1):
        print(at, printed_node(node, places, texts))
    for title, pool in (("edges", quoted), ("module E", module_e)):
        print(title)
        for at, edge in enumerate(draw.sample(pool.sort("id").to_dicts(), MANY), start=1):
            print(at, printed_edge(edge, names))
    print(module_e.group_by("source", "relation").len().sort("source", "len", "relation", descending=True).to_dicts())


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 2026)
