"""The demo's bids are such as the hall would take."""

from __future__ import annotations

import itertools
import random
from datetime import UTC, datetime, timedelta

import pytest

from demo.raises import plan_ended, plan_running

OPENS = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
CLOSES = OPENS + timedelta(days=1)
WINDOW = timedelta(minutes=5)


@pytest.mark.parametrize("seed", range(20))
def test_an_ended_round_was_extended_by_answers_in_time(seed: int) -> None:
    raises = plan_ended(OPENS, CLOSES, bidders=(0, 1, 3, 2), chance=random.Random(seed))

    end = CLOSES
    for one in raises:
        assert OPENS < one.at < end
        end = max(end, one.at + WINDOW)
    assert end > CLOSES
    assert raises[-1].bidder == 2


@pytest.mark.parametrize("seed", range(20))
def test_bids_rise_in_the_order_of_time_and_nobody_raises_themself(seed: int) -> None:
    until = OPENS + timedelta(hours=20)
    for raises in (
        plan_running(OPENS, until, bidders=range(3), chance=random.Random(seed)),
        plan_ended(OPENS, CLOSES, bidders=range(3), chance=random.Random(seed)),
    ):
        assert raises[0].steps == 0
        for before, after in itertools.pairwise(raises):
            assert before.at < after.at
            assert before.steps < after.steps
            assert before.bidder != after.bidder


def test_bids_of_a_running_round_lie_in_the_past() -> None:
    until = OPENS + timedelta(hours=5)

    raises = plan_running(OPENS, until, bidders=range(3), chance=random.Random(1))

    assert all(OPENS < one.at < until for one in raises)
