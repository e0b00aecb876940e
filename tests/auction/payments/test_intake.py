"""A fact comes to exactly one result, whatever it says, and so does a payment that is not taken."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from auction.kernel.money import Money
from auction.payments import intake
from auction.payments.fact import DisputeMoved, DisputeState, FeeCharged, PaymentArrived
from auction.payments.intake import Result, Turn
from auction.payments.received import PaymentRequest, RequestPurpose, RequestState

ARRIVED = PaymentArrived("paper", "pay_1", "AAAAA-BBBBB", Money(5, "CNY"), "Ann")
REQUEST = PaymentRequest(
    "q1",
    "AAAAA-BBBBB",
    RequestPurpose.DEPOSIT,
    "e1",
    "a1",
    "r1",
    Money(5, "CNY"),
    RequestState.OPEN,
    datetime(2026, 4, 1, tzinfo=UTC),
)


@pytest.mark.parametrize(
    ("known", "asked", "result"),
    [
        (set(), True, Result.RECEIVED),
        ({"pay_1"}, True, Result.REPEATED),
        ({"pay_1"}, False, Result.REPEATED),
        (set(), False, Result.UNKNOWN_REFERENCE),
    ],
)
def test_a_payment_comes_to_one_result(known, asked, result):
    requests = {REQUEST.reference: REQUEST} if asked else {}

    assert intake.place(ARRIVED, known=known, requests=requests) is result


@pytest.mark.parametrize(
    ("gateway", "reason", "is_placed", "turn"),
    [
        ("paper", "payment_reference_unknown", False, Turn.BACK),
        ("stripe", "payment_under_other_name", False, Turn.BACK),
        ("bank", "payment_reference_unknown", False, Turn.HELD),
        ("bank", "payment_under_other_name", False, Turn.HELD),
        ("bank", "deposit_name_differs", False, Turn.HELD),
        ("bank", "deposit_name_differs", True, Turn.BACK),
        ("bank", "deposit_amount_differs", False, Turn.BACK),
        ("bank", "payment_too_late", False, Turn.BACK),
    ],
)
def test_only_what_a_person_may_resolve_waits_and_only_once(gateway, reason, is_placed, turn):
    assert intake.turn(gateway, reason, is_placed=is_placed) is turn


@pytest.mark.parametrize(
    ("results", "told"),
    [
        ([], "nothing_new"),
        (["payment_repeated"], "payment_repeated"),
        (["payment_repeated", "moved"], "moved"),
        (["received", "moved"], "received"),
        (["x" * 40], "x" * 32),
    ],
)
def test_a_message_comes_to_its_first_news(results, told):
    assert intake.summary(results) == told


def test_a_fee_is_charged_under_the_id_of_what_it_was_taken_for():
    lost = DisputeMoved("stripe", "du_1", "pi_1", Money(5, "EUR"), DisputeState.LOST, Money(15, "EUR"))
    came = PaymentArrived("bank", "b1", "r", Money(5, "EUR"), "Ann", fee=Money(1, "EUR"), court_id="c1")

    assert intake.fees_of(lost) == [FeeCharged("stripe", "du_1", Money(15, "EUR"))]
    assert intake.fees_of(came) == [FeeCharged("bank", "b1", Money(1, "EUR"), "c1")]
    assert intake.fees_of(ARRIVED) == []
