"""Which questions supervised training sees, and which GRPO asks."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from k1.models.instances import Instance
from k1.training.data.building import even_tasks, parted
from k1.training.data.world import make_world

WORLD = make_world(60, "train", 1)


def test_without_a_share_apart_both_stages_have_all_questions():
    assert parted(WORLD, 0.0) == (WORLD, WORLD)


@given(st.floats(0.01, 0.99))
def test_no_text_is_asked_about_in_both_stages_and_no_question_is_lost(share: float):
    taught, kept = parted([*WORLD, *WORLD[::2]], share)
    assert not {item.text for item in taught} & {item.text for item in kept}
    assert len(taught) + len(kept) == len(WORLD) * 3 // 2


def test_the_share_is_counted_in_texts():
    texts = {item.text for item in WORLD}
    _, kept = parted(WORLD, 0.25)
    assert len({item.text for item in kept}) == round(0.25 * len(texts))


@given(st.lists(st.sampled_from(WORLD), min_size=1), st.integers(0, 9))
def test_of_each_task_as_many_questions_are_asked_as_the_rarest_has(questions: list[Instance], seed: int):
    drawn = Counter(item.task for item in even_tasks(questions, seed))
    given_tasks = Counter(item.task for item in questions)
    assert drawn == dict.fromkeys(given_tasks, min(given_tasks.values()))


def test_even_tasks_draws_by_seed_and_keeps_the_order():
    uneven = [item for index, item in enumerate(WORLD) if item.task == "NER" or index % 3]
    first = even_tasks(uneven, 1)
    assert first == even_tasks(uneven, 1) != even_tasks(uneven, 2)
    assert first == [item for item in uneven if item in first]
