"""Finding a source distribution on the package index. The one file that knows unearth."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from k1.errors import FailureKind, PaperError
from k1.runtime.http import HttpClient

_MAX_PAGE = 100_000_000
"""Bytes of an index page: those of packages with thousands of versions are tens of megabytes."""


@dataclass(frozen=True)
class IndexSettings:
    """Where packages are looked for: None stands for unearth's default and for the usual certificates."""

    url: str | None = None
    certificates: str | None = None


@cache
def index_settings() -> IndexSettings:
    """What this machine's pip uses, from its environment variables and configuration files."""
    options = _pip_options() | {
        name: value for name in ("index-url", "cert") if (value := os.environ.get(_variable(name)))
    }
    return IndexSettings(options.get("index-url"), options.get("cert"))


def _variable(option: str) -> str:
    """The environment variable of an option of pip."""
    return f"PIP_{option.replace('-', '_').upper()}"


def _pip_options() -> dict[str, str]:
    """The index address and certificates in pip's configuration files; empty where there is no pip."""
    command = [sys.executable, "-m", "pip", "config", "list", "--disable-pip-version-check"]
    try:
        listed = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return {}
    return parse_pip_config(listed)


def parse_pip_config(listed: str) -> dict[str, str]:
    """Index address and certificates out of ``pip config list``, whose lines read ``global.index-url='…'``."""
    options = {}
    for line in listed.splitlines():
        key, _, value = line.partition("=")
        section, _, name = key.rpartition(".")
        if section in ("global", "download", "install") and name in ("index-url", "cert"):
            options[name] = "".join(shlex.split(value))
    return options


@dataclass(frozen=True)
class _Page:
    """An index page in the form that unearth reads answers."""

    content: bytes
    headers: Mapping[str, str]
    url: str
    status_code: int = 200
    encoding: str | None = "utf-8"
    reason_phrase: str = "OK"


class _Fetcher:
    """Lets unearth fetch index pages, and nothing else, by our client, so that the same retries and errors hold."""

    def __init__(self, client: HttpClient) -> None:
        self._client = client

    def get(self, url: str, *, headers: Mapping[str, str] | None = None) -> _Page:
        answer = self._client.get(url, max_bytes=_MAX_PAGE, headers=headers)
        return _Page(answer.content, {"Content-Type": answer.headers.get("content-type", "")}, answer.url)

    head = get

    def iter_secure_origins(self) -> Iterable[tuple[str, str, str]]:
        """Whoever runs a plain http index has said so in pip's configuration."""
        return [("https", "*", "*"), ("http", "*", "*")]


def find_sdist(client: HttpClient, settings: IndexSettings, package: str, version: str) -> str:
    """The address of a package version's source distribution. No code of the package is run.

    Raises
    ------
    PaperError: where the index does not answer or has no such file.
    """
    from unearth import PackageFinder

    finder = PackageFinder(
        session=cast(Any, _Fetcher(client)),
        index_urls=[settings.url] if settings.url else [],
        no_binary=[":all:"],
        ignore_compatibility=True,
    )
    best = finder.find_best_match(f"{package}=={version}", allow_yanked=True).best
    remedy = "pin a version that the package index has as a tar.gz source distribution"
    if best is None:
        raise PaperError(FailureKind.NOT_FOUND, f"no source distribution of {package} {version}", remedy)
    if not best.link.filename.endswith(".tar.gz"):
        raise PaperError(FailureKind.UNSUPPORTED, f"{best.link.filename}: not a tar.gz archive", remedy)
    return str(best.link.url_without_fragment)
