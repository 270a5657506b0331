"""A client that does not wait, and a package index that serves archives of small papers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from corpus.small_papers import sha256
from k1.corpus.index import index_settings
from k1.runtime.http import HttpClient


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def client(pauses: list[float]) -> Iterator[HttpClient]:
    with HttpClient(attempts=3, timeout=5, sleep=pauses.append) as client:
        yield client


@pytest.fixture
def package_index(
    httpserver: HTTPServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str, str, bytes], None]]:
    """Makes the local server the package index; call it with name, version and archive to publish a package."""
    monkeypatch.setenv("PIP_INDEX_URL", httpserver.url_for("/simple"))
    monkeypatch.setenv("K1_CACHE", str(tmp_path / "cache"))
    httpserver.no_handler_status_code = 404
    index_settings.cache_clear()

    def publish(name: str, version: str, packed: bytes) -> None:
        file = f"{name}-{version}.tar.gz"
        page = f'<!DOCTYPE html><html><body><a href="/files/{file}#sha256={sha256(packed)}">{file}</a></body></html>'
        httpserver.expect_request(f"/simple/{name}/").respond_with_data(page, content_type="text/html")
        httpserver.expect_request(f"/files/{file}").respond_with_data(packed, content_type="application/gzip")

    yield publish
    index_settings.cache_clear()
