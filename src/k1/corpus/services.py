"""What the network sources share: one paper after another, politely, and none twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from k1.corpus.arrival import Arrival, Outcome, failure
from k1.corpus.content import check_content
from k1.corpus.earlier import recall, remember
from k1.errors import ConfigurationError, PaperError
from k1.runtime.http import HttpClient


class Service:
    """A service that papers are fetched from, with a pause between two requests.

    Parameters
    ----------
    seconds_between: the pause that the service asks for.
    """

    def __init__(self, client: HttpClient, base_url: str, *, max_bytes: int, seconds_between: float) -> None:
        self._client = client
        self._base_url = base_url.rstrip("/")
        self._max_bytes = max_bytes
        self._seconds_between = seconds_between
        self._asked = False

    def address(self, path: str) -> str:
        """The address of a path of the service."""
        return f"{self._base_url}/{path}"

    def get(self, url: str) -> bytes:
        """What an address answers, after the pause that politeness asks for."""
        if self._asked:
            self._client.pause(self._seconds_between)
        self._asked = True
        return self._client.get(url, max_bytes=self._max_bytes).content

    def paper(self, url: str, source_format: str) -> bytes:
        """The paper at an address.

        Raises
        ------
        PaperError: where it cannot be had, or is something else than its format says.
        """
        data = self.get(url)
        check_content(data, source_format)
        return data


@dataclass(frozen=True)
class ServiceBatch:
    """Papers of one service.

    Parameters
    ----------
    folder: the corpus folder, where an earlier run may have left papers; delete a paper there to fetch it anew.
    identifiers: of the papers, one for each name.
    source: what tells a paper's source from all others, by its identifier.
    fetch_one: the paper of a name and an identifier.
    """

    folder: Path
    names: tuple[str, ...]
    identifiers: Sequence[str]
    source: Callable[[str], str]
    fetch_one: Callable[[str, str], Arrival]

    def fetch(self) -> Iterator[Outcome]:
        """One outcome per identifier."""
        for name, identifier in zip(self.names, self.identifiers, strict=True):
            try:
                paper = recall(self.folder, name, self.source(identifier))
                if paper is None:
                    paper = self.fetch_one(name, identifier)
                    remember(self.folder, paper)
                yield paper
            except PaperError as error:
                yield failure(name, error)


def canonical_list(kind: str, given: Sequence[str], canonical: Callable[[str], str]) -> list[str]:
    """Identifiers in canonical form, each once, in the order given.

    Raises
    ------
    ConfigurationError: for one that is malformed, or none at all.
    """
    if not given:
        raise ConfigurationError(f"corpus.sources: the {kind} source names no paper; add some or remove the source")
    identifiers = list(map(canonical, given))
    for text, identifier in zip(given, identifiers, strict=True):
        if not identifier:
            raise ConfigurationError(f"corpus.sources: {text!r} is no {kind} identifier; correct or remove it")
    return list(dict.fromkeys(identifiers))
