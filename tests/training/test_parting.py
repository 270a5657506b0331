"""Which questions supervised training sees, and which GRPO asks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from k1.training.data.building import parted
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
