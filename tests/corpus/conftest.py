"""A client that does not wait, and a package index that serves archives of small papers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from corpus.small_papers import sha256
from k1.corpus.package_index import index_settings
from k1.runtime.http import HttpClient


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def client(pauses: list[float]) -> Iterator[HttpClient]:
    with HttpClient(attempts=3, timeout=5, sleep=pauses.append) as client:
        yield client


@pytest.fixture(scope="module")
def _local_index(make_httpserver: HTTPServer) -> Iterator[None]:
    """Makes the local server the package index. Pip, which is asked for it, is a process: once for all tests."""
    index_settings.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PIP_INDEX_URL", make_httpserver.url_for("/simple"))
        yield
    index_settings.cache_clear()


@pytest.fixture
def package_index(
    _local_index: None, httpserver: HTTPServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str, str, bytes], None]:
    """Call it with name, version and archive to publish a package on the local server."""
    monkeypatch.setenv("K1_CACHE", str(tmp_path / "cache"))
    httpserver.no_handler_status_code = 404

    def publish(name: str, version: str, packed: bytes) -> None:
        file = f"{name}-{version}.tar.gz"
        page = f'<!DOCTYPE html><html><body><a href="/files/{file}#sha256={sha256(packed)}">{file}</a></body></html>'
        httpserver.expect_request(f"/simple/{name}/").respond_with_data(page, content_type="text/html")
        httpserver.expect_request(f"/files/{file}").respond_with_data(packed, content_type="application/gzip")

    return publish
