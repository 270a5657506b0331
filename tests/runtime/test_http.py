"""The client against real local servers: every way in which a download goes wrong."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from k1.errors import FailureKind, PaperError
from k1.runtime.http import LONGEST_PAUSE, HttpClient, retry_after, shown

LIMIT = 1_000_000


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def client(pauses: list[float]) -> Iterator[HttpClient]:
    with HttpClient(attempts=4, timeout=5, sleep=pauses.append) as client:
        yield client


@contextmanager
def raw_server(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server that answers each connection by writing bytes of its own choice."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection, suppress(OSError):
                connection.recv(65536)
                answer(connection)

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/paper.pdf"
    finally:
        listener.close()


def failing(client: HttpClient, url: str, max_bytes: int = LIMIT) -> PaperError:
    with pytest.raises(PaperError) as caught:
        client.get(url, max_bytes=max_bytes)
    return caught.value


def test_an_answer_is_whole_and_says_where_it_came_from(client: HttpClient, httpserver: HTTPServer):
    httpserver.expect_request("/old").respond_with_response(Response(status=302, headers={"Location": "/new"}))
    httpserver.expect_request("/new").respond_with_data(b"paper", content_type="application/pdf")
    answer = client.get(httpserver.url_for("/old"), max_bytes=LIMIT)
    assert (answer.content, answer.url) == (b"paper", httpserver.url_for("/new"))
    assert answer.headers["content-type"] == "application/pdf"


def test_the_client_says_who_it_is(client: HttpClient, httpserver: HTTPServer):
    httpserver.expect_request("/").respond_with_data(b"ok")
    client.get(httpserver.url_for("/"), max_bytes=LIMIT)
    assert httpserver.log[0][0].headers["User-Agent"].startswith("k1-knowledge/")


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_not_there_is_asked_for_once(
    client: HttpClient, httpserver: HTTPServer, pauses: list[float], status: int
):
    httpserver.expect_request("/x").respond_with_data(b"", status=status)
    assert failing(client, httpserver.url_for("/x")).kind is FailureKind.NOT_FOUND
    assert (len(httpserver.log), pauses) == (1, [])


def test_a_refusal_is_asked_for_once(client: HttpClient, httpserver: HTTPServer):
    httpserver.expect_request("/x").respond_with_data(b"", status=403)
    error = failing(client, httpserver.url_for("/x"))
    assert (error.kind, len(httpserver.log)) == (FailureKind.NETWORK, 1)
    assert "by hand" in error.remedy


def test_a_busy_server_is_given_the_time_that_it_asks_for(
    client: HttpClient, httpserver: HTTPServer, pauses: list[float]
):
    httpserver.expect_ordered_request("/x").respond_with_data(b"", status=429, headers={"Retry-After": "7"})
    moment = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    httpserver.expect_ordered_request("/x").respond_with_data(b"", status=429, headers={"Retry-After": moment})
    httpserver.expect_ordered_request("/x").respond_with_data(b"paper")
    assert client.get(httpserver.url_for("/x"), max_bytes=LIMIT).content == b"paper"
    assert pauses[0] == 7
    assert 20 < pauses[1] <= 30


def test_a_server_that_asks_for_a_long_wait_is_left_alone(
    client: HttpClient, httpserver: HTTPServer, pauses: list[float]
):
    wait = int(LONGEST_PAUSE) + 1
    httpserver.expect_request("/x").respond_with_data(b"", status=429, headers={"Retry-After": str(wait)})
    error = failing(client, httpserver.url_for("/x"))
    assert (error.kind, pauses) == (FailureKind.RATE_LIMITED, [])
    assert f"{wait} s" in error.remedy


def test_pauses_grow_until_the_attempts_are_spent(client: HttpClient, httpserver: HTTPServer, pauses: list[float]):
    httpserver.expect_request("/x").respond_with_data(b"", status=503)
    error = failing(client, httpserver.url_for("/x"))
    assert (error.kind, len(httpserver.log), pauses) == (FailureKind.NETWORK, 4, [1, 2, 4])
    assert "503" in error.message


def test_a_download_that_was_cut_short_is_tried_again(client: HttpClient, pauses: list[float]):
    def cut(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf")

    with raw_server(cut) as url:
        assert failing(client, url).kind is FailureKind.TRUNCATED
    assert len(pauses) == 3


def test_a_cut_download_that_comes_whole_later_is_whole(client: HttpClient):
    bodies = iter([b"ha", b"whole"])

    def answer(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\n" + next(bodies))

    with raw_server(answer) as url:
        assert client.get(url, max_bytes=LIMIT).content == b"whole"


def test_a_server_that_is_not_there_is_tried_again(client: HttpClient, pauses: list[float]):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/x"
    assert failing(client, url).kind is FailureKind.NETWORK
    assert pauses == [1, 2, 4]


def test_a_server_that_does_not_answer_times_out():
    with HttpClient(attempts=1, timeout=0.2) as client, raw_server(lambda _: time.sleep(0.6)) as url:
        assert failing(client, url).kind is FailureKind.TIMEOUT


def test_a_server_that_sends_drop_by_drop_times_out():
    def drip(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        for _ in range(40):
            connection.sendall(b".")
            time.sleep(0.02)

    with HttpClient(attempts=1, timeout=0.2) as client, raw_server(drip) as url:
        error = failing(client, url)
    assert error.kind is FailureKind.TIMEOUT
    assert "bytes in" in error.message


def test_a_file_that_is_too_large_is_refused_before_it_is_read(client: HttpClient, httpserver: HTTPServer):
    httpserver.expect_request("/x").respond_with_data(b"x" * 2000)
    assert failing(client, httpserver.url_for("/x"), max_bytes=1000).kind is FailureKind.TOO_LARGE
    assert len(httpserver.log) == 1


def test_an_answer_without_a_stated_length_is_bounded_too(client: HttpClient, httpserver: HTTPServer):
    def endless(_: Request) -> Response:
        return Response(b"x" * 500 for _ in range(10_000))

    httpserver.expect_request("/x").respond_with_handler(endless)
    assert failing(client, httpserver.url_for("/x"), max_bytes=1000).kind is FailureKind.TOO_LARGE


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://example.org/x", "paper.pdf"])
def test_only_http_addresses_are_fetched(client: HttpClient, url: str, pauses: list[float]):
    assert failing(client, url).kind is FailureKind.HOSTILE
    assert pauses == []


def test_a_redirect_to_a_local_file_is_refused(client: HttpClient, httpserver: HTTPServer):
    headers = {"Location": "file:///etc/hostname"}
    httpserver.expect_request("/x").respond_with_response(Response(status=302, headers=headers))
    assert failing(client, httpserver.url_for("/x")).kind is FailureKind.HOSTILE


def test_redirects_without_end_are_given_up(client: HttpClient, httpserver: HTTPServer):
    httpserver.expect_request("/x").respond_with_response(Response(status=302, headers={"Location": "/x"}))
    assert failing(client, httpserver.url_for("/x")).kind is FailureKind.NETWORK


def test_a_reader_may_stop_before_the_end(client: HttpClient, httpserver: HTTPServer):
    httpserver.expect_request("/x").respond_with_data(b"head" + b"x" * 100_000)
    assert client.fetch(httpserver.url_for("/x"), lambda body: body.read(4), max_bytes=LIMIT) == b"head"


def test_what_a_reader_raises_is_not_tried_again(client: HttpClient, httpserver: HTTPServer, pauses: list[float]):
    def refuse(_: object) -> None:
        raise PaperError(FailureKind.HOSTILE, "said", "do")

    httpserver.expect_request("/x").respond_with_data(b"x")
    with pytest.raises(PaperError, match="said"):
        client.fetch(httpserver.url_for("/x"), refuse, max_bytes=LIMIT)
    assert pauses == []


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("120", 120),
        ("soon", None),
        ("Tue, 24 Nov 2026 00:00:30 GMT", 30),
        ("Mon, 23 Nov 2026 00:00:00 GMT", 0),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(header: str | None, seconds: float | None):
    assert retry_after(header, datetime(2026, 11, 24, tzinfo=UTC)) == seconds


@pytest.mark.parametrize(
    "url", ["http://[x/paper.pdf", "http://\u2100.com/", "http://a..b/", "http://xn--a/", "ftp://["]
)
def test_an_address_that_is_none_is_refused(client: HttpClient, url: str):
    error = failing(client, url)
    assert (error.kind, "correct the address" in error.remedy) == (FailureKind.HOSTILE, True)


def test_an_address_is_shown_without_password_and_query():
    assert shown("https://user:secret@host.org:8/a/b?key=1#c") == "https://host.org:8/a/b"
