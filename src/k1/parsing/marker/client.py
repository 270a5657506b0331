"""Asking marker: a process of its own environment that is given a file and boxes, and answers with blocks as JSON."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from k1.errors import FailureKind, PaperError
from k1.parsing.marker.boxes import Boxes

PYTHON_VARIABLE = "K1_MARKER_PYTHON"
_SIDE = Path(__file__).with_name("side.py")
_PYTHON = Path(__file__).resolve().parents[4] / ".venv-marker" / "bin" / "python"
_WEIGHTS = "models--datalab-to--surya_layout2"
_REMEDY = f"run `make .venv-marker`, or name the Python of an environment with marker-pdf in {PYTHON_VARIABLE}"


def has_weights() -> bool:
    """Whether the weights of surya's layout model lie in the cache of Hugging Face on this machine."""
    home = Path(os.environ.get("HF_HOME", Path.home() / ".cache" / "huggingface"))
    return any((home / "hub" / _WEIGHTS / "snapshots").glob("*/*"))


def ask_marker(data: bytes, boxes: Boxes | None) -> dict[str, Any]:
    """Marker's blocks of a PDF, in the form of ``side.py``.

    Parameters
    ----------
    boxes: the layout that marker is to fill; None lets its own models find one.

    Raises
    ------
    PaperError: UNSUPPORTED (no environment with marker), CRASHED (marker could not convert the file).
    """
    python = Path(os.environ.get(PYTHON_VARIABLE, _PYTHON))
    if not python.exists():
        raise PaperError(FailureKind.UNSUPPORTED, "marker's environment is not set up", _REMEDY)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.pdf"
        path.write_bytes(data)
        done = subprocess.run(
            [str(python), "-P", str(_SIDE), str(path)],  # -P: the marker beside that file is not the package
            input=json.dumps({"pages": boxes}),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        raise PaperError(
            FailureKind.CRASHED,
            f"marker: {last[:200]}",
            "raise --memory-mb, or take the parser textlayer for this file",
        )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
