"""A folder of a person's own papers."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from time import process_time

import pytest

from corpus.small_papers import BIBTEX, HTML, JATS, MARKDOWN, PDF
from k1.corpus.arrival import Arrival
from k1.corpus.bibliographies import Bibliographies
from k1.corpus.fetch import keep_paper
from k1.corpus.folder import folder_batch, folder_state
from k1.errors import ConfigurationError, FailureKind
from k1.schema.corpus import CorpusFile, Failure


def fill(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def fetch(folder: Path, max_bytes: int = 10_000) -> list[Arrival | Failure]:
    return list(folder_batch(folder, licence="CC0-1.0", max_bytes=max_bytes).fetch())


def test_papers_are_found_recursively_in_the_order_of_their_paths(tmp_path: Path):
    fill(tmp_path, {"b/Two.XML": JATS, "a.pdf": PDF, "b/one.md": MARKDOWN, "notes.txt": b"no", ".git/x.md": b"no"})
    papers = fetch(tmp_path)
    assert [(paper.name, paper.source) for paper in papers if isinstance(paper, Arrival)] == [
        ("a", "folder: a.pdf"),
        ("b--two", "folder: b/Two.XML"),
        ("b--one", "folder: b/one.md"),
    ]
    assert {paper.licence for paper in papers if isinstance(paper, Arrival)} == {"CC0-1.0"}


def test_files_of_one_name_are_told_apart(tmp_path: Path):
    fill(tmp_path, {"x/paper.pdf": PDF, "x/paper.md": MARKDOWN, "x y.pdf": PDF, "x-y.pdf": PDF + b" "})
    names = folder_batch(tmp_path, licence=None, max_bytes=1000).names
    assert len(set(names)) == 4
    assert {"x--paper-pdf", "x--paper-markdown"} <= set(names)


def test_a_markdown_paper_comes_with_its_bibliography(tmp_path: Path):
    fill(tmp_path, {"paper.md": MARKDOWN, "paper.bib": BIBTEX})
    (paper,) = fetch(tmp_path)
    assert isinstance(paper, Arrival)
    assert paper.bibliography == BIBTEX


@pytest.mark.parametrize(
    ("beside", "chosen"),
    [
        (["one.bib", "paper.bib"], "one.bib"),
        (["paper.bib", "other.bib"], "paper.bib"),
        (["refs.bib"], "refs.bib"),
        (["refs.bib", "more.bib"], None),
        ([], None),
    ],
)
def test_the_bibliography_is_the_one_of_the_papers_name_or_the_only_one(
    tmp_path: Path, beside: list[str], chosen: str | None
):
    fill(tmp_path, dict.fromkeys(["one.md", *beside], b"x"))
    found = Bibliographies().of(tmp_path / "one.md")
    assert [path.name for path in found] == ([chosen] if chosen else [])


@pytest.mark.parametrize(
    ("front", "chosen"),
    [
        ("bibliography: b.bib", ["b.bib"]),
        ('bibliography  : ["b.bib"]', ["b.bib"]),
        ("bibliography:\n  - c.bib\n  - 'b.bib'\ntitle: T", ["c.bib", "b.bib"]),
        ('bibliography: ["b.bib", refs/d.bib, none.bib]', ["b.bib", "d.bib"]),
        ("bibliography: library.json", ["library.json"]),
        ("bibliography: ../out.bib", ["one.bib"]),
        ("title: b.bib", ["one.bib"]),
    ],
)
def test_the_bibliographies_are_those_near_the_paper_that_it_names(tmp_path: Path, front: str, chosen: list[str]):
    beside = ["b.bib", "c.bib", "one.bib", "refs/d.bib", "library.json", "other.json"]
    folder = fill(tmp_path, {"out.bib": b"x"} | {f"in/{name}": b"x" for name in beside}) / "in"
    (folder / "one.md").write_text(f"---\n{front}\n---\n\nbibliography: c.bib\n")
    assert [path.name for path in Bibliographies().of(folder / "one.md")] == chosen


def test_many_papers_that_name_their_bibliographies_are_looked_at_in_time_that_grows_as_they_do(tmp_path: Path):
    papers = {f"p{at}.md": b"---\nbibliography: p%d.bib\n---\n" % at for at in range(600)}
    fill(tmp_path, papers | {name.replace(".md", ".bib"): BIBTEX for name in papers})
    began = process_time()
    folder_state(tmp_path)
    assert process_time() - began < 5


@pytest.mark.parametrize("names", [[f"m{at}.bib" for at in range(1500)], ["refs.bib"]])
def test_bibliographies_that_are_not_there_are_sought_in_time_that_grows_as_they_do(tmp_path: Path, names: list[str]):
    front = f"---\nbibliography: {names}\n---\n".encode()
    papers = {f"p{at}.md": front for at in range(1500 // len(names))}
    fill(tmp_path, papers | {f"{at}.txt": b"" for at in range(1500)})
    began = process_time()
    folder_state(tmp_path)
    assert len(fetch(tmp_path, 100_000)) == len(papers)
    assert process_time() - began < 2


def test_several_bibliographies_are_kept_as_one_and_a_change_of_a_named_one_is_seen(tmp_path: Path):
    paper = b"---\nbibliography: [a.bib, l.json]\n---\n"
    fill(tmp_path, {"one.md": paper.replace(b"l.json", b"b.bib"), "a.bib": b"@a", "b.bib": b"@b", "l.json": b"[]"})
    (arrival,) = fetch(tmp_path)
    assert isinstance(arrival, Arrival)
    assert arrival.bibliography == b"@a\n@b"
    (tmp_path / "one.md").write_bytes(paper.replace(b"a.bib, ", b""))
    state = folder_state(tmp_path)
    (tmp_path / "l.json").write_bytes(b"[1]")
    assert folder_state(tmp_path) != state


def test_a_file_above_the_limit_is_a_failure_and_the_others_come(tmp_path: Path):
    fill(tmp_path, {"a.pdf": PDF * 20, "b.pdf": PDF})
    first, second = fetch(tmp_path, max_bytes=len(PDF))
    assert isinstance(first, Failure)
    assert first.kind is FailureKind.TOO_LARGE
    assert isinstance(second, Arrival)


def test_a_file_that_cannot_be_read_is_a_failure(tmp_path: Path):
    batch = folder_batch(fill(tmp_path, {"a.pdf": PDF, "b.pdf": PDF}), licence=None, max_bytes=1000)
    (tmp_path / "a.pdf").unlink()
    kinds = [outcome.kind if isinstance(outcome, Failure) else None for outcome in batch.fetch()]
    assert kinds == [FailureKind.NOT_FOUND, None]


def test_names_that_are_no_utf8_are_papers_of_their_own_and_stand_legibly_in_the_tables(tmp_path: Path):
    fill(tmp_path, {os.fsdecode(b"caf\xe8.md"): MARKDOWN, os.fsdecode(b"caf\xe9.md"): JATS, "good.md": PDF})
    papers = fetch(tmp_path)
    assert len({paper.name for paper in papers}) == 3
    sources = [paper.source for paper in papers if isinstance(paper, Arrival)]
    assert sources == ["folder: caf\ufffd.md", "folder: caf\ufffd.md", "folder: good.md"]


def test_a_failure_names_a_file_that_is_no_utf8(tmp_path: Path):
    fill(tmp_path, {os.fsdecode(b"caf\xe9.md"): MARKDOWN})
    (failed,) = fetch(tmp_path, max_bytes=len(MARKDOWN) - 1)
    assert isinstance(failed, Failure)
    assert failed.message.startswith("caf\ufffd.md: more than")


def test_the_state_of_a_folder_tells_names_that_are_no_utf8_apart(tmp_path: Path):
    states = []
    for name in (b"caf\xe8.md", b"caf\xe9.md"):
        path = fill(tmp_path, {os.fsdecode(name): MARKDOWN}) / os.fsdecode(name)
        os.utime(path, (1, 1))
        states.append(folder_state(tmp_path))
        path.unlink()
    assert states[0] != states[1]


def refuse(monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    """Make every file called locked one that the system does not let a person read."""
    allowed = getattr(Path, method)

    def checked(path: Path, *given: object, **named: object) -> object:
        if path.stem == "locked":
            raise PermissionError(13, "Permission denied", str(path))
        return allowed(path, *given, **named)

    monkeypatch.setattr(Path, method, checked)


def test_files_that_may_not_be_read_are_failures_of_their_own_and_the_others_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    fill(tmp_path, {"a/b/locked.pdf": PDF, "a b/locked.pdf": PDF, "good.pdf": PDF})
    refuse(monkeypatch, "open")
    papers = fetch(tmp_path)
    assert [paper.kind if isinstance(paper, Failure) else None for paper in papers] == [FailureKind.NOT_FOUND] * 2 + [
        None
    ]
    assert len({paper.name for paper in papers}) == 3


def test_a_file_that_may_not_be_looked_at_is_a_failure_and_the_state_of_its_folder_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    fill(tmp_path, {"good.md": MARKDOWN, "locked.md": MARKDOWN})
    refuse(monkeypatch, "stat")
    refuse(monkeypatch, "open")
    good, locked = fetch(tmp_path)
    assert isinstance(good, Arrival)
    assert isinstance(locked, Failure)
    assert folder_state(tmp_path)


def test_a_folder_that_may_not_be_looked_into_and_a_link_to_nothing_are_failures_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    fill(tmp_path, {"good.md": MARKDOWN, "shut/a.pdf": PDF, ".trash/b.pdf": PDF})
    (tmp_path / "gone.pdf").symlink_to("nowhere.pdf")
    allowed = os.scandir

    def checked(path: str) -> Iterator[os.DirEntry[str]]:
        if Path(path).name in ("shut", ".trash"):
            raise PermissionError(13, "Permission denied", str(path))
        return allowed(path)

    monkeypatch.setattr(os, "scandir", checked)
    gone, good, shut = fetch(tmp_path)
    assert isinstance(good, Arrival)
    assert isinstance(gone, Failure)
    assert isinstance(shut, Failure)
    assert [(failure.name, failure.kind, failure.message) for failure in (gone, shut)] == [
        ("gone", FailureKind.NOT_FOUND, "gone.pdf: No such file or directory"),
        ("shut", FailureKind.NOT_FOUND, "shut: this folder may not be looked into"),
    ]


def close(monkeypatch: pytest.MonkeyPatch, right: int) -> None:
    """Make every folder called shut one for which this system gives nobody the right."""
    allowed = os.access
    monkeypatch.setattr(
        os, "access", lambda path, asked: not (path.name == "shut" and asked & right) and allowed(path, asked)
    )
    if right == os.R_OK:
        listed = os.scandir

        def checked(path: str) -> Iterator[os.DirEntry[str]]:
            if Path(path).name == "shut":
                raise PermissionError(13, "Permission denied", str(path))
            return listed(path)

        monkeypatch.setattr(os, "scandir", checked)


def test_a_folder_that_may_be_listed_but_not_entered_is_one_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    fill(tmp_path, {"good.md": MARKDOWN, "shut/a.pdf": PDF, "shut/notes.txt": b"no", "shut/inner/b.pdf": PDF})
    close(monkeypatch, os.X_OK)
    good, shut = fetch(tmp_path)
    assert isinstance(good, Arrival)
    assert isinstance(shut, Failure)
    assert shut.message == "shut: this folder may not be looked into"


def test_what_is_no_paper_and_may_not_be_looked_at_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    fill(tmp_path, {"good.md": MARKDOWN, "locked.txt": b"no"})
    refuse(monkeypatch, "stat")
    assert [paper.name for paper in fetch(tmp_path)] == ["good"]


def test_a_folder_source_that_may_not_be_looked_into_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    fill(tmp_path, {"shut/a.pdf": PDF})
    close(monkeypatch, os.R_OK)
    with pytest.raises(ConfigurationError, match="shut: this folder may not be looked into"):
        folder_batch(tmp_path / "shut", licence=None, max_bytes=1000)


def test_folders_that_the_system_keeps_for_itself_are_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    fill(tmp_path, {"good.md": MARKDOWN, "lost+found/shut/a.pdf": PDF, "$RECYCLE.BIN/b.pdf": PDF})
    close(monkeypatch, os.R_OK)
    assert [paper.name for paper in fetch(tmp_path)] == ["good"]


def test_a_closed_folder_that_is_gone_or_opened_changes_the_state_of_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    fill(tmp_path, {"good.md": MARKDOWN, "shut/notes.txt": b"no"})
    opened = folder_state(tmp_path)
    close(monkeypatch, os.R_OK)
    assert folder_state(tmp_path) != opened


def test_a_file_that_may_be_read_at_last_changes_the_state_of_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    fill(tmp_path, {"locked.md": MARKDOWN})
    allowed = folder_state(tmp_path)
    monkeypatch.setattr(os, "access", lambda path, mode: path.stem != "locked")
    assert folder_state(tmp_path) != allowed


def test_only_files_whose_names_collide_are_read_before_they_are_fetched_and_no_further_than_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    fill(tmp_path, {"alone.pdf": PDF, "x y.pdf": PDF * 3, "x-y.pdf": PDF * 2})
    read: list[str] = []
    allowed = Path.open
    monkeypatch.setattr(Path, "open", lambda path, *given: (read.append(path.name), allowed(path, *given))[1])
    batch = folder_batch(tmp_path, licence=None, max_bytes=len(PDF))
    assert read == ["x y.pdf", "x-y.pdf"]
    kinds = [outcome.kind if isinstance(outcome, Failure) else None for outcome in batch.fetch()]
    assert kinds == [None, FailureKind.TOO_LARGE, FailureKind.TOO_LARGE]


def test_a_folder_without_papers_names_what_is_read(tmp_path: Path):
    with pytest.raises(ConfigurationError, match=r"\.pdf"):
        folder_batch(fill(tmp_path, {"page.html": HTML}), licence=None, max_bytes=1000)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(ConfigurationError, match=r"absent: no such folder; .* begins at the checkout"):
        folder_batch(tmp_path / "absent", licence=None, max_bytes=1000)


def test_the_state_of_a_folder_changes_with_its_papers_and_with_nothing_else(tmp_path: Path):
    fill(tmp_path, {"one.md": MARKDOWN})
    states = [folder_state(tmp_path)]
    for change in ({"two.md": MARKDOWN}, {"two.bib": BIBTEX}, {"one.md": MARKDOWN + b"More."}):
        fill(tmp_path, change)
        states.append(folder_state(tmp_path))
    (tmp_path / "two.md").unlink()
    states.append(folder_state(tmp_path))
    assert len(set(states)) == 5
    fill(tmp_path, {"notes.txt": b"no paper"})
    assert folder_state(tmp_path) == states[-1]
    assert folder_state(tmp_path / "nowhere") == ""


def test_papers_in_a_folder_that_a_link_leads_to_are_found_and_a_link_back_ends_nowhere(tmp_path: Path):
    elsewhere = fill(tmp_path / "elsewhere", {"deep/a.pdf": PDF})
    papers = fill(tmp_path / "papers", {"b.md": MARKDOWN})
    (papers / "linked").symlink_to(elsewhere)
    (elsewhere / "back").symlink_to(papers)
    assert folder_batch(papers, licence=None, max_bytes=1000).names == ("b", "linked--deep--a")
    state = folder_state(papers)
    fill(elsewhere, {"deep/a.pdf": PDF + b" "})
    assert folder_state(papers) != state


def test_a_file_that_is_no_paper_is_named_by_its_path(tmp_path: Path):
    (paper,) = fetch(fill(tmp_path / "papers", {"deep/\u8bba\u6587.pdf": HTML}))
    failed = keep_paper(paper, tmp_path / "run", 0)
    assert isinstance(failed, Failure)
    assert failed.message == "deep/\u8bba\u6587.pdf: expected a PDF, got an HTML page"


def test_a_changed_bibliography_changes_the_papers_row_although_the_paper_is_the_same(tmp_path: Path):
    def row(bibliography: bytes) -> CorpusFile | Failure:
        fill(tmp_path / "papers", {"one.md": MARKDOWN, "one.bib": bibliography})
        (paper,) = fetch(tmp_path / "papers")
        return keep_paper(paper, tmp_path / "run", 0)

    before, after = row(BIBTEX), row(BIBTEX + b"\n")
    assert before != after == row(BIBTEX + b"\n")
    assert isinstance(before, CorpusFile)
    assert isinstance(after, CorpusFile)
    assert before.sha256 == after.sha256
