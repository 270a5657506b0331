"""What ``graphanything parse`` promises on the command line."""

from __future__ import annotations

import json
import os
import sys
from io import StringIO
from pathlib import Path

import pytest
import typer
from click.testing import Result
from tests.parsing.bad_files import encrypted, many_pages, reaching_xml, readable
from typer.testing import CliRunner

from k1.errors import ConfigurationError
from k1.interface.cli import app
from k1.interface.commands.parse import parse as parse_command

SHORT_RECORDS = Path(__file__).parents[1] / "workflow" / "two-papers" / "short-records.pdf"
JATS = b"""<article><front><article-meta><title-group><article-title>Tides</article-title></title-group>
</article-meta></front><body><p>The gauge has recorded the water level.</p></body></article>"""
MARKDOWN = b"---\ntitle: Tides\n---\n\n# Summary\n\nThe gauge has recorded the water level.\n"


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def put(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def parse(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["parse", *map(str, arguments)])


def written(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Path]:
    """What is said of papers that can all be parsed, one with a name that is no UTF-8, and the folder of the JSON."""
    folder = tmp_path_factory.mktemp("sound")
    files = {"one/paper.pdf": readable(), "two/paper.md": MARKDOWN, "three/paper.xml": JATS}
    papers = put(folder / "in", {**files, os.fsdecode(b"caf\xe9.md"): MARKDOWN})
    return parse(papers, "--out", folder / "out"), folder / "out"


@pytest.fixture(scope="module")
def failing(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Path]:
    """What is said of papers of which one alone can be parsed, and the folder of the JSON."""
    folder = tmp_path_factory.mktemp("failing")
    files = {"locked.pdf": encrypted("secret"), "good.pdf": readable(), "reach.xml": reaching_xml()}
    other = {"renamed.xml": readable(), "page.pdf": b"<!doctype html><p>Sign in</p>", "word.md": b"PK\x03\x04\xff"}
    papers = put(folder / "in", files | other)
    (papers / "gone.pdf").symlink_to("nowhere.pdf")
    return parse(papers, "--out", folder / "out"), folder / "out"


@pytest.mark.slow
def test_every_format_is_written_under_the_name_of_its_folder_and_nothing_is_said(sound):
    result, out = sound
    assert (result.exit_code, result.stderr) == (0, "")
    assert written(out) == ["caf\ufffd.json", "one.json", "three.json", "two.json"]
    titles = [json.loads((out / f"{name}.json").read_text())["title"] for name in ("one", "three", "two")]
    assert titles == ["Tides of a small harbour", "Tides", "Tides"]


@pytest.mark.slow
def test_each_failed_file_is_one_line_with_name_kind_and_remedy_and_the_others_are_written(failing):
    result, out = failing
    assert (result.exit_code, written(out)) == (1, ["good.json"])
    lines = result.stderr.splitlines()
    assert [line.split(": ")[0] for line in lines] == ["gone", "locked", "page", "reach", "renamed", "word"]
    assert lines[1] == "locked: encrypted: the PDF asks for a password; provide an open copy"
    assert lines[3] == "reach: hostile: the XML declares entities; expand them and remove the declarations"


@pytest.mark.slow
def test_a_link_to_nothing_is_one_line_and_the_others_are_written(failing):
    said = "gone: not_found: gone.pdf: No such file or directory; check that the file is there and may be read"
    assert failing[0].stderr.splitlines()[0] == said


@pytest.mark.slow
def test_a_file_that_is_not_what_its_name_says_is_told_what_it_is(failing):
    said = dict(line.split(": ", 1) for line in failing[0].stderr.splitlines())
    assert said["renamed"].startswith("unsupported: expected JATS XML, got a PDF; let its name end in .pdf")
    assert said["page"].startswith("not_a_pdf: expected a PDF, got an HTML page")
    assert said["word"].startswith("unsupported: expected Markdown, got an archive")


@pytest.mark.slow
def test_a_terminal_is_told_how_far_it_is_and_each_failed_file_has_a_line_of_its_own(tmp_path, monkeypatch):
    papers = put(tmp_path / "in", {"a.md": MARKDOWN, "b.pdf": b"<html>"})
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with pytest.raises(typer.Exit):
        parse_command([papers], out=tmp_path / "out")
    assert "\r\x1b[K\r\x1b[K" not in terminal.getvalue()  # a line stays until another takes its place
    said = [line.rpartition("\x1b[K")[2] for line in terminal.getvalue().split("\n")[:-1]]
    assert [line[:20] for line in said] == ["b: not_a_pdf: expect", "parse: 2 of 2 papers"]


@pytest.mark.slow
def test_a_file_that_takes_longer_than_it_may_is_a_failure(tmp_path):
    papers = put(tmp_path / "in", {"long.pdf": many_pages(1500)})
    result = parse(papers, "--out", tmp_path / "out", "--timeout", "0.1")
    assert result.exit_code == 1
    assert result.stderr.startswith("long: timeout: not finished after 0.1 s; ")


@pytest.mark.slow
def test_a_file_name_that_is_no_utf8_stops_nothing(sound):
    result, out = sound
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads((out / "caf\ufffd.json").read_text())["title"] == "Tides"


def test_a_file_where_the_folder_should_be_is_refused_before_anything_is_parsed(tmp_path):
    papers = put(tmp_path, {"a.md": MARKDOWN})
    result = parse(papers, "--out", papers / "a.md")
    assert result.exit_code == 2
    assert "is a file" in result.stderr


def test_thirty_seconds_are_the_default():
    assert "[default: 30.0;" in " ".join(parse("--help").stdout.split())


@pytest.mark.slow
def test_figures_are_drawn_on_request_under_the_ids_of_their_units(tmp_path):
    assert parse(SHORT_RECORDS, "--out", tmp_path, "--figures").exit_code == 0
    units = json.loads((tmp_path / "short-records.json").read_text())["units"]
    drawn = [unit["id"].replace(":", "-") + ".png" for unit in units if unit["type"] == "figure"]
    assert written(tmp_path / "figures" / "short-records") == drawn
    assert (tmp_path / "figures" / "short-records" / drawn[0]).read_bytes().startswith(b"\x89PNG")


def test_a_ror_dump_that_is_none_is_refused_before_any_work(tmp_path):
    papers = put(tmp_path / "in", {"ror.csv": b"a,b\n1,2\n", "good.md": MARKDOWN})
    result = parse(papers / "good.md", "--out", tmp_path / "out", "--ror", papers / "ror.csv")
    assert isinstance(result.exception, ConfigurationError)
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_a_citation_without_readable_entry_is_told_and_the_paper_is_written(tmp_path):
    papers = put(tmp_path / "in", {"paper.md": MARKDOWN + b"As in [@torn].\n", "paper.bib": b"@book{torn, title={A"})
    result = parse(papers, "--out", tmp_path / "out")
    assert (result.exit_code, written(tmp_path / "out")) == (0, ["in.json"])
    assert result.stderr.startswith("in: cited, but without a readable entry in a bibliography beside it: torn; ")


def test_the_name_of_a_file_that_is_refused_steers_no_terminal(tmp_path):
    assert "red [2J.pdf: no such file" in parse(tmp_path / "red\x1b[2J.pdf", "--out", tmp_path / "out").stderr
