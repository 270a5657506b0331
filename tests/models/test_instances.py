"""IEPile's instance form: read as it is published, written back the same."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from k1.models.instances import (
    AnswerTask,
    Instance,
    InstanceError,
    from_row,
    to_row,
    with_subject_and_object,
)
from k1.models.prompt import SYSTEM_TURN, chat, reply, short_prompt

NER = Instance(
    task="NER",
    source="toy",
    instruction="Find the entities.",
    schema=("person", "place"),
    text="Ada lives in “Łódź”.",
    answer={"person": ["Ada"], "place": ["Łódź"]},
)


def test_an_instance_survives_the_way_through_a_row():
    assert from_row(to_row(NER)) == NER


def test_the_user_turn_has_iepiles_three_keys_in_order():
    system, user = chat(NER)
    assert system == {"role": "system", "content": SYSTEM_TURN}
    assert list(json.loads(user["content"])) == ["instruction", "schema", "input"]
    assert "Łódź" in user["content"]


def test_the_short_prompt_is_a_schema_line_and_the_text():
    assert short_prompt(NER) == "NER: person, place\nAda lives in “Łódź”.\n"


def test_a_reply_keeps_the_contract():
    assert reply("x", {"a": []}) == '<think>x</think><answer>{"a": []}</answer>'


@pytest.mark.parametrize("missing", ["instruction", "output"])
def test_a_row_without_its_json_is_refused(missing):
    row = {key: value for key, value in to_row(NER).items() if key != missing}
    with pytest.raises(InstanceError, match=missing):
        from_row(row)


def test_an_output_with_a_label_that_the_schema_lacks_is_refused():
    row = to_row(NER) | {"output": '{"animal": ["cat"]}'}
    with pytest.raises(InstanceError, match="animal"):
        from_row(row)


def test_relations_ends_called_head_and_tail_become_subject_and_object_and_nothing_else_changes():
    pairs = [{"head": "Ada", "tail": "Łódź"}, {"subject": "Bo", "object": "Lund"}]
    asked = replace(NER, task="RE", schema=("lives in",), answer={"lives in": pairs})
    renamed = with_subject_and_object(asked)
    assert renamed.answer == {"lives in": [{"subject": "Ada", "object": "Łódź"}, pairs[1]]}
    assert replace(renamed, answer=asked.answer) == asked
    assert with_subject_and_object(NER) == NER


@pytest.mark.shared
@pytest.mark.parametrize("name", ["examples.en.jsonl", "sample.zh.jsonl"])
def test_published_rows_of_iepile_are_read_and_written_back_the_same(shared: Path, name: str):
    lines = (shared / "data" / "ie" / "iepile" / name).read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert rows
    for row in rows:
        written = to_row(from_row(row))
        assert json.loads(written["instruction"]) == json.loads(row["instruction"])
        assert json.loads(written["output"]) == json.loads(row["output"])


@pytest.mark.shared
def test_iepiles_tasks_map_to_the_shapes_of_the_paper(shared: Path):
    lines = (shared / "data" / "ie" / "iepile" / "sample.zh.jsonl").read_text(encoding="utf-8").splitlines()
    shapes = {instance.task: instance.answer_task for instance in map(from_row, map(json.loads, lines))}
    assert shapes["SPO"] is AnswerTask.RE
    assert shapes["KG"] is AnswerTask.STRUCT_NER
    assert shapes["EE"] is None
