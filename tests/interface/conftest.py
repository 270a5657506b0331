"""A graph that commands are asked of."""

from __future__ import annotations

from pathlib import Path

import pytest

from fixtures.mini_graph import write_mini_run


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented graph of two papers, with its index."""
    return write_mini_run(tmp_path_factory.mktemp("run"))
