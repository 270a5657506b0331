"""Composing the page: template, data and page pictures into one HTML file that needs no network."""

from __future__ import annotations

import base64
import hashlib
import json
from importlib import resources
from pathlib import Path
from string import Template
from typing import Any

from k1.figures.results import Frames, load_documents, load_graph, pdf_files
from k1.interface.explorer.payload import DETAILS, explorer_payload
from k1.interface.explorer.pictures import PageKey, PagePicture, page_pictures
from k1.runtime.files import write_bytes
from k1.runtime.progress import counted

MAX_BYTES = 15_000_000
"""The whole page, pictures included."""

SCRIPTS = (
    "1-data.js",
    "2-picture.js",
    "3-moving.js",
    "4-legend.js",
    "5-details.js",
    "6-evidence.js",
    "7-search.js",
    "8-start.js",
)
"""Parts of the page's one script, in the order they are joined."""

MAX_DATA = 9_000_000
"""The page without pictures; a larger graph is shown in less detail."""

_SLACK = 20_000
"""Room for what the pictures' own tags add."""


def write_explorer(run: Path, out: Path, *, seed: int) -> None:
    """Write the graph of a run as one offline HTML page of at most 15 MB; ``seed`` is that of the layout.

    Raises
    ------
    TableError: a table is missing or of another version.
    """
    documents = load_documents(run)
    payload, wanted, size = _payload_that_fits(load_graph(run), documents, seed)
    sources = pdf_files(run / "corpus", documents["papers"])
    pictures = page_pictures(wanted, sources, budget=MAX_BYTES - size - _SLACK)
    left_out = len(wanted) - len(pictures)
    page = compose_page(payload, pictures, left_out)
    write_bytes(out, page)
    shown, known = len(payload["nodes"]), payload["totals"]["nodes"]
    print(
        f"explorer: {out.name}, {len(page) / 1e6:.1f} MB, {shown} of {counted(known, 'node')}, "
        f"{counted(len(pictures), 'page picture')}, {left_out} left out"
    )


def _payload_that_fits(graph: Frames, documents: Frames, seed: int) -> tuple[dict[str, Any], dict[PageKey, str], int]:
    """The fullest payload that leaves room for pictures, the pages it wants, and the size of the page without them."""
    for detail in DETAILS:
        payload, wanted = explorer_payload(graph, documents, seed=seed, detail=detail)
        size = len(compose_page(payload, {}, 0))
        if size <= MAX_DATA:
            break
    return payload, wanted, size


def compose_page(payload: dict[str, Any], pictures: dict[PageKey, PagePicture], left_out: int) -> bytes:
    """The page's bytes. Style and script are named by hash in its Content-Security-Policy; nothing else runs."""
    style, script = _part("page.css"), "\n".join(_part(name) for name in SCRIPTS)
    data = {**payload, "picturesLeftOut": left_out}
    page = Template(_part("page.html")).substitute(
        style_hash=_csp_hash(style),
        script_hash=_csp_hash(script),
        style=style,
        script=script,
        data=safe_json(data),
        pictures="\n".join(_picture(key, picture) for key, picture in sorted(pictures.items())),
    )
    return page.encode("utf-8", "replace")


def safe_json(value: Any) -> str:
    """JSON that cannot end the script element it stands in, whatever the papers' text holds."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e").replace("\u2028", "\\u2028")


def _picture(key: PageKey, picture: PagePicture) -> str:
    # A data block of its own for each page: the browser decodes a picture when it is first shown.
    encoded = base64.b64encode(picture.data).decode("ascii")
    return (
        f'<script type="text/plain" id="page-{key[0]}-{key[1]}" data-type="image/webp" '
        f'data-width="{picture.size.width:.2f}" data-height="{picture.size.height:.2f}">{encoded}</script>'
    )


def _csp_hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _part(name: str) -> str:
    return resources.files("k1.interface.explorer").joinpath("page", name).read_text(encoding="utf-8")
