"""Reading single members out of a source distribution while it downloads. Nothing is unpacked and nothing is run."""

from __future__ import annotations

import gzip
import tarfile
import zlib
from collections.abc import Collection
from pathlib import PurePosixPath
from typing import IO, Protocol, cast

from k1.errors import FailureKind, PaperError

_MAX_MEMBERS = 200_000
_INFLATION = 4
"""An archive may unpack to this many times the limit of a single file before it is taken for a bomb."""


class Readable(Protocol):
    """Whatever has ``read``: an open file or the body of an answer."""

    def read(self, size: int = -1, /) -> bytes:
        """Up to ``size`` bytes."""


class _Bounded:
    """A stream that refuses to give more than ``limit`` bytes."""

    def __init__(self, stream: Readable, limit: int) -> None:
        self._stream, self._limit, self._given = stream, limit, 0

    def read(self, size: int = -1, /) -> bytes:
        data = self._stream.read(size)
        self._given += len(data)
        if self._given > self._limit:
            raise _hostile(f"unpacks to more than {self._limit:,} bytes")
        return data


def read_members(stream: Readable, wanted: Collection[str], *, max_bytes: int) -> dict[str, bytes]:
    """The wanted members of a gzipped tar archive, by their path below its top folder.

    Reading stops when all are found, so that the rest is not even downloaded. Only regular files are read: a link
    of a wanted name, a member above ``max_bytes`` and an archive that unpacks without end are refused.

    Raises
    ------
    PaperError: a broken or hostile archive.
    """
    found: dict[str, bytes] = {}
    try:
        # gzip and tarfile ("r|") ask for nothing but read().
        unpacked = _Bounded(gzip.GzipFile(fileobj=cast(IO[bytes], stream), mode="rb"), _INFLATION * max_bytes)
        with tarfile.open(fileobj=cast(IO[bytes], unpacked), mode="r|") as archive:
            for count, member in enumerate(archive, start=1):
                if count > _MAX_MEMBERS:
                    raise _hostile(f"holds more than {_MAX_MEMBERS:,} members")
                path = _below_top(member.name)
                if path in wanted and path not in found:
                    found[path] = _read(archive, member, max_bytes)
                    if len(found) == len(wanted):
                        break
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile) as error:
        remedy = "delete nothing, run again; if it stays, pin another version of the package"
        raise PaperError(FailureKind.CORRUPT, f"not a readable tar.gz archive: {error}", remedy) from error
    return found


def _below_top(name: str) -> str:
    """A member's path without the archive's top folder. It is compared only, and never used as a path here."""
    return str(PurePosixPath(*PurePosixPath(name).parts[1:]))


def _read(archive: tarfile.TarFile, member: tarfile.TarInfo, max_bytes: int) -> bytes:
    if not member.isreg():
        raise _hostile(f"{member.name} is no regular file")
    if member.size > max_bytes:
        remedy = "raise corpus.max_bytes, or leave the paper out"
        raise PaperError(FailureKind.TOO_LARGE, f"{member.name}: {member.size:,} bytes", remedy)
    stream = archive.extractfile(member)
    data = b"" if stream is None else stream.read()
    if len(data) != member.size:
        raise PaperError(FailureKind.TRUNCATED, f"{member.name}: the archive ends within it", "run again")
    return data


def _hostile(said: str) -> PaperError:
    return PaperError(FailureKind.HOSTILE, f"the archive {said}", "do not use this package; take the paper elsewhere")
