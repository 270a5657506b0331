from __future__ import annotations

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from k1.interface.cli import app
from k1.interface.parse_inputs import CLOSED, InputError, input_name, parse_inputs


def put(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def test_a_file_called_paper_takes_its_folders_name(tmp_path):
    put(tmp_path, "one/paper.pdf", "two/paper.md", "two/paper.bib", "three/other.xml")
    found = parse_inputs([tmp_path])
    assert [(item.name, item.source_format) for item in found] == [
        ("one", "pdf"),
        ("other", "jats"),
        ("two", "markdown"),
    ]


def test_a_file_called_paper_takes_its_folders_name_also_from_inside_it(tmp_path, monkeypatch):
    put(tmp_path, "one/paper.md", "one/two/x.md")
    monkeypatch.chdir(tmp_path / "one" / "two")
    assert [item.name for item in parse_inputs([Path("../paper.md"), Path("..", "..", "one", "two", "x.md")])] == [
        "one",
        "x",
    ]


def test_a_name_that_leaves_no_room_for_that_of_the_output_is_refused(tmp_path):
    put(tmp_path, f"{'n' * 252}.md", f"{'潮' * 83}.md")
    with pytest.raises(InputError, match=r"nn\.md: too long a name for that of the output; rename the file"):
        parse_inputs([tmp_path])
    (tmp_path / f"{'n' * 252}.md").unlink()
    assert [item.name for item in parse_inputs([tmp_path])] == ["潮" * 83]


def test_a_file_without_a_name_is_refused(tmp_path):
    put(tmp_path, "...md")
    with pytest.raises(InputError, match=r"\.\.\.md: neither the file nor its folder has a name"):
        parse_inputs([tmp_path / "...md"])
    assert input_name(Path("/paper.md")) == ""


def test_hidden_files_below_a_folder_are_passed_over(tmp_path):
    put(tmp_path, "a.md", ".ipynb_checkpoints/a.md", "._b.pdf", ".venv/lib/readme.md")
    assert [item.path for item in parse_inputs([tmp_path])] == [tmp_path / "a.md"]
    assert [item.name for item in parse_inputs([tmp_path / ".ipynb_checkpoints", tmp_path / "._b.pdf"])] == ["a", "._b"]


def test_a_file_given_twice_is_parsed_once(tmp_path):
    put(tmp_path, "a.pdf")
    assert len(parse_inputs([tmp_path, tmp_path / "a.pdf"])) == 1


def test_two_inputs_of_one_name_are_refused_by_name(tmp_path):
    put(tmp_path, "a/x.pdf", "b/x.xml")
    with pytest.raises(InputError, match=r"two inputs of one name: x\.json from .*a/x\.pdf and .*b/x\.xml"):
        parse_inputs([tmp_path])


def test_a_closed_folder_takes_no_papers_name(tmp_path, monkeypatch):
    put(tmp_path, "shut.md", "shut/a.pdf")
    allowed = os.access
    monkeypatch.setattr(os, "access", lambda path, asked: path.name != "shut" and allowed(path, asked))
    assert [item.source_format for item in parse_inputs([tmp_path])] == [CLOSED, "markdown"]


def test_a_name_that_is_no_utf8_becomes_legible(tmp_path):
    put(tmp_path, os.fsdecode(b"caf\xe9.md"))
    assert [item.name for item in parse_inputs([tmp_path])] == ["caf\ufffd"]


def test_two_names_that_become_one_are_refused(tmp_path):
    put(tmp_path, os.fsdecode(b"caf\xe8.md"), os.fsdecode(b"caf\xe9.md"))
    with pytest.raises(InputError, match=r"two inputs of one name: caf\ufffd\.json from .*caf\ufffd\.md and"):
        parse_inputs([tmp_path])


@pytest.mark.parametrize("name", ["absent.pdf", "notes.txt", "empty"])
def test_what_cannot_be_parsed_is_refused(tmp_path, name):
    put(tmp_path, "notes.txt", "empty/readme.txt")
    with pytest.raises(InputError, match=name):
        parse_inputs([tmp_path / name])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("arxiv.tar.gz", "an archive; unpack it"),
        ("main.TEX", "LaTeX; give the PDF"),
        ("page.html", "a web page; get the paper as PDF"),
        ("a.docx", "a file of a word processor; save it as PDF"),
        ("a.ps", "convert it to PDF"),
        ("a.ipynb", "a notebook; save it as Markdown"),
        ("a.rst", "text; save it as Markdown"),
        ("a.xyz", "unknown format; K1 reads .pdf, .xml"),
    ],
)
def test_what_is_no_format_of_papers_is_told_what_it_is_and_what_to_do(tmp_path, name, said):
    put(tmp_path, name)
    with pytest.raises(InputError, match=f"{name}: .*{said}"):
        parse_inputs([tmp_path / name])


def test_inputs_of_one_name_are_bad_arguments_and_nothing_is_written(tmp_path):
    put(tmp_path, "a/x.pdf", "b/x.xml")
    folders = [str(tmp_path / name) for name in ("a", "b")]
    result = CliRunner().invoke(app, ["parse", *folders, "--out", str(tmp_path / "out")])
    assert result.exit_code == 2
    assert "two inputs of one name" in " ".join(result.stderr.split())
    assert not (tmp_path / "out").exists()
