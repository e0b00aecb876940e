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
from auction.settlement.balance import Owed

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

    assert balance.judge(payment, Owed(ASKED, "Ann", DUE_AT), payer=payer) == reason


@pytest.mark.parametrize(
    ("gateway", "amount", "rest", "reason", "part", "state"),
    [
        ("bank", 1, 100, None, 1, "OPEN"),
        ("bank", 99, 100, None, 99, "OPEN"),
        ("bank", 100, 100, None, 100, "ACCEPTED"),
        ("bank", 101, 100, None, 100, "ACCEPTED"),
        ("stripe", 99, 100, "payment_of_other_amount", 99, "OPEN"),
        ("stripe", 100, 100, None, 100, "ACCEPTED"),
        ("stripe", 101, 100, "payment_of_other_amount", 100, "ACCEPTED"),
    ],
)
def test_a_part_is_kept_and_too_much_is_taken_in_part_only_at_a_bank(
    gateway, amount, rest, reason, part, state
):
    owed = Owed(Money(rest, "CNY"), "Ann", DUE_AT)
    payment = ReceivedPayment("p1", Money(amount, "CNY"), b"", DUE_AT - TICK, REQUEST, gateway=gateway)

    assert balance.judge(payment, owed, payer="Ann") == reason
    assert balance.part_of(payment, owed) == (Money(part, "CNY"), RequestState(state))


@pytest.mark.parametrize(
    ("payer", "is_placed", "court_id", "reason"),
    [
        ("Bo", False, "c1", "payment_under_other_name"),
        ("Bo", True, "c1", None),
        ("Ann", False, "c2", "payment_to_other_court"),
        ("Ann", True, "c2", "payment_to_other_court"),
        ("Ann", False, "", None),
    ],
)
def test_whom_finance_placed_needs_no_name_but_always_the_right_court(payer, is_placed, court_id, reason):
    owed = Owed(ASKED, "Ann", DUE_AT, court_id="c1")
    payment = ReceivedPayment(
        "p1", ASKED, b"", DUE_AT - TICK, REQUEST, gateway="bank", court_id=court_id, is_placed=is_placed
    )

    assert balance.judge(payment, owed, payer=payer) == reason


def test_a_kept_reason_is_told_with_both_amounts_and_no_name():
    refusal = balance.told(Returned("p1", Money(5, "CNY"), ASKED, "payment_of_other_amount", DUE_AT))

    assert refusal.rule == "R-63"
    assert refusal.numbers == {"received": Money(5, "CNY"), "needed": ASKED}
