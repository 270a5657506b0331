"""Links from a paper to its code, data and models, with the version they are pinned to."""

from __future__ import annotations

import re
from collections.abc import Iterable

from k1.schema.documents import Resource

_CODE = re.compile(
    r"^https?://(?:www\.)?(?:github\.com|gitlab\.[\w.]+|bitbucket\.org|codeberg\.org|sourceforge\.net|pypi\.org/project"
    r"|cran\.r-project\.org/package=|cran\.r-project\.org/web/packages|bioconductor\.org/packages"
    r"|archive\.softwareheritage\.org|codeocean\.com)/?[^\s/]",
    re.IGNORECASE,
)
_DATA = re.compile(
    r"^https?://(?:www\.)?(?:zenodo\.org|doi\.org/10\.5281|figshare\.com|doi\.org/10\.6084|osf\.io|doi\.org/10\.17605"
    r"|datadryad\.org|doi\.org/10\.5061|dataverse\.[\w.]+|doi\.org/10\.7910|kaggle\.com/(?:datasets|c)"
    r"|huggingface\.co/datasets|ncbi\.nlm\.nih\.gov/(?:geo|sra|bioproject)|ebi\.ac\.uk/(?:ena|arrayexpress|pride))",
    re.IGNORECASE,
)
_MODEL = re.compile(
    r"^https?://(?:www\.)?huggingface\.co/(?!datasets|spaces|docs|papers)[\w.-]+/[\w.-]+", re.IGNORECASE
)
_PINNED = re.compile(
    r"/(?:tree|blob|commit|releases/tag|-/tree|-/blob|-/commit|archive/refs/tags|src)/([\w.+-]+?)"
    r"(?=/|$|\.tar|\.zip|#|\?)|@(v?\d[\w.+-]*)$"
)
_REVISION = re.compile(r"^(?:[0-9a-f]{7,40}|v?\d+(?:\.\d+)+[\w.+-]*)$")


def find_resources(urls: Iterable[str]) -> tuple[Resource, ...]:
    """The resources among ``urls`` in order, each once; addresses that are none of these are left out."""
    found = {url: resource for url in urls if (resource := _resource(url)) is not None}
    return tuple(found.values())


def _resource(url: str) -> Resource | None:
    for kind, pattern in (("code", _CODE), ("data", _DATA), ("model", _MODEL)):
        if pattern.match(url):
            return Resource(kind=kind, url=url, version=_version(url))
    return None


def _version(url: str) -> str | None:
    """The commit or release in an address; a branch is no version, for it moves."""
    match = _PINNED.search(url)
    name = (match[1] or match[2]) if match else ""
    return name if _REVISION.match(name) else None
