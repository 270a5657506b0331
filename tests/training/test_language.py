"""Open texts for language modelling: which files are read, what is kept apart, how blocks are cut."""

from __future__ import annotations

import gzip
import json
from itertools import chain
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from k1.errors import ConfigurationError
from k1.training.data.texts import open_texts, read_texts_below
from k1.training.stages.language import blocks

SENTENCE = "one two three four five six seven eight nine ten eleven twelve"


def test_texts_come_from_plain_files_passages_papers_and_runs_in_the_order_of_paths(tmp_path: Path):
    (tmp_path / "a.txt").write_text("plain\n text")
    passages = [{"key": "0", "title": "Lund", "text": "A town."}]
    (tmp_path / "b.passages.json.gz").write_bytes(gzip.compress(json.dumps(passages).encode()))
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "gold.json").write_text(json.dumps({"body": ["first paragraph", "second"]}))
    pl.DataFrame({"text": ["a unit", None]}).write_parquet(tmp_path / "units.parquet")
    (tmp_path / "notes.md").write_text("not read")
    texts = list(read_texts_below(tmp_path))
    assert texts == ["plain text", "Lund. A town.", "first paragraph", "second", "a unit"]


def test_a_text_that_shares_a_run_of_words_with_a_held_out_text_is_left_out_and_counted(tmp_path: Path):
    (tmp_path / "a.txt").write_text("zero " + SENTENCE)
    (tmp_path / "b.txt").write_text("quite another text")
    assert open_texts([str(tmp_path)], [SENTENCE]) == (["quite another text"], 1)


def test_the_same_text_twice_is_one_text(tmp_path: Path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("the same text")
    assert open_texts([str(tmp_path)], []) == (["the same text"], 0)


def test_a_folder_without_texts_is_refused_by_name(tmp_path: Path):
    with pytest.raises(ConfigurationError, match=str(tmp_path)):
        list(read_texts_below(tmp_path))


@pytest.mark.parametrize(
    "content", [b"no gzip", *(gzip.compress(text, mtime=0) for text in (b"{}x", b'[{"title": "x"}]'))]
)
def test_a_file_that_is_not_what_its_name_says_is_refused_by_name(tmp_path: Path, content: bytes):
    (tmp_path / "x.passages.json.gz").write_bytes(content)
    with pytest.raises(ConfigurationError, match=r"x\.passages"):
        list(read_texts_below(tmp_path))


@given(st.lists(st.lists(st.integers(1, 9), max_size=12), max_size=8), st.integers(1, 10))
def test_blocks_are_of_one_length_and_hold_the_texts_in_order_with_an_end_after_each(texts, length):
    cut = list(blocks(texts, 0, length))
    everything = list(chain.from_iterable([*text, 0] for text in texts))
    assert all(len(block) == length for block in cut)
    assert list(chain.from_iterable(cut)) == everything[: len(everything) // length * length]
