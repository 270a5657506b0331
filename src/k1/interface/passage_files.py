"""The two files of `rank-passages`, read with care: they are what somebody else's program wrote."""

from __future__ import annotations

import gzip
import json
import zlib
from pathlib import Path
from typing import Any

from k1.errors import K1Error


def read_rows(path: Path, fields: tuple[str, ...]) -> list[dict[str, Any]]:
    """The objects of a JSON list, plain or in gzip, each with some fields of text.

    Raises
    ------
    K1Error: the file is no such list, or an object of it lacks a field.
    """
    remedy = f"write a JSON list of objects with {' and '.join(fields)}, plain or in gzip"
    try:
        data = path.read_bytes()
        rows = json.loads(gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data)
    except (ValueError, EOFError, zlib.error, gzip.BadGzipFile, RecursionError) as error:
        raise K1Error(f"{path}: no JSON ({error}); {remedy}") from error
    if not isinstance(rows, list) or not rows:
        raise K1Error(f"{path}: no list with something in it; {remedy}")
    for number, row in enumerate(rows, start=1):
        held = row if isinstance(row, dict) else {}
        if wrong := [field for field in fields if not isinstance(held.get(field), str)]:
            found = f", but {json.dumps(held[wrong[0]])[:40]}" if wrong[0] in held else ""
            raise K1Error(f"{path}: entry {number} has no text under {wrong[0]!r}{found}; {remedy}")
    return rows
