"""From the configuration's sources to batches of papers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from k1.corpus.arrival import Batch
from k1.corpus.manifest import read_manifest
from k1.corpus.packages import package_batches
from k1.errors import ConfigurationError
from k1.runtime.http import HttpClient
from k1.schema.configuration import CorpusSettings, CorpusSource, ManifestSource


def plan_batches(
    settings: CorpusSettings, folder: Path, *, root: Path, cache: Path, client: HttpClient
) -> Sequence[Batch]:
    """The batches of all sources, in the order of the configuration."""

    def plan(source: CorpusSource) -> Sequence[Batch]:
        if isinstance(source, ManifestSource):
            rows = read_manifest(root / source.path)
            return package_batches(rows, folder=folder, cache=cache, client=client, max_bytes=settings.max_bytes)
        raise ConfigurationError(source.kind)

    return [batch for source in settings.sources for batch in plan(source)]
