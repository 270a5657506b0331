from __future__ import annotations

import pytest

from fixtures.mini_graph import write_mini_run
from k1.retrieval.store.graph_store import KnowledgeGraph, open_graph


@pytest.fixture(scope="session")
def mini(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    return open_graph(write_mini_run(tmp_path_factory.mktemp("run")))
