"""A balance is taken whole, in the buyer's name and in time, or goes back with its reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from auction.kernel.money import Money
from auction.payments.received import (
    PaymentRequest,
    ReceivedPayment,
    RequestPurpose,
    RequestState,
    Returned,
)
from auction.settlement import balance

DUE_AT = datetime(2026, 4, 16, 16, 0, tzinfo=UTC)
TICK = timedelta(microseconds=1)
ASKED = Money(67_260_000, "CNY")
REQUEST = PaymentRequest(
    "r1",
    "AAAAA-BBBBB",
    RequestPurpose.BALANCE,
    "r1",
    "a1",
    "r1",
    ASKED,
    RequestState.RECEIVED,
    DUE_AT - timedelta(days=15),
)


@pytest.mark.parametrize(
    ("state", "amount", "payer", "received_at", "reason"),
    [
        # Every row also deserves the reasons below it: the order is tested too.
        ("ACCEPTED", 1, "Bo", DUE_AT, "payment_already_made"),
        ("RECEIVED", 67_259_999, "Bo", DUE_AT, "payment_of_other_amount"),
        ("RECEIVED", 67_260_000, "Bo", DUE_AT, "payment_under_other_name"),
        ("RECEIVED", 67_260_000, "Ann", DUE_AT, "payment_too_late"),
        ("RECEIVED", 67_260_000, "Ann", DUE_AT + timedelta(minutes=10), "payment_too_late"),
        ("RECEIVED", 67_260_000, "Ann", DUE_AT - TICK, None),
    ],
)
def test_says_the_first_reason_that_applies(state, amount, payer, received_at, reason):
    request = replace(REQUEST, state=RequestState(state))
    payment = ReceivedPayment("p1", Money(amount, "CNY"), b"", received_at, request)

    assert balance.judge(payment, payer=payer, buyer="Ann", due_at=DUE_AT) == reason


def test_a_kept_reason_is_told_with_both_amounts_and_no_name():
    refusal = balance.told(Returned("p1", Money(5, "CNY"), ASKED, "payment_of_other_amount", DUE_AT))

    assert refusal.rule == "R-63"
    assert refusal.numbers == {"received": Money(5, "CNY"), "needed": ASKED}
