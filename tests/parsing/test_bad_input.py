"""Files that cannot be read: each is one row of failures with kind and remedy, and the batch goes on."""

from __future__ import annotations

import hashlib
from pathlib import Path

import polars as pl
import pytest
from tests.parsing.bad_files import BAD_FILES, PROSE, content, encrypted, one_page, readable, stream

from k1.errors import FailureKind, PaperError
from k1.parsing.page.pages import read_metadata
from k1.parsing.parse import parse_shard
from k1.parsing.pdf.document import parse_pdf
from k1.runtime.tables import frame
from k1.schema.configuration import ParsingSettings
from k1.schema.corpus import CorpusFile
from k1.schema.tables import FILES

FORMATS = {".pdf": "pdf", ".xml": "jats"}
KINDS = {
    "password.pdf": (FailureKind.ENCRYPTED,),
    "truncated.pdf": (FailureKind.CORRUPT,),
    "no-pages.pdf": (FailureKind.EMPTY,),
    "lost-pages.pdf": (FailureKind.CORRUPT,),
    "5000-pages.pdf": (FailureKind.TOO_LARGE,),
    "bomb.pdf": (FailureKind.MEMORY, FailureKind.TIMEOUT),
    "endless.pdf": (FailureKind.TIMEOUT,),
    "nested-forms.pdf": (FailureKind.MEMORY, FailureKind.TIMEOUT),  # whichever bound it meets first
    "web-page.pdf": (FailureKind.NOT_A_PDF,),
    "empty.pdf": (FailureKind.NOT_A_PDF,),
    "blank.pdf": (FailureKind.NO_TEXT,),
    "expanding.xml": (FailureKind.HOSTILE,),
    "reaching.xml": (FailureKind.HOSTILE,),
    "deep.xml": (FailureKind.CORRUPT,),
    "cut.xml": (FailureKind.CORRUPT,),
}


def corpus_file(folder: Path, name: str, data: bytes) -> CorpusFile:
    (folder / name).write_bytes(data)
    return CorpusFile(
        sha256=hashlib.sha256(data).hexdigest(),
        shard="00000",
        path=name,
        name=name,
        source_format=FORMATS[Path(name).suffix],
        bytes=len(data),
        source="test",
    )


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pl.DataFrame]:
    """The tables of a shard that holds every bad file and one good one."""
    folder = tmp_path_factory.mktemp("shard")
    makers = {**BAD_FILES, "good.pdf": readable}
    files = [corpus_file(folder, name, make()) for name, make in makers.items()]
    settings = ParsingSettings(timeout=3, memory_mb=400)
    return parse_shard(frame(FILES, files), folder, settings, workers=2)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(BAD_FILES))
def test_a_bad_file_is_one_row_of_failures_with_its_kind_and_a_remedy(tables, name: str) -> None:
    rows = tables["failures"].filter(pl.col("name") == name).to_dicts()
    assert [row["stage"] for row in rows] == ["documents"]
    assert rows[0]["kind"] in KINDS[name]
    assert rows[0]["message"] and rows[0]["remedy"]


@pytest.mark.slow
def test_the_good_file_of_a_bad_shard_is_parsed(tables) -> None:
    assert tables["papers"]["title"].to_list() == ["Tides of a small harbour"]
    assert set(tables["failures"]["name"]) == set(BAD_FILES)


def test_a_shard_says_how_far_its_parse_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parse_shard(frame(FILES, [corpus_file(tmp_path, "x.pdf", b"")]), tmp_path, ParsingSettings(), workers=1)
    first, last = capsys.readouterr().err.splitlines()
    assert (first, last[:21]) == ("parse: 1 paper", "parse: 1 of 1 paper, ")


def test_a_failure_names_the_file_of_a_folder_by_its_path(tmp_path: Path) -> None:
    file = corpus_file(tmp_path, "x.pdf", encrypted("secret")).model_copy(update={"source": "folder: deep/X Y.pdf"})
    (failed,) = parse_shard(frame(FILES, [file]), tmp_path, ParsingSettings(), workers=1)["failures"].to_dicts()
    assert failed["message"].startswith("deep/X Y.pdf: ")


def test_a_pdf_that_only_its_owner_may_change_is_read() -> None:
    data = encrypted(user_password="")
    document = parse_pdf(data, name="harbour", file_sha256="0" * 64)
    assert "harmonic terms" in " ".join(unit.text for unit in document.units)


def test_metadata_that_are_not_utf_16_do_not_stop_a_parse() -> None:
    """Found by fuzzing: half of a surrogate pair in the title."""
    information = b"<< /Title <FEFF0054D8000069> /Author (Ada Rivers) >>"
    data = one_page(
        stream(content(["Tides of a small harbour", "", *PROSE])), more=[information], trailer=b"/Info 6 0 R"
    )
    assert read_metadata(data) == {"Title": "Ti", "Author": "Ada Rivers"}
    assert parse_pdf(data, name="x", file_sha256="0" * 64).paper.title == "Tides of a small harbour"


@pytest.mark.parametrize(
    "before", [encrypted("secret"), readable()[:300], readable()], ids=["password", "cut", "sound"]
)
def test_a_file_without_pages_is_told_as_such_whatever_was_opened_before(before: bytes) -> None:
    for data in (before, BAD_FILES["no-pages.pdf"]()):
        try:
            parse_pdf(data, name="x", file_sha256="0" * 64)
        except PaperError as error:
            last = error.kind
    assert last is FailureKind.EMPTY
