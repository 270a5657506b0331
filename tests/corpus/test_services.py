"""arXiv, Europe PMC and OpenAlex, played by a local server in the shapes of their real answers."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from pytest_httpserver import HTTPServer

from corpus.small_papers import HTML, JATS, MARKDOWN, PDF
from k1.corpus.arxiv import SECONDS_BETWEEN, versioned_arxiv
from k1.corpus.europepmc import stated_licence
from k1.corpus.fetch import collect
from k1.corpus.sources import plan_batches
from k1.errors import ConfigurationError, FailureKind
from k1.runtime.http import HttpClient
from k1.runtime.tables import records
from k1.schema.configuration import (
    ArxivSource,
    CorpusSettings,
    CorpusSource,
    DoiSource,
    FolderSource,
    PmcSource,
)
from k1.schema.tables import FAILURES, FILES

OPEN = "10.1371/journal.pone.0000001"


def run(client: HttpClient, folder: Path, *sources: CorpusSource, shard_bits: int = 0) -> dict[str, pl.DataFrame]:
    settings = CorpusSettings(sources=sources, shard_bits=shard_bits)
    batches = plan_batches(settings, folder, root=folder.parent, cache=folder.parent / "cache", client=client)
    return collect(batches, folder, settings)


def test_the_home_folder_may_be_written_with_a_tilde(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "tides.md").write_text("# Tides\n\nText.\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    settings = CorpusSettings(sources=(FolderSource(kind="folder", path="~/papers"),))
    with HttpClient(attempts=1, timeout=1) as client:
        (batch,) = plan_batches(settings, tmp_path, root=tmp_path / "else", cache=tmp_path, client=client)
    assert batch.names == ("tides",)


def kinds(tables: dict[str, pl.DataFrame]) -> dict[str, FailureKind]:
    return {row.name: row.kind for row in records(FAILURES, tables["failures"])}


def work(*pdfs: str | None, licence: str | None = "cc-by") -> dict[str, object]:
    """A record in OpenAlex's shape."""
    locations = [
        {"is_oa": True, "landing_page_url": "https://journal.example/1", "pdf_url": pdf, "license": licence,
         "version": "publishedVersion", "is_accepted": True, "is_published": True, "source": None}
        for pdf in pdfs
    ]  # fmt: skip
    return {
        "id": "https://openalex.org/W2741809807",
        "doi": f"https://doi.org/{OPEN}",
        "best_oa_location": locations[0] if locations else None,
        "locations": locations,
        "primary_topic": {
            "id": "https://openalex.org/T10102",
            "display_name": "River morphology",
            "score": 0.99,
            "field": {"id": "https://openalex.org/fields/19", "display_name": "Earth and Planetary Sciences"},
        },
    }


def test_arxiv_papers_come_by_id_with_the_pause_that_arxiv_asks_for(
    client: HttpClient, httpserver: HTTPServer, tmp_path: Path, pauses: list[float]
):
    for identifier in ("2501.10120v1", "hep-th/9901001"):
        httpserver.expect_request(f"/pdf/{identifier}").respond_with_data(PDF + identifier.encode())
    source = ArxivSource(
        kind="arxiv", ids=("arXiv:2501.10120v1", "hep-th/9901001", "2501.10120v1"), base_url=httpserver.url_for("")
    )
    rows = records(FILES, run(client, tmp_path / "corpus", source)["files"])
    assert {row.name: row.source for row in rows} == {
        "arxiv-2501.10120v1": "arXiv 2501.10120v1",
        "arxiv-hep-th-9901001": "arXiv hep-th/9901001",
    }
    assert pauses == [SECONDS_BETWEEN]


def test_every_failure_of_a_download_is_a_row_and_the_rest_comes(
    client: HttpClient, httpserver: HTTPServer, tmp_path: Path
):
    httpserver.expect_request("/pdf/2501.00001").respond_with_data(b"", status=404)
    httpserver.expect_request("/pdf/2501.00002").respond_with_data(b"", status=429, headers={"Retry-After": "3600"})
    httpserver.expect_request("/pdf/2501.00003").respond_with_data(HTML)
    httpserver.expect_request("/pdf/2501.00004").respond_with_data(b"")
    httpserver.expect_request("/pdf/2501.00005").respond_with_data(PDF)
    source = ArxivSource(kind="arxiv", ids=tuple(f"2501.0000{n}" for n in range(1, 6)), base_url=httpserver.url_for(""))
    tables = run(client, tmp_path / "corpus", source)
    assert tables["files"]["name"].to_list() == ["arxiv-2501.00005"]
    assert kinds(tables) == {
        "arxiv-2501.00001": FailureKind.NOT_FOUND,
        "arxiv-2501.00002": FailureKind.RATE_LIMITED,
        "arxiv-2501.00003": FailureKind.NOT_A_PDF,
        "arxiv-2501.00004": FailureKind.EMPTY,
    }


def test_pmc_articles_come_as_jats_with_their_licence(client: HttpClient, httpserver: HTTPServer, tmp_path: Path):
    httpserver.expect_request("/PMC3257301/fullTextXML").respond_with_data(JATS, content_type="application/xml")
    httpserver.expect_request("/PMC99/fullTextXML").respond_with_data(b"", status=404)
    source = PmcSource(kind="pmc", ids=("PMC3257301", "9999999"), base_url=httpserver.url_for(""))
    httpserver.expect_request("/PMC9999999/fullTextXML").respond_with_data(b"", status=404)
    tables = run(client, tmp_path / "corpus", source)
    (row,) = records(FILES, tables["files"])
    assert (row.name, row.source_format, row.source) == ("pmc3257301", "jats", "PMC PMC3257301")
    assert row.licence == "https://creativecommons.org/licenses/by/4.0/"
    (failed,) = records(FAILURES, tables["failures"])
    assert "open-access part" in failed.remedy


def test_a_licence_is_read_from_words_and_from_broken_xml_not_at_all():
    assert stated_licence(b"<article><license><p>Free to <b>read</b></p></license></article>") == "Free to read"
    assert stated_licence(b"<article><license>") is None
    assert stated_licence(b"<article/>") is None


def test_a_doi_is_fetched_where_openalex_says_it_is(client: HttpClient, httpserver: HTTPServer, tmp_path: Path):
    httpserver.expect_request(f"/works/doi:{OPEN}").respond_with_json(work(httpserver.url_for("/article.pdf")))
    httpserver.expect_request("/article.pdf").respond_with_data(PDF)
    source = DoiSource(kind="doi", dois=(f"https://doi.org/{OPEN}",), base_url=httpserver.url_for(""), email="a@b.org")
    (row,) = records(FILES, run(client, tmp_path / "corpus", source)["files"])
    assert (row.licence, row.subject, row.source) == ("cc-by", "Earth and Planetary Sciences", f"DOI {OPEN}")
    assert httpserver.log[0][0].args["mailto"] == "a@b.org"


def test_a_second_location_is_tried_where_the_first_gives_a_page(
    client: HttpClient, httpserver: HTTPServer, tmp_path: Path
):
    places = [httpserver.url_for("/page"), httpserver.url_for("/article.pdf")]
    httpserver.expect_request(f"/works/doi:{OPEN}").respond_with_json(work(*places))
    httpserver.expect_request("/page").respond_with_data(HTML)
    httpserver.expect_request("/article.pdf").respond_with_data(PDF)
    source = DoiSource(kind="doi", dois=(OPEN,), base_url=httpserver.url_for(""))
    (row,) = records(FILES, run(client, tmp_path / "corpus", source)["files"])
    assert row.url == places[1]


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (work(), FailureKind.NOT_FOUND),
        (work(None), FailureKind.NOT_FOUND),
        (work("file:///etc/passwd"), FailureKind.HOSTILE),
        (work("http://[x/paper.pdf"), FailureKind.HOSTILE),
        ({"locations": "none"}, FailureKind.UNSUPPORTED),
    ],
)
def test_a_doi_without_an_open_pdf_is_a_failure(
    client: HttpClient, httpserver: HTTPServer, tmp_path: Path, answer: dict[str, object], kind: FailureKind
):
    httpserver.expect_request(f"/works/doi:{OPEN}").respond_with_json(answer)
    source = DoiSource(kind="doi", dois=(OPEN,), base_url=httpserver.url_for(""))
    assert list(kinds(run(client, tmp_path / "corpus", source)).values()) == [kind]


def test_a_second_run_asks_no_service_and_says_the_same(client: HttpClient, httpserver: HTTPServer, tmp_path: Path):
    httpserver.expect_request("/pdf/2501.00005").respond_with_data(PDF)
    source = ArxivSource(kind="arxiv", ids=("2501.00005",), base_url=httpserver.url_for(""))
    first = run(client, tmp_path / "corpus", source)
    httpserver.clear()
    assert_frame_equal(run(client, tmp_path / "corpus", source)["files"], first["files"])
    assert len(httpserver.log) == 0


def test_files_of_one_content_are_kept_once_and_said(
    client: HttpClient, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "mine").mkdir()
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / "mine" / name).write_bytes(PDF)
    tables = run(client, tmp_path / "corpus", FolderSource(kind="folder", path="mine"))
    assert tables["files"]["name"].to_list() == ["a"]
    assert "b is the same file as a" in capsys.readouterr().err


def test_twins_whose_names_become_one_are_kept_once_and_said(
    client: HttpClient, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "mine").mkdir()
    for name in ("paper (1).md", "paper-1.md"):
        (tmp_path / "mine" / name).write_bytes(MARKDOWN)
    tables = run(client, tmp_path / "corpus", FolderSource(kind="folder", path="mine"))
    assert (tables["files"].height, tables["failures"].height) == (1, 0)
    assert " is the same file as paper-1-markdown-" in capsys.readouterr().err


def test_tables_name_no_folder_of_this_machine(client: HttpClient, tmp_path: Path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "a.md").write_bytes(MARKDOWN)
    (tmp_path / "mine" / "b.pdf").write_bytes(HTML)
    tables = run(client, tmp_path / "corpus", FolderSource(kind="folder", path=str(tmp_path / "mine")), shard_bits=8)
    assert str(tmp_path) not in f"{tables['files'].to_dicts()}{tables['failures'].to_dicts()}"
    (row,) = records(FILES, tables["files"])
    assert row.shard == f"{int(row.sha256[:2], 16):05d}"


@pytest.mark.parametrize(
    "source",
    [
        ArxivSource(kind="arxiv", ids=("25.1",)),
        ArxivSource(kind="arxiv", ids=()),
        PmcSource(kind="pmc", ids=("../PMC1",)),
        DoiSource(kind="doi", dois=("10.1",)),
    ],
)
def test_a_malformed_identifier_is_refused_before_anything_is_fetched(
    client: HttpClient, tmp_path: Path, source: CorpusSource
):
    with pytest.raises(ConfigurationError, match=r"corpus\.sources"):
        run(client, tmp_path / "corpus", source)


def test_two_papers_of_one_name_are_refused(client: HttpClient, tmp_path: Path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "pmc123.pdf").write_bytes(PDF)
    sources = (FolderSource(kind="folder", path="mine"), PmcSource(kind="pmc", ids=("123",)))
    with pytest.raises(ConfigurationError, match="pmc123"):
        run(client, tmp_path / "corpus", *sources)


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("2501.10120", "2501.10120"),
        ("https://arxiv.org/abs/2501.10120V2", "2501.10120v2"),
        ("https://arxiv.org/pdf/2501.10120v2.pdf", "2501.10120v2"),
        ("https://arxiv.org/abs/2501.10120v2?context=cs", "2501.10120v2"),
        ("10.1000/x", ""),
    ],
)
def test_an_arxiv_id_keeps_its_version(text: str, identifier: str):
    assert versioned_arxiv(text) == identifier
