"""Files are written whole or not at all, and a full disk is told as one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from k1.runtime.files import write_text

WRITE = """
import sys
from pathlib import Path
import polars as pl
from k1.errors import NoSpaceError
from k1.runtime.files import write_bytes
from k1.runtime.tables import write_frame
for name, write in (
    ("full.json", lambda path: write_bytes(path, bytes(1 << 20))),
    ("full.parquet", lambda path: write_frame(pl.DataFrame({"a": range(200_000)}), path)),
):
    try:
        write(Path(sys.argv[1]) / name)
    except NoSpaceError as error:
        print(error)
"""


@pytest.mark.skipif(os.geteuid() != 0 or sys.platform != "linux", reason="only root may mount a small disk")
def test_a_full_disk_is_told_with_the_file_and_what_to_do(tmp_path: Path) -> None:
    mount = ["unshare", "--mount", "sh", "-c", 'mount -t tmpfs -o size=16k none "$1" && exec "$2" -c "$3" "$1"', "sh"]
    done = subprocess.run([*mount, tmp_path, sys.executable, WRITE], capture_output=True, text=True, check=False)
    if "mount" in done.stderr or "unshare" in done.stderr:
        pytest.skip("this machine lets nobody mount a small disk")
    assert done.stdout.splitlines() == [
        f"{tmp_path / name}: no space left on its disk; make room, then run again"
        for name in ("full.json", "full.parquet")
    ], done.stderr


@pytest.mark.parametrize("name", [f"{'n' * 250}.json", f"{'潮' * 83}.json"])
def test_a_name_as_long_as_a_file_system_allows_is_written(tmp_path: Path, name: str) -> None:
    write_text(tmp_path / name, "tides")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [(name, "tides")]
