"""Opening the files of an index so that a damaged one is named with what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from k1.errors import DamagedIndexError, TableError


@contextmanager
def reading(path: Path) -> Iterator[Path]:
    """Yield ``path``, a file or folder of an index, for the body to read; what is no good in it is named by one error.

    Raises
    ------
    DamagedIndexError: it is missing, empty, cut short or not what its name says.
    """
    try:
        yield path
    except TableError as error:
        # Its remedy is that of a stage's own table: the rule of the index promises index.json alone.
        raise _damaged(path, str(error).removeprefix(f"{path}: ").partition("; ")[0]) from error
    except (OSError, EOFError, ValueError, TypeError, KeyError) as error:
        raise _damaged(path, f"{type(error).__name__}: {error}" if str(error) else type(error).__name__) from error


def _damaged(path: Path, reason: str) -> DamagedIndexError:
    remedy = f"delete the folder {path.parent} and build the run again"
    return DamagedIndexError(f"{path}: damaged or missing ({reason}); {remedy}")
