"""Questions made from annotated sets: readers, schema sampling, negatives, caps, overlap with evaluation sets."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from k1.errors import ConfigurationError
from k1.models.answers import has_shape, items
from k1.models.instances import from_row, to_row
from k1.models.prompt import reply
from k1.reward.rule import reward_terms
from k1.training.data import building
from k1.training.data.benchmarks import Annotated, read_benchmark, read_bio, read_spert
from k1.training.data.leakage import leakage_report, leaking, runs, without_leaks
from k1.training.data.questions import questions
from k1.training.profile.settings import BenchmarkData

TEXT = Annotated(
    source="toy",
    text="We use graph kernels for parsing and SVM .",
    entities=(("Method", "graph kernels"), ("Task", "parsing"), ("Method", "SVM")),
    relations=(
        ("Used-for", ("Method", "graph kernels"), ("Task", "parsing")),
        ("Used-for", ("Method", "SVM"), ("Task", "parsing")),
    ),
)
BARE = Annotated("toy", "Nothing here .", ())


def test_spert_spans_end_before_their_end(tmp_path: Path):
    record = {
        "tokens": ["graph", "kernels", "work"],
        "entities": [{"type": "Method", "start": 0, "end": 2}],
        "relations": [],
    }
    (tmp_path / "x.json").write_text(json.dumps([record]))
    assert next(read_spert(tmp_path / "x.json", "toy")).entities == (("Method", "graph kernels"),)


def test_bio_spans_are_read_with_neighbours_apart_and_a_lone_inside_tag_opening_one(tmp_path: Path):
    tags = ["a B-X", "b I-X", "c B-X", "d O", "e I-Y", "", "f O"]
    (tmp_path / "x.bio").write_text("\n".join(tags) + "\n")
    first, second = read_bio(tmp_path / "x.bio", "toy")
    assert first.entities == (("X", "a b"), ("X", "c"), ("Y", "e"))
    assert second.entities == ()


def test_questions_ask_absent_labels_too_and_answer_them_with_empty_lists():
    question = next(building.entity_instances(TEXT, ["Material", "Method", "Metric", "Task"], random.Random(1)))
    assert set(question.labels) == {"Material", "Method", "Metric", "Task"}
    assert question.answer["Method"] == ["graph kernels", "SVM"]
    assert question.answer["Metric"] == []


def test_no_question_asks_more_labels_than_its_task_allows():
    labels = [f"T{number}" for number in range(30)]
    many = Annotated("toy", "x", tuple((label, "x") for label in labels[:14]))
    made = list(building.entity_instances(many, labels, random.Random(1)))
    assert [len(question.schema) for question in made] == [6, 6, 6]
    assert {label for question in made for label, found in question.answer.items() if found} == set(labels[:14])


def test_structured_questions_have_the_published_shape_and_their_gold_is_worth_one():
    made = list(building.record_instances(TEXT, {"Method": ["Used-for"]}, random.Random(1)))
    assert made[0].answer == {"Method": {"graph kernels": {"Used-for": "parsing"}, "SVM": {"Used-for": "parsing"}}}
    assert from_row(to_row(made[0])) == made[0]


def test_the_gold_of_every_built_question_earns_the_whole_reward():
    for question in building.build_instances([TEXT, BARE], seed=1):
        assert question.answer_task is not None
        assert has_shape(question.answer, question.answer_task, question.labels)
        gold = reward_terms(reply("x", question.answer), question.answer, question.answer_task, question.labels)
        assert gold.total == 1.0


def test_the_same_seed_builds_the_same_questions():
    assert building.build_instances([TEXT, BARE], 3) == building.build_instances([TEXT, BARE], 3)


@given(st.integers(0, 40), st.integers(1, 40), st.sampled_from([0.0, 0.1, 0.5]))
def test_questions_for_silence_stay_under_their_share(empty, full, share):
    built = building.build_instances([TEXT], 1)[:1] * full + building.build_instances([BARE], 1)[:1] * empty
    kept = building.cap_empty(built, share, seed=1)
    silent = sum(building.is_empty(item) for item in kept)
    assert len(kept) - silent == full
    assert silent <= share * len(kept) + 1e-9


def test_length_buckets_are_drawn_from_in_turn():
    short = [building.build_instances([Annotated("toy", f"a {n}", (("X", "a"),))], 1)[0] for n in range(90)]
    long = [building.build_instances([Annotated("toy", f"b {n} " * 40, (("X", "b"),))], 1)[0] for n in range(10)]
    drawn = building.draw_by_length([*short, *long], 20, seed=1)
    assert sum(building.length_bucket(item.text) > 0 for item in drawn) == 10


# --- overlap -----------------------------------------------------------------------------------------------------

SENTENCE = "one two three four five six seven eight nine ten eleven twelve"


def test_a_shared_run_of_ten_words_is_found_whatever_the_punctuation():
    assert leaking([SENTENCE.replace(" ", " , ").upper() + " !"], ["zero " + SENTENCE]) == [True]


def test_nine_shared_words_are_no_leak_but_an_equal_short_text_is():
    nine = " ".join(SENTENCE.split()[:9])
    assert leaking([SENTENCE], [nine + " and so on it goes"]) == [False]
    assert leaking(["a short text ."], ["A short text"]) == [True]


@given(st.text(alphabet="ab ", max_size=60))
def test_a_text_always_overlaps_with_itself_unless_it_has_no_words(text):
    assert leaking([text], [text]) == [bool(runs(text))]


def test_training_texts_that_overlap_are_left_out_and_the_report_counts_them():
    assert without_leaks([SENTENCE, "quite another text"], [SENTENCE + " thirteen"]) == [1]
    row = leakage_report({"a": [SENTENCE]}, {"b": [SENTENCE, "other"]}).row(0, named=True)
    assert (row["texts"], row["equal"], row["shared_run"]) == (2, 1, 1)


@pytest.mark.parametrize(("name", "file"), [("conll04", r"conll04/train\.json"), ("bc5cdr", r"bc5cdr/train\.bio")])
def test_a_set_that_the_folder_lacks_is_named_with_its_file(tmp_path: Path, name: str, file: str):
    with pytest.raises(ConfigurationError, match=rf"data\.folder: .*{file}, of the set {name}, cannot be read"):
        read_benchmark(tmp_path, name, "train")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("scierc", '[{"tokens": ["a"], "ent', "no JSON, or cut short"),
        ("scierc", '[{"tokens": ["a"], "entities": [{"type": "X", "start": 0}]}]', "sentence 1: .*'end'"),
        (
            "scierc",
            '[{"tokens": ["a"], "entities": [], "relations": [{"type": "X", "head": 0, "tail": 1}]}]',
            "sentence 1",
        ),
        ("bc5cdr", "a\tO\n\nb\tB-X\nc", "line 4: 'c' is not a token and a tag"),
        ("bc5cdr", "O\ta\n", "line 1"),
    ],
)
def test_a_file_of_a_set_that_is_cut_or_of_another_form_is_named_with_the_place(tmp_path: Path, name, text, said):
    path = tmp_path / name / ("train.json" if name == "scierc" else "train.bio")
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=f"{path}.*{said}"):
        read_benchmark(tmp_path, name, "train")


def test_sets_without_a_question_of_the_kinds_that_are_asked_for_are_refused(tmp_path: Path):
    (tmp_path / "bc5cdr").mkdir()
    for part in ("train", "dev"):
        (tmp_path / "bc5cdr" / f"{part}.bio").write_text(f"{part}\tB-X\n", encoding="utf-8")
    named = {"train": ("bc5cdr",), "held_out": ("bc5cdr",), "tasks": ("RE",)}
    with pytest.raises(ConfigurationError, match=r"data\.train: bc5cdr gives no question of the kinds RE"):
        questions(BenchmarkData(kind="benchmarks", folder=str(tmp_path), **named), seed=1)


def test_crossner_is_never_trained_on(tmp_path: Path):
    with pytest.raises(ConfigurationError, match="crossner/ai is held out"):
        read_benchmark(tmp_path, "crossner/ai", "train")


@pytest.mark.shared
def test_real_sets_become_questions_without_a_shared_run(shared: Path):
    data = BenchmarkData(
        kind="benchmarks",
        folder=str(shared / "data" / "ie"),
        train=("conll04", "ncbi-disease"),
        held_out=("conll04", "crossner/ai"),
        train_limit=300,
        held_out_limit=60,
    )
    asked = questions(data, seed=1)
    assert (len(asked.train), len(asked.held_out)) == (300, 60)
    assert asked.leaked > 0  # CoNLL04's dev overlaps with its train
    assert not any(leaking([item.text for item in asked.held_out], [item.text for item in asked.train]))
    assert {item.task for item in asked.train} == {"NER", "RE", "KG"}
    assert all(items(item.answer, item.answer_task) for item in asked.train if not building.is_empty(item))
