"""Downloading politely: bounded retries, bounded sizes, whole answers or an error that says what to do."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self, TypeVar
from urllib.parse import urlsplit, urlunsplit

import httpx

from k1 import __version__
from k1.errors import FailureKind, PaperError

USER_AGENT = f"k1-knowledge/{__version__} (research software; reads papers)"

LONGEST_PAUSE = 60.0
"""Seconds. A server that asks for a longer wait is left alone, and the paper fails with that remedy."""

_FIRST_PAUSE = 1.0
_SLOWEST = 1_000
"""Bytes a second: below this, averaged over more than the timeout, a download is given up."""

_MAX_REDIRECTS = 10
_TRANSIENT = frozenset({408, 425, 429, 500, 502, 503, 504})

T = TypeVar("T")


@dataclass(frozen=True)
class Answer:
    """A whole answer: its bytes, its headers, and the address it finally came from."""

    content: bytes
    headers: Mapping[str, str]
    url: str


class _PassingError(Exception):
    """A failure that a later try may not meet. ``pause`` is the wait that the server asked for."""

    def __init__(self, failure: PaperError, pause: float | None = None) -> None:
        super().__init__(str(failure))
        self.failure = failure
        self.pause = pause


class Body:
    """The body of an answer as a binary stream: bounded in size, and an error where it is cut short or too slow."""

    def __init__(self, response: httpx.Response, *, max_bytes: int, timeout: float) -> None:
        self.headers: Mapping[str, str] = response.headers
        self.url = str(response.url)
        self._chunks: Iterator[bytes] = response.iter_bytes()
        self._buffer = bytearray()
        self._max_bytes = max_bytes
        self._timeout = timeout
        self._started = time.monotonic()
        self._received = 0
        self._expected = _expected_length(response)

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes, all that is left where negative; empty at the end."""
        while (size < 0 or len(self._buffer) < size) and (chunk := next(self._chunks, None)) is not None:
            self._count(chunk)
            self._buffer += chunk
        if size < 0 or len(self._buffer) < size:
            self._check_whole()
        taken = len(self._buffer) if size < 0 else size
        data = bytes(self._buffer[:taken])
        del self._buffer[:taken]
        return data

    def _count(self, chunk: bytes) -> None:
        self._received += len(chunk)
        if self._received > self._max_bytes:
            raise too_large(shown(self.url), self._max_bytes)
        seconds = time.monotonic() - self._started
        if seconds > self._timeout and self._received < seconds * _SLOWEST:
            raise _PassingError(_timed_out(self.url, f"sent {self._received} bytes in {seconds:.0f} s"))

    def _check_whole(self) -> None:
        if self._expected is not None and self._received != self._expected:
            raise _PassingError(_truncated(self.url, f"{self._received} of {self._expected} bytes"))


class HttpClient:
    """Fetches addresses with bounded retries. One client serves many threads.

    Parameters
    ----------
    attempts: tries per address, with pauses of 1, 2, 4 … seconds between them, or as long as the server asks.
    timeout: seconds without an answer or a byte before a try is given up.
    certificates: a file of certificate authorities; by default those of the environment.
    sleep: how to wait, replaced in tests.
    """

    def __init__(
        self,
        *,
        attempts: int = 4,
        timeout: float = 60.0,
        certificates: str | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._attempts = attempts
        self._timeout = timeout
        self._sleep = sleep
        self._client = httpx.Client(
            timeout=timeout,
            follow_redirects=True,
            max_redirects=_MAX_REDIRECTS,
            verify=ssl.create_default_context(cafile=certificates) if certificates else True,
            # Identity: the length that a server states is then the length of the file.
            headers={"User-Agent": USER_AGENT, "Accept-Encoding": "identity"},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def pause(self, seconds: float) -> None:
        """Wait between two requests, as a service asks of its users."""
        self._sleep(seconds)

    def get(self, url: str, *, max_bytes: int, headers: Mapping[str, str] | None = None) -> Answer:
        """The whole answer of an address.

        Raises
        ------
        PaperError: what went wrong after all tries, and the remedy.
        """
        return self.fetch(url, _whole, max_bytes=max_bytes, headers=headers)

    def fetch(
        self, url: str, consume: Callable[[Body], T], *, max_bytes: int, headers: Mapping[str, str] | None = None
    ) -> T:
        """What ``consume`` makes of an address's body; it may stop before the end. Called anew on each try.

        Raises
        ------
        PaperError: what went wrong after all tries, and the remedy; or what ``consume`` raised, at once.
        """
        _check_address(url)
        for attempt in range(1, self._attempts + 1):
            try:
                return self._once(url, consume, max_bytes, headers)
            except _PassingError as passing:
                pause = _FIRST_PAUSE * 2 ** (attempt - 1) if passing.pause is None else passing.pause
                if attempt == self._attempts or (passing.pause or 0) > LONGEST_PAUSE:
                    raise passing.failure from passing
                self._sleep(min(pause, LONGEST_PAUSE))
        raise AssertionError("attempts is at least 1")

    def _once(self, url: str, consume: Callable[[Body], T], max_bytes: int, headers: Mapping[str, str] | None) -> T:
        try:
            with ExitStack() as opened:
                response = self._opened(opened, url, headers)
                _check_status(response)
                if (_expected_length(response) or 0) > max_bytes:
                    raise too_large(shown(str(response.url)), max_bytes)
                return consume(Body(response, max_bytes=max_bytes, timeout=self._timeout))
        except (httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
            raise _no_address(url, error) from error
        except httpx.TooManyRedirects as error:
            remedy = "open the address in a browser and give the file's own address or a folder"
            raise PaperError(FailureKind.NETWORK, f"{shown(url)}: redirects without end", remedy) from error
        except httpx.TimeoutException as error:
            raise _PassingError(_timed_out(url, f"no answer in {self._timeout:g} s")) from error
        except httpx.RemoteProtocolError as error:
            raise _PassingError(_truncated(url, str(error))) from error
        except (httpx.TransportError, httpx.DecodingError) as error:
            remedy = "check the connection, a proxy and the address, then run again"
            raise _PassingError(PaperError(FailureKind.NETWORK, f"{shown(url)}: {error}", remedy)) from error

    def _opened(self, opened: ExitStack, url: str, headers: Mapping[str, str] | None) -> httpx.Response:
        try:
            return opened.enter_context(self._client.stream("GET", url, headers=headers))
        except UnicodeError as error:  # the name of a host that no name service can be asked for
            raise _no_address(url, error) from error


def _whole(body: Body) -> Answer:
    return Answer(body.read(), body.headers, body.url)


def _check_address(url: str) -> None:
    """Refuse what httpx would take for the name of a host, such as ``[x``."""
    try:
        urlsplit(url)
    except ValueError as error:
        raise _no_address(url, error) from error


def _no_address(url: str, error: Exception) -> PaperError:
    remedy = "only http and https addresses are fetched; correct the address"
    return PaperError(FailureKind.HOSTILE, f"{shown(url)}: {error}", remedy)


def _check_status(response: httpx.Response) -> None:
    """Raise what a status other than success means: to be tried again, or final."""
    status, where = response.status_code, shown(str(response.url))
    if 200 <= status < 300:
        return
    said = f"{where}: HTTP {status} {response.reason_phrase}".rstrip()
    if status in (404, 410):
        raise PaperError(FailureKind.NOT_FOUND, said, "check the identifier; the paper may have been withdrawn")
    if status == 429:
        pause = retry_after(response.headers.get("retry-after"), datetime.now(UTC))
        waiting = f"in {pause:.0f} s" if pause else "later"
        remedy = f"the server asks for fewer requests: run again {waiting}"
        raise _PassingError(PaperError(FailureKind.RATE_LIMITED, said, remedy), pause)
    if status in _TRANSIENT:
        pause = retry_after(response.headers.get("retry-after"), datetime.now(UTC))
        raise _PassingError(PaperError(FailureKind.NETWORK, said, "the server is in trouble: run again later"), pause)
    remedy = "the server refuses; fetch the file by hand and add it by a folder source"
    raise PaperError(FailureKind.NETWORK, said, remedy)


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds to wait by a Retry-After header, which holds seconds or an HTTP date; None where it says neither."""
    if value is None:
        return None
    if value.strip().isdecimal():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() - now.timestamp())


def _expected_length(response: httpx.Response) -> int | None:
    """The length that the server states, where it is the length of what ``iter_bytes`` yields."""
    length = response.headers.get("content-length", "")
    if "content-encoding" in response.headers or not length.isdecimal():
        return None
    return int(length)


def shown(url: str) -> str:
    """An address without user name, password and query, fit for tables and logs."""
    try:
        parts = urlsplit(url)
    except ValueError:  # where its parts cannot be told apart, the password cannot be left out
        return "an address that is none"
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def too_large(what: str, max_bytes: int) -> PaperError:
    """The failure of a file or answer above the limit of the configuration."""
    remedy = "raise corpus.max_bytes, or leave the paper out"
    return PaperError(FailureKind.TOO_LARGE, f"{what}: more than {max_bytes:,} bytes", remedy)


def _timed_out(url: str, said: str) -> PaperError:
    return PaperError(FailureKind.TIMEOUT, f"{shown(url)}: {said}", "run again, or raise corpus.timeout")


def _truncated(url: str, said: str) -> PaperError:
    return PaperError(FailureKind.TRUNCATED, f"{shown(url)}: cut short: {said}", "run again")
