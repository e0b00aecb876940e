"""The published limits: what is let in, what waits, and what they cost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bidding import limits
from bidding.limits import (
    Allowance,
    Limit,
    bid_limit,
    connection_limit,
    message_limit,
)

AT = datetime(2026, 3, 31, 2, 0, tzinfo=UTC)


def after(seconds: float) -> datetime:
    return AT + timedelta(seconds=seconds)


def test_a_burst_and_then_three_a_second() -> None:
    allowance = Allowance(bid_limit(per_second=3, burst=10))

    at_once = [allowance.take("r", "A17", at=AT) for _ in range(11)]
    soon = allowance.take("r", "A17", at=after(0.333))
    third = allowance.take("r", "A17", at=after(0.334))

    assert at_once == [True] * 10 + [False]
    assert (soon, third) == (False, True)


def test_a_long_rest_gives_one_burst_and_no_more() -> None:
    allowance = Allowance(Limit(3, 10))
    for _ in range(10):
        allowance.take("r", "A17", at=AT)

    taken = [allowance.take("r", "A17", at=after(3_600)) for _ in range(11)]

    assert taken == [True] * 10 + [False]


def test_each_bidder_and_round_has_an_own_allowance() -> None:
    allowance = Allowance(Limit(1, 1))

    taken = [allowance.take(*key, at=AT) for key in (("r", "A"), ("r", "A"), ("r", "B"), ("s", "A"))]

    assert taken == [True, False, True, True]


def test_a_clock_that_runs_back_refills_nothing() -> None:
    allowance = Allowance(Limit(1, 1))
    allowance.take("r", at=after(100))

    assert not allowance.take("r", at=AT)
    assert not allowance.take("r", at=after(100.5))
    assert allowance.take("r", at=after(101))


def test_a_flood_of_names_does_not_eat_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "BUCKETS_MAX", 10)
    allowance = Allowance(Limit(0.001, 5))

    for number in range(100):
        allowance.take(str(number), at=AT)

    assert len(allowance._left) <= 11


def test_full_buckets_are_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "BUCKETS_MAX", 3)
    allowance = Allowance(Limit(1, 1))
    for name in ("a", "b", "c"):
        allowance.take(name, at=AT)

    allowance.take("d", at=after(2))

    assert not allowance.take("d", at=after(2))
    assert len(allowance._left) == 1


def test_messages_leave_room_for_bids_and_questions() -> None:
    limit = message_limit(bids_per_second=3, bids_burst=10)

    assert limit.per_second > 3
    assert limit.burst > 10


def test_connections_are_counted_by_the_minute() -> None:
    assert connection_limit(per_minute=300) == Limit(5, 300)
