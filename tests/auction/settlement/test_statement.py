"""What the court is shown agrees with itself, and a late payout stays late."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from auction.kernel.money import Money
from auction.settlement.statement import Clock, PayoutLine, sums_of

DUE_AT = datetime(2026, 4, 2, 2, 4, 59, tzinfo=UTC)
TICK = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("sent_at", "at", "clock"),
    [
        (None, DUE_AT, Clock.RUNNING),
        (None, DUE_AT + TICK, Clock.LATE),
        (DUE_AT, DUE_AT + timedelta(days=9), Clock.SENT),
        (DUE_AT + TICK, DUE_AT + timedelta(days=9), Clock.SENT_LATE),
    ],
)
def test_the_clock_of_a_payout(sent_at, at, clock):
    line = PayoutLine("t1", "r1", "", "REFUND", Money(1, "CNY"), DUE_AT, 0, "", sent_at)

    assert line.clock(at) is clock


def test_what_came_in_is_what_went_out_and_what_is_held():
    moved = {
        "DEPOSIT_PAID": 400,
        "DEPOSIT_RETURNED": 200,
        "DEPOSIT_APPLIED": 100,
        "BALANCE_PAID": 900,
        "BALANCE_APPLIED": 900,
        "UNMATCHED_PAID": 7,
        "UNMATCHED_RETURNED": 7,
    }

    sums = sums_of(moved, Money(100, "CNY"))

    assert (sums.received.minor, sums.returned.minor, sums.credited.minor) == (1307, 207, 1000)
    assert sums.agree
    assert not sums_of(moved, Money(99, "CNY")).agree


def test_a_court_without_money_agrees():
    assert sums_of({}, Money(0, "CNY")).agree
