"""PDFs of arXiv by identifier, with or without a version."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from k1.corpus.arrival import Arrival
from k1.corpus.services import Service, ServiceBatch, canonical_list
from k1.runtime.http import shown
from k1.schema.identity import canonical_arxiv

SECONDS_BETWEEN = 3.0
"""arXiv's terms of use: one request every three seconds."""


def arxiv_batch(service: Service, folder: Path, ids: Sequence[str]) -> ServiceBatch:
    """The papers of a list of arXiv ids.

    Raises
    ------
    ConfigurationError: for a malformed id.
    """
    identifiers = canonical_list("arXiv", ids, versioned_arxiv)
    names = tuple(f"arxiv-{identifier.replace('/', '-')}" for identifier in identifiers)
    return ServiceBatch(folder, names, identifiers, _source, partial(fetch_one, service))


def versioned_arxiv(text: str) -> str:
    """An arXiv id without prefix, with its version where it has one; empty if it is none."""
    bare = canonical_arxiv(text)
    address = re.split("[?#]", text.strip().casefold())[0]
    version = re.search(r"v[1-9]\d*(?=(?:\.pdf)?$)", address)
    return bare + version[0] if bare and version else bare


def fetch_one(service: Service, name: str, identifier: str) -> Arrival:
    """One PDF. The licence does not stand on it; arXiv states it on the abstract's page."""
    url = service.address(f"pdf/{identifier}")
    data = service.paper(url, "pdf")
    return Arrival(name=name, source_format="pdf", data=data, source=_source(identifier), url=shown(url))


def _source(identifier: str) -> str:
    return f"arXiv {identifier}"
