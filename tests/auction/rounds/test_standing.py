"""Nothing happens to a lot twice in one microsecond."""

from __future__ import annotations

import pytest

from auction.rounds.standing import TICK, next_instant
from tests.support.rounds import OPENS_AT


@pytest.mark.parametrize(
    ("last", "clock", "expected"),
    [
        (None, OPENS_AT, OPENS_AT),
        (OPENS_AT - TICK, OPENS_AT, OPENS_AT),
        (OPENS_AT, OPENS_AT, OPENS_AT + TICK),
        (OPENS_AT, OPENS_AT - 9 * TICK, OPENS_AT + TICK),
    ],
)
def test_the_next_act_comes_after_the_last_one(last, clock, expected):
    assert next_instant(last, clock) == expected
