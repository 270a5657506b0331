"""From the configuration's sources to batches of papers, each with a name of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from k1.corpus import arxiv, europepmc, openalex
from k1.corpus.arrival import Batch
from k1.corpus.folder import folder_batch
from k1.corpus.manifest import read_manifest
from k1.corpus.packages import package_batches
from k1.corpus.services import Service
from k1.errors import ConfigurationError
from k1.runtime.files import given_path
from k1.runtime.http import HttpClient
from k1.schema.configuration import (
    ArxivSource,
    CorpusSettings,
    CorpusSource,
    DoiSource,
    FolderSource,
    ManifestSource,
    PmcSource,
)


@dataclass(frozen=True)
class Surroundings:
    """What every source needs beside its own settings."""

    folder: Path
    root: Path
    cache: Path
    client: HttpClient
    max_bytes: int

    def service(self, base_url: str, seconds_between: float) -> Service:
        """A service at this address."""
        return Service(self.client, base_url, max_bytes=self.max_bytes, seconds_between=seconds_between)


def plan_batches(
    settings: CorpusSettings, folder: Path, *, root: Path, cache: Path, client: HttpClient
) -> Sequence[Batch]:
    """The batches of all sources, in the order of the configuration.

    Raises
    ------
    ConfigurationError: a source that is wrong as a whole, or two papers of one name.
    """
    around = Surroundings(folder, root, cache, client, settings.max_bytes)
    batches = [batch for source in settings.sources for batch in _plan(source, around)]
    twice = sorted(
        name for name, count in Counter(name for batch in batches for name in batch.names).items() if count > 1
    )
    if twice:
        raise ConfigurationError(
            f"corpus.sources: two sources hold a paper named {', '.join(twice)}; remove it from one or rename its file"
        )
    return batches


def _plan(source: CorpusSource, around: Surroundings) -> Sequence[Batch]:
    match source:
        case ManifestSource():
            rows = read_manifest(given_path(source.path, around.root))
            return package_batches(
                rows, folder=around.folder, cache=around.cache, client=around.client, max_bytes=around.max_bytes
            )
        case FolderSource():
            folder = given_path(source.path, around.root)
            return [folder_batch(folder, licence=source.licence, max_bytes=around.max_bytes)]
        case ArxivSource():
            service = around.service(source.base_url, arxiv.SECONDS_BETWEEN)
            return [arxiv.arxiv_batch(service, around.folder, source.ids)]
        case PmcSource():
            service = around.service(source.base_url, europepmc.SECONDS_BETWEEN)
            return [europepmc.pmc_batch(service, around.folder, source.ids)]
        case DoiSource():
            service = around.service(source.base_url, openalex.SECONDS_BETWEEN)
            return [openalex.doi_batch(service, around.folder, source.dois, email=source.email)]
