"""Archives, honest and hostile."""

from __future__ import annotations

import gzip
import io
import random
import tarfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.small_papers import archive
from k1.corpus.archive import read_members
from k1.errors import FailureKind, PaperError

LIMIT = 10_000


def refused(packed: bytes, wanted: str = "paper.md") -> PaperError:
    with pytest.raises(PaperError) as caught:
        read_members(io.BytesIO(packed), {wanted}, max_bytes=LIMIT)
    return caught.value


def test_members_are_found_below_the_top_folder():
    packed = archive(
        {"lib-1.0/setup.py": b"raise SystemExit", "lib-1.0/joss/paper.md": b"text", "lib-1.0/x.bib": b"bib"}
    )
    assert read_members(io.BytesIO(packed), {"joss/paper.md", "x.bib"}, max_bytes=LIMIT) == {
        "joss/paper.md": b"text",
        "x.bib": b"bib",
    }


def test_a_member_that_is_not_there_is_not_in_the_answer():
    assert read_members(io.BytesIO(archive({"lib/a": b""})), {"paper.md"}, max_bytes=LIMIT) == {}


def test_reading_stops_once_all_is_found():
    noise = random.Random(0).randbytes(2_000_000)
    stream = io.BytesIO(archive({"lib/paper.md": b"text", "lib/data.bin": noise}))
    assert read_members(stream, {"paper.md"}, max_bytes=3_000_000) == {"paper.md": b"text"}
    assert stream.tell() < 500_000


@pytest.mark.parametrize(
    "name", ["../paper.md", "lib/../paper.md", "/paper.md", "lib/../../paper.md", "lib/x/../paper.md"]
)
def test_a_path_that_climbs_out_matches_nothing_but_itself(name: str):
    found = read_members(io.BytesIO(archive({name: b"evil"})), {"joss/paper.md"}, max_bytes=LIMIT)
    assert found == {}


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE, tarfile.DIRTYPE])
def test_a_link_or_device_of_the_wanted_name_is_refused(kind: bytes):
    def add(tar: tarfile.TarFile) -> None:
        member = tarfile.TarInfo("lib/paper.md")
        member.type, member.linkname = kind, "/etc/passwd"
        tar.addfile(member)

    assert refused(archive({}, add)).kind is FailureKind.HOSTILE


def test_a_member_above_the_limit_is_refused():
    assert refused(archive({"lib/paper.md": b"x" * (LIMIT + 1)})).kind is FailureKind.TOO_LARGE


def test_an_archive_that_unpacks_without_end_is_refused():
    bomb = archive({"lib/zeros": b"\0" * 1_000_000, "lib/paper.md": b"text"})
    assert len(bomb) < LIMIT
    assert refused(bomb).kind is FailureKind.HOSTILE


@pytest.mark.parametrize(
    "broken",
    [b"", b"not an archive", gzip.compress(b"not a tar"), archive({"lib/a": b"x" * 5000})[:-40]],
    ids=["empty", "no gzip", "no tar", "cut"],
)
def test_a_broken_archive_is_a_failure_of_its_own(broken: bytes):
    assert refused(broken).kind in (FailureKind.CORRUPT, FailureKind.TRUNCATED)


@given(st.binary(max_size=600))
def test_no_bytes_whatever_raise_anything_but_a_paper_error(data: bytes):
    for packed in (data, gzip.compress(data)):
        try:
            read_members(io.BytesIO(packed), {"paper.md"}, max_bytes=LIMIT)
        except PaperError as error:
            assert error.remedy
