"""Configuration: overlays on defaults; what is not allowed is refused with key, value and what is."""

from __future__ import annotations

from pathlib import Path

import pytest

from k1.errors import ConfigurationError
from k1.retrieval.store.priors import DEFAULT_PRIORS
from k1.runtime.configuration import configuration_from, load_configuration, merge
from k1.schema.configuration import Configuration


def test_no_values_give_the_defaults() -> None:
    assert configuration_from({}) == Configuration()


def test_a_later_overlay_wins_and_leaves_its_neighbours(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text("parsing: {timeout: 5, max_pages: 7}\n")
    (tmp_path / "two.yaml").write_text("parsing: {timeout: 9}\n")
    parsing = load_configuration([tmp_path / "one.yaml", tmp_path / "two.yaml"]).parsing
    assert (parsing.timeout, parsing.max_pages) == (9, 7)


def test_lists_are_replaced_and_not_joined() -> None:
    assert merge({"a": [1, 2]}, {"a": [3]}) == {"a": [3]}


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"parsing": {"tmeout": 5}}, r"parsing\.tmeout: unknown key; did you mean timeout\?"),
        ({"parsing": {"timeout": -1}}, r"parsing\.timeout: .*greater than 0, got -1"),
        ({"extraction": {"extractor": "magic"}}, r"extraction\.extractor: .*'baseline', got 'magic'"),
        ({"run": "../../etc"}, r"run: .*pattern.*got '\.\./\.\./etc'; docs/configuration\.md says"),
        ({"corpus": {"sources": "papers"}}, r"corpus\.sources: .*got 'papers'; docs/configuration\.md says"),
        ({"corpus": {"sources": ["papers"]}}, r"corpus\.sources\.0: .*got 'papers'; docs/configuration\.md says"),
        ({"corpus": "papers"}, r"corpus: .*got 'papers'; docs/configuration\.md says"),
        ({"corpus": {"sources": [{"path": "x"}]}}, r"refused:\n  [^\n]*0: kind is missing: one of .*folder, .*'x'\}$"),
        ({"corpus": {"sources": [{"kind": "arxiv", "ids": [1.5]}]}}, r"refused:\n  [^\n]*got 1\.5; put it in quotes$"),
        ({"retrieval": {"priors": {"builds_on": 0.2}}}, r"priors: builds_on is no relation .*did you mean BUILDS_ON\?"),
        ({"corpus": {"sources": [{"kind": "gopher"}]}}, r"corpus\.sources\.0: .*'manifest', 'folder'"),
    ],
)
def test_a_refusal_names_the_key_the_value_and_what_is_allowed(values: dict, message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        configuration_from(values)


def test_every_relation_that_has_a_prior_may_be_given_another() -> None:
    priors = DEFAULT_PRIORS | {"belongs_to": 0.4, "evaluation": 0.6}
    assert configuration_from({"retrieval": {"priors": priors}}).retrieval.priors == priors


@pytest.mark.parametrize(
    "content", ["- a\n- b\n", "a: [", "# nothing but a comment\n", "!!python/object/apply:os.system ['true']"]
)
def test_a_file_that_is_no_mapping_is_refused_by_name(tmp_path: Path, content: str) -> None:
    (tmp_path / "bad.yaml").write_text(content)
    with pytest.raises(ConfigurationError, match=r"bad\.yaml"):
        load_configuration([tmp_path / "bad.yaml"])


@pytest.mark.parametrize("name", ["demo", "cluster"])
def test_the_overlays_that_k1_ships_are_valid(name: str) -> None:
    root = Path(__file__).resolve().parents[2]
    assert load_configuration([root / "config" / f"{name}.yaml"]).run == name


def test_a_refusal_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("corpus: {shards_bit: 1}\n")
    with pytest.raises(ConfigurationError, match=r"mine\.yaml: .*\n.*shards_bit: unknown key; did you mean shard_bits"):
        load_configuration([tmp_path / "mine.yaml"])


def test_a_missing_file_is_called_missing(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"mine\.yaml: no such file; .*demo\.yaml \(a corpus\).*lesson\.yaml"):
        load_configuration([tmp_path / "mine.yaml"])


def test_a_key_that_stands_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("corpus:\n  sources: []\n  sources: []\n")
    with pytest.raises(ConfigurationError, match=r"'sources' stands twice"):
        load_configuration([tmp_path / "mine.yaml"])


@pytest.mark.parametrize(
    ("name", "run"),
    [
        ("mine.yaml", "mine"),
        ("My Papers (2).yml", "my-papers-2"),
        ("_a.v1.yaml", "a-v1"),
        ("Grün.yaml", "grun"),
        (f"{'x' * 90}.yaml", "x" * 64),
    ],
)
def test_a_run_without_name_is_called_as_its_file_is(tmp_path, name, run):
    (tmp_path / name).write_text("question: Why?\n")
    (tmp_path / "more.yaml").write_text("question: How?\n")
    assert load_configuration([tmp_path / name, tmp_path / "more.yaml"]).run == run
    (tmp_path / "more.yaml").write_text("run: other\n")
    assert load_configuration([tmp_path / name, tmp_path / "more.yaml"]).run == "other"


def test_a_file_whose_name_can_call_no_run_is_refused(tmp_path):
    (tmp_path / "\u8bba\u6587.yaml").write_text("question: Why?\n")
    with pytest.raises(ConfigurationError, match=r"\.yaml names no folder of results/; set run: mine"):
        load_configuration([tmp_path / "\u8bba\u6587.yaml"])


def test_a_folder_in_place_of_a_configuration_is_told_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="a folder, no file; start from"):
        load_configuration([tmp_path])


def test_a_configuration_in_another_encoding_is_told_to_be_saved_anew(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_bytes("question: Größe\n".encode("latin-1"))
    with pytest.raises(ConfigurationError, match=r"mine\.yaml: not UTF-8 at byte 12; save the file as UTF-8"):
        load_configuration([tmp_path / "mine.yaml"])
