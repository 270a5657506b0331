"""The record of a run holds what the run consists of."""

from __future__ import annotations

from pathlib import Path

from k1.runtime.files import sha256_of
from k1.runtime.run_record import run_record
from k1.runtime.tables import frame, write_table
from k1.schema.corpus import CorpusFile
from k1.schema.tables import FILES


def test_the_page_of_the_graph_is_recorded(tmp_path: Path) -> None:
    (tmp_path / "explorer.html").write_text("page")
    recorded = run_record(tmp_path, "{}")["sha256"]
    assert isinstance(recorded, dict)
    assert recorded["explorer.html"] == {"explorer.html": sha256_of(tmp_path / "explorer.html")}


def test_a_shard_that_the_corpus_does_not_list_is_no_part_of_the_record(tmp_path: Path) -> None:
    write_table(FILES, frame(FILES, []), tmp_path / "corpus" / "00000.parquet")
    for shard in ("00000", "00001"):
        folder = tmp_path / "documents" / shard
        folder.mkdir(parents=True)
        (folder / "papers.parquet").write_text(shard)
    recorded = run_record(tmp_path, "{}")["sha256"]
    assert isinstance(recorded, dict)
    assert list(recorded["documents"]) == ["documents/00000/papers.parquet"]


def test_a_paper_that_left_the_corpus_leaves_the_record(tmp_path: Path) -> None:
    for name in ("tides", "gone"):
        paper = tmp_path / "corpus" / "files" / name / "paper.md"
        paper.parent.mkdir(parents=True)
        paper.write_text(name)
    row = CorpusFile(
        sha256="0" * 64, shard="00000", path="files/tides/paper.md", name="tides", source_format="markdown", bytes=5,
        source="folder: tides.md",
    )  # fmt: skip
    write_table(FILES, frame(FILES, [row]), tmp_path / "corpus" / "00000.parquet")
    recorded = run_record(tmp_path, "{}")["sha256"]
    assert isinstance(recorded, dict)
    assert sorted(recorded["corpus"]) == ["corpus/00000.parquet", "corpus/files/tides/paper.md"]
