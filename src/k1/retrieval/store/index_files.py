"""Opening the files of an index so that a damaged one is named with what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from k1.errors import DamagedIndexError


@contextmanager
def reading(path: Path) -> Iterator[Path]:
    """Yield ``path``, a file or folder of an index, for the body to read; what is no good in it is named by one error.

    Raises
    ------
    DamagedIndexError: it is missing, empty, cut short or not what its name says.
    """
    try:
        yield path
    except (OSError, EOFError, ValueError, TypeError, KeyError) as error:
        reason = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        message = f"{path}: damaged or missing ({reason}); delete the folder {path.parent} and build the run again"
        raise DamagedIndexError(message) from error
