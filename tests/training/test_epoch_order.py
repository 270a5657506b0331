"""Each epoch has its order, whether a run came to it or was continued in it."""

from __future__ import annotations

import pytest

from k1.training.engines.epoch_order import EpochOrder

pytestmark = pytest.mark.train


def by_group():
    from trl.trainer.utils import RepeatSampler

    return RepeatSampler(range(12), mini_repeat_count=2, batch_size=3, repeat_count=2, seed=5)


def by_length():
    from transformers.trainer_pt_utils import LengthGroupedSampler

    return LengthGroupedSampler(4, lengths=[3, 9, 4, 1, 8, 8, 2, 6, 7, 5, 4, 3])


@pytest.mark.parametrize("make", [by_group, by_length])
def test_an_epoch_that_is_continued_in_has_the_order_that_it_had(make):
    whole = EpochOrder(make(), 5)
    orders = []
    for epoch in range(3):
        whole.set_epoch(epoch)
        orders.append(list(whole))
    assert orders[0] != orders[1] != orders[2]
    for epoch in (2, 1):
        continued = EpochOrder(make(), 5)
        continued.set_epoch(epoch)
        assert list(continued) == orders[epoch]


def test_groups_come_in_the_order_that_trl_gives_them_in_one_go():
    plain, settled = by_group(), EpochOrder(by_group(), 5)
    for epoch in range(3):
        settled.set_epoch(epoch)
        assert list(settled) == list(plain)
