"""The manifest: what it must hold, and how its errors read."""

from __future__ import annotations

from pathlib import Path

import pytest

from k1.corpus.manifest import COLUMNS, ManifestRow, read_manifest
from k1.errors import ConfigurationError

COMMITTED = Path(__file__).resolve().parents[2] / "config" / "demo-corpus.csv"
GOOD = {
    "name": "rivers",
    "package": "riverlib",
    "version": "1.0",
    "member": "joss/paper.md",
    "bibliography": "joss/paper.bib",
    "source_format": "markdown",
    "sha256": "a" * 64,
    "bibliography_sha256": "b" * 64,
    "licence": "CC-BY-4.0",
    "subject": "hydrology",
    "title": "Widths of rivers",
    "doi": "10.1000/rivers",
    "gold": "",
    "gold_sha256": "",
    "gold_bibliography": "",
    "gold_bibliography_sha256": "",
    "note": "",
}


def write(folder: Path, *rows: dict[str, str], header: str = ",".join(COLUMNS)) -> Path:
    path = folder / "corpus.csv"
    lines = [header, *(",".join(row[name] for name in COLUMNS) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def refused(path: Path) -> str:
    with pytest.raises(ConfigurationError) as caught:
        read_manifest(path)
    return str(caught.value)


def test_a_row_is_read_with_its_empty_cells_as_none(tmp_path: Path):
    bare = GOOD | {"bibliography": "", "bibliography_sha256": "", "doi": "", "source_format": "pdf"}
    (row,) = read_manifest(write(tmp_path, bare))
    assert (row.bibliography, row.bibliography_sha256, row.doi) == (None, None, None)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("name", "../rivers"),
        ("name", ""),
        ("package", "river lib"),
        ("version", "latest"),
        ("member", "/etc/passwd"),
        ("member", "../../paper.md"),
        ("member", "joss\\paper.md"),
        ("source_format", "docx"),
        ("sha256", "A" * 64),
        ("sha256", "abc"),
        ("bibliography_sha256", "xyz"),
        ("licence", ""),
        ("subject", ""),
        ("doi", "doi:10.1000/x"),
    ],
)
def test_a_bad_cell_is_named_by_file_line_and_column(tmp_path: Path, column: str, value: str):
    message = refused(write(tmp_path, GOOD | {"name": "lakes", "sha256": "c" * 64}, GOOD | {column: value}))
    assert f"corpus.csv: line 3: column {column}: {value!r}" in message


def test_a_bibliography_without_its_hash_is_refused(tmp_path: Path):
    assert "fill both or neither" in refused(write(tmp_path, GOOD | {"bibliography_sha256": ""}))


@pytest.mark.parametrize("column", ["name", "sha256"])
def test_two_rows_of_one_paper_are_refused(tmp_path: Path, column: str):
    other = GOOD | {"name": "lakes", "sha256": "c" * 64} | {column: GOOD[column]}
    message = refused(write(tmp_path, GOOD, other))
    assert f"line 3: column {column}" in message
    assert "line 2 already" in message


def test_a_missing_and_an_unknown_column_are_named(tmp_path: Path):
    message = refused(write(tmp_path, GOOD, header=",".join(COLUMNS).replace("licence", "license")))
    assert "line 1: missing licence; unknown license" in message


def test_a_row_with_too_few_cells_is_refused(tmp_path: Path):
    path = write(tmp_path, GOOD)
    path.write_text(path.read_text() + "lakes,lakelib\n", encoding="utf-8")
    assert "line 3: 2 cells, expected 17" in refused(path)


def test_a_manifest_without_papers_is_refused(tmp_path: Path):
    assert "no papers" in refused(write(tmp_path))


def test_a_manifest_that_is_not_there_names_the_setting(tmp_path: Path):
    assert "corpus.sources" in refused(tmp_path / "absent.csv")


def test_a_manifest_that_is_no_text_is_refused(tmp_path: Path):
    path = tmp_path / "corpus.csv"
    path.write_bytes(b"\xff\xfe\x00name")
    assert "not a CSV table in UTF-8" in refused(path)


@pytest.fixture(scope="module")
def demo() -> tuple[ManifestRow, ...]:
    return read_manifest(COMMITTED)


def test_the_demo_corpus_has_twelve_papers_of_four_subjects(demo: tuple[ManifestRow, ...]):
    assert len(demo) >= 12
    assert len({row.subject for row in demo}) >= 4


def test_the_demo_corpus_has_six_pdfs_and_three_full_articles(demo: tuple[ManifestRow, ...]):
    pdfs = [row for row in demo if row.source_format == "pdf"]
    assert len(pdfs) >= 6
    assert sum("full article" in row.note for row in pdfs) >= 3


def test_the_demo_corpus_pins_every_bibliography_and_says_every_licence(demo: tuple[ManifestRow, ...]):
    assert all(row.bibliography_sha256 for row in demo if row.source_format == "markdown")
    assert {row.licence for row in demo} <= {"CC-BY-4.0", "MIT", "BSD-2-Clause", "not stated"}
    assert sum(row.licence != "not stated" for row in demo) > 0.8 * len(demo)
