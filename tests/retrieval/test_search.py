from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from k1.errors import K1Error
from k1.retrieval.operators import walk
from k1.retrieval.operators.paths import reachable, shortest_routes
from k1.retrieval.records import NodeRef
from k1.retrieval.search.fusion import fuse
from k1.retrieval.search.query_type import query_type
from k1.retrieval.search.sources import SourceRecord
from k1.retrieval.search.tri_search import tri_search
from k1.schema.vocabulary import QueryType


class TwoWebPages:
    name = "web"

    def find(self, question, limit):
        pages = (("web:1", "A fresh paper", 3.0), ("web:2", "A stale paper", 1.0))
        return [SourceRecord(key, score, ref=NodeRef(id=key, kind="web", name=name)) for key, name, score in pages]


class FailingWeb:
    name = "web"

    def find(self, question, limit):
        raise K1Error("the service is down")


class OneWebPage:
    name = "web"

    def find(self, question, limit):
        return [SourceRecord("web:1", 3.0, ref=NodeRef(id="web:1", kind="web", name="A fresh paper"))]


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("latest work on leaves", QueryType.RECENCY),
        ("leaves in 2023", QueryType.RECENCY),
        ("leaves in 1999", QueryType.DEFAULT),
        ("which figure shows the leaf", QueryType.MULTIMODAL),
        ("why do leaves fall", QueryType.CAUSAL),
        ("compare leaf counters", QueryType.SYNTHESIS),
        ("stable leaves", QueryType.DEFAULT),
    ],
)
def test_the_type_of_a_question_follows_from_its_words(question, kind):
    assert query_type(question, 2022)[0] == kind


def test_an_absent_web_source_is_named_and_costs_nothing(mini):
    found = tri_search(mini, "QuorlNet leaf counting")
    assert [(source.source, source.answered) for source in found.sources] == [
        ("web", False),
        ("mmkg", True),
        ("kn", True),
    ]
    assert "no web source" in found.sources[0].note
    assert found.hits[0].score > 0.5


def test_a_source_that_fails_is_named_with_its_message(mini):
    found = tri_search(mini, "QuorlNet", web=FailingWeb())
    assert (found.sources[0].answered, found.sources[0].note) == (False, "the service is down")
    assert found.hits


def test_records_of_the_web_stand_beside_those_of_the_graph(mini):
    found = tri_search(mini, "latest QuorlNet", web=OneWebPage())
    assert found.hits[0].node.name == "A fresh paper"
    assert found.hits[0].score == pytest.approx(0.7)


def test_the_last_record_of_a_list_is_found_too(mini):
    found = tri_search(mini, "zeppelin", web=TwoWebPages())
    assert [(hit.node.name, hit.score) for hit in found.hits] == [("A fresh paper", 0.3), ("A stale paper", 0.0)]


def test_a_record_that_no_source_lists_is_not_found(mini):
    found = tri_search(mini, "zeppelin")
    assert found.hits == ()
    assert all(hit.sources for hit in tri_search(mini, "QuorlNet on BigRoot").hits)


def test_the_same_question_has_the_same_answer(mini):
    assert tri_search(mini, "QuorlNet on BigRoot") == tri_search(mini, "QuorlNet on BigRoot")


def test_hits_of_the_graph_quote_paper_section_and_page(mini):
    for hit in tri_search(mini, "sparse gate").hits:
        if hit.node.kind == "anchor":
            assert hit.evidence[0].title and hit.evidence[0].section and hit.evidence[0].page


lists = st.dictionaries(
    st.sampled_from(["web", "mmkg", "kn"]),
    st.lists(st.builds(SourceRecord, st.sampled_from("abcdef"), st.floats(-5, 5)), max_size=6),
)
WEIGHTS = {"web": 0.3, "mmkg": 0.4, "kn": 0.3}


@given(lists)
def test_fused_scores_lie_between_0_and_1_in_order(found):
    fused = fuse(found, WEIGHTS)
    assert all(-1e-9 <= item.score <= 1 + 1e-9 for item in fused)
    assert fused == sorted(fused, key=lambda item: (-item.score, item.key))
    assert {item.key for item in fused} == {record.key for records in found.values() for record in records}


arcs = st.dictionaries(
    st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda arc: arc[0] != arc[1]),
    st.integers(1, 9),
    max_size=14,
)


@given(arcs, st.integers(0, 3))
@example({(0, 1): 5, (0, 2): 2, (2, 1): 2, (1, 3): 2}, 2)
def test_what_a_few_arcs_lead_to_is_reached_once_by_the_shortest_route_of_so_few(lengths, depth):
    routes = {0: 0.0}
    layer = dict(routes)
    for _ in range(depth):
        reached = [(b, layer[a] + w) for (a, b), w in lengths.items() if a in layer]
        layer = {node: min(length for end, length in reached if end == node) for node, _ in reached}
        routes |= {node: min(length, routes.get(node, length)) for node, length in layer.items()}
    network = {node: {b: float(w) for (a, b), w in lengths.items() if a == node} for node in range(6)}
    found = [(route.nodes[-1], route.length) for route, _ in reachable(network, [0], depth)]
    assert sorted(found) == sorted(routes.items())


def test_a_walk_finds_every_node_that_a_few_arcs_lead_to(mini):
    for start in range(mini.nodes.height):
        near, layer = {start}, {start}
        for _ in range(mini.settings.depth):
            layer = {end for node in layer for _, end, _ in walk._onward(mini, node)}
            near |= layer
        found = walk.best_paths(mini, {start: 1.0}, ends=set(mini.kinds), limit=1000)
        assert {path.end for path in found} == near - {start}
        assert all(len(path.arcs) <= mini.settings.depth for path in found)


@pytest.mark.filterwarnings("ignore:Couldn't reach some vertices")
@settings(deadline=None)  # the first example waits for the import of igraph
@given(arcs)
def test_shortest_paths_agree_with_igraph(lengths):
    import igraph

    network = {node: {b: float(w) for (a, b), w in sorted(lengths.items()) if a == node} for node in range(6)}
    ours = shortest_routes(network, [0], [5], 3)
    graph = igraph.Graph(6, list(lengths), directed=True)
    weights = list(map(float, lengths.values()))
    theirs = graph.get_k_shortest_paths(0, 5, 3, mode="out", weights=weights, output="epath") if lengths else []
    assert [route.length for route in ours] == [sum(weights[edge] for edge in path) for path in theirs]
    assert all(len(set(route.nodes)) == len(route.nodes) for route in ours)
