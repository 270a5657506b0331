"""Files that a build could not take in, or left out: why, as its table of failures says."""

from __future__ import annotations

from k1.retrieval.operators.seeds import file_asked
from k1.retrieval.store.graph_store import KnowledgeGraph
from k1.runtime.tables import read_table
from k1.schema.tables import FAILURES


def why_left_out(graph: KnowledgeGraph, mention: str) -> str:
    """Why a file that is asked for by its name is no paper of the graph, and the remedy; empty where none says so."""
    table = graph.folder.absolute().parent / f"{FAILURES.name}.parquet"
    file = file_asked(mention)
    if file is None or not table.is_file():
        return ""
    return "; ".join(
        f"{row['name']} is left out of the graph ({row['kind']}): {row['message']} -> {row['remedy']}"
        for row in read_table(FAILURES, table).iter_rows(named=True)
        if not {row["name"], file.bare(row["name"])}.isdisjoint(file.names)
    )
