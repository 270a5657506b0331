from __future__ import annotations

import json

import polars as pl
import pytest

from fixtures.mini_graph import DRIZZLE, QUORLNET, mini_graph, write_mini_run
from k1.errors import DamagedIndexError, GraphNotFoundError
from k1.retrieval.store.graph_store import open_graph
from k1.retrieval.store.index import INDEX_VERSION, build_index
from k1.schema.configuration import RetrievalSettings


def files_of(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_equal_graphs_give_indices_of_equal_bytes(tmp_path):
    for name in ("first", "second"):
        build_index(mini_graph(), tmp_path / name, RetrievalSettings())
    assert files_of(tmp_path / "first") == files_of(tmp_path / "second")


def test_an_index_of_an_empty_graph_answers_nothing(tmp_path):
    from k1.retrieval.search.tri_search import tri_search
    from k1.runtime.tables import write_tables
    from k1.schema.tables import GRAPH_TABLES

    empty = {name: rows.clear() for name, rows in mini_graph().items()}
    write_tables(GRAPH_TABLES, empty, tmp_path / "graph")
    build_index(empty, tmp_path / "index", RetrievalSettings())
    assert tri_search(open_graph(tmp_path / "graph"), "anything").hits == ()


def test_a_folder_without_a_graph_is_named_with_the_remedy(tmp_path):
    with pytest.raises(GraphNotFoundError, match=r"nowhere: no graph here.*make demo.*--graph"):
        open_graph(tmp_path / "nowhere")


def test_the_folder_of_a_run_is_told_where_its_graph_lies(tmp_path):
    graph = write_mini_run(tmp_path)
    with pytest.raises(GraphNotFoundError, match=rf"folder of a run: name its graph with --graph {graph}$"):
        open_graph(graph.parent)


def test_a_graph_without_an_index_is_named(tmp_path):
    graph = write_mini_run(tmp_path)
    (tmp_path / "index" / "index.json").unlink()
    with pytest.raises(GraphNotFoundError, match="has no index"):
        open_graph(graph)


def test_the_index_of_another_graph_is_refused(tmp_path):
    graph = write_mini_run(tmp_path)
    other = mini_graph()
    other["edges"] = other["edges"].head(3)
    build_index(other, tmp_path / "index", RetrievalSettings())
    with pytest.raises(GraphNotFoundError, match="index of another graph"):
        _ = open_graph(graph).leaving


def test_an_index_of_an_earlier_version_is_refused(tmp_path):
    graph, record = write_mini_run(tmp_path), tmp_path / "index" / "index.json"
    record.write_text(json.dumps({**json.loads(record.read_text()), "version": INDEX_VERSION - 1}))
    with pytest.raises(GraphNotFoundError, match="or version; build the run again"):
        _ = open_graph(graph).leaving


def test_arcs_of_a_node_are_its_edges_and_the_ends_of_its_hyperedges(mini):
    number = mini.number(DRIZZLE)
    ends, edges = mini.leaving.arcs(number)
    hyper = {int(end) for end, edge in zip(ends, edges, strict=True) if edge >= mini.edges.height}
    assert mini.number(QUORLNET) in hyper
    heads = mini.edges.filter(mini.edges["head"] == DRIZZLE)
    assert len(ends) - len(hyper) == heads.height


@pytest.mark.parametrize("unknown", ["", "paper:nothing", "zzz", "\U0010ffff"])
def test_an_unknown_id_has_no_number(mini, unknown):
    assert mini.number(unknown) is None


def test_a_node_is_found_by_its_id_without_a_search_through_the_table(mini, monkeypatch):
    monkeypatch.setattr(pl.Series, "search_sorted", None)
    assert all(mini.number(node) == row for row, node in enumerate(mini.ids))


def test_the_places_of_a_node_in_one_paper_are_those_of_its_places_that_lie_there(mini):
    papers = {row["provenance"]["paper"] for row in mini.places_of(QUORLNET)}
    assert len(papers) > 1
    for paper in papers:
        here = [row for row in mini.places_of(QUORLNET) if row["provenance"]["paper"] == paper]
        assert mini.places_of(QUORLNET, paper=paper) == here


def test_the_places_of_a_node_stand_in_reading_order_within_their_paper(mini):
    for node in mini.nodes["id"]:
        places = [row["provenance"] for row in mini.places_of(node)]
        told = [(place["paper"], order_of(mini, place["unit"]), place["start"]) for place in places]
        assert told == sorted(told)


def order_of(graph, unit: str) -> int:
    return json.loads(graph.node(graph.number(unit))["attributes"])["order"]


@pytest.mark.parametrize(
    "damaged", ["index.json", "names.parquet", "text/nodes.npy", "text/vocab.index.json", "out/offsets.npy"]
)
@pytest.mark.parametrize("content", [b"", b"{", None])
def test_a_damaged_file_of_the_index_is_named_with_the_remedy(tmp_path, damaged, content):
    graph = open_graph(write_mini_run(tmp_path))
    path = tmp_path / "index" / damaged
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(DamagedIndexError, match=rf"{damaged.split('/')[0]}: damaged.*delete the folder \S+index and"):
        _ = (graph.names, graph.text_nodes, graph.texts.frequency("leaf"), graph.leaving)
